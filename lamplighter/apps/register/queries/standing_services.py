"""The services of a city, what they stand on and need, at once, as plain values: for imports. Nine queries."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import (
    DependencyGroup,
    GroupMember,
    Need,
    Service,
    Skill,
    SupplyContract,
    System,
    Unit,
)
from lamplighter.web.text import normalise

# A thing that others stand on: what it is, and its id; or the words of one that is still to be made.
Thing = tuple[str, int | str]


class NowService(NamedTuple):
    pk: int
    code: str
    name: str
    about: str
    tier: int
    hours: str
    mtpd_min: int | None
    rto_min: int | None
    residents: int | None
    manual_fallback: str
    fallback_min: int | None
    unit_id: int | None
    closed_on: date | None


class Had(NamedTuple):
    """A group or a need as it stands: its id, what makes it the same as one that a file names, and its words."""

    pk: int
    key: tuple[Any, ...]
    words: str


@dataclass(slots=True)
class ServicesStanding:
    """Everything by its id; things and skills also by their names and codes, as compared."""

    services: dict[int, NowService] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    skills: dict[str, int] = field(default_factory=dict)
    groups: dict[int, list[Had]] = field(default_factory=dict)
    needs: dict[int, list[Had]] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=dict)

    def thing(self, name: str) -> Thing:
        """What a cell names; the words themselves where nothing is called so yet."""
        key = normalise(name)
        return self.things.get(key, ("new", key))

    def skill(self, name: str) -> int | str:
        key = normalise(name)
        return self.skills.get(key, key)

    def knows_thing(self, key: str) -> bool:
        return key in self.things

    def knows_skill(self, key: str) -> bool:
        return key in self.skills

    def thing_names(self) -> set[str]:
        return set(self.things)


def services_standing(organisation: Organisation, *, locked: bool = False) -> ServicesStanding:
    """The services of ``organisation`` now; ``locked`` holds them until the transaction ends."""
    mine = {"organisation": organisation}
    found = ServicesStanding()
    services = Service.objects.filter(**mine).order_by("pk")
    if locked:
        services = services.select_for_update()
    found.services = {row[0]: NowService(*row) for row in services.values_list(*NowService._fields)}
    found.units = dict(Unit.objects.filter(**mine).values_list("pk", "name"))
    names: dict[Thing, str] = {}
    for what, model in (("supply", SupplyContract), ("system", System), ("service", Service)):
        codes = found.codes.setdefault(what, set())
        for pk, code, name in model._default_manager.filter(**mine).values_list("pk", "code", "name"):
            names[what, pk] = name
            found.things[normalise(name)] = found.things[normalise(code)] = (what, pk)
            codes.add(code)
    skills = list(Skill.objects.filter(**mine).values_list("pk", "code", "name"))
    found.codes["skill"] = {code for _, code, _ in skills}
    found.skills = {normalise(word): pk for pk, code, name in skills for word in (name, code)}
    _groups(organisation, found, names)
    for need in Need.objects.filter(**mine, service__isnull=False).select_related("skill"):
        key = (need.skill_id, need.level, need.people, need.response_min)
        words = f"{need.skill.name}:{need.level}:{need.people}"
        found.needs.setdefault(need.service_id or 0, []).append(Had(need.pk, key, words))
    return found


def _groups(organisation: Organisation, found: ServicesStanding, names: dict[Thing, str]) -> None:
    members: dict[int, list[Thing]] = {}
    rows = GroupMember.objects.filter(group__organisation=organisation, group__service__isnull=False).order_by("pk")
    for group, system, service, supply in rows.values_list("group_id", "system_id", "service_id", "supply_id"):
        thing = ("system", system) if system else ("service", service) if service else ("supply", supply)
        members.setdefault(group, []).append(thing)
    groups = DependencyGroup.objects.filter(organisation=organisation, service__isnull=False).order_by("pk")
    for pk, service, needed, buffer in groups.values_list("pk", "service_id", "needed", "buffer_min"):
        inside = members.get(pk, [])
        words = ", ".join(names.get(thing, "") for thing in inside)
        words = f"{needed} of: {words}" if len(inside) > 1 else words
        words = f"{words} ({buffer} min)" if buffer else words
        found.groups.setdefault(service, []).append(Had(pk, (frozenset(inside), needed, buffer), words))
