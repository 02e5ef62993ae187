"""The lines of many people at given prices: for each the cheapest line, or the proof that none beats a goal."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER, Automaton, automata, day_kinds
from lamplighter.engines.lines.kernel import cheapest, lawful_ways, relaxed, scratch, walk
from lamplighter.engines.lines.model import OFF, Grid

Line = NDArray[np.int8]
"""Items by day: 0 a day off, i + 1 the grid's shift i."""

ROOM = 120_000  # labels a day in scratch space
ROUNDS = 12
MOST_NEEDS = 80_000_000  # entries of two bytes
NO_NEEDS: NDArray[np.int16] = np.empty((0, 0, 0), dtype=np.int16)
NOTHING: Line = np.empty(0, dtype=np.int8)
NO_GAP: NDArray[np.float64] = np.empty(0)


@dataclass
class Scope:
    """The part of one person's line that is to be found: days ``begin`` to ``end``, between what stands.

    ``start`` is the state at its begin, ``begun`` what is used outside of it, ``term`` the cost of what follows
    for each state at its end. ``own`` are the person's own costs by day and item.
    """

    person: int
    begin: int
    end: int
    start: int
    begun: NDArray[np.int32]
    term: NDArray[np.float64]
    own: NDArray[np.float64]
    lam: NDArray[np.float64]
    tracked: NDArray[np.bool_]


@dataclass
class Found:
    """Lines below the goal with their costs, cheapest first; no line costs less than ``bound``."""

    lines: list[Line]
    costs: list[float]
    bound: float


@dataclass
class Book:
    """A grid, compiled: automata, costs of wishes by day and item, demand by day and item."""

    grid: Grid
    machines: list[Automaton]
    kinds: NDArray[np.int32]
    own: list[NDArray[np.float64]]
    wanted: NDArray[np.int64]
    short: NDArray[np.float64]
    over: NDArray[np.float64]
    least: NDArray[np.int64]
    lams: list[NDArray[np.float64]] = field(default_factory=list)
    tracked: list[NDArray[np.bool_]] = field(default_factory=list)

    def twin(self) -> "Book":
        """The same with multipliers of its own, for another thread."""
        return replace(
            self, lams=[each.copy() for each in self.lams], tracked=[each.copy() for each in self.tracked]
        )

    @property
    def days(self) -> int:
        return self.grid.days

    @property
    def items(self) -> int:
        return len(self.grid.shifts) + 1

    def whole(self, person: int) -> Scope:
        """The whole line of a person."""
        machine = self.machines[person]
        return Scope(
            person,
            0,
            self.days,
            machine.start,
            machine.begun,
            np.zeros(machine.states),
            self.own[person],
            self.lams[person],
            self.tracked[person],
        )

    def part(self, person: int, line: Line, begin: int, end: int) -> Scope:
        """The days ``begin`` to ``end`` of a line that stands otherwise; best on a boundary of weeks."""
        machine = self.machines[person]
        used = machine.begun.astype(np.int64).copy()
        steps = (machine.step, machine.cost, machine.use, machine.uses, machine.to)
        _, start = walk(begin, self.kinds[:begin], *steps, line[:begin].astype(np.int64), machine.start, used)
        _, middle = walk(
            end - begin,
            self.kinds[begin:end],
            *steps,
            line[begin:end].astype(np.int64),
            start,
            np.zeros_like(used),
        )
        term = np.full(machine.states, NEVER)
        tail = line[end:].astype(np.int64)
        for state in range(machine.states):
            term[state], _ = walk(
                self.days - end,
                self.kinds[end:],
                *steps,
                tail,
                state,
                used if state == middle else np.zeros_like(used),
            )
        return Scope(
            person, begin, end, start, used.astype(np.int32), term, self.own[person][begin:end],
            self.lams[person].copy(), self.tracked[person],
        )  # fmt: skip

    def line_cost(self, person: int, line: Line) -> float:
        """A whole line's own cost: wishes, soft runs, totals and weekends; NEVER or more if it is unlawful."""
        return self.cost(self.whole(person), line)

    def cost(self, scope: Scope, line: Line) -> float:
        """The same of a scope, which counts what stands around it."""
        machine = self.machines[scope.person]
        used = scope.begun.astype(np.int64)
        kinds = self.kinds[scope.begin : scope.end]
        cost, state = walk(
            len(line), kinds, machine.step, machine.cost, machine.use, machine.uses, machine.to,
            line.astype(np.int64), scope.start, used,
        )  # fmt: skip
        if state < 0:
            return NEVER
        for at, amount in enumerate(used):
            cost += machine.ends[at, amount] if amount <= machine.caps[at] else NEVER
        return float(cost + scope.term[state] + scope.own[np.arange(len(line)), line].sum())


def book_of(grid: Grid) -> Book:
    """Compile a grid."""
    machines = automata(grid)
    items = len(grid.shifts) + 1
    number = grid.shift_numbers
    own = []
    for person in grid.people:
        cost = np.zeros((grid.days, items))
        for wish in person.wishes:
            item = 0 if wish.shift == OFF else number[wish.shift] + 1
            if wish.want:
                cost[wish.day] += wish.cost
                cost[wish.day, item] -= wish.cost
            else:
                cost[wish.day, item] += wish.cost
        for day in person.free:
            cost[day, 1:] = NEVER
        own.append(cost)
    shape = (grid.days, items)
    wanted, least = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    short, over = np.zeros(shape), np.zeros(shape)
    for demand in grid.demands:
        at = (demand.day, number[demand.shift] + 1)
        wanted[at], least[at], short[at], over[at] = demand.wanted, demand.least, demand.short, demand.over
    book = Book(grid, machines, day_kinds(grid), own, wanted, short, over, least)
    for machine in machines:
        book.lams.append(np.zeros(len(machine.caps)))
        book.tracked.append(~machine.lazy)
    return book


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
        many = len(self.spaces)
        if self.pool is None or len(scopes) < 2:
            found = [
                self._one(0, scope, prices, goal, want, beam, rounds, surely)
                for scope, goal in zip(scopes, goals, strict=True)
            ]
        else:
            found = [Found([], [], 0.0)] * len(scopes)

            def some(thread: int) -> None:
                for at in range(thread, len(scopes), many):
                    found[at] = self._one(thread, scopes[at], prices, goals[at], want, beam, rounds, surely)

            list(self.pool.map(some, range(many)))
        return found

    def relax(
        self, scopes: Sequence[Scope], prices: NDArray[np.float64]
    ) -> list[tuple[float, Line, NDArray[np.float64]]]:
        """For each scope the cheapest line if its resources are only paid for: (relaxed cost, line, gaps)."""
        found: list[tuple[float, Line, NDArray[np.float64]]] = [(0.0, NOTHING, NO_GAP)] * len(scopes)
        many = len(self.spaces)

        def some(thread: int) -> None:
            for at in range(thread, len(scopes), many):
                found[at] = self._relaxed(thread, scopes[at], prices)

        if self.pool is None:
            some(0)
        else:
            list(self.pool.map(some, range(many)))
        return found

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
            prices, scope.own, scope.term, scope.start, scope.begun, machine.caps, machine.ends, scope.lam,
            np.ones(resources, dtype=np.bool_), ahead[: (days + 1) * states].reshape(days + 1, states),
            choice[: days * states].reshape(days, states),
            rest[: machine.ends.size].reshape(machine.ends.shape), line, gap,
        )  # fmt: skip
        return float(value), line, gap

    def scale(self, scope: Scope) -> NDArray[np.float64]:
        """One over the units that a common step uses of each resource."""
        return scales(self.book.machines[scope.person])

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
        needs, main, other = self._needs(scope, machine, kinds, total) if surely else (NO_NEEDS, 0, 0)
        out = np.empty((want, days), dtype=np.int8)
        costs = np.empty(want)
        states = machine.states
        while True:
            many, bound = cheapest(
                days, kinds, machine.first, machine.to, machine.item, machine.cost, machine.use, machine.legs,
                machine.uses, total, scope.term, scope.start, scope.begun, machine.caps, machine.ends, scope.lam,
                scales(machine), scope.tracked, goal, rounds, min(beam, self.room), needs, main, other, want,
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
        self, scope: Scope, machine: Automaton, kinds: NDArray[np.int32], total: NDArray[np.float64]
    ) -> tuple[NDArray[np.int16], int, int]:
        """What is needed of one resource after so much of the largest, so that no label goes on that cannot end
        lawfully; nothing where there are not two, or the table would be too large.
        """
        main = int(machine.caps.argmax()) if len(machine.caps) else 0
        if len(machine.caps) < 2 or len(kinds) * machine.states * int(machine.caps[main]) > MOST_NEEDS:
            return NO_NEEDS, 0, 0
        other = len(machine.caps) - 1 if main != len(machine.caps) - 1 else 0
        scope.tracked[[main, other]] = True
        needs = np.empty((len(kinds) + 1, machine.states, int(machine.caps[main]) + 1), dtype=np.int16)
        lawful_ways(
            len(kinds), kinds, machine.first, machine.to, machine.item, machine.use, machine.uses, total, scope.term,
            machine.caps, machine.ends, main, other, needs,
        )  # fmt: skip
        return needs, main, other

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


__all__ = ["Book", "Found", "Line", "Pricer", "Scope", "book_of"]
