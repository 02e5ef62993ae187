"""From fractions to a roster: settle the surest people, price the others again, and go on.

Source: R. Sadykov, F. Vanderbeck, A. Pessoa, I. Tahiri, E. Uchoa, *Primal Heuristics for Branch and Price: The
Assets of Diving Methods*, INFORMS Journal on Computing 31 (2019): diving with column generation at each node.
Deviation: no backtracking; a dive over a few people at a time mends the roster of the one before.
"""

from collections.abc import Callable, Iterable, Sequence

from lamplighter.engines.roster.board import company
from lamplighter.engines.roster.columns.master import Master, each_alone
from lamplighter.engines.roster.columns.pricing import Prices, Pricing, Seats
from lamplighter.engines.roster.ground import Ground

BOX = 2.0
ROUNDS = 6  # of pricing at each stage
SURE = 0.999
SHARE = 5  # one in so many of the people left is settled at each stage, besides those who are sure

Pool = dict[int, dict[Seats, None]]
"""Lawful sets of seats found so far, by person, in the order found."""


def dive(
    pricing: Pricing,
    sitting: Sequence[int | None],
    people: Iterable[int],
    prices: Prices,
    pool: Pool,
    late: Callable[[], bool],
) -> list[int | None] | None:
    """Place these people, who hold nothing now, on the seats that are empty; None if time runs out."""
    ground = pricing.ground
    now = list(sitting)
    waiting = sorted(people)
    while waiting:
        left = [at for at in ground.open_seats if now[at] is None and ground.domain[at]]
        if not left:
            break
        _close(pricing, now, waiting, left)
        master = Master(pricing, waiting, each_alone(left), prices[left], BOX)
        open_ = set(left)
        for person in waiting:
            master.add(person, ())
            for seats in pool.setdefault(person, {}):
                if open_.issuperset(seats):
                    master.add(person, seats)
        master.run(ROUNDS, lawful=True, late=late)
        if late() or master.best is None:
            pricing.closed[:] = False
            return None
        for person, seats in master.columns:
            pool[person].setdefault(seats)
        settled = _settle(pricing, now, waiting, _surest(master))
        waiting = [person for person in waiting if person not in settled]
        if not settled:
            break
    pricing.closed[:] = False
    return now


def _surest(master: Master) -> list[tuple[float, int, Seats]]:
    """Each person's column with the largest share, the largest first."""
    best: dict[int, tuple[float, int, Seats]] = {}
    assert master.best is not None
    for (person, seats), share in zip(master.columns, master.best.shares, strict=False):
        if share > 1e-6 and share > best.get(person, (0.0,))[0]:
            best[person] = (share, person, seats)
    return sorted(best.values(), key=lambda each: (-round(each[0], 6), -len(each[2]), each[1]))


def _settle(
    pricing: Pricing, now: list[int | None], waiting: Sequence[int], surest: Iterable[tuple[float, int, Seats]]
) -> set[int]:
    """Put the surest on their seats; gives who is settled."""
    settled: set[int] = set()
    for share, person, seats in surest:
        if share < SURE and len(settled) >= max(1, len(waiting) // SHARE):
            break
        if any(now[at] is not None or _unwelcome(pricing.ground, now, person, at) for at in seats):
            continue
        for at in seats:
            now[at] = person
        settled.add(person)
    return settled


def _close(pricing: Pricing, now: Sequence[int | None], waiting: Sequence[int], left: Sequence[int]) -> None:
    """Leave open to each person what is empty and where nobody sits with whom they may not be."""
    ground = pricing.ground
    for person in waiting:
        pricing.closed[person] = True
        pricing.closed[person, left] = False
        if person in ground.newcomers or any(person in pair for pair in ground.strangers):
            for at in left:
                pricing.closed[person, at] = _unwelcome(ground, now, person, at)


def _unwelcome(ground: Ground, now: Sequence[int | None], person: int, at: int) -> bool:
    return next(company(ground, now, person, at), None) is not None
