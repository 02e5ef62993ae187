"""A grid, compiled for a search: everybody's automaton, costs by day and item, and the parts of lines to be found."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER, Automaton, automata, day_kinds
from lamplighter.engines.lines.kernel import walk
from lamplighter.engines.lines.model import OFF, Grid
from lamplighter.engines.lines.ways import Needs, can_end

Line = NDArray[np.int8]
"""Items by day: 0 a day off, i + 1 the grid's shift i."""


@dataclass
class Scope:
    """The part of one person's line that is to be found: days ``begin`` to ``end``, between what stands.

    ``start`` is the state at its begin, ``begun`` what is used outside of it, ``term`` the cost of what follows
    for each state at its end, ``ends`` what it costs to have used so much of each resource. ``own`` are the person's
    own costs by day and item. Where what follows is open, ``tail`` says what it will need (``lawful_ways``), and
    ``needs`` keeps the same for each day, once it was asked for.
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
    ends: NDArray[np.float64]
    tail: Needs | None = None
    needs: Needs | None = None


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
            machine.ends,
        )

    def rest(self, person: int, state: int, used: NDArray[np.int32], day: int) -> Scope:
        """What is left of a line from a day on, with its person's own multipliers."""
        machine = self.machines[person]
        return Scope(
            person, day, self.days, state, used, np.zeros(machine.states), self.own[person][day:], self.lams[person],
            self.tracked[person], machine.ends,
        )  # fmt: skip

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
            self.lams[person].copy(), self.tracked[person], machine.ends,
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
            cost += scope.ends[at, amount] if amount <= machine.caps[at] else NEVER
        if scope.tail is not None and cost < NEVER / 2 and not can_end(machine, scope.tail, state, used):
            return NEVER
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
