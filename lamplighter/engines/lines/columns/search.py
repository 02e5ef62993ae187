"""The search as a whole: a first roster, prices and a bound, dives, then neighbourhood after neighbourhood."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf
from time import monotonic

import numpy as np

from lamplighter.engines.lines.columns.begin import NoLine, first_roster, polish
from lamplighter.engines.lines.columns.dive import dive
from lamplighter.engines.lines.columns.generate import Generated, generate
from lamplighter.engines.lines.columns.large import Improver, Standing
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.columns.part import whole
from lamplighter.engines.lines.model import Grid
from lamplighter.engines.lines.pricing import Book, Line, Pricer, book_of

ROOT_SHARE = 0.55  # of the time at most for the first bound
DIVE_SHARE = 0.75  # of the time by which the first dives end
DIVES = ((0.2, 4), (0.3, 8), (0.1, 6))

Tell = Callable[[list[Line] | None, float | None, float | None], None]
"""Told of each better roster (lines, what they cost, the bound), and of each better bound (None, None, bound)."""


@dataclass
class Ended:
    """How a search ended: the best lines, what they cost, the bound, and who has no line at all if anybody."""

    lines: list[Line] | None
    value: float
    bound: float
    nobody: NoLine | None = None

    @property
    def proven(self) -> bool:
        return self.lines is not None and self.bound >= self.value - 0.5


class Search:
    """One search of one grid; ``stop`` is asked often, ``tell`` hears of progress."""

    def __init__(
        self, grid: Grid, *, seconds: float, seed: int, workers: int, tell: Tell, stop: Callable[[], bool]
    ) -> None:
        self.began = monotonic()
        self.seconds = seconds
        self.tell = tell
        self.stop = stop
        self.rng = np.random.default_rng(seed)
        self.book: Book = book_of(grid)
        self.pricer = Pricer(self.book, workers)
        self.best: list[Line] | None = None
        self.value = inf
        self.bound = -inf

    def run(self) -> Ended:
        """Search until the time is over, the stop is asked for, or the best roster is proven."""
        try:
            standing = first_roster(self.book, self.pricer, self.rng)
        except NoLine as nobody:
            return Ended(None, inf, -inf, nobody)
        self._better(standing)
        polish(standing, self.pricer, self._after(0.15), sweeps=2)
        self._better(standing)
        root = Master(whole(self.book))
        root.add(range(len(standing.lines)), standing.lines, standing.costs)
        state = generate(root, self.pricer, out_of_time=self._after(ROOT_SHARE), on_bound=self._bound)
        for share, rounds in DIVES:
            if self._done(DIVE_SHARE):
                break
            lines = dive(
                root,
                self.pricer,
                out_of_time=self._after(DIVE_SHARE),
                cutoff=self.value - 0.5,
                share=share,
                rounds=rounds,
            )
            if lines is not None:
                self._better(Standing(self.book, lines))
            if state.done and self.value < 1.02 * state.bound:
                break
        self._improve(root, state)
        return Ended(self.best, self.value, self.bound)

    def _improve(self, root: Master, state: Generated) -> None:
        assert self.best is not None
        standing = Standing(self.book, list(self.best), state.prices, state.each)
        improver = Improver(standing, self.pricer, self.rng, self._after(1.0), state.prices, root)
        while not self._done(1.0):
            if improver.step() > 0:
                self._better(standing)

    def _after(self, share: float) -> Callable[[], bool]:
        """Whether this share of the time is over."""
        until = self.began + share * self.seconds
        return lambda: self.stop() or monotonic() >= until

    def _done(self, share: float) -> bool:
        return self._after(share)() or self.bound >= self.value - 0.5

    def _better(self, standing: Standing) -> None:
        value = standing.value
        if value < self.value - 0.5:
            self.value, self.best = value, list(standing.lines)
            self.tell(self.best, value, self.bound)

    def _bound(self, bound: float) -> None:
        bound = float(ceil(bound - 1e-6))
        if bound > self.bound:
            self.bound = bound
            self.tell(None, None, bound)
