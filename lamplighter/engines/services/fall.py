"""What falls, when and why, once some nodes and people are out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Literal

from lamplighter.engines.services.model import Group, Map, Need, check_minutes


@dataclass(frozen=True, slots=True)
class Cause:
    """Why one node fell or runs by hand.

    Parameters
    ----------
    kind
        ``out``: it was marked out itself; ``group`` or ``need``: ``source`` had too few left.
    at_min
        The minute of that loss; buffer and fallback run from here.
    lost
        The members that were gone by then, sorted by key; nodes for a group, people for a need.
    tipped_by
        The last of them to go, which brought it under the number needed.
    """

    kind: Literal["out", "group", "need"]
    at_min: float
    source: Group | Need | None = None
    lost: tuple[str, ...] = ()
    tipped_by: str | None = None


@dataclass(frozen=True, slots=True)
class Fall:
    """Everything that falls up to and including the horizon.

    Parameters
    ----------
    fell_min
        Node to the minute it stops; only nodes that stop.
    degraded_min
        Service to the minute from which it is served by hand; only services with a fallback that needed it.
    cause
        For each node of the two mappings above, why.
    out
        What was marked out, as given, nodes and people.
    """

    fell_min: Mapping[str, float]
    degraded_min: Mapping[str, float]
    cause: Mapping[str, Cause]
    out: Mapping[str, float]
    horizon_min: float


@dataclass(frozen=True, slots=True)
class Step:
    """One link of an explanation: what stopped, when it stopped working, when it was first hit, and why."""

    key: str
    fell_min: float | None
    degraded_min: float | None
    cause: Cause


def cascade(city: Map, out: Mapping[str, float], horizon_min: float) -> Fall:
    """Find what falls, and when, if nothing is repaired.

    A node falls when it is marked out, or ``buffer_min`` (+ its ``fallback_min``) after one of its groups has
    fewer than ``needed`` members left, or one of its needs too few holders present. Circles fall only if
    something outside or on them goes first (least fixpoint). A need that is uncovered already does not bring
    its node down by itself - the node runs today - but the loss of any of its remaining holders does.

    Parameters
    ----------
    out
        Node or person to the minute from which it is out, 0 or later. A node marked out falls at that
        minute; its fallback does not apply, because marking it out says that it is not given.
    horizon_min
        Last minute looked at, included.

    Raises
    ------
    ValueError
        A key that the map does not know, or minutes that are negative or endless.

    Source: Dijkstra 1959, generalised to k-th smallest over groups (superior functions, Knuth 1977);
    O(members log nodes).
    """
    check_out(city, out)
    check_minutes("horizon_min", horizon_min)
    wiring = city.wiring
    gates, over, nodes = wiring.gates, wiring.over, wiring.nodes
    left = wiring.fatal
    size = len(wiring.keys)
    rank = [-1] * size  # the order in which things went; -1 while they stand
    due = [math.inf] * size
    degraded = [math.inf] * wiring.node_count
    opened: dict[int, tuple[int, int, float]] = {}  # node: gate, who tipped it, when
    heap = []
    for key, minute in out.items():
        if minute <= horizon_min:
            number = wiring.number[key]
            due[number] = minute
            heap.append((minute, number))
    heapify(heap)
    gone = 0
    while heap:
        minute, number = heappop(heap)
        if rank[number] >= 0:
            continue
        rank[number] = gone
        gone += 1
        for index in over[number]:
            left[index] -= 1
            if left[index]:
                continue
            gate = gates[index]
            node = gate.dependent
            hit = minute + gate.buffer_min
            if rank[node] >= 0 or hit >= degraded[node] or hit > horizon_min:
                continue
            degraded[node] = hit
            opened[node] = index, number, minute
            stops = hit + nodes[node].fallback_min
            if stops < due[node]:
                due[node] = stops
                if stops <= horizon_min:
                    heappush(heap, (stops, node))
    return _fall(city, out, horizon_min, rank, due, degraded, opened)


def explain(city: Map, fall: Fall, node: str) -> tuple[Step, ...]:
    """Follow what tipped each thing over, from a node that fell or is degraded down to the root.

    Each step's ``cause.lost`` names everything that was gone; the chain follows ``tipped_by``, the last to go.
    The last step is what was marked out: a node, or a person (whose step has no times but its cause).

    Raises
    ------
    ValueError
        If the node neither fell nor is degraded in ``fall``.
    """
    city.kind_of(node)
    if node not in fall.cause:
        raise ValueError(f"{node!r} does not fall within {fall.horizon_min} minutes. Ask about one that does.")
    steps: list[Step] = []
    key: str | None = node
    while key is not None:
        cause = fall.cause.get(key) or Cause("out", fall.out[key])
        steps.append(Step(key, fall.fell_min.get(key), fall.degraded_min.get(key), cause))
        key = cause.tipped_by
    return tuple(steps)


def check_out(city: Map, out: Mapping[str, float]) -> None:
    """Refuse keys that the map does not know and minutes that make no sense."""
    for key, minute in out.items():
        city.kind_of(key)
        check_minutes(f"The minute from which {key!r} is out", minute)


def _fall(
    city: Map,
    out: Mapping[str, float],
    horizon_min: float,
    rank: list[int],
    due: list[float],
    degraded: list[float],
    opened: dict[int, tuple[int, int, float]],
) -> Fall:
    wiring = city.wiring
    keys, gates = wiring.keys, wiring.gates
    fell_min: dict[str, float] = {}
    degraded_min: dict[str, float] = {}
    cause: dict[str, Cause] = {}
    for number, node in enumerate(wiring.nodes):
        fell = rank[number] >= 0
        if fell:
            fell_min[node.key] = due[number]
        elif number not in opened:
            continue
        if node.fallback_min and degraded[number] < due[number]:
            degraded_min[node.key] = degraded[number]
        if fell and out.get(node.key) == due[number]:
            cause[node.key] = Cause("out", due[number])
            continue
        index, tip, at = opened[number]
        gate = gates[index]
        lost = tuple(keys[member] for member in gate.members if 0 <= rank[member] <= rank[tip])
        cause[node.key] = Cause("need" if gate.of_people else "group", at, gate.source, lost, keys[tip])
    return Fall(fell_min, degraded_min, cause, dict(out), horizon_min)
