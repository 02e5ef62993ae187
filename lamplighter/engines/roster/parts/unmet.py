"""What a contract asks at least: time, duties of a shift, days in a row; charged where a roster falls short."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from lamplighter.engines.hours import local_days
from lamplighter.engines.roster.charges import Level
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.terms.contract import NO_TERMS
from lamplighter.engines.roster.terms.rules import counts, days_of, minutes_of

HOUR_MIN = 60
DAY = timedelta(days=1)


def terms(ground: Ground) -> Iterator[Level]:
    """Every least of somebody's terms: hours and duties too few, runs of duty or of days off too short.

    Of one person two duties on a day count as two days of duty in a run.
    """
    mine: list[list[int]] = [[] for _ in ground.people]
    for at in range(len(ground.seats)):
        for person in ground.takers(at):
            mine[person].append(at)
    for person, seats in enumerate(mine):
        own = ground.people[person].terms
        if own != NO_TERMS and seats:
            yield from _quotas(ground, person, seats)
            yield from _runs(ground, person, seats)


def _quotas(ground: Ground, person: int, seats: list[int]) -> Iterator[Level]:
    """Time in hours, and duties, against their least."""
    who, all_seats = ground.people[person], ground.seats
    for quota in who.terms.minutes:
        span = quota.span or ground.problem.horizon
        hours = {
            at: round(minutes_of(all_seats[at].span, span) / HOUR_MIN)
            for at in seats
            if all_seats[at].kind in quota.kinds
        }
        done = sum(minutes_of(work.span, span) for work in who.fixed if work.kind in quota.kinds)
        yield from _at_least(ground, person, hours, round((quota.least - done) / HOUR_MIN))
    for count in who.terms.counts:
        span = count.span or ground.problem.horizon
        ones = {at: int(counts(all_seats[at].shift, all_seats[at].span, count.shift, span)) for at in seats}
        done = sum(counts(who.shifts.get(work.key, ""), work.span, count.shift, span) for work in who.fixed)
        yield from _at_least(ground, person, ones, count.least - done)


def _at_least(ground: Ground, person: int, units: Mapping[int, int], least: int) -> Iterator[Level]:
    loads = tuple((at, each) for at, each in units.items() if each)
    if least > 0 and loads:
        yield Level(person, loads, 2 * least, ground.problem.weights.terms, "under")


def _runs(ground: Ground, person: int, seats: list[int]) -> Iterator[Level]:
    """Runs of each length that is too short: what begins and ends them, less what would make them longer."""
    own, zone = ground.people[person].terms, ground.problem.zone
    if own.run_least == own.off_least == 1:
        return
    on: dict[date, list[int]] = {}
    for at in seats:
        for day in days_of(ground.seats[at].span, zone):
            on.setdefault(day, []).append(at)
    before = {day for work in ground.people[person].fixed for day in days_of(work.span, zone)}
    days = local_days(ground.problem.horizon, zone)
    for n in range(len(days)):
        for least, sign in ((own.run_least, 1), (own.off_least, -1)):
            for length in range(1, least):
                run, edges = days[n : n + length], (days[n] - DAY, days[n] + length * DAY)
                known = edges[1] <= days[-1] and (edges[0] >= days[0] or bool(before))
                if known:
                    inside, outside = (1, -1) if sign > 0 else (-1, 1)
                    full = length if sign > 0 else 2
                    yield from _pattern(ground, person, on, before, ((run, inside), (edges, outside)), full)


def _pattern(
    ground: Ground,
    person: int,
    on: Mapping[date, list[int]],
    before: set[date],
    signs: Iterable[tuple[Iterable[date], int]],
    full: int,
) -> Iterator[Level]:
    """Charged where the signed days of duty come up to ``full``: then they are just this run."""
    units: dict[int, int] = {}
    settled = 0
    for days, sign in signs:
        for day in days:
            settled += sign * (day in before)
            for at in on.get(day, ()):
                units[at] = units.get(at, 0) + sign
    loads = tuple((at, each) for at, each in sorted(units.items()) if each)
    if sum(max(0, each) for _, each in loads) + settled >= full and any(each > 0 for _, each in loads):
        yield Level(person, loads, 2 * (full - 1 - settled), ground.problem.weights.terms, "over")
