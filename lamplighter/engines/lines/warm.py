"""Compile the search ahead of its first use: ``python -m lamplighter.engines.lines.warm``."""

import numpy as np

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import book_of
from lamplighter.engines.lines.model import OFF, Demand, Grid, Person, Run, Shift, Total
from lamplighter.engines.lines.pricing import Pricer
from lamplighter.engines.lines.solve import LinesResult, solve_lines

WAIT_S = 60.0
SOME_WORK = Total((("D", 480),), least=480)


def warm() -> LinesResult:
    """Search the least of grids: what it compiles on the way is kept on disk for every later search."""
    rest = Run(frozenset({OFF}), least=2, short=1)
    person = Person("one", frozenset({"D"}), runs=(rest,), totals=(Total((("D", 1),), 1, 3, 1, 1), SOME_WORK))
    demands = tuple(Demand(day, "D", 1, 1) for day in range(7))
    grid = Grid(7, (Shift("D", 480),), (person,), demands)
    found = solve_lines(grid, limit=WAIT_S)
    # A search does this only where people are hard to find a line for, and over long periods.
    book = book_of(grid)
    pricer, whole = Pricer(book), book.whole(0)
    pricer.price([whole], np.zeros(book.wanted.shape), [NEVER], surely=True)
    pricer.windows([whole], 1, np.zeros(book.wanted.shape)[1:], [None], 1.0)
    return found


if __name__ == "__main__":
    print(warm().status)
