"""One person's question: of all seats that may become theirs, which set is cheapest at given prices?

The answer is a lower bound of what any lawful set costs: laws that look at more than two seats at a time are left
out, so are loads that can also shrink (runs that are too short), and a load far above the fair share is charged with
the slope at the edge of the table; what does not fit into the table at all is charged along a straight line below its
true charge. All of these only make the person cheaper than they are, so every bound that is built of it stays true.
Where an edge comes to matter it is moved out, and a line that is far off is turned (``sharpen``).

Source: G. Righini, M. Salani, *New Dynamic Programming Algorithms for the Resource Constrained Elementary Shortest
Path Problem*, Networks 51 (2008): a state space that is too small at first, and grows where answers show it to be.
Deviation: what grows is how far a load is counted, not which resources are.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import gcd, prod

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.law import AtMost, SomeFree
from lamplighter.engines.roster.charges import Charge, Level, NoneOf, Sits
from lamplighter.engines.roster.columns.kernel import NEVER, Asked, Ints, Rows, backward, forward
from lamplighter.engines.roster.ground import Ground

ONE_SHORT = 4  # what a level of weight 1 charges for being one whole unit short
CELLS = 8_000_000  # seats times states of one table: three of these are held for each worker
DAMPED, LEAST_STRIDE = 0.7, 0.005  # how a line that swings comes to rest
SCALE = 64  # prices are counted in parts of this
ROOM = 1 << 29

Tables = tuple[Ints, Ints, Ints]


@dataclass(frozen=True)
class Answer:
    """The least cost of any set at these prices, and the sets that the best last states stand for."""

    least: float
    sets: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class _Scale:
    """One load as the table counts it: in steps of ``unit`` on top of what is ``held``, and no further than ``top``."""

    level: Level
    unit: int
    held: int
    steps: Mapping[int, int]
    top: int

    def cost(self, load: int) -> int:
        return self.level.cost(self.held + self.unit * load)

    @property
    def beyond(self) -> int:
        """What each step beyond the top is charged."""
        return self.cost(self.top + 1) - self.cost(self.top)

    def lacking(self, load: int) -> int:
        """By how much the table charges this load too little for being too small."""
        return (
            max(0, self.cost(load) - self.cost(self.top) - (load - self.top) * self.beyond)
            if load > self.top
            else 0
        )

    def slope(self, load: int) -> float:
        """How the charge goes on from here: half-way between the last step and the next."""
        return (self.cost(load + 1) - self.cost(max(0, load - 1))) / (2 if load else 1)


@dataclass
class _Line:
    """A load that is charged along a straight line, which touches the true charge from below."""

    scale: _Scale
    slope: float = 0.0
    stride: float = 0.5
    rising: bool = True

    def turn(self, load: int) -> None:
        """Turn towards the slope at this load: less far each time that the last turn went too far."""
        aim = self.scale.slope(load)
        if (aim > self.slope) != self.rising:
            self.stride = max(self.stride * DAMPED, LEAST_STRIDE)
        self.rising = aim > self.slope
        self.slope = round((self.slope + (aim - self.slope) * self.stride) * 4) / 4

    @property
    def height(self) -> float:
        rises = sum(step for step in self.scale.steps.values() if step > 0)
        return min(self.scale.cost(load) - self.slope * load for load in range(rises + 1))


class Question:
    """What does not change with the prices: the order of seats, what excludes what, what a load costs."""

    def __init__(self, ground: Ground, person: int, charges: Iterable[Charge]) -> None:
        self.person = person
        excluded, never = _excluded(ground, person)
        self.seats = tuple(at for at in ground.choices[person] if at not in never)
        self.at = np.array(self.seats, np.int64)
        self.constant = 0
        self._place = {at: place for place, at in enumerate(self.seats)}
        self._base = np.zeros(len(self.seats), np.int64)
        self._calls: dict[int, int] = {}
        self._beside: dict[int, set[int]] = {}
        levels: list[Level] = []
        for charge in charges:
            match charge:
                case Sits():
                    self._price(ground, charge)
                case NoneOf():
                    levels += self._miss(ground, charge)
                case Level():
                    levels.append(charge)
        self._scales, lines = self._lay_scales(ground, levels)
        self._lines = [_Line(scale) for scale in lines]
        self._lay_loads()
        self._lay_lines()
        self._lay_time([{self._place[other] for other in excluded.get(at, ())} for at in self.seats])

    @property
    def cells(self) -> int:
        """Numbers in one table."""
        return (len(self.seats) + 1) * self.goes.shape[1]

    @cached_property
    def alike(self) -> Hashable:
        """Two people with the same of this have the same answer at the same prices."""
        arrays = (
            self.at, self._base, self._along, self.kinds, self.nights, self.owed, self.free_before, self.first,
            self.earlier, self.direct, self.links, self.goes, self.extra, self.finish,
        )  # fmt: skip
        return (self.constant, self._height, *((each.shape, each.tobytes()) for each in arrays))

    def answer(
        self, prices: NDArray[np.float64], tables: Tables, best: int = 1, closed: NDArray[np.bool_] | None = None
    ) -> Answer:
        """The least cost when each seat pays its price, and up to ``best`` sets, the cheapest first.

        Seats that are ``closed`` are not taken.
        """
        if not self.seats:
            return Answer(float(self.constant + self.finish[0] + self._height), ((),))
        costs = self._base + self._along - prices[self.at]
        scale = self._scale(costs)
        whole = np.floor(costs * scale).astype(np.int32)
        if closed is not None:
            whole[closed[self.at]] = NEVER
        states = self.goes.shape[1]
        asked = Asked(
            whole, self.kinds, self.nights, (self.owed * scale).astype(np.int32), self.free_before, self.first,
            self.earlier, self.direct, self.links, self.goes, np.floor(self.extra * scale).astype(np.int32),
        )  # fmt: skip
        rows = Rows(*(table[: (len(self.seats) + 1) * states].reshape(-1, states) for table in tables))
        forward(asked, rows)
        last = rows.behind[len(self.seats)]
        ends = last + np.floor(self.finish * scale).astype(np.int64)
        ends[last >= ROOM] = np.iinfo(np.int64).max  # out of reach
        order = np.argsort(ends, kind="stable")[:best]
        path = np.empty(len(self.seats), np.int32)
        sets = []
        for state in order.tolist():
            if last[state] < ROOM:
                taken = backward(state, asked, rows, path)
                sets.append(tuple(self.seats[place] for place in path[:taken][::-1].tolist()))
        return Answer(float(ends[order[0]]) / scale + self.constant + self._height, tuple(sets))

    def _scale(self, costs: NDArray[np.float64]) -> float:
        """The finest scale in which no sum can leave whole numbers of 32 bits."""
        most = float(np.abs(costs).sum() + self.owed.sum() + self.extra.max(initial=0) * len(self.seats)) + 1
        scale = float(SCALE)
        while most * scale > ROOM:
            scale /= 2
        return scale

    def _price(self, ground: Ground, charge: Sits) -> None:
        person, at = charge.pair
        if at in self._place:
            self._base[self._place[at]] += charge.cost
        elif ground.settled.get(at) == person:
            self.constant += charge.cost

    def _miss(self, ground: Ground, charge: NoneOf) -> list[Level]:
        """Something wanted, or a night that wants another beside it; where any of several would do, a load of one."""
        if any(ground.settled.get(at) == person for person, at in charge.pairs):
            return []
        places = [self._place[at] for _, at in charge.pairs if at in self._place]
        if charge.only_if is None or ground.settled.get(charge.only_if[1]) == self.person:
            whole, cost = divmod(charge.cost, ONE_SHORT) if len(places) > 1 else (0, charge.cost)
            # What cannot be said as a load rewards each of several as if it alone did: never dearer than the truth.
            self.constant += cost
            for place in places:
                self._base[place] -= cost
            loads = tuple((self.seats[place], 1) for place in places)
            return [Level(self.person, loads, 2, whole, "under")] if whole else []
        elif charge.only_if[1] in self._place:
            place = self._place[charge.only_if[1]]
            if places:
                self._calls[place] = min(charge.cost, self._calls.get(place, charge.cost))
                self._beside.setdefault(place, set()).update(places)
            else:
                self._base[place] += charge.cost
        return []

    def sharpen(self, seats: Sequence[int]) -> bool:
        """Count loads one step further where this set shows that it matters; turn lines towards it.

        False if that changes nothing.
        """
        lacking = [scale.lacking(self._load(scale, seats)) for scale in self._scales]
        wider = list(self._scales)
        for number in sorted(range(len(wider)), key=lambda number: -lacking[number]):
            if lacking[number]:
                wider[number] = replace(wider[number], top=wider[number].top + 1)
                if self._too_large(wider):
                    wider[number] = self._scales[number]
        slopes = [line.slope for line in self._lines]
        for line in self._lines:
            line.turn(self._load(line.scale, seats))
        if wider == self._scales and slopes == [line.slope for line in self._lines]:
            return False
        if wider != self._scales:
            self._scales = wider
            self._lay_loads()
        self._lay_lines()
        self.__dict__.pop("alike", None)
        return True

    def _too_large(self, scales: Sequence["_Scale"]) -> bool:
        return prod(scale.top + 1 for scale in scales) * (len(self.seats) + 1) > CELLS

    def _load(self, scale: "_Scale", seats: Sequence[int]) -> int:
        return sum(scale.steps.get(self._place[at], 0) for at in seats)

    def _lay_scales(self, ground: Ground, levels: Sequence[Level]) -> tuple[list["_Scale"], list["_Scale"]]:
        """The loads that are told apart, each up to its share at first, and those for which there is no room."""
        scales: list[_Scale] = []
        lines: list[_Scale] = []
        for level in sorted(levels, key=lambda level: -level.weight):
            held = sum(units for at, units in level.loads if ground.settled.get(at) == self.person)
            moving = {self._place[at]: units for at, units in level.loads if at in self._place}
            self.constant += 0 if moving and level.weight else level.cost(held)
            if not moving or not level.weight:
                continue
            unit = gcd(*moving.values())
            steps = {place: units // unit for place, units in moving.items()}
            rises = sum(step for step in steps.values() if step > 0)
            falls = sum(-step for step in steps.values() if step < 0)
            share = max(0, -(-(level.share2 - 2 * held) // (2 * unit)))
            if falls:
                # A load that can shrink again belongs to a pattern of a few days, of which there are many.
                self.constant += min(level.cost(held + unit * load) for load in range(-falls, rises + 1))
            else:
                scales.append(_Scale(level, unit, held, steps, min(rises, share)))
        while scales and self._too_large(scales):
            # Too many to tell apart: what is levelled in the finest steps loses least along a line.
            lines.append(scales.pop(max(range(len(scales)), key=lambda number: scales[number].top)))
        return scales, lines

    def _lay_lines(self) -> None:
        """What seats cost along the lines, and the height at which each line touches the true charge from below."""
        self._along = np.zeros(len(self.seats))
        self._height = 0.0
        for line in self._lines:
            steps = line.scale.steps
            self._along[list(steps)] += line.slope * np.array(list(steps.values()))
            self._height += line.height

    def _lay_loads(self) -> None:
        """States are all combinations of loads."""
        scales = self._scales
        shape = tuple(scale.top + 1 for scale in scales)
        grid = np.indices(shape, dtype=np.int64).reshape(len(shape), prod(shape))
        self.finish = np.zeros(prod(shape), np.int64)
        for number, scale in enumerate(scales):
            self.finish += np.array([scale.cost(load) for load in range(scale.top + 1)])[grid[number]]
        kinds: dict[tuple[tuple[int, int], ...], int] = {}
        loads = [
            tuple((number, scale.steps[place]) for number, scale in enumerate(scales) if place in scale.steps)
            for place in range(len(self.seats))
        ]
        self.kinds = np.array([kinds.setdefault(load, len(kinds)) for load in loads], np.int32)
        self.goes = np.empty((max(1, len(kinds)), prod(shape)), np.int32)
        self.extra = np.zeros((max(1, len(kinds)), prod(shape)), np.int64)
        for kind, number in kinds.items():
            after = grid.copy()
            for load, by in kind:
                scale = scales[load]
                after[load] += by
                self.extra[number] += np.maximum(after[load] - scale.top, 0) * scale.beyond
                after[load] = np.minimum(after[load], scale.top)
            self.goes[number] = np.ravel_multi_index(tuple(after), shape) if shape else 0

    def _lay_time(self, excluded: Sequence[set[int]]) -> None:
        """From which earlier seats each seat can follow, and where a night may still find another beside it."""
        size = len(self.seats)
        beside: dict[int, set[int]] = defaultdict(set)
        for night, others in self._beside.items():
            for other in others:
                beside[night].add(other)
                beside[other].add(night)
        reach: list[set[int]] = [{place} if place in beside else set() for place in range(size)]
        latest = {night: max(others) for night, others in beside.items()}
        free_before, first = [], [0]
        earlier: list[int] = []
        direct: list[bool] = []
        links: list[bool] = []
        for place in range(size):
            free = min(excluded[place], default=place)
            free_before.append(free)
            far = min((night for night in beside if latest[night] >= place), default=place)
            for other in range(min(free, far), place):
                if other in excluded[place]:
                    continue
                if place in beside:
                    link = not beside[place].isdisjoint(reach[other])
                else:
                    carried = {night for night in reach[other] if latest[night] > place}
                    link = bool(carried)
                    reach[place] |= carried
                if link or other >= free:
                    earlier.append(other)
                    direct.append(other >= free)
                    links.append(link)
            first.append(len(earlier))
        self.nights = np.array([place in beside for place in range(size)], np.bool_)
        self.owed = np.array([self._calls.get(place, 0) for place in range(size)], np.int64)
        self.free_before, self.first = np.array(free_before, np.int32), np.array(first, np.int32)
        self.earlier = np.array(earlier, np.int32)
        self.direct, self.links = np.array(direct, np.bool_), np.array(links, np.bool_)


def _excluded(ground: Ground, person: int) -> tuple[dict[int, set[int]], set[int]]:
    """For each seat the earlier ones that the law lets nobody have together with it, and seats that never fit."""
    seats = ground.choices[person]
    never = {seats[slot] for statement in ground.laws[person] for slot in _never(statement)}
    place = {at: number for number, at in enumerate(seats)}
    found: dict[int, set[int]] = defaultdict(set)
    for at, number in place.items():
        found[at].update(other for other in ground.overlaps[at] if place.get(other, number) < number)
    for statement in ground.laws[person]:
        for one, other in _pairs(statement):
            found[seats[max(one, other)]].add(seats[min(one, other)])
    return {at: others - never for at, others in found.items()}, never


def _never(statement: AtMost | SomeFree) -> Iterable[int]:
    """Slots that alone break a statement."""
    if isinstance(statement, AtMost):
        return (slot for slot, weight in statement.terms if weight > _most(statement))
    return frozenset.intersection(*statement.options)


def _most(statement: AtMost) -> int:
    """What a statement lets some slots weigh, if all that weighs less than nothing is taken as well."""
    return max(statement.limit, 0) - sum(min(weight, 0) for _, weight in statement.terms)


def _pairs(statement: AtMost | SomeFree) -> Iterable[tuple[int, int]]:
    """Pairs of slots that alone break a statement."""
    if isinstance(statement, AtMost):
        heavy = sorted(statement.terms, key=lambda term: -term[1])
        limit = _most(statement)
        if len(heavy) > 1 and heavy[0][1] + heavy[1][1] > limit:
            for (one, weight), (other, more) in combinations(heavy, 2):
                if weight + more > limit:
                    yield one, other
        return
    smallest = min(statement.options, key=len)
    for one in smallest:
        rest = [option for option in statement.options if one not in option]
        if rest:
            yield from ((one, other) for other in frozenset.intersection(*rest))


def owned(charges: Iterable[Charge]) -> Mapping[int, list[Charge]]:
    """The charges that one person alone decides, by person."""
    mine: dict[int, list[Charge]] = defaultdict(list)
    for charge in charges:
        match charge:
            case Sits((person, _), _):
                mine[person].append(charge)
            case Level():
                mine[charge.person].append(charge)
            case NoneOf(pairs, _, only_if):
                people = {person for person, _ in (*pairs, *([only_if] if only_if else []))}
                if len(people) == 1:
                    mine[people.pop()].append(charge)
    return mine
