"""Bring a list of services into the register, with the systems and skills that it names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import Deed, record_many
from lamplighter.apps.register.actions.import_posts import made_up
from lamplighter.apps.register.choices import Hours, Tier
from lamplighter.apps.register.imports.services import GroupSaid, NeedSaid, ServiceRow
from lamplighter.apps.register.imports.services_plan import FIELDS, ServiceChange, ServicesPlan
from lamplighter.apps.register.models import DependencyGroup, GroupMember, Need, Service, Skill, System, Unit
from lamplighter.apps.register.queries.standing_services import ServicesStanding, Thing
from lamplighter.web.text import normalise


def write_services(
    organisation: Organisation,
    plan: ServicesPlan,
    now: ServicesStanding,
    *,
    file: str,
    by: Account | None,
    at: datetime,
) -> None:
    """Write ``plan``, which was made from ``now``; inside the caller's transaction."""
    Writing(organisation, plan, now, file).write(by=by, at=at)


@dataclass
class Writing:
    """One list on its way into the register."""

    organisation: Organisation
    plan: ServicesPlan
    now: ServicesStanding
    file: str
    deeds: list[Deed] = field(default_factory=list)
    groups: list[tuple[DependencyGroup, GroupSaid]] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)

    def write(self, *, by: Account | None, at: datetime) -> None:
        self.units = self._units()
        self._things()
        added = self._add()
        for change in self.plan.changed:
            self._change(change)
        for service, row in added:
            self._stand_on(service, row)
        self._close()
        DependencyGroup.objects.bulk_create([group for group, _ in self.groups])
        GroupMember.objects.bulk_create(
            _member(group, self.now.thing(name)) for group, said in self.groups for name in said.members
        )
        Need.objects.bulk_create(self.needs)
        record_many(self.organisation, self.deeds, by=by, at=at)

    def _units(self) -> dict[str, int]:
        known = {normalise(name): pk for pk, name in self.now.units.items()}
        rows = [*self.plan.added, *(change.row for change in self.plan.changed)]
        names = {normalise(row.unit): row.unit for row in rows if row.unit}
        new = [Unit(organisation=self.organisation, name=name) for key, name in names.items() if key not in known]
        Unit.objects.bulk_create(new)
        self.deeds += [Deed("unit.added", unit, {"file": self.file}) for unit in new]
        return known | {normalise(unit.name): unit.pk for unit in new}

    def _things(self) -> None:
        """Systems and skills that are named and unknown."""
        codes = made_up(self.now.codes["system"])
        systems = [
            System(organisation=self.organisation, code=next(codes), name=name) for name in self.plan.systems
        ]
        System.objects.bulk_create(systems)
        codes = made_up(self.now.codes["skill"])
        skills = [Skill(organisation=self.organisation, code=next(codes), name=name) for name in self.plan.skills]
        Skill.objects.bulk_create(skills)
        self.now.things |= {normalise(system.name): ("system", system.pk) for system in systems}
        self.now.skills |= {normalise(skill.name): skill.pk for skill in skills}
        self.deeds += [Deed("system.brought_in", system, {"file": self.file}) for system in systems]
        self.deeds += [Deed("skill.brought_in", skill, {"file": self.file}) for skill in skills]

    def _add(self) -> list[tuple[Service, ServiceRow]]:
        codes = made_up(self.now.codes["service"])
        services = []
        for row in self.plan.added:
            service = Service(
                organisation=self.organisation,
                code=row.code or next(codes),
                name=row.name,
                about=row.about or "",
                tier=row.tier or Tier.DAILY,
                hours=row.hours or Hours.OFFICE_HOURS,
                mtpd_min=row.mtpd_min,
                rto_min=row.rto_min,
                residents=row.residents,
                manual_fallback=row.manual_fallback or "",
                fallback_min=row.fallback_min,
                unit_id=self.units.get(normalise(row.unit)) if row.unit else None,
            )
            services.append((service, row))
        Service.objects.bulk_create([service for service, _ in services])
        for service, row in services:
            self.now.things[normalise(service.name)] = self.now.things[normalise(service.code)] = (
                "service",
                service.pk,
            )
            self.deeds.append(Deed("service.brought_in", service, {"file": self.file, "row": row.line}))
        return services

    def _change(self, change: ServiceChange) -> None:
        service = Service.objects.get(pk=change.service.pk)
        told: dict[str, list[Any]] = {}
        for name, (was, said) in change.changes.items():
            told[name] = [was, said]
            if name in FIELDS:
                setattr(service, name, said)
            elif name == "unit":
                service.unit_id = self.units[normalise(said)]
        if change.reopened:
            told["closed_on"] = [service.closed_on, None]
            service.closed_on = None
        service.save()
        if "depends_on" in change.changes:
            DependencyGroup.objects.filter(service=service).delete()
        if "skills" in change.changes:
            Need.objects.filter(service=service).delete()
        self._stand_on(service, change.row, groups="depends_on" in change.changes, needs="skills" in change.changes)
        facts = {"changes": told, "file": self.file, "row": change.row.line}
        self.deeds.append(Deed("service.changed_by_file", service, facts))

    def _stand_on(self, service: Service, row: ServiceRow, *, groups: bool = True, needs: bool = True) -> None:
        mine = {"organisation": self.organisation, "service": service}
        for said in row.groups or () if groups else ():
            name = ", ".join(said.members)[:160] if len(said.members) > 1 else ""
            group = DependencyGroup(**mine, name=name, needed=said.needed, buffer_min=said.buffer_min)
            self.groups.append((group, said))
        self.needs += self._needs(mine, row.needs or () if needs else ())

    def _needs(self, mine: dict[str, Any], said: Iterable[NeedSaid]) -> list[Need]:
        return [
            Need(
                **mine,
                skill_id=int(self.now.skill(need.skill)),
                level=need.level,
                people=need.people,
                response_min=need.response_min,
            )
            for need in said
        ]

    def _close(self) -> None:
        for service in self.plan.ended:
            Service.objects.filter(pk=service.pk).update(closed_on=self.plan.as_of)
            facts = {"changes": {"closed_on": [None, self.plan.as_of]}, "file": self.file}
            subject = Service(pk=service.pk, name=service.name)
            self.deeds.append(Deed("service.not_in_file", subject, facts))


def _member(group: DependencyGroup, thing: Thing) -> GroupMember:
    what, pk = thing
    return GroupMember(group=group, **{f"{what}_id": pk})
