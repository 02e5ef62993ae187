"""What a line still needs to end lawfully, found out before it is gone: compiled."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER, Automaton

Needs = NDArray[np.int16]

HOPELESS = 30_000
"""More than there is of any resource: no way leads to a lawful end."""


@njit(cache=True, nogil=True)
def lawful_ways(days, kinds, first, to, item, use, uses, prices, last, main, other, needs):  # type: ignore[no-untyped-def]
    """Fill ``needs[d, a, u]``: the least of ``other`` that days d.. need from state a, so that ``main``, of which u
    is used beyond what was begun, ends lawfully; ``HOPELESS`` where it cannot. ``last`` is the same after these days.
    """
    states, most = last.shape
    needs[days] = last
    for d in range(days - 1, -1, -1):
        k = kinds[d]
        for a in range(states):
            for u in range(most):
                needs[d, a, u] = HOPELESS
            for j in range(first[k, a], first[k, a + 1]):
                if prices[d, item[j]] >= NEVER / 2:
                    continue
                b = to[j]
                more = uses[use[j], main]
                cost = uses[use[j], other]
                for u in range(most - more):
                    v = needs[d + 1, b, u + more] + cost
                    if v < needs[d, a, u]:
                        needs[d, a, u] = v


def main_and_other(machine: Automaton) -> tuple[int, int] | None:
    """The two resources whose ends are foreseen: that of which there is most, and the last (weekends, if they count).

    None where there are not two.
    """
    if len(machine.caps) < 2:
        return None
    main = int(machine.caps.argmax())
    return main, len(machine.caps) - 1 if main != len(machine.caps) - 1 else 0


def can_end(machine: Automaton, needs: Needs, state: int, used: NDArray[np.int64]) -> bool:
    """Whether a line that has used so much and is in this state can end lawfully, by its ``needs`` of that day."""
    found = main_and_other(machine)
    if found is None:
        return True
    main, other = found
    return bool(used[other] + needs[state, used[main]] <= machine.caps[other])


def at_the_end(machine: Automaton, term: NDArray[np.float64], ends: NDArray[np.float64]) -> Needs:
    """What is needed after the last day, by state and use of the main resource: nothing, where it is lawful to end."""
    found = main_and_other(machine)
    if found is None:
        return np.zeros((machine.states, 1), dtype=np.int16)
    main = found[0]
    lawful = (term < NEVER / 2)[:, None] & (ends[main, : machine.caps[main] + 1] < NEVER / 2)[None, :]
    return np.where(lawful, 0, HOPELESS).astype(np.int16)
