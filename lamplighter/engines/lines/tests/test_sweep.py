"""A roster made from the first day to the last, window by window: lawful to its end, and good."""

import subprocess
import sys
from itertools import product

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from lamplighter.engines.lines import Grid
from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import Book, Line, book_of
from lamplighter.engines.lines.columns.tails import Tails
from lamplighter.engines.lines.kernel import walk
from lamplighter.engines.lines.pricing import Pricer
from lamplighter.engines.lines.tests.grids import grids
from lamplighter.engines.lines.ways import main_and_other

HOUR = 3600.0

NO_GOAL = 1e11
TINY = grids(most_days=8, most_people=1, most_lines=600)
quickly = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def test_what_is_swept_is_lawful_and_much_better_than_one_line_after_the_other():
    """In a process of its own: HiGHS and OR-Tools cannot share one."""
    module = "lamplighter.engines.lines.tests.check_sweep"

    checked = subprocess.run([sys.executable, "-m", module, "40"], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr
    bound, value, first, apart, together = map(int, checked.stdout.split())
    assert bound <= value
    assert value - bound < (first - bound) / 3
    assert (apart, together) == (2, 1)


@quickly
@given(TINY, some.integers(0, 2**32 - 1), some.sampled_from([0.0, 4.0, 40.0]), some.data())
def test_what_is_left_open_is_never_paid_more_than_it_will_cost(grid, seed, unit, data):
    book, pricer, end, prices = opened(grid, seed, data)

    (scope,) = pricer.windows([book.whole(0)], end, prices[end:], [None], unit)
    (found,) = pricer.price([scope], prices[:end], [NO_GOAL])
    (whole,) = pricer.price([book.whole(0)], prices, [NO_GOAL])

    if whole.lines:
        assert found.costs[0] <= whole.costs[0] + 1e-6


@quickly
@given(TINY, some.integers(0, 2**32 - 1), some.data())
def test_several_multipliers_never_prove_less_than_one(grid, seed, data):
    book, pricer, end, prices = opened(grid, seed, data)

    (flat,), (bent,) = (pricer.windows([book.whole(0)], end, prices[end:], [None], unit) for unit in (0.0, 10.0))

    for row, other, cap in zip(flat.ends, bent.ends, book.machines[0].caps, strict=True):
        assert (other[: cap + 1] >= row[: cap + 1] - 1e-9).all()


@quickly
@given(TINY, some.integers(0, 2**32 - 1), some.data())
def test_no_line_is_begun_that_cannot_end_lawfully(grid, seed, data):
    book, pricer, end, prices = opened(grid, seed, data)
    tail = Tails(book, HOUR).at(0, end)
    assume(tail is not None)

    (scope,) = pricer.windows([book.whole(0)], end, prices[end:], [tail])
    (found,) = pricer.price([scope], prices[:end], [NO_GOAL], want=5)

    for line in found.lines:
        assert any(ends_lawfully(book, np.concatenate([line, after])) for after in ways(grid, book, end))


def opened(grid: Grid, seed: int, data: some.DataObject) -> tuple[Book, Pricer, int, np.ndarray]:
    """A grid, cut where a week begins, at any prices and multipliers."""
    book = book_of(grid)
    first = (7 - grid.first_weekday) % 7
    cuts = [day for day in range(1, grid.days) if (day - first) % 7 == 0]
    assume(cuts)
    rng = np.random.default_rng(seed)
    prices = rng.uniform(-9, 6, (grid.days, book.items)).round(2)
    prices[:, 0] = 0.0
    book.lams[0][:] = rng.uniform(-3, 3, len(book.lams[0])).round(2)
    return book, Pricer(book), data.draw(some.sampled_from(cuts)), prices


def ways(grid: Grid, book: Book, end: int) -> list[Line]:
    items = sorted({0, *(int(item) for item in book.machines[0].item)})
    return [np.array(line, dtype=np.int8) for line in product(items, repeat=grid.days - end)]


def ends_lawfully(book: Book, line: Line) -> bool:
    """Whether a line can be walked, has a lawful end of the largest resource, and not too much of the other."""
    machine = book.machines[0]
    main, other = main_and_other(machine)
    used = machine.begun.astype(np.int64)
    _, state = walk(
        len(line), book.kinds, machine.step, machine.cost, machine.use, machine.uses, machine.to,
        line.astype(np.int64), machine.start, used,
    )  # fmt: skip
    free = (book.own[0][np.arange(len(line)), line] < NEVER / 2).all()
    if state < 0 or not free or used[main] > machine.caps[main]:
        return False
    return bool(machine.ends[main, used[main]] < NEVER / 2 and used[other] <= machine.caps[other])
