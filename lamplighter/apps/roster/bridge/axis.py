"""The next 24 hours of a city as a grid of quarters, with its hours and its night."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from lamplighter.apps.roster.bridge.days import DAY, POLICY
from lamplighter.engines.hours import Span, at_wall, wall_windows
from lamplighter.engines.law import PACKS

AXIS = timedelta(hours=24)
# Columns that the word “now” takes up at the beginning of the axis on a telephone.
ROOM = 11
QUARTER = timedelta(minutes=15)
COLUMNS = 96
MORNING = time(8)
# Before four in the morning the night that is under way is meant; later, the one to come.
NIGHT_LEFT = timedelta(hours=4)


@dataclass(frozen=True)
class Axis:
    """The next 24 hours as 96 quarters, from the quarter in which now lies."""

    now: datetime
    zone: ZoneInfo

    @cached_property
    def start(self) -> datetime:
        return self.now - (self.now - datetime.min.replace(tzinfo=UTC)) % QUARTER

    @property
    def span(self) -> Span:
        return Span(self.now, self.now + AXIS)

    def column(self, at: datetime) -> int:
        """Line of the grid, 1 to 97, nearest to an instant."""
        return min(max(round((at - self.start) / QUARTER), 0), COLUMNS) + 1

    @cached_property
    def ticks(self) -> list[tuple[int, str]]:
        """Each third hour of the city's clock that leaves room to be written: column and hour."""
        found = []
        for number in range(ROOM, COLUMNS - 3):
            at = (self.start + number * QUARTER).astimezone(self.zone)
            if at.minute == 0 and at.hour % 3 == 0:
                found.append((number + 1, f"{at:%H}"))
        return found

    @cached_property
    def nights(self) -> list[tuple[int, int]]:
        """The hours that the city's policy calls night, as columns."""
        fact = PACKS[POLICY].find("night_work", self.now.astimezone(self.zone).date())
        if fact is None:
            return []
        start, end = (time.fromisoformat(fact.value[name]) for name in ("start", "end"))
        found = wall_windows(Span(self.start, self.start + AXIS), self.zone, start, end)
        return [(self.column(each.start), self.column(each.end)) for each in found]

    @cached_property
    def night_ends(self) -> datetime:
        """Until when it is tonight: the next eight in the morning that is some hours off."""
        today = self.now.astimezone(self.zone).date()
        mornings = (at_wall(today + number * DAY, MORNING, self.zone) for number in range(3))
        return min(next(each for each in mornings if each - self.now >= NIGHT_LEFT), self.now + AXIS)
