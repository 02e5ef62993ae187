"""Prices of the whole, and rosters made by them: no bound is wrong, no line unlawful, no offer makes things dearer."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from lamplighter.engines.lines import OFF, Demand, Grid, Person, Run, Total, Wish, score
from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import book_of
from lamplighter.engines.lines.columns.ascend import Ascent
from lamplighter.engines.lines.columns.begin import NoLine, first_roster
from lamplighter.engines.lines.columns.part import some, whole
from lamplighter.engines.lines.columns.settle import mixes, settle
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.pricing import Pricer
from lamplighter.engines.lines.tests.grids import REST, WORK, grid_of, grids, person

quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def never() -> bool:
    return False


def team(people: int = 8, days: int = 28, wanted: int = 1) -> Grid:
    """People alike but for their wishes."""
    members = [
        person(
            f"p{at}",
            runs=(Run(WORK, 2, 5), Run(REST, 2)),
            totals=(Total((("E", 480), ("L", 480), ("N", 600)), 60 * days, 260 * days),),
            wishes=tuple(Wish(day, "ELN"[(at + day) % 3], day % 2 == 0, 1 + at % 3) for day in range(days)),
        )
        for at in range(people)
    ]
    demands = tuple(Demand(day, key, wanted + (key == "E"), 100, 1) for day in range(days) for key in "ELN")
    return grid_of(days, *members, demands=demands)


def lines_of(grid: Grid, standing: Standing) -> dict[str, tuple[str, ...]]:
    keys = [OFF, *(shift.key for shift in grid.shifts)]
    return {who.key: tuple(keys[at] for at in line) for who, line in zip(grid.people, standing.lines, strict=True)}


@quickly
@given(grids(most_days=9))
def test_what_prices_prove_no_roster_undercuts(grid: Grid):
    book = book_of(grid)
    pricer = Pricer(book)
    try:
        climbed = Ascent(pricer).climb(whole(book), rounds=40, stop=never)
        standing = first_roster(book, [pricer], np.random.default_rng(0), climbed.prices, 0.5)
    except NoLine:
        return

    assert climbed.bound <= standing.value + 1e-6


@quickly
@given(grids(most_days=14))
def test_settled_lines_are_lawful_and_cost_what_the_judge_says(grid: Grid):
    book = book_of(grid)
    pricer, rng = Pricer(book), np.random.default_rng(1)
    try:
        standing = first_roster(book, [pricer], rng)
    except NoLine:
        return

    prices = np.zeros(book.wanted.shape)
    settled = settle(whole(book), standing.lines, [pricer], rng, prices, mixes(4), never)

    roster = Standing(book, settled)
    judged = score(grid, lines_of(grid, roster))
    assert {each.rule for each in judged.broken} <= {"demand"}
    assert judged.broken or roster.value == judged.objective


@quickly
@given(grids(most_days=14))
def test_two_hands_begin_a_roster_as_lawful_as_one(grid: Grid):
    book = book_of(grid)
    pricer = Pricer(book, 2)
    hands = [pricer.alone(0), pricer.alone(1)]
    try:
        roster = first_roster(book, hands, np.random.default_rng(2))
    except NoLine:
        with pytest.raises(NoLine):
            first_roster(book, [pricer], np.random.default_rng(2))
        return

    judged = score(grid, lines_of(grid, roster))
    assert {each.rule for each in judged.broken} <= {"demand"}
    assert len(roster.lines) == len(grid.people)


def test_where_many_are_missing_prices_come_close_to_what_the_best_roster_costs():
    book = book_of(team(wanted=3))
    pricer = Pricer(book)

    climbed = Ascent(pricer).climb(whole(book), rounds=600, stop=never)

    standing = first_roster(book, [pricer], np.random.default_rng(0), climbed.prices, 0.1)
    settled = Standing(
        book,
        settle(whole(book), standing.lines, [pricer], np.random.default_rng(0), climbed.prices, mixes(20), never),
    )
    assert climbed.bound <= settled.value <= 1.05 * climbed.bound


def test_to_settle_by_prices_is_better_than_by_what_is_missing_alone():
    book = book_of(team(12, wanted=2))
    pricer = Pricer(book)
    climbed = Ascent(pricer).climb(whole(book), rounds=600, stop=never)
    start = first_roster(book, [pricer], np.random.default_rng(0))

    def settled(weights) -> float:
        rng = np.random.default_rng(0)
        lines = settle(whole(book), start.lines, [pricer], rng, climbed.prices, weights, never)
        return Standing(book, lines).value

    assert settled(mixes(20)) < settled([1.0] * 20)


def test_the_weights_grow_to_the_facts_and_faster_if_the_time_is_short():
    weights = list(mixes(4, 0.0625))
    hurried = iter([0.0, 0.5, 1.0])

    assert weights == pytest.approx([0.0625, 0.125, 0.25, 0.5, 1.0, 1.0])
    assert list(mixes(4, 0.0625, lambda: next(hurried))) == pytest.approx([0.0625, 0.25, 1.0, 1.0])


def test_an_offer_that_no_longer_fits_what_others_did_is_refused():
    tired = Person("Ada", WORK, runs=(Run(WORK, 1, 2),))
    grid = grid_of(4, tired, demands=tuple(Demand(day, "E", 1, 10) for day in range(4)))
    standing = Standing(book_of(grid), [np.array([1, 0, 0, 1], dtype=np.int8)])

    first = standing.offer([0], 1, [np.array([1], dtype=np.int8)])
    second = standing.offer([0], 2, [np.array([1], dtype=np.int8)])

    assert (first, second) == (10.0, None)
    assert standing.lines[0].tolist() == [1, 1, 0, 1]
    assert standing.value == 10.0


def test_two_halves_of_a_period_are_offered_by_two_and_both_taken():
    grid = grid_of(4, person(), demands=tuple(Demand(day, "E", 1, 10) for day in range(4)))
    standing = Standing(book_of(grid), [np.zeros(4, dtype=np.int8)])
    one, other = standing.copy(), standing.copy()

    gained = [each.offer([0], begin, [np.array([1, 1], dtype=np.int8)]) for each, begin in ((one, 0), (other, 2))]
    taken = [
        standing.offer([0], begin, [each.lines[0][begin : begin + 2]]) for each, begin in ((one, 0), (other, 2))
    ]

    assert gained == taken == [20.0, 20.0]
    assert standing.value == 0.0


def test_a_part_that_nothing_fits_is_told_as_never():
    torn = Person("Ada", WORK, runs=(Run(WORK, 3, 3), Run(REST, 3, 3)))
    book = book_of(grid_of(6, torn))
    line = np.array([1, 1, 1, 0, 0, 0], dtype=np.int8)

    part = some(book, [line], [0], 1, 2)

    assert book.cost(part.scopes[0], np.array([0], dtype=np.int8)) >= NEVER
