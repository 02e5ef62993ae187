"""The inner loop: one person's cheapest set of seats, by dynamic programming through time, in whole numbers.

A state is what the person has carried so far (nights, weekends, blocks of standby, ...) as one number. For each
seat, in order of time, three rows over all states are kept, each the least cost so far:

``settled``  this seat is the last one taken, and whatever it owed is paid;
``linked``   this seat is the last one taken, or in reach of a night that is, and a night beside it may follow;
``behind``   the best of all seats so far, whichever came last.

Compiled by Numba when first called, and kept beside this file.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]

NEVER = np.int32(1 << 30)


@njit(cache=True, nogil=True)
def lower(target: Ints, source: Ints) -> None:
    """The lower of two rows, into the first."""
    for state in range(target.shape[0]):
        target[state] = min(target[state], source[state])


@njit(cache=True, nogil=True)
def shift(out: Ints, source: Ints, goes: Ints, extra: Ints, cost: int) -> None:
    """Take one seat from every state: where it leads, at what cost."""
    out[:] = NEVER
    for state in range(out.shape[0]):
        if source[state] < NEVER:
            value = source[state] + extra[state] + cost
            if value < out[goes[state]]:
                out[goes[state]] = value


@njit(cache=True, nogil=True)
def forward(
    costs: Ints,
    kinds: Ints,
    nights: Ints,
    owed: Ints,
    free_before: Ints,
    first: Ints,
    earlier: Ints,
    direct: Ints,
    links: Ints,
    goes: Ints,
    extra: Ints,
    behind: Ints,
    settled: Ints,
    linked: Ints,
) -> None:
    """Fill the three tables; see ``Question`` for what the arrays say."""
    states = goes.shape[1]
    pull = np.empty(states, np.int32)
    alone = np.empty(states, np.int32)
    paired = np.empty(states, np.int32)
    behind[0] = NEVER
    behind[0, 0] = 0
    for seat in range(costs.shape[0]):
        if costs[seat] >= NEVER:
            settled[seat] = NEVER
            linked[seat] = NEVER
            behind[seat + 1] = behind[seat]
            continue
        chained = False
        pull[:] = behind[free_before[seat]]
        for edge in range(first[seat], first[seat + 1]):
            if direct[edge]:
                lower(pull, settled[earlier[edge]])
            if links[edge]:
                chained = True
        kind = kinds[seat]
        shift(alone, pull, goes[kind], extra[kind], costs[seat])
        paired[:] = NEVER
        if chained:
            pull[:] = NEVER
            for edge in range(first[seat], first[seat + 1]):
                if links[edge]:
                    lower(pull, linked[earlier[edge]])
            shift(paired, pull, goes[kind], extra[kind], costs[seat])
        settled[seat] = alone
        linked[seat] = paired
        if nights[seat]:
            lower(linked[seat], alone)
            for state in range(states):
                if alone[state] < NEVER:
                    settled[seat, state] = min(alone[state] + owed[seat], paired[state])
                else:
                    settled[seat, state] = paired[state]
        behind[seat + 1] = behind[seat]
        lower(behind[seat + 1], settled[seat])


@njit(cache=True, nogil=True)
def backward(
    state: int,
    costs: Ints,
    kinds: Ints,
    nights: Ints,
    owed: Ints,
    free_before: Ints,
    first: Ints,
    earlier: Ints,
    direct: Ints,
    links: Ints,
    goes: Ints,
    extra: Ints,
    behind: Ints,
    settled: Ints,
    linked: Ints,
    path: Ints,
) -> int:
    """Write the seats that lead to a last state into ``path``, latest first; gives how many."""
    seat, taken = costs.shape[0], 0
    value = behind[seat, state]
    table = 0  # in which table ``value`` stands: 0 behind, 1 settled, 2 linked
    while True:
        if table == 0:
            while seat > 0 and behind[seat - 1, state] == value:
                seat -= 1
            if seat == 0:
                return taken
            seat -= 1
            table = 1
        path[taken] = seat
        taken += 1
        kind = kinds[seat]
        pays = owed[seat] if nights[seat] and table == 1 else 0
        found = False
        for before in range(goes.shape[1]):
            if goes[kind, before] != state:
                continue
            wanted = value - costs[seat] - extra[kind, before]
            if table == 1 or nights[seat]:
                if behind[free_before[seat], before] == wanted - pays:
                    seat, table, found = free_before[seat], 0, True
                    value = wanted - pays
                else:
                    for edge in range(first[seat], first[seat + 1]):
                        if direct[edge] and settled[earlier[edge], before] == wanted - pays:
                            seat, table, found = earlier[edge], 1, True
                            value = wanted - pays
                            break
            if not found and (table == 2 or nights[seat]):
                for edge in range(first[seat], first[seat + 1]):
                    if links[edge] and linked[earlier[edge], before] == wanted:
                        seat, table, found = earlier[edge], 2, True
                        value = wanted
                        break
            if found:
                state = before
                break
        if not found:
            raise AssertionError("a value of the tables has no origin")
