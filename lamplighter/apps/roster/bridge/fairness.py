"""What is hard to carry, counted by person: nights, weekends, holidays, standby."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.roster.bridge.days import tags_of
from lamplighter.apps.roster.bridge.duty import Stretch
from lamplighter.apps.roster.choices import DutyKind
from lamplighter.engines.hours import Holiday, Span
from lamplighter.engines.roster import HOLIDAY, NIGHT, WEEKEND


@dataclass
class Carried:
    """How much of it one person carried: counts of duties, and minutes of standby."""

    nights: int = 0
    weekends: int = 0
    holidays: int = 0
    standby_minutes: int = 0
    hours: int = 0

    def add(self, tags: frozenset[str], span: Span, kind: str) -> None:
        self.nights += NIGHT in tags
        self.weekends += WEEKEND in tags
        self.holidays += HOLIDAY in tags
        if kind in (DutyKind.STANDBY_HOME, DutyKind.STANDBY_SITE):
            self.standby_minutes += int(span.minutes)
        else:
            self.hours += round(span.minutes / 60)


def carried_by(history: Sequence[Stretch], city: Organisation, holidays: Iterable[Holiday]) -> dict[int, Carried]:
    """What each person carried; a duty shared by two counts for whoever had at least half of it."""
    days: frozenset[date] = frozenset(each.on for each in holidays)
    found: dict[int, Carried] = {}
    for each in history:
        whole = Span(each.duty.starts_at, each.duty.ends_at)
        if 2 * each.span.seconds >= whole.seconds:
            carried = found.setdefault(each.person, Carried())
            carried.add(tags_of(whole, city, days), whole, each.duty.shift_type.kind)
    return found
