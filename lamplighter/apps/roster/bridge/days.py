"""The city's days: when a shift of a day begins and ends, its week, its holidays, what makes a duty hard to carry."""

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from functools import lru_cache

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.roster.models import Demand, ShiftType
from lamplighter.engines.hours import (
    Holiday,
    Span,
    Week,
    at_wall,
    day_span,
    local_days,
    public_holidays,
    total_minutes,
    wall_windows,
)
from lamplighter.engines.law import PACKS
from lamplighter.engines.roster import HOLIDAY, NIGHT, WEEKEND

DAY = timedelta(days=1)
POLICY = "city-policy"


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``, both included."""
    for number in range((last - first).days + 1):
        yield first + number * DAY


def period(organisation: Organisation, first: date, last: date) -> Span:
    """The local days from ``first`` to ``last``, both included, as one span."""
    return Span(day_span(first, organisation.zone).start, day_span(last, organisation.zone).end)


def shift_span(shift: ShiftType, on: date, organisation: Organisation) -> Span:
    """When a shift that begins on a day is, by the clock on the city's walls."""
    ends_on = on + DAY if shift.ends_at <= shift.starts_at else on
    zone = organisation.zone
    return Span(at_wall(on, shift.starts_at, zone), at_wall(ends_on, shift.ends_at, zone))


def wanted_on(demand: Iterable[Demand], on: date) -> tuple[int, int]:
    """How many people one shift needs on a day, and how many are preferred: by its date, else by its weekday."""
    rows, weekday = list(demand), str(on.isoweekday())
    dated = [row for row in rows if row.on == on]
    said = dated or [row for row in rows if row.on is None and weekday in row.weekdays.split(",")]
    needed = sum(row.people for row in said)
    return needed, sum(row.people if row.preferred is None else row.preferred for row in said)


def week_of(organisation: Organisation) -> Week:
    """The city's week and weekend."""
    return Week(organisation.week_starts, organisation.weekend_days)


def holidays_of(organisation: Organisation, first: date, last: date) -> tuple[Holiday, ...]:
    """Public holidays from ``first`` to ``last``; none where nothing is known of the country."""
    years = range(first.year, last.year + 1)
    found = (day for year in years for day in _holidays(organisation.country, year, organisation.language))
    return tuple(day for day in found if first <= day.on <= last)


def tags_of(span: Span, organisation: Organisation, holidays: frozenset[date]) -> frozenset[str]:
    """Whether a duty is a night, on the weekend or on a holiday; the last two by the day on which it begins."""
    on = local_days(span, organisation.zone)[0]
    tags = set()
    if is_night(span, organisation, on):
        tags.add(NIGHT)
    if on.isoweekday() in organisation.weekend_days:
        tags.add(WEEKEND)
    if on in holidays:
        tags.add(HOLIDAY)
    return frozenset(tags)


def is_night(span: Span, organisation: Organisation, on: date) -> bool:
    """Whether enough of a duty lies in the night of the city's policy."""
    fact = PACKS[POLICY].find("night_work", on)
    if fact is None:
        return False
    start, end, least_h = fact.value["start"], fact.value["end"], fact.value["min_hours"]
    in_night = wall_windows(span, organisation.zone, time.fromisoformat(start), time.fromisoformat(end))
    return bool(in_night) and total_minutes(in_night) >= 60 * least_h


@lru_cache(maxsize=256)
def _holidays(country: str, year: int, language: str) -> tuple[Holiday, ...]:
    try:
        return public_holidays(country, [year], language)
    except ValueError:
        return ()
