"""Where the local clock meets elapsed time: days, nights and the two hours a year that lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from lamplighter.engines.hours.span import Span

DAY = timedelta(days=1)
PROBE = timedelta(hours=6)  # no zone has moved its clock twice within six hours


@lru_cache(maxsize=16384)
def at_wall(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the local clock first shows ``clock`` on ``day``.

    Where the clock jumps over that time, the first instant after the jump; where it shows it
    twice, the first of the two.
    """
    wall = datetime.combine(day, clock.replace(tzinfo=None, fold=0), tzinfo=zone)
    at = wall.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return at
    return _jump(wall.replace(fold=1).astimezone(UTC), at, zone)


@lru_cache(maxsize=8192)
def day_span(day: date, zone: ZoneInfo) -> Span:
    """One local day: 24 hours, or 23 or 25 when the clock moves.

    Raises
    ------
    ValueError
        If the zone skipped that day altogether (Samoa, 30 December 2011).
    """
    return Span(at_wall(day, time(0), zone), at_wall(day + DAY, time(0), zone))


def local_days(span: Span, zone: ZoneInfo) -> tuple[date, ...]:
    """Every local date the span touches, in order."""
    first = span.start.astimezone(zone).date()
    last = (span.end - timedelta(microseconds=1)).astimezone(zone).date()
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def wall_windows(
    span: Span, zone: ZoneInfo, start: time, end: time, weekdays: Iterable[int] | None = None
) -> tuple[Span, ...]:
    """The parts of ``span`` during which the local clock reads from ``start`` up to ``end``.

    Parameters
    ----------
    start, end
        Local clock; ``end`` at or before ``start`` means the next day, equal means a whole day.
    weekdays
        ISO 1 to 7 of the day on which a window *begins*; None for every day.

    Notes
    -----
    One part per window and stretch of unmoved clock, in order. A repeated hour counts both times,
    a skipped hour not at all: the time in the parts is elapsed time.
    """
    wanted = None if weekdays is None else frozenset(weekdays)
    spill = DAY if end <= start else timedelta(0)
    parts: list[tuple[date, Span]] = []
    for piece, offset in _unmoved(span, zone):
        low = (piece.start + offset).replace(tzinfo=None)
        high = (piece.end + offset).replace(tzinfo=None)
        day = low.date() - DAY
        while day <= high.date():
            opens = max(low, datetime.combine(day, start))
            closes = min(high, datetime.combine(day, end) + spill)
            if opens < closes and (wanted is None or day.isoweekday() in wanted):
                part = Span((opens - offset).replace(tzinfo=UTC), (closes - offset).replace(tzinfo=UTC))
                if parts and parts[-1][0] == day and parts[-1][1].end == part.start:
                    parts[-1] = (day, Span(parts[-1][1].start, part.end))
                else:
                    parts.append((day, part))
            day += DAY
    return tuple(part for _, part in parts)


def _unmoved(span: Span, zone: ZoneInfo) -> Iterator[tuple[Span, timedelta]]:
    """The span cut where the clock moves, each piece with its offset from UTC."""
    start, at = span.start, span.start
    offset = _offset(at, zone)
    while at < span.end:
        step = min(at + PROBE, span.end)
        if _offset(step, zone) != offset:
            moved = _jump(at, step, zone)
            if moved < span.end:
                yield Span(start, moved), offset
                start, offset = moved, _offset(moved, zone)
                at = moved
                continue
        at = step
    yield Span(start, span.end), offset


def _jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first instant in (before, after] with the offset that holds at ``after``."""
    target = _offset(after, zone)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle <= before:
            break
        if _offset(middle, zone) == target:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0) if after.microsecond else after


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
