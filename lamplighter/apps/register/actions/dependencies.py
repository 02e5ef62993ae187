"""Write down what services and systems stand on, and what they need people for."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import locked, write
from lamplighter.apps.register.models import (
    DependencyGroup,
    GroupMember,
    Need,
    Service,
    SupplyContract,
    System,
)
from lamplighter.web.versioned import Overtaken

Member = Service | System | SupplyContract
FIELDS: dict[type, str] = {Service: "service", System: "system", SupplyContract: "supply"}


@transaction.atomic
def add_group(
    thing: Service | System, members: Collection[Member], *, by: Account | None, at: datetime, **values: Any
) -> DependencyGroup:
    """``thing`` works while ``needed`` of ``members`` work, and ``buffer_min`` longer."""
    group = DependencyGroup(organisation=thing.organisation, **{FIELDS[type(thing)]: thing}, **values)
    _check(group, members)
    group.full_clean()
    group.save()
    _put(group, members)
    record(thing.organisation, "dependency.added", thing, by=by, at=at, facts=_said(group, members))
    return group


@transaction.atomic
def change_group(
    group: DependencyGroup,
    members: Collection[Member],
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    seen_members: Collection[Member] | None = None,
    by: Account | None,
    at: datetime,
) -> DependencyGroup:
    """Write what differs; raises Overtaken when group or members are not what was seen."""
    fresh = locked(group, seen)
    before = members_of(fresh)
    if seen_members is not None and set(before) != set(seen_members):
        raise Overtaken(f"{group} was changed by somebody else.")
    was = {f"was_{key}": value for key, value in _said(fresh, before).items()}
    changes = write(fresh, values)
    _check(fresh, members)
    if set(before) != set(members):
        fresh.members.all().delete()
        _put(fresh, members)
    elif not changes:
        return fresh
    facts = was | _said(fresh, members)
    record(fresh.organisation, "dependency.changed", dependent_of(fresh), by=by, at=at, facts=facts)
    return fresh


@transaction.atomic
def remove_group(group: DependencyGroup, *, by: Account | None, at: datetime) -> None:
    """The dependent does not stand on the group any more; the journal keeps what it said."""
    fresh = locked(group)
    facts = _said(fresh, members_of(fresh))
    record(fresh.organisation, "dependency.removed", dependent_of(fresh), by=by, at=at, facts=facts)
    fresh.delete()


@transaction.atomic
def add_need(thing: Service | System, *, by: Account | None, at: datetime, **values: Any) -> Need:
    """``thing`` needs so many people with a skill at a level."""
    need = Need(organisation=thing.organisation, **{FIELDS[type(thing)]: thing}, **values)
    need.full_clean()
    need.save()
    record(thing.organisation, "need.added", thing, by=by, at=at, facts=_asked(need))
    return need


@transaction.atomic
def change_need(
    need: Need,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Account | None,
    at: datetime,
) -> Need:
    """Write what differs."""
    fresh = locked(need, seen)
    was = {f"was_{key}": value for key, value in _asked(fresh).items()}
    if write(fresh, values):
        facts = was | _asked(fresh)
        record(fresh.organisation, "need.changed", dependent_of(fresh), by=by, at=at, facts=facts)
    return fresh


@transaction.atomic
def remove_need(need: Need, *, by: Account | None, at: datetime) -> None:
    """Nobody is needed for it any more; the journal keeps what it said."""
    fresh = locked(need)
    record(fresh.organisation, "need.removed", dependent_of(fresh), by=by, at=at, facts=_asked(fresh))
    fresh.delete()


def dependent_of(row: DependencyGroup | Need) -> Service | System:
    """What stands on the group, or has the need."""
    found = row.service or row.system
    assert found is not None  # a constraint of the database says so
    return found


def members_of(group: DependencyGroup) -> list[Member]:
    """What the group consists of; one query."""
    places = group.members.select_related("system", "service", "supply").order_by("pk")
    found = (place.system or place.service or place.supply for place in places)
    return [each for each in found if each is not None]  # a constraint of the database says none is


def _check(group: DependencyGroup, members: Collection[Member]) -> None:
    if not members:
        raise ValidationError(_("Choose at least one thing that it stands on."))
    if group.needed > len(members):
        raise ValidationError(
            _("%(needed)s of %(count)s cannot work at once. Ask for fewer, or add members."),
            params={"needed": group.needed, "count": len(members)},
        )
    if (group.service or group.system) in members:
        raise ValidationError(_("Nothing stands on itself."))
    if any(member.organisation_id != group.organisation_id for member in members):
        raise ValidationError(_("Everything in a group belongs to the same city."))


def _put(group: DependencyGroup, members: Collection[Member]) -> None:
    GroupMember.objects.bulk_create(GroupMember(group=group, **{FIELDS[type(each)]: each}) for each in members)


def _said(group: DependencyGroup, members: Collection[Member]) -> dict[str, Any]:
    """What the journal keeps of a group."""
    return {
        "members": sorted(str(member) for member in members),
        "needed": group.needed,
        "buffer": group.buffer_min,
    }


def _asked(need: Need) -> dict[str, Any]:
    """What the journal keeps of a need."""
    return {"skill": str(need.skill), "level": need.level, "people": need.people}
