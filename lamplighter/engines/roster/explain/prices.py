"""What a few moves would change in the account of a roster, part by part."""

from collections.abc import Iterable, Mapping

from lamplighter.engines.roster.charges import Charge, Sitting, charged, seats_of
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.parts import bill_of
from lamplighter.engines.roster.problem import Placed
from lamplighter.engines.roster.result import Part

Moves = Mapping[int, int | None]
"""Who sits on some seats instead, by number."""


class Prices:
    """A roster with its bill: asks only the charges that a move touches."""

    def __init__(self, ground: Ground, roster: Iterable[Placed]) -> None:
        self.ground = ground
        self.sitting: list[int | None] = [None] * len(ground.seats)
        for each in roster:
            self.sitting[ground.seat_keys[each.seat]] = ground.person_keys[each.person]
        self._names: list[str] = []
        self._charges: list[Charge] = []
        self._on: dict[int, list[int]] = {}
        for name, charges in bill_of(ground).items():
            for charge in charges:
                for seat in seats_of(charge):
                    self._on.setdefault(seat, []).append(len(self._charges))
                self._names.append(name)
                self._charges.append(charge)

    def difference(self, moves: Moves) -> tuple[Part, ...]:
        """What the account gains (or, below 0, loses) by the moves; parts that stay as they are are left out."""
        after = list(self.sitting)
        for seat, person in moves.items():
            after[seat] = person
        return self.between(self.sitting, after, moves)

    def between(self, before: Sitting, after: Sitting, seats: Iterable[int]) -> tuple[Part, ...]:
        """The same from any roster to any other that differs from it in these seats only."""
        changed: dict[str, tuple[int, int]] = {}
        touched = sorted({number for seat in seats for number in self._on.get(seat, ())})
        for number in touched:
            charge, name = self._charges[number], self._names[number]
            (was, paid), (will, pays) = charged(charge, before), charged(charge, after)
            amount, cost = changed.get(name, (0, 0))
            changed[name] = (amount + will - was, cost + pays - paid)
        return tuple(Part(name, *change) for name, change in changed.items() if change != (0, 0))


def cost_of(parts: Iterable[Part]) -> int:
    """The parts together."""
    return sum(part.cost for part in parts)
