"""Work laid on one line of whole seconds, and the sums that rules ask of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span, Week, at_wall, day_span, wall_windows

HOUR = 3600
DAY = 24 * HOUR
FIXED = -1


@dataclass(frozen=True, slots=True)
class Item:
    """One stretch in whole seconds since 1970; ``index`` is the slot it fills, or FIXED."""

    start: int
    end: int
    key: str
    kind: str
    counts: bool
    index: int

    @property
    def fixed(self) -> bool:
        """Whether nobody may move it."""
        return self.index == FIXED


class Track:
    """Items in order of start, with quick answers to "which touch this stretch?"."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items: tuple[Item, ...] = tuple(sorted(items, key=lambda item: (item.start, item.end, item.key)))
        self._starts = [item.start for item in self.items]
        self._weeks: dict[tuple[Week, ZoneInfo], list[date]] = {}
        self._longest = max((item.end - item.start for item in self.items), default=0)

    def within(self, start: int, end: int) -> list[Item]:
        """Items that share time with [start, end), in order."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        return [item for item in self.items[low:high] if item.end > start]

    def weeks(self, week: Week, zone: ZoneInfo) -> list[date]:
        """First days of every local week some item touches, in order."""
        if (week, zone) not in self._weeks:
            days = {local_date(at, zone) for item in self.items for at in range(item.start, item.end, DAY)}
            days |= {local_date(item.end - 1, zone) for item in self.items}
            self._weeks[week, zone] = sorted({week.start_of(day) for day in days})
        return self._weeks[week, zone]

    def fixed_only(self) -> Track:
        """The same line without what may still be moved."""
        return Track(item for item in self.items if item.fixed)


def covered(items: Iterable[Item], start: int, end: int) -> int:
    """Seconds of [start, end) that the items cover; items in order of start."""
    total, done = 0, start
    for item in items:
        low, high = max(item.start, done), min(item.end, end)
        if low < high:
            total += high - low
            done = high
    return total


def longest_free(items: Iterable[Item], start: int, end: int) -> int:
    """Seconds of the longest stretch of [start, end) that no item touches; items in order of start."""
    best, done = 0, start
    for item in items:
        best = max(best, min(item.start, end) - done)
        done = max(done, item.end)
    return max(best, end - done)


def span_of(start: int, end: int) -> Span:
    """Seconds back to a span in UTC."""
    return Span(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))


@lru_cache(maxsize=65536)
def local_date(at: int, zone: ZoneInfo) -> date:
    """The local date at an instant."""
    return datetime.fromtimestamp(at, zone).date()


@lru_cache(maxsize=16384)
def midnight(day: date, zone: ZoneInfo) -> int:
    """The instant at which a local day begins."""
    return int(at_wall(day, time(0), zone).timestamp())


@lru_cache(maxsize=16384)
def day_bounds(day: date, zone: ZoneInfo) -> tuple[int, int]:
    """Start and end of a local day."""
    span = day_span(day, zone)
    return int(span.start.timestamp()), int(span.end.timestamp())


@dataclass(frozen=True, slots=True)
class Night:
    """What a pack calls night work: the local window and how much of it makes a duty a night duty."""

    start: time
    end: time
    least: int

    def seconds(self, item: Item, zone: ZoneInfo) -> int:
        """Seconds of the item inside the window."""
        return sum(high - low for low, high in _night_parts(item.start, item.end, zone, self.start, self.end))

    def begun(self, item: Item, zone: ZoneInfo) -> date | None:
        """The date on which the night that it works began, or None if it is no night duty.

        A duty that spans several nights belongs to the one it works longest, the first if equal.
        """
        parts = _night_parts(item.start, item.end, zone, self.start, self.end)
        if sum(high - low for low, high in parts) < max(1, self.least):
            return None
        start, _ = max(parts, key=lambda part: (part[1] - part[0], -part[0]))
        local = datetime.fromtimestamp(start, zone)
        before_midnight = self.start < self.end or local.time() >= self.start
        return local.date() if before_midnight else local.date() - timedelta(days=1)


@lru_cache(maxsize=65536)
def _night_parts(start: int, end: int, zone: ZoneInfo, opens: time, closes: time) -> tuple[tuple[int, int], ...]:
    return tuple(
        (int(part.start.timestamp()), int(part.end.timestamp()))
        for part in wall_windows(span_of(start, end), zone, opens, closes)
    )
