"""Circles in who waits for whom."""

from collections.abc import Collection, Mapping


def circles(waits_for: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """Strongly connected sets of two or more keys, each sorted, in sorted order.

    Every key waited for must be a key of the mapping. Source: Tarjan 1972, with its own stack.
    """
    found: list[tuple[str, ...]] = []
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in sorted(waits_for):
        if root in index:
            continue
        walk = [(root, iter(sorted(waits_for[root])))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while walk:
            key, rest = walk[-1]
            following = next(rest, None)
            if following is None:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[key])
                if low[key] == index[key]:
                    at = stack.index(key)
                    members = stack[at:]
                    del stack[at:]
                    on_stack.difference_update(members)
                    if len(members) > 1:
                        found.append(tuple(sorted(members)))
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                on_stack.add(following)
                walk.append((following, iter(sorted(waits_for[following]))))
            elif following in on_stack:
                low[key] = min(low[key], index[following])
    return tuple(sorted(found))
