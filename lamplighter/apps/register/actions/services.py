"""Add, change, close and reopen services and systems; write down suppliers' contracts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import facts_of, locked, write
from lamplighter.apps.register.models import Service, SupplyContract, System
from lamplighter.apps.register.queries.services import in_use

AnyThing = TypeVar("AnyThing", bound=Service | System | SupplyContract)
Closable = TypeVar("Closable", bound=Service | System)
NAMES: dict[type, str] = {Service: "service", System: "system", SupplyContract: "supply"}


def add_service(organisation: Organisation, *, by: Account | None, at: datetime, **values: Any) -> Service:
    """A new service of the city, in residents' words."""
    return _add(Service(organisation=organisation, **values), by=by, at=at)


def add_system(organisation: Organisation, *, by: Account | None, at: datetime, **values: Any) -> System:
    """A new system that services can stand on."""
    return _add(System(organisation=organisation, **values), by=by, at=at)


def add_supply(organisation: Organisation, *, by: Account | None, at: datetime, **values: Any) -> SupplyContract:
    """A supplier's contract that systems and services can stand on."""
    return _add(SupplyContract(organisation=organisation, **values), by=by, at=at)


@transaction.atomic
def change_thing(
    thing: AnyThing,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Account | None,
    at: datetime,
) -> AnyThing:
    """Write what differs; raises Overtaken when the thing is not what was ``seen``."""
    fresh = locked(thing, seen)
    if changes := write(fresh, values):
        deed = f"{NAMES[type(fresh)]}.changed"
        record(fresh.organisation, deed, fresh, by=by, at=at, facts={"changes": changes})
    return fresh


@transaction.atomic
def close_thing(thing: Closable, closed_on: date, *, by: Account | None, at: datetime) -> Closable:
    """It is not given any more from ``closed_on``; refused while something in use stands on it."""
    fresh = locked(thing)
    over = still_over(fresh, closed_on)
    if over:
        raise ValidationError(
            _("%(over)s still stands on %(thing)s. Take it out of there first."),
            params={"over": over[0], "thing": fresh},
        )
    changes = write(fresh, {"closed_on": closed_on})
    if changes:
        deed = f"{NAMES[type(fresh)]}.closed"
        record(fresh.organisation, deed, fresh, by=by, at=at, facts={"changes": changes})
    return fresh


@transaction.atomic
def reopen_thing(thing: Closable, *, by: Account | None, at: datetime) -> Closable:
    """Take back that it was closed."""
    fresh = locked(thing)
    if changes := write(fresh, {"closed_on": None}):
        deed = f"{NAMES[type(fresh)]}.reopened"
        record(fresh.organisation, deed, fresh, by=by, at=at, facts={"changes": changes})
    return fresh


def still_over(thing: Service | System, on: date) -> list[str]:
    """Names of what is in use on the day ``on`` and stands on ``thing``; two queries."""
    groups = thing.carries.values("group")
    services = Service.objects.filter(in_use(on), groups__in=groups).distinct()
    systems = System.objects.filter(in_use(on), groups__in=groups).distinct()
    return [each.name for each in services] + [each.name for each in systems]


@transaction.atomic
def _add(thing: AnyThing, *, by: Account | None, at: datetime) -> AnyThing:
    thing.full_clean()
    thing.save()
    deed = f"{NAMES[type(thing)]}.added"
    record(thing.organisation, deed, thing, by=by, at=at, facts={"changes": facts_of(thing)})
    return thing
