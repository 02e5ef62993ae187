"""A better bound where the program misses half a person: the number of those missing is whole.

With m missing in the program's best mixture, a roster has at most floor(m) missing, or at least floor(m) + 1. Each
case is bounded by making the missing dearer or cheaper (Lagrange once more: one multiplier for one sum), and the
weaker of the two bounds holds for every roster. Source: branching on slack sums is Ryan and Foster's (1981) idea of
branching on what several columns share, taken to the demand.
"""

from collections.abc import Callable
from math import floor, inf

import numpy as np

from lamplighter.engines.lines.columns.generate import Generated, generate
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.pricing import Pricer

TRIES = 10
NEAR = 0.02  # of a person: nearer to a whole number there is nothing to split


def lift(
    master: Master, pricer: Pricer, state: Generated, *, goal: float, out_of_time: Callable[[], bool]
) -> float:
    """A bound for every roster, at least ``state.bound``; stops at ``goal``. The part is left as it was."""
    part = master.part
    missing = master.missing(state.worth)
    whole = floor(missing + NEAR)
    if abs(missing - round(missing)) < NEAR or not (part.short > 0).any():
        return state.bound
    dear, cheap = float(part.short.max()), float(part.short[part.short > 0].min())
    try:
        fewer = _side(master, pricer, state, whole, dear, goal, out_of_time)
        if fewer <= state.bound:
            return state.bound
        more = _side(master, pricer, state, whole + 1, -cheap, goal, out_of_time)
        return max(state.bound, min(fewer, more))
    finally:
        part.dearer = 0.0
        master.reprice()


def _side(
    master: Master,
    pricer: Pricer,
    state: Generated,
    limit: int,
    reach: float,
    goal: float,
    out_of_time: Callable[[], bool],
) -> float:
    """The best bound for rosters on one side of ``limit``: at most so many missing if ``reach`` is positive."""
    part = master.part
    low, high = 0.0, reach
    best = -inf
    for turn in range(TRIES):
        if out_of_time():
            break
        part.dearer = high if turn == 0 else (low + high) / 2
        master.reprice()
        start = None if state.prices is None else np.clip(state.prices, -part.short, part.over)
        went = generate(master, pricer, out_of_time=out_of_time, start=start, gap=0.3)
        bound = went.bound - part.dearer * limit
        best = max(best, bound)
        if best >= goal:
            break
        over = master.missing(went.worth) > limit
        if turn == 0 and over == (reach > 0):
            if reach < 0:  # cheaper than nothing cannot be
                break
            low, high = high, 4 * high
            continue
        if over == (reach > 0):
            low = part.dearer
        else:
            high = part.dearer
    return best
