"""The map of one city on one day, read from the register in eight queries whatever its size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import (
    DependencyGroup,
    GroupMember,
    Need,
    Service,
    Skill,
    SupplyContract,
    System,
)
from lamplighter.apps.register.queries.services import (
    in_use,
    services_of,
    skills_at_work,
    supplies_of,
    systems_of,
)
from lamplighter.engines import services as engine


@dataclass(frozen=True, slots=True)
class Outline:
    """One thing of the map as a reader is told of it."""

    key: str
    kind: str
    pk: int
    name: str


def key_of(kind: str, pk: int) -> str:
    """A row's key in the map, such as ``system:7``."""
    return f"{kind}:{pk}"


@dataclass(frozen=True)
class Chart:
    """The rows of a city's map and the engine's map made of them.

    ``whole`` is everything as written down. ``ended`` are suppliers' contracts that ended before ``on``:
    they are out from the start of every fall.
    """

    organisation: Organisation
    on: date
    whole: engine.Map
    services: Mapping[int, Service]
    systems: Mapping[int, System]
    supplies: Mapping[int, SupplyContract]
    skills: Mapping[int, str]
    people: Mapping[int, str]
    ended: tuple[str, ...]

    @cached_property
    def today(self) -> engine.Map:
        """The map without what has ended, wherever the others of its group suffice."""
        if not self.ended:
            return self.whole
        gone = set(self.ended)
        groups = []
        for group in self.whole.groups:
            left = tuple(member for member in group.members if member not in gone)
            groups.append(replace(group, members=left) if len(left) >= group.needed else group)
        return replace(self.whole, groups=tuple(groups))

    def thing(self, key: str) -> Outline:
        """The thing or person behind a key."""
        kind, _, number = key.partition(":")
        pk = int(number)
        if kind == "person":
            return Outline(key, kind, pk, self.people[pk])
        rows: dict[str, Mapping[int, Any]] = {
            "service": self.services,
            "system": self.systems,
            "supply": self.supplies,
        }
        return Outline(key, kind, pk, rows[kind][pk].name)

    def things(self, keys: Iterable[str]) -> list[Outline]:
        """The things behind these keys, by name; the order says nothing about anybody."""
        return sorted((self.thing(key) for key in keys), key=lambda each: (each.name, each.key))

    def skill(self, key: str) -> str:
        return self.skills[int(key)]

    def cone(self, keys: Iterable[str]) -> engine.Map:
        """Only ``keys`` and whatever they stand on."""
        under: dict[str, list[engine.Group]] = defaultdict(list)
        for group in self.whole.groups:
            under[group.dependent].append(group)
        todo = list(keys)
        inside = set(todo)
        for key in todo:  # grows while we walk it
            for group in under[key]:
                fresh = [member for member in group.members if member not in inside]
                inside.update(fresh)
                todo += fresh
        return engine.Map(
            nodes=tuple(node for node in self.whole.nodes if node.key in inside),
            groups=tuple(group for group in self.whole.groups if group.dependent in inside),
            needs=tuple(need for need in self.whole.needs if need.node in inside),
        )


def map_of(organisation: Organisation, on: date) -> engine.Map:
    """The engine's map of the city as it stands on the day ``on``; eight queries."""
    return chart_of(organisation, on).today


def chart_of(organisation: Organisation, on: date) -> Chart:
    """Rows and map of the city on the day ``on``; eight queries, whatever its size. Ask once a request."""
    services = {row.pk: row for row in services_of(organisation).filter(in_use(on))}
    systems = {row.pk: row for row in systems_of(organisation).filter(in_use(on))}
    supplies = {row.pk: row for row in supplies_of(organisation)}
    skills = dict(Skill.objects.filter(organisation=organisation).values_list("pk", "name"))
    held = list(skills_at_work(organisation, on).values_list("person", "person__name", "skill", "level"))
    nodes = [*map(_service, services.values()), *map(_system, systems.values()), *map(_supply, supplies.values())]
    known = {node.key for node in nodes}
    people = {person: name for person, name, _skill, _level in held}
    whole = engine.Map(
        nodes=tuple(nodes),
        groups=tuple(_groups(organisation, known)),
        people=tuple(key_of("person", pk) for pk in people),
        holdings=tuple(
            engine.Holding(key_of("person", person), str(skill), level) for person, _name, skill, level in held
        ),
        needs=tuple(_needs(organisation, known)),
    )
    ended = tuple(key_of("supply", row.pk) for row in supplies.values() if row.ends_on and row.ends_on < on)
    return Chart(organisation, on, whole, services, systems, supplies, skills, people, ended)


def _service(row: Service) -> engine.Node:
    return engine.Node(
        key_of("service", row.pk),
        "service",
        mtpd_min=row.mtpd_min,
        rto_min=row.rto_min or 0,
        fallback_min=row.fallback_min or 0,
        around_the_clock=row.hours == "24h",
        tier=row.tier,
    )


def _system(row: System) -> engine.Node:
    return engine.Node(key_of("system", row.pk), "system", rto_min=row.rto_min or 0)


def _supply(row: SupplyContract) -> engine.Node:
    return engine.Node(key_of("supply", row.pk), "supply")


def _groups(organisation: Organisation, known: set[str]) -> Iterable[engine.Group]:
    """Groups whose dependent is in use. Members that are closed no longer count, nor does what was written twice."""
    places: dict[int, dict[str, None]] = defaultdict(dict)
    rows = GroupMember.objects.filter(group__organisation=organisation).order_by("pk")
    for group, system, service, supply in rows.values_list("group", "system", "service", "supply"):
        places[group][_key(service, system, supply)] = None
    found = DependencyGroup.objects.filter(organisation=organisation).order_by("pk")
    for pk, service, system, needed, buffer_min in found.values_list(
        "pk", "service", "system", "needed", "buffer_min"
    ):
        dependent = _key(service, system)
        members = tuple(key for key in places[pk] if key in known and key != dependent)
        if dependent in known and members:
            yield engine.Group(dependent, members, min(needed, len(members)), buffer_min)


def _needs(organisation: Organisation, known: set[str]) -> Iterable[engine.Need]:
    """Needs of what is in use; the same need written down twice asks for the larger number."""
    asked: dict[tuple[str, str, int], engine.Need] = {}
    rows = Need.objects.filter(organisation=organisation).order_by("pk")
    for service, system, skill, level, people, response_min in rows.values_list(
        "service", "system", "skill", "level", "people", "response_min"
    ):
        need = engine.Need(_key(service, system), str(skill), level, people, response_min)
        same = (need.node, need.skill, need.level)
        if need.node in known and (same not in asked or asked[same].people < people):
            asked[same] = need
    return asked.values()


def _key(service: int | None, system: int | None, supply: int | None = None) -> str:
    if service is not None:
        return key_of("service", service)
    return key_of("system", system) if system is not None else key_of("supply", supply or 0)
