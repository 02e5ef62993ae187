"""Fairness: what is hard to carry, levelled against each person's fair share.

The load of a seat is shared out among those who could take it, in proportion to their contract hours; so part
time, leave, skills and eligibility are all in the share. What somebody carried before the period (the ledger),
against what was to be carried in the time for which they took turns, moves their share, but never below half or
above twice the share of this period alone: a person who was away for a year does not pay all of it back in a month.
"""

from collections.abc import Callable, Iterator

from lamplighter.engines.roster.charges import Level
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.problem import HOLIDAY, NIGHT, SPARE, WEEKEND, Ledger, Seat

CATCH_UP = 2.0
UNIT_MIN = 240  # time is levelled in blocks of four hours: 8 h are 2, 12 h are 3, whatever the clock does


def nights(ground: Ground) -> Iterator[Level]:
    """Nights, one unit each."""
    return _levels(ground, _tagged(NIGHT), lambda held: held.nights, ground.problem.weights.nights)


def weekends(ground: Ground) -> Iterator[Level]:
    """Duties on days of weekly rest, one unit each."""
    return _levels(ground, _tagged(WEEKEND), lambda held: held.weekends, ground.problem.weights.weekends)


def holidays(ground: Ground) -> Iterator[Level]:
    """Duties on public holidays, one unit each or as many as the seat says."""

    def units(seat: Seat) -> int:
        return seat.holiday_units if HOLIDAY in seat.tags else 0

    return _levels(ground, units, lambda held: held.holidays, ground.problem.weights.holidays)


def standby(ground: Ground) -> Iterator[Level]:
    """Time on standby, at home or on site, in blocks of four hours."""
    return _levels(
        ground,
        lambda seat: 0 if seat.kind == "worked" else _blocks(seat),
        lambda held: held.standby_minutes / UNIT_MIN,
        ground.problem.weights.standby,
    )


def hours(ground: Ground) -> Iterator[Level]:
    """Time worked on duty in this period, in blocks of four hours; there is no ledger of it."""
    return _levels(
        ground,
        lambda seat: _blocks(seat) if seat.kind == "worked" else 0,
        lambda held: 0,
        ground.problem.weights.hours,
    )


def _levels(
    ground: Ground, units: Callable[[Seat], int], carried: Callable[[Ledger], float], weight: int
) -> Iterator[Level]:
    loads: list[list[tuple[int, int]]] = [[] for _ in ground.people]
    fair = [0.0] * len(ground.people)
    size = [_size(person.subject.weekly_hours) for person in ground.people]
    for at, seat in enumerate(ground.seats):
        load, takers = units(seat), ground.takers(at)
        whole = sum(size[person] for person in takers)
        if not load:
            continue
        for person in takers:
            loads[person].append((at, load))
            if seat.wanted != SPARE:  # whoever takes a spare seat carries more than a share
                fair[person] += load * size[person] / whole
    taking = [person for person, mine in enumerate(loads) if mine]
    ledgers = [person.ledger for person in ground.people]
    there = [size[person] * ledgers[person].days for person in range(len(ledgers))]
    all_there = max(1, sum(there[person] for person in taking))
    all_carried = sum(carried(ledgers[person]) for person in taking)
    for person in taking:
        behind = all_carried * there[person] / all_there - carried(ledgers[person])
        share = min(max(fair[person] + behind, fair[person] / CATCH_UP), fair[person] * CATCH_UP)
        yield Level(person, tuple(loads[person]), round(2 * share), weight)


def _tagged(tag: str) -> Callable[[Seat], int]:
    return lambda seat: int(tag in seat.tags)


def _blocks(seat: Seat) -> int:
    return max(1, round(seat.span.minutes / UNIT_MIN))


def _size(weekly_hours: object) -> float:
    """How large a share a contract carries; one that states no hours counts as one hour, never as nothing."""
    return max(1.0, float(str(weekly_hours or 1)))
