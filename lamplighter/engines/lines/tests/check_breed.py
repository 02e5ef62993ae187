"""Run in a process of its own, for HiGHS's sake: ``python -m lamplighter.engines.lines.tests.check_breed``.

A month of sixteen people: a few wild dives, then crossings until nothing more comes of them. Everything on the way is
lawful, what was to be fixed is fixed, and the program and the parts are left as they were. Prints the bound, what the
best dive cost, and what the best crossing did.
"""

import numpy as np
from numpy.random import Generator

from lamplighter.engines.lines import OFF, Demand, Grid, Run, Total, Weekends, Wish, score
from lamplighter.engines.lines.book import Book, Line, book_of
from lamplighter.engines.lines.columns import breed, litter
from lamplighter.engines.lines.columns.ascend import Ascent
from lamplighter.engines.lines.columns.dive import Steps, dive
from lamplighter.engines.lines.columns.generate import generate
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.columns.part import whole
from lamplighter.engines.lines.pricing import Pricer
from lamplighter.engines.lines.tests.grids import REST, WORK, grid_of, person

DIVES, HOUR = 6, 3600.0
HASTE, WILD, SOON = (0.95, 0.95), 5.0, 20


def month(rng: Generator) -> Grid:
    """Too few people by a little, a third of them without nights, and each with ten wishes."""
    people = [
        person(
            f"p{at}",
            shifts=WORK if at % 3 else frozenset({"E", "L"}),
            free=frozenset(rng.choice(28, 2, replace=False).tolist()),
            runs=(Run(WORK, 2, 5), Run(REST, 2)),
            totals=(Total((("E", 480), ("L", 480), ("N", 600)), 8_160, 8_640),),
            weekends=Weekends(2),
            wishes=tuple(
                Wish(int(day), "ELN"[rng.integers(3)], bool(rng.integers(2)), int(rng.integers(1, 4)))
                for day in rng.choice(28, 10, replace=False)
            ),
        )
        for at in range(16)
    ]
    demands = [
        Demand(day, key, int(rng.integers(2, 5)) - (key == "N"), 100, 1) for day in range(28) for key in "ELN"
    ]
    return grid_of(28, *people, demands=tuple(demands))


def judged(grid: Grid, lines: list[Line]) -> float:
    keys = [OFF, *(shift.key for shift in grid.shifts)]
    found = score(
        grid, {who.key: tuple(keys[at] for at in line) for who, line in zip(grid.people, lines, strict=True)}
    )
    assert not found.broken, found.broken
    return found.objective


def opened(book: Book, pricer: Pricer) -> tuple[Master, float]:
    """The program of the whole, generated to its end, and its bound."""
    part = whole(book)
    prices = Ascent(pricer).climb(part, rounds=600, stop=lambda: False).prices
    master = Master(part)
    state = generate(master, pricer, out_of_time=lambda: False, start=prices)
    assert state.done
    return master, state.bound


def fixes_what_it_is_told_to(grid: Grid, master: Master, pricer: Pricer, rng: Generator) -> None:
    """Half of the days as a wild dive led to, the others anew; nothing of it is left in the program."""
    before, own = master.solve().value, [scope.own.copy() for scope in master.part.scopes]

    def dived(noise: float, fixed: np.ndarray | None = None) -> np.ndarray:
        steps = Steps(share=0.4, noise=noise)
        found = dive(master, pricer, steps, rng=rng, out_of_time=lambda: False, anyway=True, fixed=fixed)
        assert found is not None
        judged(grid, found)
        return np.array(found)

    random, best = dived(WILD), dived(0.0)
    fixed = np.where(rng.random(random.shape) < 0.5, random, np.int8(-1))
    told = dived(0.0, fixed)
    assert (best[fixed >= 0] != fixed[fixed >= 0]).any()
    assert (told[fixed >= 0] == fixed[fixed >= 0]).all()
    assert master.solve().value <= before + 1e-6
    assert all((scope.own == was).all() for scope, was in zip(master.part.scopes, own, strict=True))


def main() -> None:
    rng = np.random.default_rng(3)
    grid = month(rng)
    book = book_of(grid)
    pricer = Pricer(book)
    master, bound = opened(book, pricer)
    fixes_what_it_is_told_to(grid, master, pricer, rng)

    breed.MOST_LINES = 3_000  # so that lines are forgotten on the way
    breed.VAIN = litter.VAIN = SOON
    breed.SHARES, breed.NOISE = (
        HASTE,
        WILD,
    )  # dives that know the way would be as good as crossings in so small a month
    rosters = litter.Litter(HOUR, DIVES)
    breeder = breed.Breeder(rosters, master, pricer, rng, lambda: False)
    breeder.noise = WILD
    dived, bred = [], []
    while not rosters.best:
        crossing = rosters.grown
        found = breeder.step()
        if found is not None:
            assert found.value == judged(grid, found.lines)
            (bred if crossing else dived).append(found.value)
    assert len(dived) >= DIVES
    assert breeder.top is not master, "no lines were forgotten"
    assert rosters.best[0].value == min(dived + bred)
    print(bound, min(dived), min(bred))


if __name__ == "__main__":
    main()
