"""A first roster: line after line, each the cheapest beside those that stand already."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import Book, Line, Scope
from lamplighter.engines.lines.columns.part import Part, whole
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.pricing import Pricer

ATTEMPTS = ((False, 100, 1), (True, 100, 3), (False, 300, 30), (True, 500, 30))
"""Whether labels that cannot end lawfully are found out before; labels a day; rounds of multipliers."""


class NoLine(Exception):
    """One person's rules leave no line at all."""

    def __init__(self, person: int, proven: bool) -> None:
        super().__init__(person)
        self.person = person
        self.proven = proven


def first_roster(
    book: Book,
    pricers: Sequence[Pricer],
    rng: Generator,
    prices: NDArray[np.float64] | None = None,
    mix: float = 1.0,
) -> Standing:
    """Everybody once, in an order drawn at random; by what is missing (``mix``) and by ``prices`` (the rest).

    Several ``pricers`` take turns at once: each sees the lines that stand when it begins one.

    Raises
    ------
    NoLine
        If no line was found for somebody; ``proven`` if there is none.
    """
    beginning = _Beginning(whole(book), prices, mix)
    order = iter(rng.permutation(len(book.machines)).tolist())
    if len(pricers) == 1:
        beginning.turns(order, pricers[0])
    else:
        with ThreadPoolExecutor(len(pricers)) as crew:
            list(crew.map(beginning.turns, [order] * len(pricers), pricers))
    return Standing(book, [line for line in beginning.lines if line is not None])


class _Beginning:
    """The lines that stand so far, and what they cover; several threads add to them."""

    def __init__(self, part: Part, prices: NDArray[np.float64] | None, mix: float) -> None:
        self.part, self.prices, self.mix = part, prices, mix
        self.lines: list[Line | None] = [None] * len(part.scopes)
        self.cover = np.zeros(part.wanted.shape, dtype=np.int64)
        self.days = np.arange(part.days)
        self.nobody = False
        self.lock = Lock()

    def turns(self, order: Iterator[int], pricer: Pricer) -> None:
        """Whoever is next in the order, until nobody is left."""
        while (person := self._next(order)) is not None:
            try:
                line = _line(self.part.scopes[person], self._beside(), pricer, person)
            except NoLine:
                self.nobody = True
                raise
            with self.lock:
                self.lines[person] = line
                self.cover[self.days, line] += 1
                self.cover[:, 0] = 0

    def _next(self, order: Iterator[int]) -> int | None:
        with self.lock:
            return None if self.nobody else next(order, None)

    def _beside(self) -> NDArray[np.float64]:
        """What everything costs beside those who have a line."""
        with self.lock:
            now = self.part.marginal(self.cover)
        if self.prices is not None:
            now = self.mix * now + (1 - self.mix) * self.prices
        now[:, 0] = 0.0
        return now


def _line(scope: Scope, prices: NDArray[np.float64], pricer: Pricer, person: int) -> Line:
    for surely, beam, rounds in ATTEMPTS:
        found = pricer.price([scope], prices, [NEVER], beam=beam, rounds=rounds, surely=surely)[0]
        if found.lines:
            return found.lines[0]
        if found.bound >= NEVER / 2:
            raise NoLine(person, True)
    # Never mind what is missing: any lawful line will do, of shifts of which there may be many.
    machine = pricer.book.machines[scope.person]
    scope.lam[:] = 0.0
    scope.tracked[:] = ~machine.lazy
    plain = np.zeros_like(prices)
    plain[:, machine.item[machine.uses[machine.use][:, machine.lazy].any(axis=1)]] = 1.0
    for beam in (1_000, 20_000):
        found = pricer.price([scope], plain, [NEVER], beam=beam, rounds=1, surely=True)[0]
        if found.lines:
            return found.lines[0]
    raise NoLine(person, False)
