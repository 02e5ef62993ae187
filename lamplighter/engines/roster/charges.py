"""What a roster can be charged for: three shapes, which every search and the final account share.

A part of the objective says what it charges in these shapes; a search only has to know the shapes, so a new
part needs no change in any search.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lamplighter.engines.roster.ground import Pair

Sitting = Sequence[int | None]
"""Who sits on each seat, by number; None is a hole."""

STEEP = 12
"""Beyond this many units from the share a level charge grows evenly: far is far, and numbers stay small."""


@dataclass(frozen=True, slots=True)
class Sits:
    """``cost`` if this person sits on this seat."""

    pair: Pair
    cost: int


@dataclass(frozen=True, slots=True)
class NoneOf:
    """``cost`` if nothing in ``pairs`` happens (and, with ``only_if``, that pair does).

    An empty seat, an unmet wish, and a night without another beside it are all of this shape.
    """

    pairs: tuple[Pair, ...]
    cost: int
    only_if: Pair | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """``weight`` times the square of a person's distance from their share, counted in half units.

    ``loads`` gives the units that each seat brings (below 0: takes away), ``share2`` twice the fair share. With a
    ``side`` only what lies under or over the share is charged.
    """

    person: int
    loads: tuple[tuple[int, int], ...]
    share2: int
    weight: int
    side: Literal["both", "under", "over"] = "both"

    def distance(self, load: int) -> int:
        """How far from the share this many units are, in half units."""
        far = 2 * load - self.share2
        if self.side == "both":
            return abs(far)
        return max(0, far if self.side == "over" else -far)

    def cost(self, load: int) -> int:
        """The charge for this many units; convex in ``load``."""
        far = self.distance(load)
        even = min(far, 2 * STEEP)
        # Continues straight from the last step of the square: the charge stays convex.
        return self.weight * (even * even + (far - even) * (4 * STEEP))


Charge = Sits | NoneOf | Level


def load_of(level: Level, sitting: Sitting) -> int:
    """The units that a level charge counts in a roster."""
    return sum(units for seat, units in level.loads if sitting[seat] == level.person)


def seats_of(charge: Charge) -> frozenset[int]:
    """The seats whose person bears on a charge."""
    match charge:
        case Sits((_, seat), _):
            return frozenset((seat,))
        case NoneOf(pairs, _, only_if):
            return frozenset(seat for _, seat in (*pairs, *(() if only_if is None else (only_if,))))
        case Level():
            return frozenset(seat for seat, _ in charge.loads)


def charged(charge: Charge, sitting: Sitting) -> tuple[int, int]:
    """How much of a charge a roster draws, and its cost: an (amount, cost) pair."""
    match charge:
        case Sits((person, seat), cost):
            return (1, cost) if sitting[seat] == person else (0, 0)
        case NoneOf(pairs, cost, only_if):
            if only_if is not None and sitting[only_if[1]] != only_if[0]:
                return (0, 0)
            met = any(sitting[seat] == person for person, seat in pairs)
            return (0, 0) if met else (1, cost)
        case Level():
            load = load_of(charge, sitting)
            return charge.distance(load), charge.cost(load)
