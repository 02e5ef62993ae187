"""Small towns for tests: a handful of people, a few days, three shifts, easy to see through."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span, Week, at_wall, day_span
from lamplighter.engines.law import Subject
from lamplighter.engines.roster import NIGHT, WEEKEND, Candidate, Limit, Problem, Seat

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 2)
WEEK = Week(1, frozenset({6, 7}))
EU = ("eu-wtd-2003-88",)
QUICK = Limit(work=0.5, seconds=60)
SHIFTS = {"D": (8, 20), "N": (20, 32), "E": (6, 14), "L": (14, 22), "M": (22, 30)}


def clock(day: int, hour: int, *, first: date = MONDAY, zone: ZoneInfo = BERLIN) -> datetime:
    """Local hour of the day-th day, 0 the first; hours from 24 on are tomorrow's."""
    return at_wall(first + timedelta(days=day + hour // 24), time(hour % 24), zone)


def seat(day: int, shift: str = "D", layer: str = "primary", *, first: date = MONDAY, **more) -> Seat:
    """One seat; nights and weekends tag themselves."""
    start, end = SHIFTS[shift]
    tags = {NIGHT} if end > 24 else set()
    if (first + timedelta(days=day)).isoweekday() in WEEK.rest:
        tags.add(WEEKEND)
    more = {"key": f"{day}{shift}{layer[0]}", "pool": "net", "tags": frozenset(tags), **more}
    return Seat(
        layer=layer, shift=shift, span=Span(clock(day, start, first=first), clock(day, end, first=first)), **more
    )


def person(key: str, *, packs: tuple[str, ...] = EU, hours: int = 40, **more) -> Candidate:
    return Candidate(
        key,
        Subject(key, packs, hours),
        more.pop("eligible", frozenset({("net", "primary"), ("net", "backup")})),
        **more,
    )


def town(people, seats, *, days: int = 14, first: date = MONDAY, **more) -> Problem:
    """A problem of so many whole local days."""
    start, end = day_span(first, BERLIN).start, day_span(first + timedelta(days=days), BERLIN).start
    return Problem(tuple(people), tuple(seats), Span(start, end), BERLIN, WEEK, **more)


def crew(*names: str, **more) -> tuple[Candidate, ...]:
    return tuple(person(name, **more) for name in names)
