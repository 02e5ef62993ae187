"""Where to open a roster: which people, and which days, are to be filled anew."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import Book
from lamplighter.engines.lines.columns.standing import Standing

SMALLEST = 3  # people
SHORTEST = 28  # days
SHARES = (1.0, 1.0, 0.3)  # of the people
UNAIMED = 0.5  # of the stretches lie anywhere

Kind = Callable[[Standing, float, Generator], tuple[list[int], int, int]]
"""Which people, from which day, to which day."""


def anybody(standing: Standing, cells: float, rng: Generator) -> tuple[list[int], int, int]:
    """People at random, over the whole period."""
    book = standing.book
    count = _count(book, cells / book.days)
    return sorted(rng.choice(len(standing.lines), count, replace=False).tolist()), 0, book.days


def where_the_gap_is(standing: Standing, cells: float, rng: Generator) -> tuple[list[int], int, int]:
    """People by what their lines cost above the bound, and those who could work where cover does; all days."""
    book = standing.book
    count = _count(book, cells / book.days)
    excess, slack = standing.excess()
    weight = slack.ravel()
    score = excess / max(1.0, excess.max()) + rng.random(len(excess)) * 0.7
    if weight.sum() > 0.5:
        for _ in range(2):
            day, item = divmod(int(rng.choice(len(weight), p=weight / weight.sum())), book.items)
            for person, line in enumerate(standing.lines):
                able = book.own[person][day, item] < NEVER / 2 and bool((book.machines[person].item == item).any())
                score[person] += 0.6 * (line[day] == item) + 0.3 * (able and line[day] == 0) + 0.3 * able
    return sorted(np.argsort(-score, kind="stable")[:count].tolist()), 0, book.days


def dear_lines(standing: Standing, cells: float, rng: Generator) -> tuple[list[int], int, int]:
    """People drawn by what their lines cost above the bound; all days."""
    book = standing.book
    count = _count(book, cells / book.days)
    excess, _ = standing.excess()
    weight = excess + 0.3 + 0.1 * excess.mean()
    weight /= weight.sum()
    return sorted(rng.choice(len(weight), count, replace=False, p=weight).tolist()), 0, book.days


def weeks(standing: Standing, cells: float, rng: Generator) -> tuple[list[int], int, int]:
    """A few weeks of many people, the more the worse these weeks are."""
    book = standing.book
    people = len(standing.lines)
    first = (7 - book.grid.first_weekday) % 7
    length = int(rng.choice([14, 21, 28, 42]))
    if length + 7 > book.days:
        return where_the_gap_is(standing, cells, rng)
    begin = _worst(standing, np.arange(first, book.days - length + 7, 7), length, rng)
    end = min(begin + length, book.days)
    count = min(people, max(SMALLEST, int(cells / (end - begin))))
    return sorted(rng.choice(people, count, replace=False).tolist()), begin, end


def stretch(standing: Standing, cells: float, rng: Generator) -> tuple[list[int], int, int]:
    """Many people over as long as there is room for; on a boundary of weeks."""
    book, people = standing.book, len(standing.lines)
    count = min(people, max(SMALLEST, int(people * rng.choice(SHARES)), int(cells / book.days)))
    length = max(SHORTEST, int(cells / count) // 7 * 7)
    count = int(min(count, max(SMALLEST, cells / length)))
    chosen = sorted(rng.choice(people, count, replace=False).tolist()) if count < people else list(range(people))
    if length + 7 > book.days:
        return chosen, 0, book.days
    begin = _anywhere(standing, length, rng)
    return chosen, begin, min(begin + length, book.days)


def everybody(standing: Standing, cells: float, rng: Generator) -> tuple[list[int], int, int]:
    """All people, or as many as there is room for in a week, over as many weeks as there is room for."""
    book, people = standing.book, len(standing.lines)
    length = min(book.days, max(7, int(cells / people) // 7 * 7))
    count = int(min(people, max(SMALLEST, cells / length)))
    chosen = sorted(rng.choice(people, count, replace=False).tolist()) if count < people else list(range(people))
    if length + 7 > book.days:
        return chosen, 0, book.days
    begin = _anywhere(standing, length, rng)
    return chosen, begin, min(begin + length, book.days)


KINDS: tuple[Kind, ...] = (where_the_gap_is, anybody, dear_lines, weeks)


def _anywhere(standing: Standing, length: int, rng: Generator) -> int:
    """A week to begin with: any, or as often one from which on much is astray."""
    book = standing.book
    starts = np.arange((7 - book.grid.first_weekday) % 7, book.days - length + 7, 7)
    return int(rng.choice(starts)) if rng.random() < UNAIMED else _worst(standing, starts, length, rng)


def _worst(standing: Standing, starts: NDArray[np.int64], length: int, rng: Generator) -> int:
    """One of these days, the likelier the more is astray from there on."""
    daily = np.concatenate([[0.0], standing.astray().sum(axis=1).cumsum()])
    weight = daily[np.minimum(starts + length, standing.book.days)] - daily[starts] + 1.0
    return int(rng.choice(starts, p=weight / weight.sum()))


def _count(book: Book, wanted: float) -> int:
    return int(min(len(book.grid.people), max(SMALLEST, wanted)))
