"""Compile the search ahead of its first use: ``python -m lamplighter.engines.lines.warm``."""

from lamplighter.engines.lines.model import OFF, Demand, Grid, Person, Run, Shift, Total
from lamplighter.engines.lines.solve import LinesResult, solve_lines

WAIT_S = 60.0


def warm() -> LinesResult:
    """Search the least of grids: what it compiles on the way is kept on disk for every later search."""
    rest = Run(frozenset({OFF}), least=2, short=1)
    person = Person("one", frozenset({"D"}), runs=(rest,), totals=(Total((("D", 1),), 1, 3, 1, 1),))
    demands = tuple(Demand(day, "D", 1, 1) for day in range(7))
    return solve_lines(Grid(7, (Shift("D", 480),), (person,), demands), limit=WAIT_S)


if __name__ == "__main__":
    print(warm().status)
