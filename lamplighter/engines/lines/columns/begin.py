"""A first roster: line after line, each the cheapest beside those that stand already."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import Book, Line, Scope
from lamplighter.engines.lines.columns.part import whole
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
    book: Book, pricer: Pricer, rng: Generator, prices: NDArray[np.float64] | None = None, mix: float = 1.0
) -> Standing:
    """Everybody once, in an order drawn at random; by what is missing (``mix``) and by ``prices`` (the rest).

    Raises
    ------
    NoLine
        If no line was found for somebody; ``proven`` if there is none.
    """
    part = whole(book)
    cover = np.zeros(book.wanted.shape, dtype=np.int64)
    days = np.arange(book.days)
    lines: list[Line | None] = [None] * len(part.scopes)
    for person in rng.permutation(len(part.scopes)).tolist():
        now = part.marginal(cover)
        if prices is not None:
            now = mix * now + (1 - mix) * prices
        now[:, 0] = 0.0
        line = _line(part.scopes[person], now, pricer, person)
        lines[person] = line
        cover[days, line] += 1
        cover[:, 0] = 0
    return Standing(book, [line for line in lines if line is not None])


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
