"""Run in a process of its own, for HiGHS's sake: ``python -m lamplighter.engines.lines.tests.check_sweep``.

Sweeps by windows of a few days over small grids of every kind: whatever comes to the end is lawful and costs what the
judge says. Then one over half a year: prints the bound, its cost, that of one line after the other, and how many
sweeps two workers make of eight weeks: each by itself, and both together, as where it is large.
"""

import sys

import numpy as np
from hypothesis import HealthCheck, given, settings

from lamplighter.engines.lines import OFF, Demand, Grid, Run, Total, Weekends, Wish, score
from lamplighter.engines.lines.book import Line, book_of
from lamplighter.engines.lines.columns import sweep
from lamplighter.engines.lines.columns.ascend import Ascent
from lamplighter.engines.lines.columns.begin import NoLine, first_roster
from lamplighter.engines.lines.columns.part import whole
from lamplighter.engines.lines.columns.search import Search
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.columns.tails import Tails
from lamplighter.engines.lines.pricing import Pricer
from lamplighter.engines.lines.tests.grids import REST, WORK, grid_of, grids, person

CASES = int(sys.argv[1]) if len(sys.argv) > 1 else 60
HOUR = 3600.0
came_to_the_end = []


def swept(grid: Grid, rounds: int) -> tuple[Standing, float] | None:
    """The roster of one sweep, and the bound; None if it did not come to the end."""
    book = book_of(grid)
    pricer = Pricer(book)
    ascent = Ascent(pricer)
    try:
        bound = ascent.climb(whole(book), rounds=rounds, stop=lambda: False).bound
    except NoLine:
        return None
    rng = np.random.default_rng(0)
    lines = sweep.Sweep(pricer, ascent, Tails(book, HOUR), rng, HOUR, lambda: False).run()
    return None if lines is None else (Standing(book, lines), bound)


def named(grid: Grid, lines: list[Line]) -> dict[str, tuple[str, ...]]:
    keys = [OFF, *(shift.key for shift in grid.shifts)]
    return {who.key: tuple(keys[at] for at in line) for who, line in zip(grid.people, lines, strict=True)}


@settings(
    max_examples=CASES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(grids())
def check(grid: Grid) -> None:
    found = swept(grid, 20)
    if found is None:
        return
    standing, bound = found
    judged = score(grid, named(grid, standing.lines))
    assert {each.rule for each in judged.broken} <= {"demand"}
    assert judged.broken or standing.value == judged.objective
    assert bound <= standing.value + 1e-6
    came_to_the_end.append(grid)


def weeks_of(weeks: int) -> Grid:
    """Eight people who work three days of five, on a good half of the weekends, where one more is needed."""
    days = 7 * weeks
    worked = 110 * days // 182
    people = [
        person(
            f"p{at}",
            runs=(Run(WORK, 2, 5), Run(REST, 2)),
            totals=(Total((("E", 1), ("L", 1), ("N", 1)), worked, worked + 2), Total((("N", 1),), 0, 40)),
            weekends=Weekends(15 * weeks // 26),
            wishes=tuple(Wish(day, "ELN"[(at + day) % 3], day % 2 == 0, 1 + at % 3) for day in range(0, days, 5)),
        )
        for at in range(8)
    ]
    demands = [Demand(day, key, 2 - (key == "N"), 100, 1) for day in range(days) for key in "ELN"]
    return grid_of(days, *people, demands=tuple(demands), first_weekday=2)


def swept_by_two(grid: Grid, large: bool) -> int:
    """How many rosters two workers come to."""
    search = Search(grid, seconds=60.0, seed=0, workers=2, tell=lambda *_: None, stop=lambda: False)
    ascent = Ascent(search.pricer)
    ascent.climb(whole(search.book), rounds=200, stop=lambda: False)
    assert search._sweep(ascent, large)
    assert search.value == min(Standing(search.book, lines).value for lines in search.swept)
    return len(search.swept)


def main() -> None:
    days = sweep.SHORTEST, sweep.LONGEST, sweep.LAST, sweep.KEPT
    sweep.SHORTEST, sweep.LONGEST, sweep.LAST, sweep.KEPT = 2, 5, 2, 3
    check()
    assert len(came_to_the_end) > CASES / 2, f"{len(came_to_the_end)} of {CASES} came to the end"
    sweep.SHORTEST, sweep.LONGEST, sweep.LAST, sweep.KEPT = days
    year = weeks_of(26)
    book = book_of(year)
    first = first_roster(book, [Pricer(book)], np.random.default_rng(0))
    found = swept(year, 600)
    assert found is not None
    by_two = [swept_by_two(weeks_of(8), large) for large in (False, True)]
    print(f"{found[1]:.0f} {found[0].value:.0f} {first.value:.0f}", *by_two)


if __name__ == "__main__":
    main()
