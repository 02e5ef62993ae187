"""The inner loop: one person's cheapest set of seats, by dynamic programming through time, in whole numbers.

A state is what the person has carried so far (nights, weekends, blocks of standby, ...) as one number. For each
seat, in order of time, three rows over all states are kept, each the least cost so far:

``settled``  this seat is the last one taken, and whatever it owed is paid;
``linked``   this seat is the last one taken, or in reach of a night that is, and a night beside it may follow;
``behind``   the best of all seats so far, whichever came last.

Compiled by Numba when first called, and kept beside this file.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]

NEVER = np.int32(1 << 30)


class Asked(NamedTuple):
    """One person's question in arrays, by seats in order of time, by edges between them, by kinds of load and states.

    ``free_before`` counts the earlier seats that exclude nothing; the edges of a seat, from ``first[seat]`` on, lead
    to ``earlier`` ones: ``direct`` where both may be had, ``links`` where a night beside another is in reach.
    """

    costs: Ints
    kinds: Ints
    nights: NDArray[np.bool_]
    owed: Ints
    free_before: Ints
    first: Ints
    earlier: Ints
    direct: NDArray[np.bool_]
    links: NDArray[np.bool_]
    goes: Ints
    extra: Ints


class Rows(NamedTuple):
    """The three tables: states by seats; of ``behind`` the first row stands before every seat."""

    behind: Ints
    settled: Ints
    linked: Ints


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
def forward(asked: Asked, rows: Rows) -> None:
    """Fill the three tables."""
    states = asked.goes.shape[1]
    pull = np.empty(states, np.int32)
    alone = np.empty(states, np.int32)
    paired = np.empty(states, np.int32)
    rows.behind[0] = NEVER
    rows.behind[0, 0] = 0
    for seat in range(asked.costs.shape[0]):
        if asked.costs[seat] >= NEVER:
            rows.settled[seat] = NEVER
            rows.linked[seat] = NEVER
            rows.behind[seat + 1] = rows.behind[seat]
            continue
        chained = False
        pull[:] = rows.behind[asked.free_before[seat]]
        for edge in range(asked.first[seat], asked.first[seat + 1]):
            if asked.direct[edge]:
                lower(pull, rows.settled[asked.earlier[edge]])
            if asked.links[edge]:
                chained = True
        kind = asked.kinds[seat]
        shift(alone, pull, asked.goes[kind], asked.extra[kind], asked.costs[seat])
        paired[:] = NEVER
        if chained:
            pull[:] = NEVER
            for edge in range(asked.first[seat], asked.first[seat + 1]):
                if asked.links[edge]:
                    lower(pull, rows.linked[asked.earlier[edge]])
            shift(paired, pull, asked.goes[kind], asked.extra[kind], asked.costs[seat])
        rows.settled[seat] = alone
        rows.linked[seat] = paired
        if asked.nights[seat]:
            lower(rows.linked[seat], alone)
            for state in range(states):
                if alone[state] < NEVER:
                    rows.settled[seat, state] = min(alone[state] + asked.owed[seat], paired[state])
                else:
                    rows.settled[seat, state] = paired[state]
        rows.behind[seat + 1] = rows.behind[seat]
        lower(rows.behind[seat + 1], rows.settled[seat])


@njit(cache=True, nogil=True)
def backward(state: int, asked: Asked, rows: Rows, path: Ints) -> int:
    """Write the seats that lead to a last state into ``path``, latest first; gives how many."""
    seat, taken = asked.costs.shape[0], 0
    value = rows.behind[seat, state]
    table = 0  # in which table ``value`` stands: 0 behind, 1 settled, 2 linked
    while True:
        if table == 0:
            while seat > 0 and rows.behind[seat - 1, state] == value:
                seat -= 1
            if seat == 0:
                return taken
            seat -= 1
            table = 1
        path[taken] = seat
        taken += 1
        kind = asked.kinds[seat]
        pays = asked.owed[seat] if asked.nights[seat] and table == 1 else 0
        found = False
        for before in range(asked.goes.shape[1]):
            if asked.goes[kind, before] != state:
                continue
            wanted = value - asked.costs[seat] - asked.extra[kind, before]
            if table == 1 or asked.nights[seat]:
                if rows.behind[asked.free_before[seat], before] == wanted - pays:
                    seat, table, found = asked.free_before[seat], 0, True
                    value = wanted - pays
                else:
                    for edge in range(asked.first[seat], asked.first[seat + 1]):
                        if asked.direct[edge] and rows.settled[asked.earlier[edge], before] == wanted - pays:
                            seat, table, found = asked.earlier[edge], 1, True
                            value = wanted - pays
                            break
            if not found and (table == 2 or asked.nights[seat]):
                for edge in range(asked.first[seat], asked.first[seat + 1]):
                    if asked.links[edge] and rows.linked[asked.earlier[edge], before] == wanted:
                        seat, table, found = asked.earlier[edge], 2, True
                        value = wanted
                        break
            if found:
                state = before
                break
        if not found:
            raise AssertionError("a value of the tables has no origin")
