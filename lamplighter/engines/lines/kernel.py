"""The cheapest line of one person at given prices: an exact search, compiled.

A shortest path with resources (Irnich and Desaulniers 2005) on the person's automaton. First the resources are
relaxed with multipliers (Held and Karp 1971): a walk backwards gives, for each day and state, a bound of what is
still to come. Then labels go forward day by day, and only those live whose cost so far and bound stay below the
goal; so the better the goal that a caller already has, the less is searched (Lozano and Medaglia 2013 prune the same
way, depth first).
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

NEVER = 1e12
EPS = 1e-7


@njit(cache=True, nogil=True)
def completions(days, kinds, first, legs, prices, toll, term, ahead, choice):  # type: ignore[no-untyped-def]
    """Fill ``ahead[d, a]`` with the least that days d.. cost from state a, tolls included, and its first arc.

    ``legs`` (arc's leg, first leg by kind, and each leg's to, item, cost and use): many arcs differ only in where they
    begin, and what follows is counted once for all of them.
    """
    leg, first_leg, to, item, cost, use = legs
    states = term.shape[0]
    most = 0
    for k in range(first_leg.shape[0] - 1):
        most = max(most, first_leg[k + 1] - first_leg[k])
    worth = np.empty(most)
    for a in range(states):
        ahead[days, a] = term[a]
    for d in range(days - 1, -1, -1):
        k = kinds[d]
        base = first_leg[k]
        for i in range(base, first_leg[k + 1]):
            p = prices[d, item[i]]
            worth[i - base] = NEVER if p >= NEVER / 2 else p + cost[i] + toll[use[i]] + ahead[d + 1, to[i]]
        for a in range(states):
            best = NEVER
            arc = -1
            for j in range(first[k, a], first[k, a + 1]):
                v = worth[leg[j]]
                if v < best:
                    best = v
                    arc = j
            ahead[d, a] = best
            choice[d, a] = arc


@njit(cache=True, nogil=True)
def lagrange_ends(caps, ends, tracked, lam, rest):  # type: ignore[no-untyped-def]
    """``rest[r, u]``: the least that ending resource r may cost when u is used, each further unit paying back lam."""
    for r in range(caps.shape[0]):
        if not tracked[r]:
            for u in range(caps[r] + 1):
                rest[r, u] = 0.0
            continue
        rest[r, caps[r]] = ends[r, caps[r]]
        for u in range(caps[r] - 1, -1, -1):
            later = rest[r, u + 1] - lam[r]
            rest[r, u] = ends[r, u] if ends[r, u] < later else later


@njit(cache=True, nogil=True)
def argmin_end(caps, ends, lam, u, r):  # type: ignore[no-untyped-def]
    """The end at which ``rest[r, u]`` is reached."""
    best = NEVER * 10
    arg = u
    for x in range(u, caps[r] + 1):
        v = ends[r, x] - lam[r] * (x - u)
        if v < best:
            best = v
            arg = x
    return arg


@njit(cache=True, nogil=True)
def priced(  # type: ignore[no-untyped-def]
    days, kinds, first, legs, uses, prices, term, caps, ends, lam, tracked, ahead, choice, rest
):  # fmt: skip
    """Fill ``ahead``, ``choice`` and ``rest`` for resources that are paid for at ``lam``."""
    toll = np.zeros(uses.shape[0])
    for i in range(uses.shape[0]):
        for r in range(caps.shape[0]):
            if tracked[r]:
                toll[i] += lam[r] * uses[i, r]
    completions(days, kinds, first, legs, prices, toll, term, ahead, choice)
    lagrange_ends(caps, ends, tracked, lam, rest)


@njit(cache=True, nogil=True)
def cheapest(  # type: ignore[no-untyped-def]
    days, kinds, first, to, item, cost, use, legs, uses, prices, term, start, begun, caps, ends, lam, scale, tracked,
    goal, rounds, beam, needs, base, main, side, want, ahead, choice, rest, out, out_cost, work
):  # fmt: skip
    """Up to ``want`` lines cheaper than ``goal``, the cheapest first.

    Returns (how many, bound): no line costs less than ``bound``. Fills ``out[i]`` (items by day) and
    ``out_cost[i]``. ``lam`` holds the multipliers, which are improved in place. ``needs`` (of ``lawful_ways``) says
    what is needed to end lawfully, or has no rows. ``work`` is scratch space.
    """
    n_res = caps.shape[0]
    goal = min(goal, NEVER / 2)
    best_lam = lam.copy()
    best_bound = -NEVER * 10
    used = np.zeros(n_res, np.int64)
    found = 0
    theta = 1.0
    for turn in range(rounds):
        priced(days, kinds, first, legs, uses, prices, term, caps, ends, lam, tracked, ahead, choice, rest)
        bound = ahead[0, start]
        for r in range(n_res):
            bound += rest[r, begun[r]]
        if bound > best_bound:
            best_bound = bound
            best_lam[:] = lam
        else:
            theta *= 0.7
        if best_bound >= goal - EPS:
            return found, min(best_bound, goal)
        if ahead[0, start] >= NEVER / 2:
            return 0, NEVER
        # Walk the relaxed line: it may be a real one, and it tells where the multipliers are wrong.
        a = start
        real = 0.0
        for r in range(n_res):
            used[r] = begun[r]
        for d in range(days):
            j = choice[d, a]
            real += prices[d, item[j]] + cost[j]
            for r in range(n_res):
                used[r] += uses[use[j], r]
            a = to[j]
        real += term[a]
        lawful = True
        norm = 0.0
        for r in range(n_res):
            if tracked[r]:
                if used[r] > caps[r] or ends[r, used[r]] >= NEVER / 2:
                    lawful = False
                else:
                    real += ends[r, used[r]]
                g = (used[r] - argmin_end(caps, ends, lam, begun[r], r)) * scale[r]
                norm += g * g
        if lawful and needs.shape[0] > 0 and used[side] + needs[days, a, used[main] - base] > caps[side]:
            lawful = False
        if lawful and real < NEVER / 2 and real < goal - EPS:
            goal = real
            found = 1
            out_cost[0] = real
            a = start
            for d in range(days):
                j = choice[d, a]
                out[0, d] = item[j]
                a = to[j]
            if best_bound >= goal - EPS:
                return found, goal
        if norm == 0.0 or turn == rounds - 1:
            break
        aim = goal if goal < NEVER / 1000 else bound + 0.05 * abs(bound) + 50.0
        stride = theta * (aim - bound) / norm
        for r in range(n_res):
            if tracked[r]:
                g = used[r] - argmin_end(caps, ends, lam, begun[r], r)
                lam[r] += stride * g * scale[r] * scale[r]
    lam[:] = best_lam
    priced(days, kinds, first, legs, uses, prices, term, caps, ends, lam, tracked, ahead, choice, rest)
    many, lost = labels(
        days, kinds, first, to, item, cost, use, uses, prices, term, start, begun, caps, ends, tracked,
        goal, beam, needs, base, main, side, want, ahead, rest, out, out_cost, work
    )  # fmt: skip
    if many > 0:
        found = many
        goal = out_cost[0]
    return found, min(goal, lost)


@njit(cache=True, nogil=True)
def labels(  # type: ignore[no-untyped-def]
    days, kinds, first, to, item, cost, use, uses, prices, term, start, begun, caps, ends, tracked,
    goal, beam, needs, base, main, side, want, ahead, rest, out, out_cost, work
):  # fmt: skip
    """Go forward from the first day; gives (lines found, least bound of any label that was dropped)."""
    room, lay_cost, lay_state, lay_use, lay_bound, table, stamps, stamp, hist_parent, hist_item = work
    n_res = caps.shape[0]
    states = term.shape[0]
    mask = table.shape[0] - 1
    lost = NEVER * 10
    lay_cost[0, 0] = 0.0
    lay_state[0, 0] = start
    for r in range(n_res):
        lay_use[0, 0, r] = begun[r] if tracked[r] else 0
    count = 1
    cur = 0
    for d in range(days):
        nxt = 1 - cur
        k = kinds[d]
        stamp[0] += 1
        mark = stamp[0]
        many = 0
        for i in range(count):
            a = lay_state[cur, i]
            for j in range(first[k, a], first[k, a + 1]):
                p = prices[d, item[j]]
                if p >= NEVER / 2:
                    continue
                c = lay_cost[cur, i] + p + cost[j]
                b = to[j]
                bound = c + ahead[d + 1, b]
                ok = True
                key = np.int64(b)
                span = np.int64(states)
                for r in range(n_res):
                    if tracked[r]:
                        u = lay_use[cur, i, r] + uses[use[j], r]
                        if u > caps[r]:
                            ok = False
                            break
                        bound += rest[r, u]
                        key += span * u
                        span *= caps[r] + 1
                if not ok or bound >= goal - EPS:
                    continue
                if needs.shape[0] > 0:
                    used = lay_use[cur, i, main] + uses[use[j], main] - base
                    if lay_use[cur, i, side] + uses[use[j], side] + needs[d + 1, b, used] > caps[side]:
                        continue
                slot = ((key * np.int64(-7046029254386353131)) >> np.int64(20)) & mask
                at = -1
                while stamps[slot] == mark:
                    other = table[slot]
                    same = lay_state[nxt, other] == b
                    if same:
                        for r in range(n_res):
                            if tracked[r] and lay_use[nxt, other, r] != lay_use[cur, i, r] + uses[use[j], r]:
                                same = False
                                break
                    if same:
                        at = other
                        break
                    slot = (slot + 1) & mask
                if at >= 0:
                    if c >= lay_cost[nxt, at]:
                        continue
                else:
                    if many >= room:
                        if bound < lost:
                            lost = bound
                        continue
                    at = many
                    many += 1
                    table[slot] = at
                    stamps[slot] = mark
                    lay_state[nxt, at] = b
                    for r in range(n_res):
                        lay_use[nxt, at, r] = lay_use[cur, i, r] + uses[use[j], r] if tracked[r] else 0
                lay_cost[nxt, at] = c
                lay_bound[at] = bound
                hist_parent[d, at] = i
                hist_item[d, at] = item[j]
        if many > beam:
            limit = np.partition(lay_bound[:many].copy(), beam)[beam]
            lost = min(lost, limit)
            ties = beam - np.sum(lay_bound[:many] < limit)  # of equals at the edge as many as there is room for
            kept = 0
            for i in range(many):
                tied = lay_bound[i] == limit and ties > 0
                ties -= tied
                if lay_bound[i] < limit or tied:
                    lay_cost[nxt, kept] = lay_cost[nxt, i]
                    lay_state[nxt, kept] = lay_state[nxt, i]
                    for r in range(n_res):
                        lay_use[nxt, kept, r] = lay_use[nxt, i, r]
                    hist_parent[d, kept] = hist_parent[d, i]
                    hist_item[d, kept] = hist_item[d, i]
                    kept += 1
            many = kept
        count = many
        cur = nxt
        if count == 0:
            return 0, lost
    # What it costs to end here.
    for i in range(count):
        total = lay_cost[cur, i] + term[lay_state[cur, i]]
        for r in range(n_res):
            if tracked[r]:
                total += ends[r, lay_use[cur, i, r]]
        lay_bound[i] = total
    many = 0
    while many < want:
        best = goal - EPS
        arg = -1
        for i in range(count):
            if lay_bound[i] < best:
                best = lay_bound[i]
                arg = i
        if arg < 0:
            break
        out_cost[many] = best
        lay_bound[arg] = NEVER * 10
        i = arg
        for d in range(days - 1, -1, -1):
            out[many, d] = hist_item[d, i]
            i = hist_parent[d, i]
        many += 1
    return many, lost


@njit(cache=True, nogil=True)
def walk(days, kinds, step, cost, use, uses, to, line, start, track):  # type: ignore[no-untyped-def]
    """Walk a line: gives (cost of steps, state reached or -1); adds what it uses to ``track``."""
    a = start
    total = 0.0
    for d in range(days):
        j = step[kinds[d], a, line[d]]
        if j < 0:
            return NEVER, -1
        total += cost[j]
        for r in range(track.shape[0]):
            track[r] += uses[use[j], r]
        a = to[j]
    return total, a


def scratch(days: int, states: int, resources: int, room: int) -> tuple[object, ...]:
    """Scratch space for ``cheapest``: at most ``room`` labels a day."""
    size = 1 << max(10, (2 * room - 1).bit_length())
    parents: NDArray[np.int32] = np.empty((days, room), dtype=np.int32)
    return (
        room,
        np.empty((2, room)),
        np.empty((2, room), dtype=np.int32),
        np.empty((2, room, max(1, resources)), dtype=np.int32),
        np.empty(room),
        np.empty(size, dtype=np.int32),
        np.zeros(size, dtype=np.int64),
        np.zeros(1, dtype=np.int64),
        parents,
        np.empty((days, room), dtype=np.int8),
    )


@njit(cache=True, nogil=True)
def relaxed(  # type: ignore[no-untyped-def]
    days, kinds, first, to, item, use, legs, uses, prices, own, term, start, begun, caps, ends, lam, tracked,
    ahead, choice, rest, line, gap
):  # fmt: skip
    """The cheapest line if resources are only paid for, at multipliers ``lam``: gives its relaxed cost.

    Fills ``line`` (items by day) and ``gap`` (by resource: used, less what the best end would be).
    """
    n_res = caps.shape[0]
    total = own + prices
    priced(days, kinds, first, legs, uses, total, term, caps, ends, lam, tracked, ahead, choice, rest)
    bound = ahead[0, start]
    for r in range(n_res):
        bound += rest[r, begun[r]]
        gap[r] = begun[r]
    a = start
    for d in range(days):
        j = choice[d, a]
        if j < 0:
            return NEVER
        line[d] = item[j]
        for r in range(n_res):
            gap[r] += uses[use[j], r]
        a = to[j]
    for r in range(n_res):
        gap[r] = gap[r] - argmin_end(caps, ends, lam, begun[r], r) if tracked[r] else 0.0
    return bound
