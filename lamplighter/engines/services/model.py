"""What a city runs on: services, systems, supplies, people and what each needs of the others.

All times are minutes. A mark of absence, an outage and a horizon count from the same minute 0, which is the
caller's choice ("now", "the moment the power fails").
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lamplighter.engines.services.wiring import Wiring, wire

Kind = Literal["service", "system", "supply"]
KINDS: tuple[Kind, ...] = ("service", "system", "supply")


@dataclass(frozen=True, slots=True)
class Node:
    """Something that works or does not: a service to residents, a system, or a supplier's contract.

    Parameters
    ----------
    mtpd_min
        Maximum tolerable period of disruption, minutes; ``None`` where nobody has set one.
    rto_min
        Minutes it takes to restore by itself, once everything it stands on is back.
    fallback_min
        Services only: how long residents can be served by hand after it has lost what it stands on.
        While it runs on its fallback it is *degraded*; afterwards it is *fallen*.
    tier
        The city's own rank of importance; carried, never computed with.

    Source: ISO 22301, 8.2.2 (the words MTPD and RTO).
    """

    key: str
    kind: Kind = "system"
    mtpd_min: float | None = None
    rto_min: float = 0
    fallback_min: float = 0
    around_the_clock: bool = False
    tier: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """``dependent`` works while ``needed`` of ``members`` work, and ``buffer_min`` longer."""

    dependent: str
    members: tuple[str, ...]
    needed: int = 1
    buffer_min: float = 0


@dataclass(frozen=True, slots=True)
class Holding:
    """A person holds a skill at a level; whether evidence is too old to count is the caller's decision."""

    person: str
    skill: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Need:
    """``node`` needs ``people`` holders of ``skill`` at ``level`` or above, each able to respond in time.

    ``buffer_min`` is how long the node runs on with too few. ``response_min`` is carried into reports;
    holders who cannot respond within it should not be given as holdings.
    """

    node: str
    skill: str
    level: int = 1
    people: int = 1
    response_min: float | None = None
    buffer_min: float = 0


@dataclass(frozen=True)
class Map:
    """The whole map of one city, checked when it is made.

    Any iterables are taken; they are kept as tuples. Keys of nodes and people share one name space, because
    both can be marked out.

    Raises
    ------
    ValueError
        Unknown or repeated keys, ``needed`` outside 1..len(members), negative or endless minutes, a node that
        depends on itself. The sentence names the thing, the value and the way out.
    """

    nodes: tuple[Node, ...] = ()
    groups: tuple[Group, ...] = ()
    people: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    needs: tuple[Need, ...] = ()

    def __post_init__(self) -> None:
        for name in ("nodes", "groups", "people", "holdings", "needs"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        _check_nodes(self)
        _check_groups(self)
        _check_people(self)
        _check_needs(self)

    @cached_property
    def node_of(self) -> Mapping[str, Node]:
        """Nodes by key."""
        return {node.key: node for node in self.nodes}

    @cached_property
    def services(self) -> tuple[str, ...]:
        """Keys of the residents' services, sorted."""
        return tuple(sorted(node.key for node in self.nodes if node.kind == "service"))

    @cached_property
    def wiring(self) -> Wiring:
        """The same map as numbered gates, made once; for the computations of this package."""
        return wire(self.nodes, self.groups, self.people, self.holdings, self.needs)

    def kind_of(self, key: str) -> Literal["service", "system", "supply", "person"]:
        """Say what a key stands for.

        Raises
        ------
        ValueError
            If the map knows no such key.
        """
        if (node := self.node_of.get(key)) is not None:
            return node.kind
        if key in self.wiring.number:
            return "person"
        raise ValueError(f"{key!r} is neither a node nor a person of this map. Add it, or leave it out.")

    def services_named(self, services: Iterable[str] | None) -> tuple[str, ...]:
        """All services, or the given ones sorted.

        Raises
        ------
        ValueError
            If one of the given keys is not a service of this map.
        """
        if services is None:
            return self.services
        wanted = tuple(sorted(set(services)))
        for key in wanted:
            node = self.node_of.get(key)
            if node is None or node.kind != "service":
                raise ValueError(f"{key!r} is not a service of this map. Ask for one of its services.")
        return wanted


def check_minutes(what: str, value: float | None) -> None:
    """Refuse minutes that are negative, endless or not a number; ``None`` passes."""
    if value is not None and not (0 <= value < math.inf):
        raise ValueError(f"{what} is {value!r}. Give a finite number of minutes, 0 or more.")


def _check_nodes(city: Map) -> None:
    seen: set[str] = set()
    for node in city.nodes:
        if node.key in seen:
            raise ValueError(f"Node {node.key!r} is given twice. Keep one of the two.")
        seen.add(node.key)
        if node.kind not in KINDS:
            raise ValueError(f"Node {node.key!r} has kind {node.kind!r}. Use one of {', '.join(KINDS)}.")
        check_minutes(f"mtpd_min of node {node.key!r}", node.mtpd_min)
        check_minutes(f"rto_min of node {node.key!r}", node.rto_min)
        check_minutes(f"fallback_min of node {node.key!r}", node.fallback_min)
        if node.fallback_min and node.kind != "service":
            raise ValueError(
                f"{node.kind} {node.key!r} has fallback_min {node.fallback_min!r}, but only services can be "
                f"given by hand. Put the time into buffer_min of the groups that depend on it."
            )


def _check_groups(city: Map) -> None:
    known = city.node_of
    for group in city.groups:
        if group.dependent not in known:
            raise ValueError(f"A group hangs under {group.dependent!r}, which is no node. Add the node first.")
        name = f"The group of {group.dependent!r} on {', '.join(group.members)}"
        unknown = [member for member in group.members if member not in known]
        if unknown:
            raise ValueError(f"{name} names {unknown[0]!r}, which is no node. Add the node or drop the member.")
        if len(set(group.members)) != len(group.members):
            raise ValueError(f"{name} names a member twice. Name each member once.")
        if group.dependent in group.members:
            raise ValueError(f"{name} makes {group.dependent!r} depend on itself. Drop it from the members.")
        if not 1 <= group.needed <= len(group.members):
            raise ValueError(
                f"{name} needs {group.needed} of {len(group.members)}. "
                f"Set needed between 1 and the number of members."
            )
        check_minutes(f"{name}: buffer_min", group.buffer_min)


def _check_people(city: Map) -> None:
    known = city.node_of
    people: set[str] = set()
    for person in city.people:
        if person in people:
            raise ValueError(f"Person {person!r} is given twice. Keep one of the two.")
        if person in known:
            raise ValueError(f"Key {person!r} is both a person and a node. Give one of them another key.")
        people.add(person)
    held: set[tuple[str, str]] = set()
    for holding in city.holdings:
        if holding.person not in people:
            raise ValueError(f"Skill {holding.skill!r} is held by {holding.person!r}, who is not among the people.")
        if (holding.person, holding.skill) in held:
            raise ValueError(
                f"Person {holding.person!r} holds skill {holding.skill!r} twice. Keep the higher level only."
            )
        held.add((holding.person, holding.skill))


def _check_needs(city: Map) -> None:
    known = city.node_of
    seen: set[tuple[str, str, int]] = set()
    for need in city.needs:
        if need.node not in known:
            raise ValueError(
                f"Skill {need.skill!r} is needed by {need.node!r}, which is no node. Add the node first."
            )
        name = f"The need of {need.node!r} for {need.skill!r} at level {need.level}"
        if (need.node, need.skill, need.level) in seen:
            raise ValueError(f"{name} is given twice. Keep one and set its number of people.")
        seen.add((need.node, need.skill, need.level))
        if need.people < 1:
            raise ValueError(f"{name} asks for {need.people} people. Ask for 1 or more, or drop the need.")
        check_minutes(f"{name}: response_min", need.response_min)
        check_minutes(f"{name}: buffer_min", need.buffer_min)
