"""The cheapest way to stop a node by absences, if no person counted for two needs at once."""

from heapq import heappop, heappush

from lamplighter.engines.services.wiring import Wiring


class Bound:
    """For each node an upper bound of the fewest absences that stop it, and the needs they uncover.

    A need costs its slack, a group the sum of its ``fatal`` cheapest members, a node its cheapest gate. People who
    hold several of the needs make the truth smaller, never larger. Source: Knuth 1977, superior functions.
    """

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        self.absences: dict[int, int] = {}
        self._gate: dict[int, int] = {}
        self._fewest: dict[int, list[int]] = {}
        left = wiring.fatal
        cost = [0] * len(left)
        queue = [
            (max(0, gate.slack), gate.dependent, index) for index, gate in enumerate(wiring.gates) if gate.of_people
        ]
        queue.sort()
        while queue:
            absences, number, through = heappop(queue)
            if number in self.absences:
                continue
            self.absences[number] = absences
            self._gate[number] = through
            for index in wiring.over[number]:
                if left[index] > 0:
                    left[index] -= 1
                    cost[index] += absences
                    self._fewest.setdefault(index, []).append(number)
                    if not left[index]:
                        heappush(queue, (cost[index], wiring.gates[index].dependent, index))

    def needs(self, number: int) -> set[int]:
        """Gates of people that the absences counted for this node uncover."""
        found: set[int] = set()
        seen = {number}
        todo = [number]
        for node in todo:  # grows while we walk it
            index = self._gate[node]
            if self.wiring.gates[index].of_people:
                found.add(index)
                continue
            fresh = [member for member in self._fewest[index] if member not in seen]
            seen.update(fresh)
            todo += fresh
        return found
