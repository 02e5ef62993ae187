"""A running account: what one move would cost, without adding everything up again."""

from collections.abc import Sequence

from lamplighter.engines.roster.charges import Charge, Level, NoneOf, Sits
from lamplighter.engines.roster.ground import Pair


class Meter:
    """Keeps, for a roster that changes duty by duty, what each charge draws.

    The sum equals ``account`` of the same roster; a test says so.
    """

    def __init__(self, charges: Sequence[Charge]) -> None:
        self.total = 0
        self._sits: dict[Pair, int] = {}
        self._levels: dict[Pair, list[tuple[int, int]]] = {}
        self._load: list[tuple[Level, int]] = []
        self._meets: dict[Pair, list[int]] = {}
        self._calls: dict[Pair, list[int]] = {}
        self._met: list[int] = []
        self._called: list[bool] = []
        self._costs: list[int] = []
        for charge in charges:
            self._add(charge)

    def price(self, pair: Pair) -> int:
        """What the total would grow by if this person took this seat, which nobody holds."""
        price = self._sits.get(pair, 0)
        for at, units in self._levels.get(pair, ()):
            level, load = self._load[at]
            price += level.cost(load + units) - level.cost(load)
        for at in self._meets.get(pair, ()):
            if self._called[at] and not self._met[at]:
                price -= self._costs[at]
        for at in self._calls.get(pair, ()):
            if not self._met[at]:
                price += self._costs[at]
        return price

    def take(self, pair: Pair) -> None:
        """Put a person on a seat that nobody holds."""
        self.total += self.price(pair)
        self._turn(pair, 1)

    def leave(self, pair: Pair) -> None:
        """Take a person off a seat."""
        self._turn(pair, -1)
        self.total -= self.price(pair)

    def _turn(self, pair: Pair, by: int) -> None:
        for at, units in self._levels.get(pair, ()):
            level, load = self._load[at]
            self._load[at] = (level, load + by * units)
        for at in self._meets.get(pair, ()):
            self._met[at] += by
        for at in self._calls.get(pair, ()):
            self._called[at] = by > 0

    def _add(self, charge: Charge) -> None:
        match charge:
            case Sits(pair, cost):
                self._sits[pair] = self._sits.get(pair, 0) + cost
            case Level():
                for seat, units in charge.loads:
                    self._levels.setdefault((charge.person, seat), []).append((len(self._load), units))
                self._load.append((charge, 0))
                self.total += charge.cost(0)
            case NoneOf(pairs, cost, only_if):
                at = len(self._met)
                for pair in pairs:
                    self._meets.setdefault(pair, []).append(at)
                if only_if is None:
                    self.total += cost
                else:
                    self._calls.setdefault(only_if, []).append(at)
                self._met.append(0)
                self._called.append(only_if is None)
                self._costs.append(cost)
