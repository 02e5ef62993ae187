"""The same fall played minute by minute, with repairs on the way: what stops, returns, and perhaps stops again."""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Literal

from lamplighter.engines.services.model import Map

Happening = Literal["degraded", "fallen", "relieved", "back"]

# A ring of systems with long restarts can hand an outage round for ever. A node that has stopped this often is
# taken to stay down: nobody would restart it a twenty-first time without mending the ring.
MOST_FALLS = 20

# At one minute: first what breaks is marked, so that it does not start; then what can rises, so that a relay
# handed over on the minute has no gap; then what must sinks.
_MARK, _RISE, _SINK = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """At this minute this node fell, came back, went over to its fallback or was relieved of it."""

    at_min: float
    key: str
    happening: Happening


class Replay:
    """One run; read ``log``, ``up`` and ``open`` afterwards.

    Rules beyond those of :func:`cascade`: a loss that is made good within its buffer topples nothing; a fallen node
    comes back ``rto_min`` after all its groups and needs are whole again, and if it was marked out, not
    before its own repair; a service on its fallback is relieved the minute they are whole.
    """

    def __init__(self, city: Map, out: Mapping[str, float], repair_min: Mapping[str, float]) -> None:
        self.city, self.wiring = city, city.wiring
        size, gates = len(self.wiring.keys), len(self.wiring.gates)
        self.fatal = self.wiring.fatal
        self.up = [True] * size
        self.broken = [False] * size
        self.gone = [0] * gates  # members down, per gate
        self.loss = [0] * gates  # counts losses, so that a timer of an older one is void
        self.run_out = [False] * gates  # the gate is open and its buffer is used up
        self.open = [0] * size  # open gates, per node
        self.starved = [0] * size  # gates that have run out, per node
        self.by_hand = [0] * size  # odd while the fallback runs; voids older timers
        self.restart = [0] * size  # voids older restarts
        self.whole_since = [-1.0] * size  # when a node that is down got its last group back
        self.falls = [0] * size
        self.log: list[Entry] = []
        self._queue: list[tuple[float, int, int, str, int, int]] = []
        self._asked = 0
        for key, minute in sorted(out.items()):
            if repair_min.get(key) == 0:
                continue  # mended the minute it breaks: it was never out
            self._at(minute, _MARK, "mark", self.wiring.number[key])
            self._at(minute, _SINK, "out", self.wiring.number[key])
            if key in repair_min:
                self._at(minute + repair_min[key], _RISE, "repair", self.wiring.number[key])
        self._play()

    def _at(self, minute: float, phase: int, what: str, number: int, ticket: int = 0) -> None:
        self._asked += 1
        heappush(self._queue, (minute, phase, self._asked, what, number, ticket))

    def _play(self) -> None:
        while self._queue:
            minute, _, _, what, number, ticket = heappop(self._queue)
            if what == "mark":
                self.broken[number] = True
                self.restart[number] += 1
            elif what == "out":
                if self.up[number]:
                    self._sink(number, minute)
            elif what == "repair":
                self._repair(number, minute)
            elif what == "back":
                if ticket == self.restart[number] and not self.up[number]:
                    self._rise(number, minute)
            elif what == "buffer":
                if ticket == self.loss[number] and self.gone[number] >= self.fatal[number]:
                    self._use_up(number, minute)
            elif ticket == self.by_hand[number] and self.up[number]:
                self._sink(number, minute)

    def _write(self, minute: float, number: int, happening: Happening) -> None:
        if number < self.wiring.node_count:
            self.log.append(Entry(minute, self.wiring.keys[number], happening))

    def _sink(self, number: int, minute: float) -> None:
        self.up[number] = False
        self.falls[number] += 1
        self.by_hand[number] += self.by_hand[number] % 2
        self.whole_since[number] = -1.0
        self._write(minute, number, "fallen")
        for gate in self.wiring.over[number]:
            self.gone[gate] += 1
            if self.gone[gate] == self.fatal[gate]:
                node = self.wiring.gates[gate].dependent
                self.loss[gate] += 1
                self.open[node] += 1
                self.restart[node] += 1
                self._at(minute + self.wiring.gates[gate].buffer_min, _SINK, "buffer", gate, self.loss[gate])

    def _use_up(self, gate: int, minute: float) -> None:
        node = self.wiring.gates[gate].dependent
        self.run_out[gate] = True
        self.starved[node] += 1
        if self.starved[node] > 1 or not self.up[node]:
            return
        fallback = self.wiring.nodes[node].fallback_min
        if fallback:
            self._run_by_hand(node, minute, fallback)
        else:
            self._sink(node, minute)

    def _run_by_hand(self, node: int, minute: float, fallback: float) -> None:
        self.by_hand[node] += 1
        self._write(minute, node, "degraded")
        self._at(minute + fallback, _SINK, "fallback", node, self.by_hand[node])

    def _rise(self, number: int, minute: float) -> None:
        self.up[number] = True
        self._write(minute, number, "back")
        for gate in self.wiring.over[number]:
            self.gone[gate] -= 1
            if self.gone[gate] == self.fatal[gate] - 1:
                self._close(gate, minute)

    def _close(self, gate: int, minute: float) -> None:
        node = self.wiring.gates[gate].dependent
        self.open[node] -= 1
        if self.run_out[gate]:
            self.run_out[gate] = False
            self.starved[node] -= 1
            if not self.starved[node] and self.by_hand[node] % 2 and self.up[node]:
                self.by_hand[node] += 1
                self._write(minute, node, "relieved")
        if not self.open[node] and not self.up[node]:
            self.whole_since[node] = minute
            if not self.broken[node]:
                self._restart(node, minute + self.wiring.nodes[node].rto_min)

    def _repair(self, number: int, minute: float) -> None:
        self.broken[number] = False
        if self.up[number] or self.open[number]:
            return
        since = self.whole_since[number]
        rto = self.wiring.nodes[number].rto_min if number < self.wiring.node_count else 0
        self._restart(number, minute if since < 0 else max(minute, since + rto))

    def _restart(self, number: int, minute: float) -> None:
        if self.falls[number] <= MOST_FALLS:
            self.restart[number] += 1
            self._at(minute, _RISE, "back", number, self.restart[number])
