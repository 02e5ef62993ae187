"""Good prices at once: both the demand and every resource are only paid for, and the prices climb.

Source: the subgradient method with deflected directions (Held and Karp 1971; Camerini, Fratta and Maffioli 1975).
A round costs one walk backwards a person, so hundreds fit where column generation does a few; generation then starts
from these prices.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.columns.part import Part
from lamplighter.engines.lines.pricing import Pricer

DEFLECT = 1.5
LEAST_REACH = 0.0005
PATIENCE = 20
ASTRAY = 100.0  # times as far from the goal as the best was: back to the best


@dataclass
class Ascended:
    """The best bound seen with its prices, and how often each day and item was taken on the way, by scope."""

    bound: float
    prices: NDArray[np.float64]
    shares: NDArray[np.float64]
    rounds: int


def ascend(
    part: Part,
    pricer: Pricer,
    *,
    goal: float,
    rounds: int,
    out_of_time: Callable[[], bool],
    start: NDArray[np.float64] | None = None,
) -> Ascended:
    """Climb for at most so many rounds towards ``goal``, what a known roster costs. Leaves the scopes' multipliers
    where the bound was best.
    """
    prices = np.zeros(part.wanted.shape) if start is None else start.copy()
    best = Ascended(-np.inf, prices.copy(), np.zeros((len(part.scopes), *part.wanted.shape)), 0)
    lams = [scope.lam.copy() for scope in part.scopes]
    floor, ceiling = -part.short - np.where(part.least > 0, 1e4, 0.0), part.over
    heading: tuple[NDArray[np.float64], list[NDArray[np.float64]], float] | None = None
    reach, stale = 0.5, 0
    days = np.arange(part.days)
    while best.rounds < rounds and not out_of_time():
        best.rounds += 1
        found = pricer.relax(part.scopes, prices)
        cover = np.zeros(part.wanted.shape)
        bound = -float((part.wanted * prices).sum())
        beyond = np.maximum(-prices - part.short, 0.0)
        bound -= float((beyond * np.maximum(part.wanted - np.maximum(part.least, 0), 0)).sum())
        for at, (value, line, _) in enumerate(found):
            bound += value
            cover[days, line] += 1
            best.shares[at] *= 0.95
            best.shares[at][days, line] += 0.05
        stale = 0 if bound > best.bound else stale + 1
        if bound > best.bound:
            best.bound, best.prices = bound, prices.copy()
            lams = [scope.lam.copy() for scope in part.scopes]
        if goal - bound > ASTRAY * max(goal - best.bound, 1.0):
            prices, heading, reach = best.prices.copy(), None, reach * 0.85
            for scope, lam in zip(part.scopes, lams, strict=True):
                scope.lam[:] = lam
            if reach < LEAST_REACH:
                break
            continue
        if stale >= PATIENCE:
            stale, reach = 0, reach * 0.85
            if reach < LEAST_REACH:
                break
        slope = cover - part.wanted
        slope[:, 0] = 0.0
        slope[(slope < 0) & (prices <= floor)] = 0.0
        slope[(slope > 0) & (prices >= ceiling)] = 0.0
        steps = [gap * pricer.scale(scope) for scope, (_, _, gap) in zip(part.scopes, found, strict=True)]
        if heading is not None:
            turn = float((slope * heading[0]).sum())
            turn += sum(float((one * old).sum()) for one, old in zip(steps, heading[1], strict=True))
            if turn < 0:  # zigzag: keep some of the old direction
                keep = -DEFLECT * turn / heading[2]
                slope = slope + keep * heading[0]
                steps = [one + keep * old for one, old in zip(steps, heading[1], strict=True)]
        norm = float((slope**2).sum()) + sum(float((step**2).sum()) for step in steps)
        if norm < 1e-9:
            break
        heading = (slope, steps, norm)
        stride = reach * max(goal - bound, 1.0) / norm
        prices = np.clip(prices + stride * slope, floor, ceiling)
        prices[:, 0] = 0.0
        for scope, step in zip(part.scopes, steps, strict=True):
            scope.lam += stride * step * pricer.scale(scope)
    for scope, lam in zip(part.scopes, lams, strict=True):
        scope.lam[:] = lam
    return best
