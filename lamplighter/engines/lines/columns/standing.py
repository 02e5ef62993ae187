"""A roster as it stands in a search: everybody's line, what is covered, and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.book import Book, Line
from lamplighter.engines.lines.columns.part import cost_of_cover, cover_of


@dataclass
class Standing:
    """A roster with its cover and each line's own cost; ``value`` is what it costs altogether.

    ``prices`` are those of the best bound, ``worth`` what each line costs there at least, ``guides`` all prices that
    are good to look for lines by: those that prove most need not be those that lead best. Threads work on copies, and
    offer what they found.
    """

    book: Book
    lines: list[Line]
    prices: NDArray[np.float64] | None = None
    worth: NDArray[np.float64] | None = None
    guides: Sequence[NDArray[np.float64]] = ()
    lock: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        self.costs = [self.book.line_cost(at, line) for at, line in enumerate(self.lines)]
        self.cover = cover_of(self.lines, self.book.days, self.book.items)

    def copy(self) -> "Standing":
        """The roster as it is now, to work on."""
        with self.lock:
            twin = object.__new__(Standing)
            twin.book, twin.prices, twin.worth, twin.lock = self.book, self.prices, self.worth, Lock()
            twin.guides = self.guides
            twin.lines, twin.costs, twin.cover = list(self.lines), list(self.costs), self.cover.copy()
            return twin

    def offer(self, people: Sequence[int], begin: int, pieces: Sequence[Line]) -> float | None:
        """Give these people these pieces of lines from ``begin`` on, unless the roster gets dearer by it.

        Gives what was gained, or None where nothing was taken; all else may have changed since the pieces were made.
        """
        news = []
        with self.lock:
            for person, piece in zip(people, pieces, strict=True):
                line = self.lines[person].copy()
                line[begin : begin + len(piece)] = piece
                news.append(line)
            before, olds = self.value, [self.lines[person] for person in people]
            self.replace(people, news)
            gained = before - self.value
            if gained < 0:
                self.replace(people, olds)
                return None
            return gained

    @property
    def value(self) -> float:
        book = self.book
        return sum(self.costs) + cost_of_cover(self.cover, book.wanted, book.least, book.short, book.over)

    def astray(self) -> NDArray[np.float64]:
        """By day and item, what it costs that too few or too many are there."""
        book = self.book
        missing = np.maximum(book.wanted - self.cover, 0)
        spare = np.maximum(self.cover - book.wanted, 0)
        return np.asarray(missing * book.short + spare * book.over, dtype=np.float64)

    def excess(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where the gap to the bound lies: what each line, and each day and item, costs above its share of it."""
        book = self.book
        missing = np.maximum(book.wanted - self.cover, 0)
        spare = np.maximum(self.cover - book.wanted, 0)
        if self.prices is None or self.worth is None:
            return np.array(self.costs) + 1.0, missing * book.short + spare * book.over
        days = np.arange(book.days)
        value = np.array(
            [cost + self.prices[days, line].sum() for cost, line in zip(self.costs, self.lines, strict=True)]
        )
        slack = missing * np.maximum(book.short + self.prices, 0) + spare * np.maximum(book.over - self.prices, 0)
        return np.maximum(value - self.worth, 0.0), slack

    def worths(self) -> NDArray[np.float64]:
        """What each line costs at the prices."""
        days = np.arange(self.book.days)
        prices = np.zeros(self.book.wanted.shape) if self.prices is None else self.prices
        priced = [float(prices[days, line].sum()) for line in self.lines]
        return np.asarray(np.array(self.costs) + np.array(priced), dtype=np.float64)

    def replace(self, people: Sequence[int], lines: Sequence[Line]) -> None:
        """Give these people these lines."""
        each = np.arange(self.book.days)
        for person, line in zip(people, lines, strict=True):
            self.cover[each, self.lines[person]] -= 1
            self.cover[each, line] += 1
            self.lines[person] = line
            self.costs[person] = self.book.line_cost(person, line)
        self.cover[:, 0] = 0
