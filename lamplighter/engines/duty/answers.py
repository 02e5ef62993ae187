"""Small questions asked of covers that are already resolved."""

from collections.abc import Iterable
from datetime import datetime

from lamplighter.engines.duty.values import Cover


def on_at(covers: Iterable[Cover], instant: datetime) -> tuple[Cover, ...]:
    """Every cover in force at the instant, people and holes alike, in the order given."""
    return tuple(cover for cover in covers if cover.span.holds(instant))


def next_after(
    covers: Iterable[Cover], instant: datetime, pool: str, layer: str, *, seat: int | None = None
) -> Cover | None:
    """The next duty to begin after the instant on one layer, a person's or a hole; None if none is known."""
    later = [
        cover
        for cover in covers
        if cover.pool == pool
        and cover.layer == layer
        and cover.span.start > instant
        and cover.source not in ("closed", "unrostered")
        and seat in (None, cover.seat)
    ]
    return min(later, key=lambda cover: (cover.span.start, cover.seat), default=None)


def holes(covers: Iterable[Cover]) -> tuple[Cover, ...]:
    """The covers in which somebody is wanted and nobody is on."""
    return tuple(cover for cover in covers if cover.source == "hole")
