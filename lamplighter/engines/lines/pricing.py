"""The lines of many people at given prices: for each the cheapest line, or the proof that none beats a goal."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER, Automaton
from lamplighter.engines.lines.book import Book, Line, Scope
from lamplighter.engines.lines.kernel import cheapest, lagrange_ends, relaxed, scratch, walk
from lamplighter.engines.lines.ways import Needs, at_the_end, lawful_ways, main_and_other

ROOM = 120_000  # labels a day in scratch space
ROUNDS = 12
BENDS = (-0.8, -0.4, -0.2, -0.1, -0.05, -0.02, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)  # of what one missing person costs
MOST_NEEDS = 80_000_000  # entries of two bytes
KEPT_BYTES = 800_000_000  # of what everybody's lines need, at most, from one time they are asked to the next
NO_NEEDS: Needs = np.empty((0, 0, 0), dtype=np.int16)
NOTHING: Line = np.empty(0, dtype=np.int8)
NO_GAP: NDArray[np.float64] = np.empty(0)


@dataclass
class Found:
    """Lines below the goal with their costs, cheapest first; no line costs less than ``bound``."""

    lines: list[Line]
    costs: list[float]
    bound: float


class Pricer:
    """Prices scopes, in as many threads as it is given; each thread has scratch space of its own."""

    def __init__(self, book: Book, workers: int = 1) -> None:
        self.book = book
        self.pool = ThreadPoolExecutor(workers) if workers > 1 else None
        states = max((machine.states for machine in book.machines), default=1)
        resources = max((len(machine.caps) for machine in book.machines), default=1)
        widest = max((machine.ends.shape[1] for machine in book.machines), default=1)
        self.room = min(ROOM, 40_000_000 // max(1, book.days))
        self.spaces = [
            (
                scratch(book.days, states, resources, self.room),
                np.empty((book.days + 1) * states),
                np.empty(book.days * states, dtype=np.int32),
                np.empty(resources * widest),
            )
            for _ in range(workers)
        ]

    def alone(self, thread: int) -> "Pricer":
        """One for a thread that prices by itself, in this one's scratch space. The two must not work at once."""
        other = object.__new__(Pricer)
        other.book, other.pool, other.room = self.book.twin(), None, self.room
        other.spaces = [self.spaces[thread]]
        return other

    def price(
        self,
        scopes: Sequence[Scope],
        prices: NDArray[np.float64],
        goals: Sequence[float],
        *,
        want: int = 1,
        beam: int = 20_000,
        rounds: int = ROUNDS,
        surely: bool = False,
    ) -> list[Found]:
        """For each scope the lines that cost less than its goal, ``prices`` (by day of the scope, item) included."""
        found = [Found([], [], 0.0)] * len(scopes)

        def one(thread: int, at: int) -> None:
            found[at] = self._one(thread, scopes[at], prices, goals[at], want, beam, rounds, surely)

        self._each(len(scopes), one)
        return found

    def relax(
        self, scopes: Sequence[Scope], prices: NDArray[np.float64]
    ) -> list[tuple[float, Line, NDArray[np.float64]]]:
        """For each scope the cheapest line if its resources are only paid for: (relaxed cost, line, gaps)."""
        found: list[tuple[float, Line, NDArray[np.float64]]] = [(0.0, NOTHING, NO_GAP)] * len(scopes)

        def one(thread: int, at: int) -> None:
            found[at] = self._relaxed(thread, scopes[at], prices)

        self._each(len(scopes), one)
        return found

    def _each(self, count: int, deed: Callable[[int, int], None]) -> None:
        """Do it for each of so many, in all threads; told of the thread, and of which it is."""
        many = len(self.spaces)

        def some(thread: int) -> None:
            for at in range(thread, count, many):
                deed(thread, at)

        if self.pool is None or count < 2:
            for at in range(count):
                deed(0, at)
        else:
            list(self.pool.map(some, range(many)))

    def _relaxed(
        self, thread: int, scope: Scope, prices: NDArray[np.float64]
    ) -> tuple[float, Line, NDArray[np.float64]]:
        machine = self.book.machines[scope.person]
        kinds = self.book.kinds[scope.begin : scope.end]
        days, states, resources = len(kinds), machine.states, len(machine.caps)
        _, ahead, choice, rest = self.spaces[thread]
        line = np.empty(days, dtype=np.int8)
        gap = np.empty(resources)
        value = relaxed(
            days, kinds, machine.first, machine.to, machine.item, machine.use, machine.legs, machine.uses,
            prices, scope.own, scope.term, scope.start, scope.begun, machine.caps, scope.ends, scope.lam,
            np.ones(resources, dtype=np.bool_), ahead[: (days + 1) * states].reshape(days + 1, states),
            choice[: days * states].reshape(days, states),
            rest[: machine.ends.size].reshape(machine.ends.shape), line, gap,
        )  # fmt: skip
        return float(value), line, gap

    def windows(
        self,
        left: Sequence[Scope],
        end: int,
        prices: NDArray[np.float64],
        tails: Sequence[Needs | None],
        unit: float = 0.0,
    ) -> list[Scope]:
        """The days of each of ``left`` before ``end``. What follows is open: from there on resources are only paid for.

        ``prices`` are those of the days from ``end`` on, ``tails`` what is needed there to end lawfully, where that
        is known, and ``unit`` what one missing person costs: in that it is told how far multipliers are moved, to see
        what it is worth to have used more or less of the largest resource.
        """
        made = list(left)

        def one(thread: int, at: int) -> None:
            made[at] = self._window(thread, left[at], end, prices, tails[at], unit)

        self._each(len(made), one)
        return made

    def _window(
        self, thread: int, left: Scope, end: int, prices: NDArray[np.float64], tail: Needs | None, unit: float
    ) -> Scope:
        machine, days = self.book.machines[left.person], end - left.begin
        later = replace(left, begin=end, own=left.own[days:])
        own, lam = left.own[:days], left.lam.copy()
        term, ends = self._after(thread, later, prices)
        if unit and len(machine.caps):
            self._bend(thread, later, prices, term, ends, unit)
        for at in np.nonzero(machine.lazy & (lam != 0))[0]:
            # What a mere upper limit is worth is paid by the day, so that it can be forgotten nevertheless.
            units = np.zeros(self.book.items)
            units[machine.item] = machine.uses[machine.use, at]
            own = own + lam[at] * units
            term += ends[at, left.begun[at]]
            ends[at], lam[at] = machine.ends[at], 0.0
        return replace(left, end=end, own=own, lam=lam, term=term, ends=ends, tail=tail)

    def _after(
        self, thread: int, later: Scope, prices: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What all that is left costs at least at its multipliers: by state, and by what is used of each resource."""
        machine = self.book.machines[later.person]
        self._relaxed(thread, later, prices)
        ends = np.empty(machine.ends.shape)
        lagrange_ends(machine.caps, machine.ends, np.ones(len(machine.caps), dtype=np.bool_), later.lam, ends)
        return self.spaces[thread][1][: machine.states].copy(), ends

    def _bend(
        self,
        thread: int,
        later: Scope,
        prices: NDArray[np.float64],
        term: NDArray[np.float64],
        ends: NDArray[np.float64],
        unit: float,
    ) -> None:
        """Lift ``ends`` of the largest resource to what any of several multipliers proves.

        At one multiplier each hour is worth the same, and whether somebody has worked far too much is all one; the
        more it is, the dearer is the next. By as much as a state gains least, so that it holds in every state.
        """
        machine = self.book.machines[later.person]
        main = int(np.where(machine.lazy, -1, machine.caps).argmax())
        if machine.lazy[main]:
            return
        most = machine.caps[main] + 1
        for step in BENDS:
            lam = later.lam.copy()
            lam[main] += step * unit * scales(machine)[main]
            others, lifted = self._after(thread, replace(later, lam=lam), prices)
            alive = (term < NEVER / 2) & (others < NEVER / 2)
            if alive.any():
                gained = (others - term)[alive].min()
                ends[main, :most] = np.maximum(ends[main, :most], lifted[main, :most] + gained)

    def _one(
        self,
        thread: int,
        scope: Scope,
        prices: NDArray[np.float64],
        goal: float,
        want: int,
        beam: int,
        rounds: int,
        surely: bool,
    ) -> Found:
        machine = self.book.machines[scope.person]
        kinds = self.book.kinds[scope.begin : scope.end]
        days = scope.end - scope.begin
        space, ahead, choice, rest = self.spaces[thread]
        total = scope.own + prices
        needs, base, main, other = self._needs(scope, machine, kinds, total, surely)
        out = np.empty((want, days), dtype=np.int8)
        costs = np.empty(want)
        states = machine.states
        while True:
            many, bound = cheapest(
                days, kinds, machine.first, machine.to, machine.item, machine.cost, machine.use, machine.legs,
                machine.uses, total, scope.term, scope.start, scope.begun, machine.caps, scope.ends, scope.lam,
                scales(machine), scope.tracked, goal, rounds, min(beam, self.room), needs, base, main, other, want,
                ahead[: (days + 1) * states].reshape(days + 1, states),
                choice[: days * states].reshape(days, states),
                rest[: machine.ends.size].reshape(machine.ends.shape),
                out, costs, space,
            )  # fmt: skip
            broken = self._forgotten(machine, scope, out, many)
            if not len(broken):
                break
            # A limit that was forgotten is broken: from now on it is counted.
            scope.tracked[broken] = True
        return Found([out[at].copy() for at in range(many)], [float(costs[at]) for at in range(many)], bound)

    def _needs(
        self,
        scope: Scope,
        machine: Automaton,
        kinds: NDArray[np.int32],
        total: NDArray[np.float64],
        surely: bool,
    ) -> tuple[Needs, int, int, int]:
        """What is needed of one resource after so much of the largest, so that no label goes on that cannot end
        lawfully, what of that was begun, and which two they are. Nothing where nobody asks for it, where there are
        not two, or the table would be too large.
        """
        found = main_and_other(machine) if surely or scope.tail is not None else None
        if found is None:
            return NO_NEEDS, 0, 0, 0
        main, other = found
        base, most = int(scope.begun[main]), int(machine.uses[:, main].max(initial=0)) * len(kinds)
        width = min(int(machine.caps[main]) - base, most) + 1
        if width < 1 or (len(kinds) + 1) * machine.states * width > MOST_NEEDS:
            return NO_NEEDS, 0, 0, 0
        scope.tracked[[main, other]] = True
        if scope.needs is not None:
            return scope.needs, base, main, other
        last = at_the_end(machine, scope.term, scope.ends) if scope.tail is None else scope.tail
        needs = np.empty((len(kinds) + 1, machine.states, width), dtype=np.int16)
        lawful_ways(
            len(kinds), kinds, machine.first, machine.to, machine.item, machine.use, machine.uses, total,
            np.ascontiguousarray(last[:, base : base + width]), main, other, needs,
        )  # fmt: skip
        if scope.tail is not None and needs.nbytes * len(self.book.machines) <= KEPT_BYTES:
            scope.needs = needs  # a window is asked again and again; tables of whole years would fill the memory
        return needs, base, main, other

    def _forgotten(self, machine: Automaton, scope: Scope, out: NDArray[np.int8], many: int) -> NDArray[np.intp]:
        """The resources that were not counted and that one of these lines uses too much of."""
        loose = np.nonzero(~scope.tracked)[0]
        if not many or not len(loose):
            return np.empty(0, dtype=np.intp)
        kinds = self.book.kinds[scope.begin : scope.end]
        bad = np.zeros(len(loose), dtype=np.bool_)
        for at in range(many):
            used = scope.begun.astype(np.int64).copy()
            walk(
                len(kinds), kinds, machine.step, machine.cost, machine.use, machine.uses, machine.to,
                out[at].astype(np.int64), scope.start, used,
            )  # fmt: skip
            bad |= used[loose] > machine.caps[loose]
        return loose[bad]


def scales(machine: Automaton) -> NDArray[np.float64]:
    """How large a multiplier's step is for each resource: one over the units of a common step."""
    most = machine.uses.max(axis=0) if len(machine.uses) else np.ones(len(machine.caps))
    return np.asarray(1.0 / np.maximum(1, most), dtype=np.float64)
