"""Where the roster's rows meet the engines: who is on, what people worked, and the problems of new rosters."""

from lamplighter.apps.roster.bridge.duty import covers, duty_of, holes_among, on_duty, worked, worked_of
from lamplighter.engines.duty import Cover, next_after, on_at
from lamplighter.engines.hours import Span

__all__ = [
    "Cover",
    "Span",
    "covers",
    "duty_of",
    "holes_among",
    "next_after",
    "on_at",
    "on_duty",
    "worked",
    "worked_of",
]
