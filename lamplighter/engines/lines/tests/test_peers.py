"""The compact model that other solvers get says the same as the rules: a comparison must be a fair one."""

import time
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as some

from benchmarks.peers.compact import compact
from benchmarks.peers.cpsat_plain import solve
from lamplighter.engines.lines import OFF, Demand, Grid, Person, Run, Shift, Total, Weekends, Wish
from lamplighter.engines.lines.score import score

DAYS = 6
SHIFTS = (Shift("E", 480), Shift("N", 600, frozenset({"E"})))
few = some.integers(0, 3)
day = some.integers(0, DAYS - 1)
key = some.sampled_from(("E", "N"))


@some.composite
def grids(draw: some.DrawFn) -> Grid:
    """One person for a week without its last day, under hard rules, as files of Curtois and Qu have them."""
    least = draw(some.integers(0, 2)) * 480
    person = Person(
        "Ada",
        frozenset(draw(some.sets(key, min_size=1))),
        free=frozenset(draw(some.sets(day, max_size=2))),
        runs=(
            Run(frozenset({"E", "N"}), draw(some.integers(1, 3)), draw(some.integers(3, 5))),
            Run(frozenset({OFF}), draw(some.integers(1, 3))),
        ),
        totals=(
            Total((("E", 480), ("N", 600)), least, least + draw(few) * 600),
            Total((("N", 1),), most=draw(few)),
        ),
        weekends=Weekends(draw(some.integers(0, 1))),
        wishes=tuple(Wish(draw(day), draw(key), draw(some.booleans()), draw(few)) for _ in range(draw(few))),
    )
    wanted = draw(some.lists(some.tuples(day, key), unique=True, max_size=4))
    demands = tuple(Demand(at, shift, draw(some.integers(0, 2)), draw(few), draw(few)) for at, shift in wanted)
    return Grid(DAYS, SHIFTS, (person,), demands, first_weekday=draw(some.integers(0, 6)))


@settings(max_examples=40, deadline=None)
@given(grids())
def test_the_cheapest_of_the_compact_model_is_the_cheapest_of_all_lines(grid):
    now = time.monotonic()
    every = (score(grid, {"Ada": line}) for line in product((OFF, "E", "N"), repeat=DAYS))
    best = min((each.objective for each in every if not each.broken), default=None)

    model = compact(grid, until=now + 60)
    answer = solve(model, 60, 1, 0, now)

    assert (answer.status == "infeasible") == (best is None)
    if answer.ones is not None:
        found = score(grid, model.lines(grid, answer.ones))
        assert (found.objective, found.broken, answer.bound) == (best, (), best)
