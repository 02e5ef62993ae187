"""Which single losses stop which nodes, for all losses at once.

Each candidate loss is one bit of a Python integer; ``stops[v]`` is the set of those that, alone, stop ``v``
sooner or later (buffers and fallbacks delay, they do not save). The least solution of

    stops[v] = {v} | OR over the gates of v of (in at least ``fatal`` of the members' sets)

is the cascade of every single loss in one pass, circles included, because each bit is a least fixpoint of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush

from lamplighter.engines.services.wiring import Wiring


class Spread:
    """The least solution for one part of the map that holds everything it stands on.

    Parameters
    ----------
    part
        Numbers of nodes and people, closed upstream (``Wiring.upstream``).
    bits
        Number to its bit (a power of two); what has no bit is never lost.
    fatal
        Losses that open each gate; 0 or less: open from the start; more than there are members: never.
    everything
        All bits in use; may hold more than ``bits`` names (a bit for "nothing is lost").
    """

    def __init__(
        self, wiring: Wiring, part: Sequence[int], bits: dict[int, int], fatal: Sequence[int], everything: int
    ) -> None:
        self.wiring, self.fatal, self.everything = wiring, fatal, everything
        order = _suppliers_first(wiring, part)
        self.rank = {number: place for place, number in enumerate(order)}
        self.order = order
        self.gates = {
            number: [(wiring.gates[gate].members, fatal[gate]) for gate in wiring.under[number]] for number in order
        }
        self.dependents = {
            number: sorted({self.rank[node] for node in _dependents(wiring, number) if node in self.rank})
            for number in order
        }
        self.stops = {number: bits.get(number, 0) for number in order}
        self._settle(self.stops, range(len(order)))

    def with_out(self, number: int) -> dict[int, int]:
        """Only what changes once ``number`` is out already: node to its new set."""
        changed = {number: self.everything}
        self._settle(changed, self.dependents[number])
        return changed

    def _settle(self, stops: dict[int, int], dirty: Iterable[int]) -> None:
        # Rounds from what others stand on upwards: what a circle sends back down waits for the next round,
        # else one turn of the circle would be repeated for every step of the next.
        now, later = sorted(dirty), set[int]()
        waiting = set(now)
        base, order, everything = self.stops, self.order, self.everything
        while now or later:
            if not now:
                now, later = sorted(later), set()
                waiting = set(now)
            place = heappop(now)
            waiting.discard(place)
            number = order[place]
            before = stops[number] if number in stops else base[number]
            if before == everything:
                continue
            after = before
            for members, fatal in self.gates[number]:
                if fatal <= 0:
                    after = everything
                elif fatal == 1:
                    for member in members:
                        after |= stops[member] if member in stops else base[member]
                elif fatal <= len(members):
                    after |= _in_at_least(
                        fatal, [stops[member] if member in stops else base[member] for member in members]
                    )
            if after != before:
                stops[number] = after
                for following in self.dependents[number]:
                    if following <= place:
                        later.add(following)
                    elif following not in waiting:
                        waiting.add(following)
                        heappush(now, following)


def _in_at_least(count: int, sets: Sequence[int]) -> int:
    """Bits that are in at least ``count`` of the sets."""
    if count == len(sets):
        common = sets[0]
        for one in sets[1:]:
            common &= one
        return common
    in_at_least = [0] * (count + 1)
    for one in sets:
        for k in range(count, 1, -1):
            in_at_least[k] |= in_at_least[k - 1] & one
        in_at_least[1] |= one
    return in_at_least[count]


def _dependents(wiring: Wiring, number: int) -> set[int]:
    return {wiring.gates[gate].dependent for gate in wiring.over[number]}


def _suppliers_first(wiring: Wiring, part: Sequence[int]) -> list[int]:
    """Depth-first postorder: what others stand on first, up to circles; so that few nodes are looked at twice."""
    order: list[int] = []
    seen: set[int] = set()
    for root in part:
        if root in seen:
            continue
        seen.add(root)
        walk = [(root, _stands_on(wiring, root))]
        while walk:
            number, rest = walk[-1]
            following = next((member for member in rest if member not in seen), None)
            if following is None:
                order.append(number)
                walk.pop()
            else:
                seen.add(following)
                walk.append((following, _stands_on(wiring, following)))
    return order


def _stands_on(wiring: Wiring, number: int) -> Iterator[int]:
    return (member for gate in wiring.under[number] for member in wiring.gates[gate].members)
