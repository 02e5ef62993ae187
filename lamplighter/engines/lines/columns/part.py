"""A part of a grid that is to be filled anew: some people, some days; everything else stands."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import Book, Line, Scope

SCARCE = 100_000.0
"""What one person fewer than a hard minimum costs a search on top: more than any wish, less than an unlawful line."""


@dataclass
class Part:
    """Scopes over the same days, and the demand that is left for them."""

    book: Book
    scopes: list[Scope]
    begin: int
    end: int
    wanted: NDArray[np.int64]
    least: NDArray[np.int64]
    dearer: float = 0.0
    """What each one missing costs on top: used to prove bounds, never to judge a roster."""

    @property
    def days(self) -> int:
        return self.end - self.begin

    @property
    def short(self) -> NDArray[np.float64]:
        short = self.book.short[self.begin : self.end]
        return np.maximum(short + np.where(short > 0, self.dearer, 0.0), 0.0) if self.dearer else short

    @property
    def over(self) -> NDArray[np.float64]:
        return self.book.over[self.begin : self.end]

    def cover_cost(self, cover: NDArray[np.int64]) -> float:
        """What it costs that this many are there."""
        return cost_of_cover(cover, self.wanted, self.least, self.short, self.over)

    def marginal(self, cover: NDArray[np.int64]) -> NDArray[np.float64]:
        """What one more on each day and item costs: less than nothing where somebody is missing."""
        scarce = np.where(cover < self.least, -SCARCE, 0.0)
        return np.where(cover < self.wanted, -self.short, self.over) + scarce


def cost_of_cover(
    cover: NDArray[np.int64],
    wanted: NDArray[np.int64],
    least: NDArray[np.int64],
    short: NDArray[np.float64],
    over: NDArray[np.float64],
) -> float:
    """What it costs that ``cover`` are there where ``wanted`` should be, and never fewer than ``least``."""
    missing = np.maximum(wanted - cover, 0)
    spare = np.maximum(cover - wanted, 0)
    scarce = np.maximum(least - cover, 0)
    return float((missing * short + spare * over + scarce * SCARCE).sum())


def cover_of(lines: list[Line], days: int, items: int) -> NDArray[np.int64]:
    """How many are on each item on each day; column 0, those who are off, stays empty."""
    cover = np.zeros((days, items), dtype=np.int64)
    each = np.arange(days)
    for line in lines:
        cover[each, line] += 1
    cover[:, 0] = 0
    return cover


def missing_of(book: Book, lines: list[Line]) -> int:
    """How many people are missing to the hard minima, all days together."""
    return int(np.maximum(book.least - cover_of(lines, book.days, book.items), 0).sum())


def dearest(book: Book) -> float:
    """More than any lawful roster costs: if a search's bound is higher, there is none."""
    cost = float((book.wanted.clip(0) * book.short + len(book.own) * book.over).sum())
    for machine, own in zip(book.machines, book.own, strict=True):
        cost += book.days * float(machine.cost.max(initial=0.0))
        cost += float(np.where(own < NEVER / 2, own, 0.0).max(axis=1).sum())
        cost += float(np.where(machine.ends < NEVER / 2, machine.ends, 0.0).max(axis=1, initial=0.0).sum())
    return cost


def whole(book: Book) -> Part:
    """Everything is open."""
    people = range(len(book.grid.people))
    return Part(book, [book.whole(each) for each in people], 0, book.days, book.wanted, book.least)


def some(book: Book, lines: list[Line], people: list[int], begin: int = 0, end: int | None = None) -> Part:
    """These people's lines from ``begin`` to ``end`` are open; all other days and people stand as they are."""
    end = book.days if end is None else end
    chosen = set(people)
    standing = [line[begin:end] for at, line in enumerate(lines) if at not in chosen]
    cover = cover_of(standing, end - begin, book.items)
    whole_days = begin == 0 and end == book.days
    scopes = [book.whole(each) if whole_days else book.part(each, lines[each], begin, end) for each in people]
    return Part(book, scopes, begin, end, book.wanted[begin:end] - cover, book.least[begin:end] - cover)
