"""Run in a process of its own, for HiGHS's sake: ``python -m lamplighter.engines.lines.tests.check_search``.

On grids so small that every roster can be judged, the search is held against the truth.
"""

import sys
from collections import Counter
from itertools import product

from hypothesis import HealthCheck, given, settings

from lamplighter.engines.lines import OFF, Demand, Grid, Person, Total, score
from lamplighter.engines.lines.columns import search as search_module
from lamplighter.engines.lines.columns.begin import NoLine, first_roster
from lamplighter.engines.lines.columns.part import SCARCE
from lamplighter.engines.lines.columns.search import Search
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.tests.grids import WORK, alone, grid_of, rosterable

CASES = int(sys.argv[1]) if len(sys.argv) > 1 else 60
SECONDS = 0.15


@settings(
    max_examples=CASES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(rosterable())
def check(grid: Grid) -> None:
    truth = cheapest_roster(grid)
    told: list[tuple[float | None, float | None]] = []
    search = Search(
        grid,
        seconds=SECONDS,
        seed=0,
        workers=1 + len(grid.people) % 2,
        tell=lambda _, value, bound: told.append((value, bound)),
        stop=lambda: False,
    )

    ended = search.run()

    if truth is None:
        assert ended.nobody is None or ended.nobody.proven
    else:
        assert ended.bound <= truth
        assert all(bound is None or bound <= truth for _, bound in told)
    if ended.lines is None:
        assert ended.nobody is not None
        assert not lawful_lines(grid, ended.nobody.person)
        return
    keys = [OFF, *(shift.key for shift in grid.shifts)]
    lines = {who.key: tuple(keys[at] for at in line) for who, line in zip(grid.people, ended.lines, strict=True)}
    judged = score(grid, lines)
    missing = sum(each.amount for each in judged.broken)
    assert all(each.rule == "demand" for each in judged.broken)
    assert ended.value == judged.objective + SCARCE * missing
    assert not ended.proven or missing or judged.objective == truth
    assert [value for value, _ in told if value] == sorted((value for value, _ in told if value), reverse=True)


def check_that_it_goes_on() -> None:
    """A later roster that fails at its prices is no end: the first one stands, and is made better."""
    found = []

    def once(*arguments: object) -> Standing:
        if found:
            raise NoLine(0, False)
        found.append(first_roster(*arguments))  # type: ignore[arg-type]
        return found[0]

    search_module.first_roster = once
    people = [Person(f"p{number}", WORK, totals=(Total((("E", 1),), most=4),)) for number in range(4)]
    demands = tuple(Demand(day, "E", 2, 90, 1) for day in range(7))
    grid = grid_of(7, *people, demands=demands)
    ended = Search(
        grid, seconds=SECONDS, seed=0, workers=2, tell=lambda *_: None, stop=lambda: False
    ).run()  # fmt: skip
    search_module.first_roster = first_roster
    assert len(found) == 1
    assert ended.proven
    assert ended.value == 0


def cheapest_roster(grid: Grid) -> int | None:
    """What the cheapest lawful roster costs, over all there are; None if there is none."""
    cells = [(each.day, each.shift) for each in grid.demands]
    by_cover: dict[tuple[int, ...], int] = {(0,) * len(cells): 0}
    for person in range(len(grid.people)):
        mine: dict[tuple[int, ...], int] = {}
        for line, cost in lawful_lines(grid, person).items():
            there = tuple(int(line[day] == shift) for day, shift in cells)
            mine[there] = min(cost, mine.get(there, cost))
        after: dict[tuple[int, ...], int] = {}
        for (cover, cost), (there, more) in product(by_cover.items(), mine.items()):
            both = tuple(map(sum, zip(cover, there, strict=True)))
            after[both] = min(cost + more, after.get(both, cost + more))
        by_cover = after
    costs = [
        cost + sum(_demand_cost(count, each) for count, each in zip(cover, grid.demands, strict=True))
        for cover, cost in by_cover.items()
        if all(count >= each.least for count, each in zip(cover, grid.demands, strict=True))
    ]
    return min(costs, default=None)


def _demand_cost(count: int, demand: object) -> int:
    return max(0, demand.wanted - count) * demand.short + max(0, count - demand.wanted) * demand.over


def lawful_lines(grid: Grid, person: int) -> dict[tuple[str, ...], int]:
    """Every lawful line of one person and what the judge says it costs."""
    one = alone(grid, person)
    who = grid.people[person]
    entries = [OFF, *sorted(who.shifts)]
    judged = {line: score(one, {who.key: line}) for line in product(entries, repeat=grid.days)}
    return {line: each.objective for line, each in judged.items() if not each.broken}


if __name__ == "__main__":
    check()
    check_that_it_goes_on()
    print(Counter({"cases": CASES}))
