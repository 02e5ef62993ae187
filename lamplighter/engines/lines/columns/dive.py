"""Diving: the days on which the program is surest are fixed, lines are generated anew, until everything is fixed.

Source: Strandmark, Qu and Curtois (2020), who fix single days. Ours looks back: a step that makes the program much
dearer is halved, and a single day that does so is forbidden instead, if that costs less.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.columns.master import NO_LINE, Master, Worth
from lamplighter.engines.lines.pricing import Line, Pricer

SURE = 0.999
BEAM = 400
CAREFUL = 0.05  # of what one missing person costs: a careful dive doubts a dearer step


def dive(
    master: Master,
    pricer: Pricer,
    *,
    out_of_time: Callable[[], bool],
    cutoff: float,
    share: float = 0.1,
    rounds: int = 4,
    careful: bool = True,
) -> list[Line] | None:
    """One line for each scope, together cheaper than ``cutoff``; None if the dive was cut off or ran out of time.

    At each step at least ``share`` of the days that are still open are fixed, the surest first, and at most so many
    ``rounds`` of lines generated. A dive that is not ``careful`` never looks back; it is several times as quick. The
    scopes and the master are left as they were, except for the new lines.
    """
    attempt = _Dive(master, pricer, out_of_time, rounds, careful)
    try:
        return attempt.descend(cutoff, share)
    finally:
        attempt.surface()


class _Dive:
    """One way down: what is fixed so far, and what is forbidden."""

    def __init__(
        self, master: Master, pricer: Pricer, out_of_time: Callable[[], bool], rounds: int, careful: bool
    ) -> None:
        self.master = master
        self.pricer = pricer
        self.out_of_time = out_of_time
        self.rounds = rounds
        part = master.part
        self.own = [scope.own for scope in part.scopes]
        self.fixed = np.full((len(part.scopes), part.days), -1, dtype=np.int8)
        self.barred = np.zeros((len(part.scopes), part.days, part.book.items), dtype=np.bool_)
        dear = part.short[part.short > 0]
        self.doubt = (CAREFUL * float(dear.min()) if len(dear) else 1.0) if careful else float("inf")

    def descend(self, cutoff: float, share: float) -> list[Line] | None:
        worth = self._regenerate(self.master.solve())
        while worth.value < cutoff and not self.out_of_time():
            shares = self._shares(worth)
            sureness = shares.max(axis=2)
            if (sureness >= SURE).all():
                return self._lines(worth)
            items = shares.argmax(axis=2).astype(np.int8)
            cells = self._surest(sureness, items, share)
            if not len(cells):
                return None
            worth = self._step(worth, cells, items, cutoff)
        return None

    def _step(self, worth: Worth, cells: NDArray[np.intp], items: NDArray[np.int8], cutoff: float) -> Worth:
        """Fix as many of these days as the program bears well."""
        while True:
            self._fix(cells, items)
            went = self._regenerate(self._resolve())
            if went.value <= worth.value + self.doubt or self.out_of_time():
                return went
            if len(cells) == 1:
                return self._other_way(went, cells[0], items, cutoff)
            self.fixed[cells[:, 0], cells[:, 1]] = -1
            self._mask(cells[:, 0])
            cells = cells[: len(cells) // 2]

    def _other_way(self, went: Worth, cell: NDArray[np.intp], items: NDArray[np.int8], cutoff: float) -> Worth:
        """The surest day is not so sure: without it, if that costs less."""
        person, day = int(cell[0]), int(cell[1])
        self.fixed[person, day] = -1
        self.barred[person, day, items[person, day]] = True
        self._mask([person])
        other = self._regenerate(self._resolve())
        if other.value < went.value or self.out_of_time():
            return other
        self.barred[person, day, items[person, day]] = False
        self.fixed[person, day] = items[person, day]
        self._mask([person])
        return self._regenerate(self._resolve())

    def _shares(self, worth: Worth) -> NDArray[np.float64]:
        """By scope, day and item: how much of it the program takes."""
        part = self.master.part
        shares = np.zeros((len(part.scopes), part.days, part.book.items))
        days = np.arange(part.days)
        for at in np.nonzero(worth.shares > 1e-7)[0]:
            shares[self.master.owners[at], days, self.master.lines[at]] += worth.shares[at]
        return shares

    def _surest(self, sureness: NDArray[np.float64], items: NDArray[np.int8], share: float) -> NDArray[np.intp]:
        """The days to fix next, surest first. A day that is certain stays free: it may have to make room later."""
        open_days = np.argwhere((self.fixed < 0) & (sureness < SURE))
        order = np.argsort(-sureness[open_days[:, 0], open_days[:, 1]], kind="stable")
        most = max(1, int(len(open_days) * share))
        count = self.master.count
        owners, lines = self.master.owners[:count], self.master.lines[:count]
        alive = self._alive()
        chosen: list[tuple[int, int]] = []
        for number in order:
            person, day = open_days[number]
            if len(chosen) >= most and sureness[person, day] < 0.9:
                break
            mine = alive & (owners == person)
            left = mine & (lines[:, day] == items[person, day])
            if left.any():  # some known line does all that is chosen so far
                alive &= ~mine | left
                chosen.append((person, day))
        return np.array(chosen, dtype=np.intp).reshape(-1, 2)

    def _fix(self, cells: NDArray[np.intp], items: NDArray[np.int8]) -> None:
        self.fixed[cells[:, 0], cells[:, 1]] = items[cells[:, 0], cells[:, 1]]
        self._mask(cells[:, 0])

    def _mask(self, people: NDArray[np.intp] | list[int]) -> None:
        """Let pricing know what is fixed and forbidden."""
        items = np.arange(self.master.part.book.items)
        for person in {int(each) for each in people}:
            fixed = self.fixed[person][:, None]
            never = ((fixed >= 0) & (items[None, :] != fixed)) | self.barred[person]
            self.master.part.scopes[person].own = np.where(never, NEVER, self.own[person])

    def _alive(self) -> NDArray[np.bool_]:
        """Which known lines agree with all that is fixed and forbidden."""
        count = self.master.count
        owners, lines = self.master.owners[:count], self.master.lines[:count]
        want = self.fixed[owners]
        alive = ((want < 0) | (want == lines)).all(axis=1)
        if self.barred.any():
            days = np.arange(lines.shape[1])
            alive &= ~self.barred[owners[:, None], days[None, :], lines].any(axis=1)
        return np.asarray(alive, dtype=np.bool_)

    def _resolve(self) -> Worth:
        self.master.allow(self._alive())
        return self.master.solve(narrowed=True)

    def _regenerate(self, worth: Worth) -> Worth:
        """A few rounds of column generation under what is fixed."""
        part = self.master.part
        for _ in range(self.rounds):
            if self.out_of_time():
                break
            goals = np.where(worth.each > NO_LINE / 2, NEVER / 4, worth.each - 1e-6).tolist()
            found = self.pricer.price(part.scopes, worth.prices, goals, beam=BEAM, rounds=6)
            before = worth.value
            if not self.master.take(found, worth.prices):
                break
            worth = self.master.solve()
            if before - worth.value < 1e-4 * max(1.0, abs(before)):
                break
        return worth

    def _lines(self, worth: Worth) -> list[Line] | None:
        lines: dict[int, Line] = {}
        for at in np.nonzero(worth.shares > 0.5)[0]:
            lines[int(self.master.owners[at])] = self.master.lines[at].copy()
        people = range(len(self.master.part.scopes))
        return [lines[person] for person in people] if len(lines) == len(people) else None

    def surface(self) -> None:
        """Leave the scopes and the master as they were, except for the new lines."""
        for scope, own in zip(self.master.part.scopes, self.own, strict=True):
            scope.own = own
        self.master.allow(np.ones(self.master.count, dtype=np.bool_))
