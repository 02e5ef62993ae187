"""What a search is given and what it gives back, the same for every search."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.parts import Bill

Found = Callable[[Sitting | None, int | None], None]
"""Told by a search: a better roster (or None, only a sign of life) and the best bound proven so far."""


def _unheard(sitting: Sitting | None, bound: int | None) -> None:
    return None


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to search: deterministic work, wall-clock guard, seed, and the two lines to the caller.

    ``found`` and ``stop`` are called in the thread that called the search. It may end once (cost - bound) / cost
    is at most ``gap``.
    """

    work: float
    seconds: float
    seed: int = 0
    found: Found = field(default=_unheard)
    stop: Callable[[], bool] = field(default=_never)
    gap: float = 0.0

    def reached(self, cost: int, bound: int | None) -> bool:
        """Whether a roster of this cost is proven to be as near to the best as was asked."""
        return bound is not None and cost - bound <= self.gap * max(1, cost)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a search found: who sits where, a proven lower bound if any, and how the search ended."""

    sitting: Sitting
    bound: int | None
    status: Literal["optimal", "feasible", "stopped"]


class Search(Protocol):
    """A way of searching. It must be lawful by its own lights, and repeatable; the contract tests ask both."""

    def __call__(self, ground: Ground, bill: Bill, effort: Effort) -> Proposal: ...
