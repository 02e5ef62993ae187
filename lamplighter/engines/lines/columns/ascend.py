"""Good prices at once: both the demand and every resource are only paid for, and the prices climb.

Source: the Lagrangian relaxation of Held and Karp (1971), climbed with steps that each price makes by its own
history (Kingma and Ba 2015, “Adam”). A price that is asked up again and again, where people are missing whatever is
done, strides on; one that is asked up and down in turn hardly moves. A round costs one walk backwards a person, so
hundreds fit where column generation does a few; generation then starts from these prices. Ours differs in that the best
bound is kept, and the stride shrinks as the time does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.columns.begin import NoLine
from lamplighter.engines.lines.columns.part import Part
from lamplighter.engines.lines.pricing import Pricer

FIRST_STRIDE, LAST_STRIDE = 0.1, 0.0007  # of what one missing person costs
FADE = 0.96  # of what was asked before, a round
HARD = 1e4  # how far beyond the cost of being short a price may go where there is a hard minimum

Array = NDArray[np.float64]


@dataclass
class Ascended:
    """The best bound seen, the prices at which it was, and the least that each scope's line costs there."""

    bound: float
    prices: Array
    each: Array
    rounds: int


class _Climber:
    """One kind of prices: each strides as far as what it was asked of late agrees."""

    def __init__(self, size: tuple[int, ...]) -> None:
        self.at = np.zeros(size)
        self.asked = np.zeros(size)
        self.square = np.zeros(size)

    def climb(self, slope: Array, stride: float, rounds: int) -> None:
        self.asked += (1 - FADE) * (slope - self.asked)
        self.square += (1 - FADE) * (slope * slope - self.square)
        whole = 1 - FADE**rounds
        self.at += stride * (self.asked / whole) / np.sqrt(self.square / whole + 1e-6)


def ascend(
    part: Part,
    pricer: Pricer,
    *,
    goal: float,
    rounds: int,
    seconds: float,
    stop: Callable[[], bool],
) -> Ascended:
    """Climb for so many rounds or seconds, whichever is less; until ``goal`` is proven, what a known roster costs.

    Leaves the scopes' multipliers where the bound was best.

    Raises
    ------
    NoLine
        If there is no line for somebody.
    """
    began = monotonic()
    scales = np.concatenate([pricer.scale(scope) for scope in part.scopes])
    parts = np.cumsum([len(scope.lam) for scope in part.scopes])[:-1]
    prices, lams = _Climber(part.wanted.shape), _Climber(scales.shape)
    best = Ascended(-np.inf, prices.at.copy(), np.zeros(len(part.scopes)), 0)
    best_lams = lams.at.copy()
    floor, ceiling = -part.short - np.where(part.least > 0, HARD, 0.0), part.over
    dear = part.short[part.short > 0]
    unit = float(np.median(dear)) if len(dear) else 1.0
    soft = np.maximum(part.wanted - np.maximum(part.least, 0), 0)
    days = np.arange(part.days)
    while best.rounds < rounds and not stop():
        gone = max(best.rounds / rounds, (monotonic() - began) / seconds)
        if gone >= 1.0:
            break
        best.rounds += 1
        for scope, lam in zip(part.scopes, np.split(lams.at * scales, parts), strict=True):
            scope.lam[:] = lam
        found = pricer.relax(part.scopes, prices.at)
        bound = -float((part.wanted * prices.at).sum())
        bound -= float((np.maximum(-prices.at - part.short, 0.0) * soft).sum())
        cover = np.zeros(part.wanted.shape)
        for at, (value, line, _) in enumerate(found):
            if value >= NEVER / 2:
                raise NoLine(part.scopes[at].person, True)
            bound += value
            cover[days, line] += 1
        if bound > best.bound:
            best.bound, best.prices, best_lams = bound, prices.at.copy(), lams.at.copy()
            best.each = np.array([value for value, _, _ in found])
            if bound > goal - 1 + 1e-6:
                break
        stride = unit * FIRST_STRIDE * (LAST_STRIDE / FIRST_STRIDE) ** gone
        slope = cover - part.wanted
        slope[:, 0] = 0.0
        prices.climb(slope, stride, best.rounds)
        prices.at = np.clip(prices.at, floor, ceiling)
        prices.at[:, 0] = 0.0
        lams.climb(np.concatenate([gap for _, _, gap in found]) * scales, stride, best.rounds)
    for scope, lam in zip(part.scopes, np.split(best_lams * scales, parts), strict=True):
        scope.lam[:] = lam
    return best
