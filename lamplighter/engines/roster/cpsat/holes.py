"""How many holes there must be: a stretch of days by itself needs no fewer than it needs within the whole.

Whoever looks at a few days alone forgets all other duties, which could only make people less free; so holes that
these days need alone they need in every roster, and stretches that share no seat add up.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from lamplighter.engines.law import AtMost
from lamplighter.engines.roster.charges import NoneOf, Sitting
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.parts import Bill

REACH = timedelta(days=6)


def separable(ground: Ground) -> bool:
    """Whether a duty never makes another one possible: then forgetting duties only frees people."""
    return all(
        weight >= 0
        for laws in ground.laws
        for statement in laws
        if isinstance(statement, AtMost)
        for _, weight in statement.terms
    )


def stretches(ground: Ground, sitting: Sitting) -> Iterator[list[int]]:
    """Open seats around each hole, no seat twice."""
    used: set[int] = set()
    for hole in ground.open_seats:
        if sitting[hole] is not None or not ground.domain[hole] or hole in used:
            continue
        middle = ground.seats[hole].span.start
        near = [
            at
            for at in ground.open_seats
            if at not in used and ground.domain[at] and abs(ground.seats[at].span.start - middle) <= REACH
        ]
        used.update(near)
        yield near


def holes_in(bill: Bill, seats: Iterable[int]) -> list[NoneOf]:
    """What these seats cost if they stay empty."""
    wanted = set(seats)
    return [
        charge
        for charge in bill["holes"]
        if isinstance(charge, NoneOf) and charge.only_if is None and {at for _, at in charge.pairs} & wanted
    ]


def unavoidable(ground: Ground, bill: Bill) -> int:
    """What holes cost that nobody can fill."""
    return sum(charge.cost for charge in bill["holes"] if isinstance(charge, NoneOf) and not charge.pairs)
