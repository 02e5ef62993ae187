"""What is hard to carry, counted by person: nights, weekends, holidays, standby."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.roster.bridge.days import holidays_of, period, tags_of
from lamplighter.apps.roster.bridge.duty import Stretch, stretches
from lamplighter.apps.roster.choices import DutyKind
from lamplighter.apps.roster.models import Duty, Pool, PoolMember
from lamplighter.engines.hours import Holiday, Span
from lamplighter.engines.roster import HOLIDAY, NIGHT, WEEKEND

LEDGER_DAYS = 365


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


@dataclass(frozen=True)
class Share:
    """What one member of a pool carried in a year with this roster, and what would be a fair share of it all."""

    person: int
    nights: int
    weekends: int
    holidays: int
    standby_hours: int
    fair_nights: float
    fair_weekends: float
    fair_holidays: float
    fair_standby_hours: float


def shares_of(
    pool: Pool,
    first: date,
    last: date,
    members: Sequence[PoolMember],
    weekly_hours: Mapping[int, float],
    duties: Sequence[Duty],
) -> list[Share]:
    """A year before the period and the roster itself, by member, against shares by contract hours and time in the pool.

    ``duties`` are the roster's own seats, in whatever state; what is published for the same days does not count.
    """
    city = pool.organisation
    begin = first - timedelta(days=LEDGER_DAYS)
    days = period(city, first, last)
    known = stretches(city, Span(period(city, begin, begin).start, days.start), pool)
    holidays = frozenset(each.on for each in holidays_of(city, begin, last))
    before = [each for each in known if each.duty.starts_at < days.start]
    carried = carried_by(before, city, holidays_of(city, begin, last))
    for duty in duties:
        if duty.person_id is not None:
            span = Span(duty.starts_at, duty.ends_at)
            mine = carried.setdefault(duty.person_id, Carried())
            mine.add(tags_of(span, city, holidays), span, duty.shift_type.kind)
    size: dict[int, float] = {}
    for member in members:
        from_day, until = max(member.since, begin), min(member.until or last, last)
        in_pool = max(0, (until - from_day).days + 1)
        size[member.person_id] = size.get(member.person_id, 0) + in_pool * weekly_hours.get(member.person_id, 1)
    whole = sum(size.values()) or 1
    had_by = {person: carried.get(person, Carried()) for person in size}
    nights = sum(each.nights for each in had_by.values())
    weekends = sum(each.weekends for each in had_by.values())
    free = sum(each.holidays for each in had_by.values())
    standby = sum(each.standby_minutes for each in had_by.values()) / 60
    return [
        Share(
            person,
            had.nights,
            had.weekends,
            had.holidays,
            round(had.standby_minutes / 60),
            nights * size[person] / whole,
            weekends * size[person] / whole,
            free * size[person] / whole,
            standby * size[person] / whole,
        )
        for person, had in had_by.items()
    ]
