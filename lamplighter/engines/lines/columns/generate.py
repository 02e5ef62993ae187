"""Column generation proper: prices, lines, prices again, until no line is worth more than it costs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.columns.master import Master, Worth
from lamplighter.engines.lines.columns.part import SCARCE
from lamplighter.engines.lines.pricing import Pricer

SMOOTH, TRUST = 0.6, 0.9  # how much of the best prices so far there is in the next; of those given at the start
TOLERANCE = 1e-6
FIRST_BEAM, LAST_BEAM = 300, 20_000


@dataclass
class Generated:
    """Where column generation stands: the last solution, the best bound proven and the prices at which it holds,
    the least that each scope's line costs there, and whether generation is at its end.
    """

    worth: Worth
    bound: float
    prices: NDArray[np.float64] | None
    done: bool
    each: NDArray[np.float64] | None = None
    rounds: int = 0


def generate(
    master: Master,
    pricer: Pricer,
    *,
    out_of_time: Callable[[], bool],
    cutoff: float = float("inf"),
    gap: float = 0.5,
    most: int = 10_000,
    start: NDArray[np.float64] | None = None,
    start_bound: float = -float("inf"),
    want: int = 2,
    on_bound: Callable[[float], None] | None = None,
) -> Generated:
    """Generate lines until the program's value is proven to within ``gap``, or its bound reaches ``cutoff``.

    ``start`` are prices to begin with and ``start_bound`` what they prove, ``most`` the rounds at most. The
    bound is Lagrange's: it holds at any prices.
    """
    part = master.part
    state = Generated(master.solve(), start_bound, start, False)
    alpha = 0.0 if start is None else TRUST
    floor = -part.short - np.where(part.least > 0, SCARCE, 0.0)
    beam = FIRST_BEAM
    while not out_of_time() and state.rounds < most:
        state.rounds += 1
        worth = state.worth
        at = worth.prices
        if state.prices is not None and alpha > 0:
            at = alpha * state.prices + (1 - alpha) * worth.prices
        # Beyond what it costs to be short or over, a price would prove nothing.
        at = np.clip(at, floor, part.over)
        goals = master.cheapest_known(at).tolist()
        found = pricer.price(part.scopes, at, goals, want=want, beam=beam)
        bound = -float((part.wanted * at).sum())
        bound -= _scarcity(master, at)
        bound += sum(min(each.bound, goal) for each, goal in zip(found, goals, strict=True))
        if bound <= state.bound:
            alpha = min(0.95, alpha + 0.2 * (1 - alpha)) if alpha > 0 else 0.0
        else:
            alpha = max(0.0, alpha - 0.1)
            state.bound, state.prices = bound, at
            state.each = np.array([min(each.bound, goal) for each, goal in zip(found, goals, strict=True)])
            if on_bound is not None:
                on_bound(bound)
        new = master.take(found, at)
        if state.bound >= cutoff - TOLERANCE:
            break
        if new < len(part.scopes) // 10 + 1 and beam < LAST_BEAM:
            beam = min(LAST_BEAM, 4 * beam)
            if not new:
                continue
        if not new:
            if alpha == 0:
                state.done = True
                break
            alpha = 0.0 if alpha < 0.3 else alpha * 0.5
            continue
        state.worth = master.solve()
        if state.worth.value - state.bound < gap:
            state.done = True
            break
        if alpha == 0.0 and state.rounds > 1 and state.rounds < 4:
            alpha = SMOOTH
    return state


def _scarcity(master: Master, prices: NDArray[np.float64]) -> float:
    """What the bound loses where a price is beyond the cost of being short: a hard minimum made it so dear.

    Of a part the minimum may be met already, at prices of the whole.
    """
    part = master.part
    beyond = np.maximum(-prices - part.short, 0.0)
    soft = np.maximum(part.wanted - np.maximum(part.least, 0), 0)
    return float((beyond * soft).sum())
