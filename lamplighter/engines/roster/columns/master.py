"""Prices for seats, by column generation inside a box that follows the best prices found (box step).

Source: R. E. Marsten, W. W. Hogan, J. W. Blankenship, *The Boxstep Method for Large-Scale Optimization*,
Operations Research 23 (1975). Deviation: one round of pricing a box, not its optimum; the box grows after a good
step that ran into its wall, and shrinks after a bad one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from lamplighter.engines.roster.columns.pricing import Prices, Pricing, Seats
from lamplighter.engines.roster.cpsat.linear import Covering, Priced

GRAIN = 64  # prices are whole multiples of 1/GRAIN, so that sums of them are exact
NARROW = 3.0  # the box never gets smaller: a slack that costs nothing teaches nothing
WIDE = 1e6  # nor larger: the programme's numbers stay sound
SHRINK = 0.7
BATCH = 2  # people who are asked at the same time where one should know of the other
SETS = 3  # sets a person and round
BLAMED = 0.5  # of what value and bound are apart, from which on the tables are to blame
CLOSE = 0.5  # value and bound this close are equal: costs are whole numbers

Column = tuple[int, Seats]


class Master:
    """The columns known so far for some people and some groups of seats, the best prices, what they prove."""

    def __init__(
        self, pricing: Pricing, people: Sequence[int], groups: Sequence[Sequence[int]], prices: Prices, box: float
    ) -> None:
        self.pricing = pricing
        self.people = list(people)
        self.group = np.full(len(pricing.ground.seats), -1, np.int64)
        for number, seats in enumerate(groups):
            self.group[list(seats)] = number
        self.sizes = np.array([len(seats) for seats in groups], np.int64)
        self.ceiling = np.array([float(pricing.empty[list(seats)].min(initial=1 << 40)) for seats in groups])
        self.prices = np.minimum(prices, self.ceiling)
        self.box = box
        self.bound = -np.inf
        self.best: Priced | None = None
        self.columns: list[Column] = []
        self._seen: dict[tuple[int, tuple[tuple[int, int], ...]], int] = {}
        self._programme = Covering(self.people, self.sizes.tolist())

    def add(self, person: int, seats: Seats) -> bool:
        """Take in one set of seats; False if it is known, or takes seats that are closed or not in question."""
        groups = self.group[list(seats)]
        if (groups < 0).any() or self.pricing.closed[person, list(seats)].any():
            return False
        counts = Counter(groups.tolist())
        cost = self.pricing.cost(person, seats)
        key = (person, tuple(sorted(counts.items())))
        if self._seen.get(key, cost + 1) <= cost:
            return False
        self._seen[key] = cost
        self._programme.add(person, counts, cost)
        self.columns.append((person, seats))
        return True

    def run(self, rounds: int, *, lawful: bool, late: Callable[[], bool]) -> bool:
        """Improve prices and columns; True if value and bound have met, or nothing brings them nearer."""
        for _ in range(rounds):
            if late():
                return False
            low, high = self.prices - self.box, np.minimum(self.prices + self.box, self.ceiling)
            self._programme.hold(low, high, self.ceiling)
            now = self._programme.solve()
            if now is None:
                return False
            self.best = now
            if now.value - self.bound < CLOSE and now.slack < 1e-6:
                return True
            asked = np.clip(np.round(now.prices * GRAIN) / GRAIN, low, high)
            proven, new, sharper = self._price(asked, lawful, now.value)
            hoped = now.value - self.bound
            if proven > self.bound:
                if proven - self.bound > hoped / 2 and (np.abs(asked - self.prices) > self.box - 0.02).any():
                    self.box *= 1.5
                self.bound, self.prices = proven, asked
            elif proven < self.bound - hoped:
                self.box = max(self.box * SHRINK, NARROW)
            if not (new or sharper) and now.slack < 1e-6:
                return True
            if not (new or sharper):
                self.box = min(self.box * 3, WIDE)
        return False

    def spread(self, toll: float, *, lawful: bool) -> None:
        """Columns that leave each other room: who comes later pays a toll on seats that are taken already.

        At good prices many sets cost a person the same, and everybody would choose alike.
        """
        asked = self.seat_prices()
        for start in range(0, len(self.people), BATCH):
            some = self.people[start : start + BATCH]
            for person, answer in zip(some, self.pricing.answers(asked, some), strict=True):
                for seats in answer.sets:
                    asked[list(seats)] -= toll
                    if not lawful or self.pricing.lawful(person, seats):
                        self.add(person, seats)

    def seat_prices(self) -> Prices:
        """The best prices, for each seat."""
        return np.where(self.group < 0, 0.0, np.append(self.prices, 0.0)[self.group])

    def _price(self, asked: Prices, lawful: bool, value: float) -> tuple[float, bool, bool]:
        """What these prices prove, whether there is a new column, and whether a table tells more than before.

        Where that is far from the value because tables are too small, and not because prices are wrong, the tables
        grow.
        """
        seat_prices = np.where(self.group < 0, 0.0, np.append(asked, 0.0)[self.group])
        answers = self.pricing.answers(seat_prices, self.people, SETS)
        proven = float(asked @ self.sizes) + sum(answer.least for answer in answers)
        new = False
        lost: dict[int, float] = {}
        for person, answer in zip(self.people, answers, strict=True):
            for seats in answer.sets:
                if not lawful or self.pricing.lawful(person, seats):
                    new = self.add(person, seats) or new
            best = answer.sets[0]
            lost[person] = self.pricing.cost(person, best) - float(seat_prices[list(best)].sum()) - answer.least
        sharper = False
        if (proven <= self.bound or not new) and sum(lost.values()) > (value - proven) * BLAMED:
            sharper = self.pricing.sharpen(
                {
                    person: answer.sets[0]
                    for person, answer in zip(self.people, answers, strict=True)
                    if lost[person] >= CLOSE
                }
            )
        return proven, new, sharper


def alike(pricing: Pricing) -> list[list[int]]:
    """Open seats in groups that the charges mostly treat alike: same pool, layer, kind, tags and length."""
    ground = pricing.ground
    groups: dict[tuple[object, ...], list[int]] = {}
    for at in ground.open_seats:
        seat = ground.seats[at]
        key = (
            seat.pool,
            seat.layer,
            seat.kind,
            tuple(sorted(seat.tags)),
            seat.span.minutes,
            int(pricing.empty[at]),
        )
        groups.setdefault(key, []).append(at)
    return list(groups.values())


def each_alone(seats: Iterable[int]) -> list[list[int]]:
    """Every seat a group of its own."""
    return [[at] for at in seats]
