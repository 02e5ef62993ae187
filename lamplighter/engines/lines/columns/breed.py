"""Breeding: dives lead to a litter of rosters, and two by two they are crossed.

Where two rosters agree, most days of most people are fixed as they are there, and a dive decides the rest; a child is
kept if it costs less than its dearer parent. Dives make unlike mistakes: what a child has to decide is a fraction of
the whole, and both parents' lines are there to choose from. The longer nothing is found, the less is fixed, down to new
dives of the whole. Source: Rothberg (2007), who crosses solutions of mixed integer programs, fixes the variables that
are alike and lets a solver decide the rest; Danna, Rothberg and Le Pape (2005) for the neighbourhood. Ours fixes days
of people rather than columns, so that lines nobody knew are found.
"""

from collections.abc import Callable
from time import monotonic

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.book import Line
from lamplighter.engines.lines.columns.dive import Steps, dive
from lamplighter.engines.lines.columns.litter import VAIN, Litter, Roster
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.pricing import Pricer

KEPT = (0.6, 1.0)  # of what two rosters agree on, as long as crossings succeed
SHARES, NOISE, LITTLE_NOISE = (0.2, 0.5), 0.1, 0.05
LONGEST = 1.5  # times the seconds of all dives: what one may take
MOST_LINES = 20_000  # that a program knows


class Breeder:
    """Dives and crosses for one thread, with a program of its own."""

    def __init__(
        self, litter: Litter, top: Master, pricer: Pricer, rng: Generator, out_of_time: Callable[[], bool]
    ) -> None:
        self.litter = litter
        self.top = top
        self.pricer = pricer
        self.rng = rng
        self.out_of_time = out_of_time
        self.noise = 0.0

    def step(self) -> Standing | None:
        """A dive, or a crossing; the roster it led to. None where it led to none."""
        turn = self.litter.turn
        pair = self.litter.parents(self.rng) if self.litter.grown else None
        began = monotonic()
        found = self._dived() if pair is None else self._crossed(*pair)
        standing = None if found is None else Standing(self.pricer.book, found)
        well = standing is not None and self.litter.add(standing.value, standing.lines, turn)
        if pair is None:
            self.litter.dived(monotonic() - began, well)
        elif not self.out_of_time():
            self.litter.crossed(well, turn)
        return standing

    def _dived(self) -> list[Line] | None:
        until = monotonic() + LONGEST * self.litter.seconds
        steps = Steps(share=float(self.rng.uniform(*SHARES)), noise=self.noise)
        self.noise = NOISE
        return dive(
            self.top, self.pricer, steps, rng=self.rng, anyway=True,
            out_of_time=lambda: self.out_of_time() or monotonic() > until,
        )  # fmt: skip

    def _crossed(self, better: Roster, worse: Roster) -> list[Line] | None:
        self._know(better.items, worse.items)
        kept = float(self.rng.uniform(*KEPT)) * (1.0 - self.litter.vain / VAIN)
        alike = better.items == worse.items
        fixed = np.where(alike & (self.rng.random(alike.shape) < kept), better.items, np.int8(-1))
        steps = Steps(share=float(self.rng.uniform(*SHARES)), noise=LITTLE_NOISE)
        return dive(
            self.top, self.pricer, steps, rng=self.rng, out_of_time=self.out_of_time,
            cutoff=worse.value - 0.5, fixed=fixed,
        )  # fmt: skip

    def _know(self, *rosters: NDArray[np.int8]) -> None:
        """Take the lines of these in; where too many are known, go on with the best of them."""
        book = self.pricer.book
        if self.top.count > MOST_LINES:
            self.top = self.top.copy(_best(self.top))
        for items in rosters:
            costs = [book.line_cost(person, line) for person, line in enumerate(items)]
            self.top.add(range(len(items)), list(items), costs)


def _best(top: Master) -> NDArray[np.intp]:
    """Half of the lines: those that cost least at the prices of the program."""
    worth = top.solve()
    count, days = top.count, np.arange(top.part.days)
    reduced = top.costs[:count] + worth.prices[days[None, :], top.lines[:count]].sum(axis=1)
    reduced -= worth.each[top.owners[:count]]
    return np.sort(np.argsort(reduced, kind="stable")[: MOST_LINES // 2])
