"""The search as a whole: a first roster, prices and a bound, dives and crossings, then part after part anew."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from math import ceil, inf
from threading import Lock
from time import monotonic

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.book import Book, Line, book_of
from lamplighter.engines.lines.columns.ascend import Ascended, Ascent
from lamplighter.engines.lines.columns.begin import NoLine, first_roster
from lamplighter.engines.lines.columns.breed import Breeder
from lamplighter.engines.lines.columns.generate import Generated, generate
from lamplighter.engines.lines.columns.large import Arms, Improver
from lamplighter.engines.lines.columns.lift import lift
from lamplighter.engines.lines.columns.litter import LITTER, Litter
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.columns.part import Part, whole
from lamplighter.engines.lines.columns.settle import mixes, settle
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.columns.sweep import Sweep
from lamplighter.engines.lines.columns.tails import Tails
from lamplighter.engines.lines.kernel import EPS
from lamplighter.engines.lines.model import Grid
from lamplighter.engines.lines.pricing import Pricer

LIFT_SHARE = 0.15  # of the time at most for a better bound
ROOT_SHARE = 0.5  # of the time at most for the first bound
GLANCE, ASCENT, ASCENT_SHARE = 30, 1500, 0.2  # rounds, and of the time, at most for the first prices
LARGE = (
    9e6  # steps of all automata through all days, times demands, for a second; above that only parts are generated
)
FIRST_MIX = 0.5  # weight of what is missing in the first roster
START_SHARE, STARTS = 0.3, 6  # of the time, and how many for each worker, at most for good rosters to begin with
START_MIX, SETTLINGS, HASTE = 0.1, 20, 0.3  # no other roster is begun after this share of that time
SWEEP_SHARE, LAST_SWEEP_SHARE = 0.4, 0.7  # of the time: how long a sweep aims to take; what it has ended by
SWEPT = 84  # days, from which on there is something to sweep; shorter periods are generated at once
DIVE_SHARE = 0.25  # of the time, at most for the dives of a litter
NEARLY = 1.1  # times the bound: what the program costs where generation may end and a dive begin
BREED_SHARE = 0.8  # of the time: how long rosters are crossed at most, before parts are opened

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
        self.lock = Lock()
        self.best: list[Line] | None = None
        self.value = inf
        self.bound = -inf
        self.swept: list[list[Line]] = []

    def run(self) -> Ended:
        """Search until the time is over, the stop is asked for, or the best roster is proven."""
        if not self.book.machines:
            nobody = Standing(self.book, [])
            self._better(nobody)
            self._bound(nobody.value)
            return Ended(self.best, self.value, self.bound)
        part = whole(self.book)
        began = monotonic()
        try:
            first = self._first(part)
        except NoLine as nobody:
            return Ended(None, inf, -inf, nobody)
        took = (monotonic() - began) / self.seconds
        self._better(first)
        ascent = Ascent(self.pricer)
        climbed = self._ascend(part, ASCENT, ascent=ascent)
        large = self._size() > LARGE * self.seconds
        swept = self.book.days >= SWEPT and took < SWEEP_SHARE / 2 and self._sweep(ascent, large)
        if not swept:
            self._begin(climbed.prices, first.lines if took > HASTE * START_SHARE else None)
        if large:
            self._improve(climbed.prices, climbed.each, [climbed.prices])
            return Ended(self.best, self.value, self.bound)
        root, state = self._root(part, climbed)
        if state.done or state.worth.value < NEARLY * state.bound:
            litter, half = self._litter(), self._after(0.5)
            self._breed(root, litter, lambda: bool(litter.best) or half())
            self._lift(root, state)
            self._breed(root, litter, lambda: False)
        prices = climbed.prices if state.prices is None else state.prices
        each = climbed.each if state.each is None else state.each
        self._improve(prices, each, [climbed.prices, prices], root)
        return Ended(self.best, self.value, self.bound)

    def _size(self) -> float:
        """How much work it is to generate the whole: a round walks all steps, and there are more the more is priced."""
        arcs = sum(len(machine.to) for machine in self.book.machines) / 3 * self.book.days
        return arcs * float(((self.book.short > 0) | (self.book.over > 0)).sum())

    def _first(self, part: Part) -> Standing:
        """A first roster at rough prices; at better ones, as long as there is time and somebody has no line."""
        glance = self._ascend(part, GLANCE)
        rounds = GLANCE
        while True:
            try:
                return first_roster(self.book, self._alone(), self.rng, glance.prices, FIRST_MIX)
            except NoLine as nobody:
                if nobody.proven or self._done(1.0):
                    raise
            rounds *= 2
            glance = self._ascend(part, rounds, 1.0)

    def _ascend(
        self, part: Part, rounds: int, share: float = ASCENT_SHARE, ascent: Ascent | None = None
    ) -> Ascended:
        """Prices and a bound, quick and rough."""
        seconds = share * self.seconds
        ascent = Ascent(self.pricer) if ascent is None else ascent
        climbed = ascent.climb(
            part, goal=self.value, rounds=rounds, seconds=seconds, meant=ASCENT, stop=self.stop
        )  # fmt: skip
        if climbed.rounds:
            self._bound(climbed.bound)
        return climbed

    def _sweep(self, ascent: Ascent, large: bool) -> bool:
        """From the first day to the last, each worker in its own way; gives whether any came to the end.

        Where rosters are too large to be crossed, all workers take one way, and are there sooner.
        """
        tails, late = Tails(self.book, self.seconds), self._after(LAST_SWEEP_SHARE)

        def know(person: int) -> None:
            if not late():
                tails.know(person)

        with ThreadPoolExecutor(len(self.pricer.spaces)) as crew:
            list(crew.map(know, range(len(self.book.own))))
        if late():
            return False

        def go(pricer: Pricer, rng: Generator) -> None:
            seconds, lines = SWEEP_SHARE * self.seconds, None
            with suppress(NoLine):  # at its prices: at others everybody has a line already
                lines = Sweep(pricer, ascent.copy(pricer), tails, rng, seconds, late).run()
            if lines is not None:
                self.swept.append(lines)
                self._better(Standing(self.book, lines))

        if large:
            go(self.pricer, self.rng)
        else:
            self._together(go)
        return bool(self.swept)

    def _begin(self, prices: NDArray[np.float64], first: list[Line] | None) -> None:
        """Good rosters to begin with, as many as the time allows; from the ``first``, if another takes too long."""
        began, seconds = monotonic(), START_SHARE * self.seconds
        late = self._for(1.5 * START_SHARE)

        def gone() -> float:
            return (monotonic() - began) / seconds

        def keep(lines: list[Line], pricers: list[Pricer], rng: Generator) -> None:
            part = whole(pricers[0].book)
            settled = settle(part, lines, pricers, rng, prices, mixes(SETTLINGS, gone=gone), late)
            self._better(Standing(self.book, settled))

        def start(pricer: Pricer, rng: Generator) -> None:
            for _ in range(STARTS):
                if self._done(1.0) or gone() > HASTE:
                    return
                with suppress(NoLine):  # at these prices: at others everybody has a line already
                    keep(first_roster(pricer.book, [pricer], rng, prices, START_MIX).lines, [pricer], rng)

        if first is None:
            self._together(start)
        else:
            keep(first, self._alone(), self.rng)

    def _root(self, part: Part, climbed: Ascended) -> tuple[Master, Generated]:
        """Better prices and a better bound by column generation."""
        standing = Standing(self.book, list(self.best or []))
        root = Master(part)
        root.add(range(len(standing.lines)), standing.lines, standing.costs)
        state = generate(
            root,
            self.pricer,
            out_of_time=self._after(ROOT_SHARE),
            start=climbed.prices,
            start_bound=climbed.bound,
            on_bound=self._bound,
        )
        return root, state

    def _litter(self) -> Litter:
        """What is crossed first: what was swept, or else what dives lead to."""
        litter = Litter(DIVE_SHARE * self.seconds, len(self.swept) if len(self.swept) > 1 else LITTER)
        for lines in self.swept:
            litter.add(Standing(self.book, lines).value, lines)
        return litter

    def _breed(self, root: Master, litter: Litter, enough: Callable[[], bool]) -> None:
        """Down from where generation ended, again and again, and across between the rosters this leads to."""
        late = self._after(BREED_SHARE)

        def go(pricer: Pricer, rng: Generator) -> None:
            with self.lock:
                top = root.copy(part=whole(pricer.book))
            breeder = Breeder(litter, top, pricer, rng, late)
            while not (late() or enough() or self._done(1.0)):
                if litter.grown and len(litter.rosters) < 2:
                    return
                found = breeder.step()
                if found is not None:
                    self._better(found)

        self._together(go)

    def _lift(self, root: Master, state: Generated) -> None:
        """A better bound, where generation came to its end."""
        if state.done and not self._done(1.0):
            late = self._for(LIFT_SHARE)
            self._bound(lift(root, self.pricer, state, goal=self.value - 0.5, out_of_time=late))

    def _improve(
        self,
        prices: NDArray[np.float64],
        each: NDArray[np.float64],
        guides: list[NDArray[np.float64]],
        known: Master | None = None,
    ) -> None:
        """Part after part, all workers at once."""
        standing = Standing(self.book, list(self.best or []), prices, each, guides)
        arms = Arms.of(standing)

        def improve(pricer: Pricer, rng: Generator) -> None:
            improver = Improver(standing, pricer, rng, arms, self._after(1.0), known)
            while not self._done(1.0):
                if improver.step() > 0:
                    self._better(standing)

        self._together(improve)

    def _together(self, deed: Callable[[Pricer, Generator], None]) -> None:
        """Let every worker do this at once, each with a pricer and random numbers of its own."""
        pricers = self._alone()
        if len(pricers) == 1:
            deed(pricers[0], self.rng)
            return
        with ThreadPoolExecutor(len(pricers)) as crew:
            list(crew.map(deed, pricers, self.rng.spawn(len(pricers))))

    def _alone(self) -> list[Pricer]:
        return [self.pricer.alone(thread) for thread in range(len(self.pricer.spaces))]

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
        now = standing.copy()
        with self.lock:
            if now.value < self.value - 0.5:
                self.value, self.best = now.value, now.lines
                self.tell(self.best, self.value, self.bound)

    def _bound(self, bound: float) -> None:
        # Each person's pricing may leave out a line that is better by ever so little.
        bound = float(ceil(bound - 1e-6 - EPS * len(self.book.machines)))
        if bound > self.bound:
            self.bound = bound
            self.tell(None, None, bound)
