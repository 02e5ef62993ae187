"""Diving: the days on which the program is surest are fixed, lines are generated anew, until everything is fixed.

Source: Strandmark, Qu and Curtois (2020), who fix single days. Ours fixes many at a time and generates until nothing
more is found before it fixes the next: what the program then costs is what it has to cost, and a large step with full
generation leads to better rosters than a small one with little, in less time. What is fixed against is taken out of the
program, so that it shrinks on the way down.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import Line
from lamplighter.engines.lines.columns.master import NO_LINE, Master, Worth
from lamplighter.engines.lines.pricing import Pricer

SURE = 0.999
CHOSEN = 0.9  # share from which on a day is fixed beside as many as the step asks for
BEAM = 400
LITTLE = 1e-4  # of the program's value: a round that gains less does not count


@dataclass(frozen=True)
class Steps:
    """How a dive goes down: the ``share`` of the open days that a step fixes, after ``rounds`` of generation at most,
    or as soon as so many in a row (``patience``) gained nothing; ``noise`` blurs which days are the surest.
    """

    share: float = 0.4
    rounds: int = 20
    patience: int = 2
    noise: float = 0.0


def dive(
    master: Master,
    pricer: Pricer,
    steps: Steps,
    *,
    rng: Generator,
    out_of_time: Callable[[], bool],
    cutoff: float = float("inf"),
    anyway: bool = False,
    fixed: NDArray[np.int8] | None = None,
) -> list[Line] | None:
    """One line for each scope; None if nothing cheaper than ``cutoff`` is to be found this way, or in time.

    ``anyway`` asks for the lines that are likest where the time ends too early. ``fixed`` says what is fixed from the
    start, by scope and day (-1: nothing), which a known line of each scope must agree with. The scopes and the master
    are left as they were, except for the new lines.
    """
    attempt = _Dive(master, pricer, steps, rng, out_of_time, cutoff, fixed)
    try:
        return attempt.descend(anyway)
    finally:
        attempt.surface()


class _Dive:
    """One way down: what is fixed so far, and the program that is left."""

    def __init__(
        self,
        master: Master,
        pricer: Pricer,
        steps: Steps,
        rng: Generator,
        out_of_time: Callable[[], bool],
        cutoff: float,
        fixed: NDArray[np.int8] | None,
    ) -> None:
        self.top = self.master = master
        self.known = master.count
        self.part = master.part
        self.pricer = pricer
        self.steps = steps
        self.rng = rng
        self.out_of_time = out_of_time
        self.cutoff = cutoff
        self.own = [scope.own for scope in self.part.scopes]
        nothing = np.full((len(self.part.scopes), self.part.days), -1, dtype=np.int8)
        self.fixed = nothing if fixed is None else fixed.copy()

    def descend(self, anyway: bool) -> list[Line] | None:
        worth = self._generate(self._begin())
        while worth.value < self.cutoff:
            shares = self._shares(worth)
            sureness = shares.max(axis=2)
            if (sureness >= SURE).all() or self.out_of_time():
                return self._lines(worth) if anyway or (sureness >= SURE).all() else None
            items = shares.argmax(axis=2).astype(np.int8)
            cells = self._surest(sureness, items)
            if not len(cells):
                return None
            self._fix(cells, items)
            worth = self._generate(self._narrowed())
        return None

    def _begin(self) -> Worth:
        """The program under what is fixed from the start."""
        if (self.fixed < 0).all():
            return self.master.solve()
        self._forbid(range(len(self.own)))
        return self._narrowed()

    def _generate(self, worth: Worth) -> Worth:
        """Lines under what is fixed, until nothing is gained; it is not given up before that."""
        rounds = idle = 0
        while not self.out_of_time() and idle < self.steps.patience:
            if rounds >= self.steps.rounds and (worth.value < self.cutoff or rounds >= 2 * self.steps.rounds):
                break
            goals = np.where(worth.each > NO_LINE / 2, NEVER / 4, worth.each - 1e-6).tolist()
            found = self.pricer.price(self.part.scopes, worth.prices, goals, beam=BEAM, rounds=6)
            before = worth.value
            if not self.master.take(found, worth.prices):
                break
            worth = self.master.solve()
            rounds += 1
            idle = idle + 1 if before - worth.value < LITTLE * max(1.0, abs(before)) else 0
        return worth

    def _shares(self, worth: Worth) -> NDArray[np.float64]:
        """By scope, day and item: how much of it the program takes."""
        shares = np.zeros((len(self.part.scopes), self.part.days, self.part.book.items))
        days = np.arange(self.part.days)
        for at in np.nonzero(worth.shares > 1e-7)[0]:
            shares[self.master.owners[at], days, self.master.lines[at]] += worth.shares[at]
        return shares

    def _surest(self, sureness: NDArray[np.float64], items: NDArray[np.int8]) -> NDArray[np.intp]:
        """The days to fix next, surest first. A day that is certain stays free: it may have to make room later."""
        open_days = np.argwhere((self.fixed < 0) & (sureness < SURE))
        blurred = sureness[open_days[:, 0], open_days[:, 1]]
        if self.steps.noise:
            blurred = blurred + self.steps.noise * self.rng.random(len(blurred))
        order = np.argsort(-blurred, kind="stable")
        most = max(1, int(len(open_days) * self.steps.share))
        count = self.master.count
        owners, lines = self.master.owners[:count], self.master.lines[:count]
        alive = self._alive()
        chosen: list[tuple[int, int]] = []
        for number in order:
            person, day = open_days[number]
            if len(chosen) >= most and sureness[person, day] < CHOSEN:
                break
            mine = alive & (owners == person)
            left = mine & (lines[:, day] == items[person, day])
            if left.any():  # some known line does all that is chosen so far
                alive &= ~mine | left
                chosen.append((person, day))
        return np.array(chosen, dtype=np.intp).reshape(-1, 2)

    def _fix(self, cells: NDArray[np.intp], items: NDArray[np.int8]) -> None:
        """Fix these days, and let pricing know."""
        self.fixed[cells[:, 0], cells[:, 1]] = items[cells[:, 0], cells[:, 1]]
        self._forbid({int(person) for person in cells[:, 0]})

    def _forbid(self, people: Iterable[int]) -> None:
        """All that is not what is fixed, to these."""
        each = np.arange(self.part.book.items)
        for person in people:
            fixed = self.fixed[person][:, None]
            never = (fixed >= 0) & (each[None, :] != fixed)
            self.part.scopes[person].own = np.where(never, NEVER, self.own[person])

    def _alive(self) -> NDArray[np.bool_]:
        """Which known lines agree with all that is fixed."""
        count = self.master.count
        want = self.fixed[self.master.owners[:count]]
        return np.asarray(((want < 0) | (want == self.master.lines[:count])).all(axis=1), dtype=np.bool_)

    def _narrowed(self) -> Worth:
        """The program without what is fixed against."""
        alive = self._alive()
        if alive.sum() < (~alive).sum():
            self._keep()
            self.master = self.master.copy(np.nonzero(alive)[0])
            self.known = self.master.count
        else:
            self.master.allow(alive)
        return self.master.solve(narrowed=True)

    def _keep(self) -> None:
        """Let the master at the top know the lines found in the one that is left behind."""
        if self.master is not self.top:
            new = slice(self.known, self.master.count)
            owners, lines, costs = (
                each[new] for each in (self.master.owners, self.master.lines, self.master.costs)
            )
            self.top.add(owners.tolist(), list(lines), costs.tolist())

    def _lines(self, worth: Worth) -> list[Line] | None:
        """Of each scope's lines the one with the largest share."""
        count, scopes = self.master.count, len(self.part.scopes)
        best = np.full(scopes, -1, dtype=np.intp)
        order = np.argsort(worth.shares[:count], kind="stable")
        best[self.master.owners[order]] = order
        if (best < 0).any() or not (worth.shares[best] > 0).all():
            return None
        return [self.master.lines[at].copy() for at in best]

    def surface(self) -> None:
        """Leave the scopes and the master as they were, except for the new lines."""
        for scope, own in zip(self.part.scopes, self.own, strict=True):
            scope.own = own
        self._keep()
        self.top.allow(np.ones(self.top.count, dtype=np.bool_))
