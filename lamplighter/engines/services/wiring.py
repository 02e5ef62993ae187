"""The map as numbered gates: the form in which this package computes.

Every node and every person gets a number (nodes first). A gate says: the dependent stops when fewer than
``needed`` of the members are left. Groups give gates over nodes, needs over those who hold the skill.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lamplighter.engines.services.model import Group, Holding, Need, Node


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition of one node: it stops ``buffer_min`` after fewer than ``needed`` members are left.

    ``wanted`` differs from ``needed`` only for a need that is uncovered already: the node runs today with
    those it has, so it stops when one of *them* goes (``needed`` is then all of them).
    """

    dependent: int
    members: tuple[int, ...]
    needed: int
    wanted: int
    buffer_min: float
    source: Group | Need
    of_people: bool

    @property
    def fatal(self) -> int:
        """How many members must be gone before the gate opens."""
        return len(self.members) - self.needed + 1

    @property
    def slack(self) -> int:
        """How many absences uncover it; 0 or less when it is uncovered already."""
        return len(self.members) - self.wanted + 1


@dataclass(frozen=True, slots=True)
class Wiring:
    """Gates over numbers; ``over[i]``: gates that member ``i`` carries, ``under[v]``: gates of node ``v``."""

    keys: tuple[str, ...]
    number: dict[str, int]
    node_count: int
    gates: tuple[Gate, ...]
    over: tuple[tuple[int, ...], ...]
    under: tuple[tuple[int, ...], ...]
    nodes: tuple[Node, ...]

    @property
    def fatal(self) -> list[int]:
        """Losses that open each gate, as a fresh list to count down."""
        return [gate.fatal for gate in self.gates]

    def upstream(self, roots: Sequence[int]) -> list[int]:
        """Everything that the roots stand on, themselves included, numbers in the order found."""
        found = list(dict.fromkeys(roots))
        seen = set(found)
        for node in found:  # grows while we walk it
            for gate in self.under[node]:
                for member in self.gates[gate].members:
                    if member not in seen:
                        seen.add(member)
                        found.append(member)
        return found


def wire(
    nodes: Sequence[Node],
    groups: Sequence[Group],
    people: Sequence[str],
    holdings: Sequence[Holding],
    needs: Sequence[Need],
) -> Wiring:
    """Number a checked map and turn its groups and needs into gates.

    Gates are sorted by what they say, not by the order given, so that the order of input decides nothing.
    """
    in_order = tuple(sorted(nodes, key=lambda node: node.key))
    keys = (*(node.key for node in in_order), *sorted(people))
    number = {key: i for i, key in enumerate(keys)}
    holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for holding in holdings:
        holders[holding.skill].append((number[holding.person], holding.level))
    gates = [
        Gate(
            number[group.dependent],
            tuple(sorted([number[member] for member in group.members])),
            group.needed,
            group.needed,
            group.buffer_min,
            group,
            of_people=False,
        )
        for group in groups
    ]
    for need in needs:
        able = tuple(sorted(person for person, level in holders.get(need.skill, ()) if level >= need.level))
        gates.append(
            Gate(
                number[need.node],
                able,
                min(need.people, len(able)),
                need.people,
                need.buffer_min,
                need,
                of_people=True,
            )
        )
    gates.sort(key=_reading_order)
    over: list[list[int]] = [[] for _ in keys]
    under: list[list[int]] = [[] for _ in keys]
    for i, gate in enumerate(gates):
        under[gate.dependent].append(i)
        for member in gate.members:
            over[member].append(i)
    return Wiring(
        keys, number, len(nodes), tuple(gates), tuple(map(tuple, over)), tuple(map(tuple, under)), in_order
    )


def _reading_order(gate: Gate) -> tuple[object, ...]:
    source = gate.source
    words = (getattr(source, "skill", ""), getattr(source, "level", 0), getattr(source, "members", ()))
    return gate.dependent, gate.of_people, gate.members, gate.wanted, gate.buffer_min, *words
