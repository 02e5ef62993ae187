"""The search as a whole: a first roster, prices and a bound, dives, then neighbourhood after neighbourhood."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf
from time import monotonic

import numpy as np

from lamplighter.engines.lines.columns.ascend import ascend
from lamplighter.engines.lines.columns.begin import NoLine, first_roster, polish
from lamplighter.engines.lines.columns.dive import dive
from lamplighter.engines.lines.columns.few import Reliner
from lamplighter.engines.lines.columns.generate import Generated, generate
from lamplighter.engines.lines.columns.large import Improver
from lamplighter.engines.lines.columns.lift import lift
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.columns.part import whole
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.model import Grid
from lamplighter.engines.lines.pricing import Book, Line, Pricer, book_of

LIFT_SHARE = 0.15  # of the time at most for a better bound
ROOT_SHARE = 0.5  # of the time at most for the first bound
ASCENT, ASCENT_SHARE = 1500, 0.08  # rounds, and of the time, at most for the first prices
LARGE = 10_000  # steps of all automata through all days for a second of time; above that only parts are generated
MIXES = (0.4, 0.3, 0.6)
START_SHARE, FEW_SHARE = 0.3, 0.05
DIVE_SHARE, CAREFUL_SHARE = 0.4, 0.25  # of the time at most for the first dives
DIVES = ((0.1, 2, False), (0.2, 4, True))

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
        if not standing.lines:
            self._bound(standing.value)
            return Ended(self.best, self.value, self.bound)
        polish(standing, self.pricer, self._after(0.15), sweeps=2)
        self._better(standing)
        root, state = self._root(standing)
        for share, rounds, careful in DIVES:
            if self._done(1.0) or not state.rounds:
                break
            late, cutoff = self._for(CAREFUL_SHARE if careful else DIVE_SHARE), self.value - 0.5
            lines = dive(
                root, self.pricer, out_of_time=late, cutoff=cutoff, share=share, rounds=rounds, careful=careful
            )
            if lines is not None:
                self._better(Standing(self.book, lines))
            if state.done and self.value < 1.02 * state.bound:
                break
        if state.done and not self._done(1.0):
            late = self._for(LIFT_SHARE)
            self._bound(lift(root, self.pricer, state, goal=self.value - 0.5, out_of_time=late))
        self._improve(root, state)
        return Ended(self.best, self.value, self.bound)

    def _root(self, standing: Standing) -> tuple[Master, Generated]:
        """Prices and a bound: quick and rough first, then by column generation, if the grid is not too large."""
        part = whole(self.book)
        climbed = ascend(part, self.pricer, goal=self.value, rounds=ASCENT, out_of_time=self._for(ASCENT_SHARE))
        self._bound(climbed.bound)
        for mix in MIXES:
            if self._done(START_SHARE):
                break
            other = first_roster(self.book, self.pricer, self.rng, climbed.prices, mix)
            polish(other, self.pricer, self._after(START_SHARE), sweeps=8)
            self._better(other)
        standing = Standing(self.book, list(self.best or standing.lines), climbed.prices)
        arcs = sum(len(machine.to) for machine in self.book.machines) // 3 * self.book.days
        large = arcs > LARGE * self.seconds
        if not large:
            self._relines(standing, self._for(FEW_SHARE))
        root = Master(part)
        root.add(range(len(standing.lines)), standing.lines, standing.costs)
        state = generate(
            root,
            self.pricer,
            out_of_time=self._after(ROOT_SHARE),
            start=climbed.prices,
            start_bound=climbed.bound,
            most=0 if large else 10_000,
            on_bound=self._bound,
        )
        return root, state

    def _relines(self, standing: Standing, out_of_time: Callable[[], bool]) -> None:
        """A few lines at a time, as long as it is worth it."""
        reliner = Reliner(standing, self.pricer, self.rng)
        idle = 0
        while not out_of_time() and idle < 10 * len(standing.lines) and not self._done(1.0):
            idle = 0 if reliner.step() > 0 else idle + 1
        self._better(standing)

    def _improve(self, root: Master, state: Generated) -> None:
        assert self.best is not None
        standing = Standing(self.book, list(self.best), state.prices, state.each)
        if state.each is None and state.prices is not None:
            part = root.part
            goals = standing.worths().tolist()
            found = self.pricer.price(part.scopes, state.prices, goals, beam=100)
            standing.worth = np.array([min([goal, *one.costs]) for goal, one in zip(goals, found, strict=True)])
        improver = Improver(standing, self.pricer, self.rng, self._after(1.0), root)
        while not self._done(1.0):
            if improver.step() > 0:
                self._better(standing)

    def _for(self, share: float) -> Callable[[], bool]:
        """Whether this share of the time, counted from now, is over."""
        until = monotonic() + share * self.seconds
        return lambda: self.stop() or monotonic() >= until

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
