"""The rules of one person's line as an automaton: a line is lawful if it can be walked, and costs what the walk costs.

Runs, successions and split weekends become states; totals and weekends become resources that each step uses up.
People with the same rules share one automaton.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from math import gcd
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.model import OFF, Grid, Person, Run, Weekends

NEVER = 1e12
"""The cost of what must not be."""

SATURDAY, SUNDAY = 5, 6


class State(NamedTuple):
    """Where a line stands at the end of a day.

    ``runs`` holds, for each run, its length so far and whether it may be too short, because it touches the first
    day; ``barred`` the shifts that may not come next; ``worked`` whether there was a shift that day.
    """

    runs: tuple[tuple[int, bool], ...]
    barred: frozenset[str]
    worked: bool


Legs = tuple[
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.float64],
    NDArray[np.int32],
]


@dataclass(frozen=True, eq=False)
class Automaton:
    """Steps by kind of day, from state and item (0 is a day off, i + 1 the grid's shift i).

    ``arcs`` of kind k and state a are those from ``first[k, a]`` to ``first[k, a + 1]``; arc j leads ``to[j]`` by
    ``item[j]``, costs ``cost[j]`` and uses ``uses[use[j]]``. ``step[k, a, item]`` is the number of the arc, or -1.
    ``legs`` holds what arcs have in common, wherever they begin: the leg of each arc, counted from the first of its
    kind, the first leg of each kind, and of each leg to, item, cost and use. ``ends[r, u]`` is what it costs to have
    used u of resource r at the end of the period, NEVER if it must not be;
    ``caps[r]`` is the most that may be used, ``begun[r]`` what was used before. ``lazy[r]`` says that a resource is
    a mere upper limit, which a search may forget until a line breaks it.
    """

    states: int
    start: int
    first: NDArray[np.int32]
    to: NDArray[np.int32]
    item: NDArray[np.int32]
    cost: NDArray[np.float64]
    use: NDArray[np.int32]
    uses: NDArray[np.int32]
    legs: Legs
    step: NDArray[np.int32]
    caps: NDArray[np.int32]
    ends: NDArray[np.float64]
    begun: NDArray[np.int32]
    lazy: NDArray[np.bool_]
    work: NDArray[np.bool_]


def day_kinds(grid: Grid) -> NDArray[np.int32]:
    """For each day 0, or 1 for a Saturday, or 2 for a Sunday."""
    kinds = {SATURDAY: 1, SUNDAY: 2}
    return np.array([kinds.get(grid.weekday(day), 0) for day in range(grid.days)], dtype=np.int32)


def automata(grid: Grid) -> list[Automaton]:
    """One automaton for each person of the grid, in order."""
    made: dict[object, Automaton] = {}
    found = []
    for person in grid.people:
        rules = (person.shifts, person.runs, person.totals, person.weekends, person.before)
        if rules not in made:
            made[rules] = _Builder(grid, person).built()
        found.append(made[rules])
    return found


@dataclass(frozen=True, slots=True)
class _Resource:
    """What is counted: units for each shift, or weekends; and the cost of each end."""

    units: dict[str, int]
    begun: int
    ends: list[float]
    lazy: bool
    weekend: bool = False


class _Builder:
    """Explores the states of one person's rules from the first day on."""

    def __init__(self, grid: Grid, person: Person) -> None:
        self.grid = grid
        self.person = person
        self.bars = {shift.key: shift.not_next & person.shifts for shift in grid.shifts}
        self.items = [(0, OFF)] + [(at + 1, s.key) for at, s in enumerate(grid.shifts) if s.key in person.shifts]
        self.runs = [run for run in map(self._within, person.runs) if run.least > 1 or run.most is not None]
        self.caps = [min(_cap(run), self._longest(run)) for run in self.runs]
        self.weekends = person.weekends or Weekends()
        self.counts = bool(person.weekends and (self.weekends.most is not None or self.weekends.split))
        self.resources = list(self._resources())

    def _longest(self, run: Run) -> int:
        """How long a run can become: no state is needed for a longer one, whatever the limits say."""
        return self.grid.days + (run.begun or 0)

    def _within(self, run: Run) -> Run:
        """The run without an upper limit that no line of this grid can break."""
        return replace(run, most=None) if run.most is not None and run.most >= self._longest(run) else run

    def built(self) -> Automaton:
        begin = State(
            tuple(
                (0, True) if run.begun is None else (min(run.begun, cap), False)
                for run, cap in zip(self.runs, self.caps, strict=True)
            ),
            self.bars.get(self.person.before, frozenset()),
            self.counts and self.person.before != OFF,
        )
        numbers = {begin: 0}
        queue = [begin]
        uses: dict[tuple[int, ...], int] = {}
        arcs: list[list[list[tuple[int, int, float, int]]]] = []
        for state in queue:  # grows while it is walked
            of_state: list[list[tuple[int, int, float, int]]] = []
            for kind in range(3):
                mine = []
                for item, key in self.items:
                    went = self._step(state, key, kind)
                    if went is None:
                        continue
                    after, cost, use = went
                    if after not in numbers:
                        numbers[after] = len(numbers)
                        queue.append(after)
                    mine.append((item, numbers[after], cost, uses.setdefault(use, len(uses))))
                of_state.append(mine)
            arcs.append(of_state)
        return self._frozen(arcs, uses, queue)

    def _frozen(
        self,
        arcs: list[list[list[tuple[int, int, float, int]]]],
        uses: dict[tuple[int, ...], int],
        states: list[State],
    ) -> Automaton:
        count = len(arcs)
        first = np.zeros((3, count + 1), dtype=np.int32)
        step = np.full((3, count, len(self.grid.shifts) + 1), -1, dtype=np.int32)
        flat: list[tuple[int, int, float, int]] = []
        for kind in range(3):
            for at in range(count):
                first[kind, at] = len(flat)
                for arc in arcs[at][kind]:
                    step[kind, at, arc[0]] = len(flat)
                    flat.append(arc)
            first[kind, count] = len(flat)
        widest = max((len(each.ends) for each in self.resources), default=1)
        ends = np.full((len(self.resources), widest), NEVER)
        for at, each in enumerate(self.resources):
            ends[at, : len(each.ends)] = each.ends
        return Automaton(
            states=count,
            start=0,
            first=first,
            to=np.array([arc[1] for arc in flat], dtype=np.int32),
            item=np.array([arc[0] for arc in flat], dtype=np.int32),
            cost=np.array([arc[2] for arc in flat], dtype=np.float64),
            use=np.array([arc[3] for arc in flat], dtype=np.int32),
            uses=np.array(list(uses), dtype=np.int32).reshape(len(uses), len(self.resources)),
            legs=_legs(first, flat),
            step=step,
            caps=np.array([len(each.ends) - 1 for each in self.resources], dtype=np.int32),
            ends=ends,
            begun=np.array([each.begun for each in self.resources], dtype=np.int32),
            lazy=np.array([each.lazy for each in self.resources], dtype=np.bool_),
            work=np.array([any(state.runs) or state.worked for state in states], dtype=np.bool_),
        )

    def _step(self, state: State, key: str, kind: int) -> tuple[State, float, tuple[int, ...]] | None:
        """The state after a day on this shift, the cost of getting there and what it uses; None if forbidden."""
        if key in state.barred:
            return None
        cost = 0
        runs = []
        for run, cap, (length, excused) in zip(self.runs, self.caps, state.runs, strict=True):
            went = _run_step(run, cap, length, excused, key in run.of)
            if went is None:
                return None
            runs.append(went[0])
            cost += went[1]
        works = key != OFF
        touches = works and self.counts and (kind == 1 or (kind == 2 and not state.worked))
        if self.counts and kind == 2 and works != state.worked:
            cost += self.weekends.split
        use = tuple(int(touches) if each.weekend else each.units.get(key, 0) for each in self.resources)
        # Only Saturday's work is remembered, and only until Sunday: fewer states.
        after = State(tuple(runs), self.bars.get(key, frozenset()), self.counts and works and kind == 1)
        return after, float(cost), use

    def _resources(self) -> Iterator[_Resource]:
        days = self.grid.days
        for total in self.person.totals:
            may = {OFF, *self.person.shifts}
            units = {key: units for key, units in total.units if units and key in may}
            unit = reduce(gcd, units.values(), 0) or 1
            per = {key: each // unit for key, each in units.items()}
            reach = total.begun // unit + days * max(per.values(), default=0)
            yield from _limited(per, total.begun, unit, reach, total.least, total.most, total.short, total.long)
        if self.counts and self.weekends.most is not None:
            reach = self.weekends.begun + days // 7 + 2
            most, long = self.weekends.most, self.weekends.long
            yield from _limited({}, self.weekends.begun, 1, reach, 0, most, 0, long, weekend=True)


def _legs(first: NDArray[np.int32], arcs: list[tuple[int, int, float, int]]) -> Legs:
    """The distinct arcs of each kind of day."""
    leg = np.zeros(len(arcs), dtype=np.int32)
    begins, legs = [0], []
    for kind in range(len(first)):
        numbers: dict[tuple[int, int, float, int], int] = {}
        for at in range(first[kind, 0], first[kind, -1]):
            leg[at] = numbers.setdefault(arcs[at], len(numbers))
        legs += list(numbers)
        begins.append(len(legs))
    return (
        leg,
        np.array(begins, dtype=np.int32),
        np.array([each[1] for each in legs], dtype=np.int32),
        np.array([each[0] for each in legs], dtype=np.int32),
        np.array([each[2] for each in legs], dtype=np.float64),
        np.array([each[3] for each in legs], dtype=np.int32),
    )


def _limited(
    units: dict[str, int],
    begun: int,
    unit: int,
    reach: int,
    least: int,
    most: int | None,
    short: int | None,
    long: int | None,
    weekend: bool = False,
) -> Iterator[_Resource]:
    """One resource in its own units, unless its limits say nothing."""
    odd = begun % unit  # what was begun need not be a whole number of units
    if least <= begun and (most is None or reach * unit + odd <= most):
        return
    ends = []
    for used in range(reach + 1):
        amount = used * unit + odd
        under, over = max(0, least - amount), max(0, amount - most) if most is not None else 0
        if over and long is None:
            break
        ends.append(NEVER if under and short is None else float(under * (short or 0) + over * (long or 0)))
    if begun // unit >= len(ends):
        ends += [NEVER] * (begun // unit + 1 - len(ends))
    lazy = least <= begun and long is None and not weekend and NEVER not in ends
    yield _Resource(units, begun // unit, ends, lazy, weekend)


def _cap(run: Run) -> int:
    """The length from which on a run need not be told apart from a longer one."""
    return max(run.least, run.most or 0)


def _run_step(run: Run, cap: int, length: int, excused: bool, goes_on: bool) -> tuple[tuple[int, bool], int] | None:
    """A run after one more day, its length told up to ``cap``, and what that costs; None if it may not be."""
    if goes_on:
        cost = 0
        if run.most is not None and length >= run.most:
            if run.long is None:
                return None
            cost = run.long
        length = min(length + 1, cap)
        return (length, excused and length < run.least), cost
    if 0 < length < run.least and not excused:
        return None if run.short is None else ((0, False), run.short * (run.least - length))
    return (0, False), 0
