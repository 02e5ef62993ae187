"""At any prices the pricing finds each person's cheapest line, and its bound is never above the truth."""

from itertools import product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from lamplighter.engines.lines import OFF, Grid, score
from lamplighter.engines.lines.book import Line, book_of
from lamplighter.engines.lines.pricing import Pricer
from lamplighter.engines.lines.tests.grids import alone, grids

NO_GOAL = 1e11
TINY = grids(most_days=7, most_people=1, most_lines=260)
quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@quickly
@given(TINY, some.integers(0, 2**32 - 1), some.sampled_from([1, 3, 20_000]))
def test_no_line_is_cheaper_than_the_bound_and_the_line_found_costs_what_it_says(grid, seed, beam):
    prices = prices_of(grid, seed)
    truth = priced(grid, prices)
    book = book_of(grid)

    (found,) = Pricer(book).price([book.whole(0)], prices, [NO_GOAL], beam=beam)

    assert found.bound <= min(truth.values(), default=float("inf")) + 1e-6
    for line, cost in zip(found.lines, found.costs, strict=True):
        assert abs(truth[tuple(line)] - cost) < 1e-6


@quickly
@given(TINY, some.integers(0, 2**32 - 1))
def test_with_room_for_all_the_cheapest_line_is_found(grid, seed):
    prices = prices_of(grid, seed)
    truth = priced(grid, prices)
    book = book_of(grid)

    (found,) = Pricer(book).price([book.whole(0)], prices, [NO_GOAL])

    assert bool(found.lines) == bool(truth)
    if truth:
        assert abs(found.costs[0] - min(truth.values())) < 1e-6


@quickly
@given(TINY, some.integers(0, 2**32 - 1))
def test_a_goal_that_no_line_beats_is_proven(grid, seed):
    prices = prices_of(grid, seed)
    goal = min(priced(grid, prices).values(), default=0.0) - 0.001
    book = book_of(grid)

    (found,) = Pricer(book).price([book.whole(0)], prices, [goal])

    assert (found.lines, found.bound >= goal - 1e-6) == ([], True)


@quickly
@given(TINY, some.integers(0, 2**32 - 1), some.data())
def test_a_part_of_a_line_is_the_cheapest_between_what_stands(grid, seed, data):
    prices = prices_of(grid, seed)
    truth = priced(grid, prices)
    if not truth:
        return
    standing = np.array(data.draw(some.sampled_from(sorted(truth))), dtype=np.int8)
    begin = data.draw(some.integers(0, grid.days - 1))
    end = data.draw(some.integers(begin + 1, grid.days))
    book = book_of(grid)

    scope = book.part(0, standing, begin, end)
    (found,) = Pricer(book).price([scope], prices[begin:end], [NO_GOAL])

    line = standing.copy()
    line[begin:end] = found.lines[0]
    agreeing = [cost for other, cost in truth.items() if same_outside(other, standing, begin, end)]
    assert abs(truth[tuple(line)] - min(agreeing)) < 1e-6


@given(TINY)
@quickly
def test_a_lawful_line_costs_what_the_judge_says(grid):
    book = book_of(grid)

    for line, cost in priced(grid, prices_of(grid, 0) * 0).items():
        assert book.line_cost(0, np.array(line, dtype=np.int8)) == cost


def prices_of(grid: Grid, seed: int) -> np.ndarray:
    """Any prices; a day off has none."""
    prices = np.random.default_rng(seed).uniform(-9, 6, (grid.days, len(grid.shifts) + 1)).round(2)
    prices[:, 0] = 0.0
    return prices


def priced(grid: Grid, prices: np.ndarray) -> dict[tuple[int, ...], float]:
    """Every lawful line of the first person, and what it costs at these prices by the judge's word."""
    who, one, keys = grid.people[0], alone(grid, 0), [OFF, *(shift.key for shift in grid.shifts)]
    items = [0, *(at for at, key in enumerate(keys) if key in who.shifts)]
    found = {}
    for line in product(items, repeat=grid.days):
        judged = score(one, {who.key: tuple(keys[item] for item in line)})
        if not judged.broken:
            found[line] = judged.objective + float(prices[range(grid.days), line].sum())
    return found


def same_outside(line: tuple[int, ...], standing: Line, begin: int, end: int) -> bool:
    return line[:begin] == tuple(standing[:begin]) and line[end:] == tuple(standing[end:])
