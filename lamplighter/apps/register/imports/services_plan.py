"""What a list of services would change: each row compared with the services as they stand. Pure."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lamplighter.apps.register.imports.services import GroupSaid, NeedSaid, ServiceRow, Services
from lamplighter.apps.register.imports.wrong import Notice, Wrong
from lamplighter.apps.register.queries.standing_services import NowService, ServicesStanding
from lamplighter.web.text import normalise

FIELDS = (
    "name", "about", "tier", "hours", "mtpd_min", "rto_min", "residents", "manual_fallback", "fallback_min",
)  # fmt: skip


@dataclass(slots=True)
class ServiceChange:
    """A service the register knows and of which the row says something else. ``reopened``: it was closed."""

    service: NowService
    row: ServiceRow
    changes: dict[str, tuple[Any, Any]]
    reopened: bool = False


@dataclass(slots=True)
class ServicesPlan:
    """What would be added, changed, ended, and which systems and skills would be new with it."""

    as_of: date
    added: list[ServiceRow] = field(default_factory=list)
    changed: list[ServiceChange] = field(default_factory=list)
    ended: list[NowService] = field(default_factory=list)
    unchanged: int = 0
    systems: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.added or self.changed or self.ended or self.systems or self.skills)


def plan_services(services: Services, now: ServicesStanding, *, as_of: date, complete: bool) -> ServicesPlan:
    """Compare; ``complete`` says that the file names every service, so those missing from it are closed."""
    plan = ServicesPlan(as_of, wrong=list(services.wrong))
    known = {normalise(getattr(each, services.by)): each for each in now.services.values()}
    met: set[int] = set()
    for key, row in services.rows.items():
        service = known.get(key)
        if service is None:
            if taken := _clash(row, services.by, now):
                plan.wrong.append(Wrong(row.line, "", row.name, "code_of_another", {"service": taken}, "code"))
                continue
            plan.added.append(row)
            continue
        met.add(service.pk)
        change = _compared(row, now, service)
        if change.row.rto_min is None or change.row.mtpd_min is None:
            _check_together(change, plan)
        if change.changes or change.reopened:
            plan.changed.append(change)
        else:
            plan.unchanged += 1
    refused = {each.row for each in plan.wrong}
    plan.changed = [change for change in plan.changed if change.row.line not in refused]
    if complete:
        plan.ended = [
            each
            for each in now.services.values()
            if each.pk not in met
            and each.closed_on is None
            and not {normalise(each.name), normalise(each.code)} & services.mentioned
        ]
    _name_the_new(plan, services, now)
    plan.wrong.sort(key=lambda each: each.row)
    return plan


def _clash(row: ServiceRow, by: str, now: ServicesStanding) -> str:
    if by == "name" or row.code is None:
        return ""
    same = (each.name for each in now.services.values() if each.code == row.code)
    return next(same, "")


def _compared(row: ServiceRow, now: ServicesStanding, service: NowService) -> ServiceChange:
    changes: dict[str, tuple[Any, Any]] = {}
    for name in FIELDS:
        was, said = getattr(service, name), getattr(row, name)
        same = normalise(str(said)) == normalise(str(was)) if isinstance(said, str) else said == was
        if said is not None and said != "" and not same:
            changes[name] = (was, said)
    unit = now.units.get(service.unit_id, "") if service.unit_id else ""
    if row.unit is not None and normalise(row.unit) != normalise(unit):
        changes["unit"] = (unit, row.unit)
    groups, needs = now.groups.get(service.pk, []), now.needs.get(service.pk, [])
    if row.groups is not None and {_group_key(each, now) for each in row.groups} != {each.key for each in groups}:
        changes["depends_on"] = ("; ".join(each.words for each in groups), words_of_groups(row.groups))
    if row.needs is not None and {_need_key(each, now) for each in row.needs} != {each.key for each in needs}:
        changes["skills"] = ("; ".join(each.words for each in needs), words_of_needs(row.needs))
    return ServiceChange(service, row, changes, reopened=service.closed_on is not None)


def _check_together(change: ServiceChange, plan: ServicesPlan) -> None:
    """One of the two times from the row, the other from the register: they must still fit."""
    row, service = change.row, change.service
    mtpd = row.mtpd_min if row.mtpd_min is not None else service.mtpd_min
    rto = row.rto_min if row.rto_min is not None else service.rto_min
    if mtpd is not None and rto is not None and rto > mtpd:
        plan.wrong.append(Wrong(row.line, "", str(rto), "rto_beyond_mtpd", {"mtpd": mtpd}, "rto_min"))


def _group_key(group: GroupSaid, now: ServicesStanding) -> tuple[Any, ...]:
    return frozenset(now.thing(name) for name in group.members), group.needed, group.buffer_min


def _need_key(need: NeedSaid, now: ServicesStanding) -> tuple[Any, ...]:
    return now.skill(need.skill), need.level, need.people, need.response_min


def words_of_groups(groups: Iterable[GroupSaid]) -> str:
    """As a cell would say it."""
    parts = []
    for group in groups:
        words = ", ".join(group.members)
        words = f"{group.needed} of: {words}" if len(group.members) > 1 else words
        parts.append(f"{words} ({group.buffer_min} min)" if group.buffer_min else words)
    return "; ".join(parts)


def words_of_needs(needs: Iterable[NeedSaid]) -> str:
    """As a cell would say it."""
    return "; ".join(f"{need.skill}:{need.level}:{need.people}" for need in needs)


def _name_the_new(plan: ServicesPlan, services: Services, now: ServicesStanding) -> None:
    """Systems and skills that the rows name and nobody knows: they are made, and what looks like a slip is said."""
    rows = [*plan.added, *(change.row for change in plan.changed)]
    own = {normalise(row.name) for row in services.rows.values()} | {
        normalise(row.code) for row in services.rows.values() if row.code
    }
    systems = {normalise(name): name for row in rows for group in row.groups or () for name in group.members}
    skills = {normalise(need.skill): need.skill for row in rows for need in row.needs or ()}
    plan.systems = [name for key, name in systems.items() if key not in own and not now.knows_thing(key)]
    plan.skills = [name for key, name in skills.items() if not now.knows_skill(key)]
    things = sorted(own | now.thing_names())
    for name in plan.systems:
        if near := difflib.get_close_matches(normalise(name), things, n=1, cutoff=0.85):
            plan.notices.append(Notice("nearly", {"name": name, "near": near[0]}))
