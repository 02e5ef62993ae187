"""Who is on between two instants: the one resolver that page, feed, pager and pay all ask.

Published rosters, hand-overs and declared closures go in as plain values; covers come out: for every layer
of a pool, and every seat on it, contiguous pieces that fill the asked window without gap or overlap.
"""

from lamplighter.engines.duty.answers import holes, next_after, on_at
from lamplighter.engines.duty.resolve import resolve, stray_overrides
from lamplighter.engines.duty.values import (
    SOURCES,
    Assignment,
    Closure,
    Cover,
    Override,
    Publication,
    Source,
    Wanted,
)

__all__ = [
    "SOURCES",
    "Assignment",
    "Closure",
    "Cover",
    "Override",
    "Publication",
    "Source",
    "Wanted",
    "holes",
    "next_after",
    "on_at",
    "resolve",
    "stray_overrides",
]
