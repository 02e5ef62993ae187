"""Make a duty pool, change it, close it; take people into it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import facts_of, locked, write
from lamplighter.apps.register.models import Person, Service, Skill
from lamplighter.apps.roster.models import Pool, PoolMember

KEPT_FROM = ("barred", "apart")


@transaction.atomic
def make_pool(
    organisation: Organisation,
    name: str,
    *,
    services: Iterable[Service] = (),
    skill: Skill | None = None,
    level: int = 2,
    by: Account | None,
    at: datetime,
) -> Pool:
    """A new team that takes turns."""
    pool = Pool(organisation=organisation, name=name, skill=skill, level=level)
    pool.full_clean()
    pool.save()
    covered = list(services)
    pool.services.set(covered)
    facts = {"changes": facts_of(pool) | {"services": [None, ", ".join(str(each) for each in covered)]}}
    record(organisation, "pool.made", pool, by=by, at=at, facts=facts)
    return pool


@transaction.atomic
def change_pool(
    pool: Pool,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Account | None,
    at: datetime,
) -> Pool:
    """Write what differs; ``services`` may be among the values."""
    fresh = locked(pool, {key: value for key, value in (seen or {}).items() if key != "services"} or None)
    changes = _written(fresh, values, ("services",))
    if changes:
        record(fresh.organisation, "pool.changed", fresh, by=by, at=at, facts={"changes": changes})
    return fresh


@transaction.atomic
def close_pool(pool: Pool, on: date, *, by: Account | None, at: datetime) -> Pool:
    """From the day ``on`` nobody is wanted on duty in this pool."""
    fresh = locked(pool)
    if changes := write(fresh, {"closed_on": on}):
        record(fresh.organisation, "pool.closed", fresh, by=by, at=at, facts={"changes": changes})
    return fresh


@transaction.atomic
def reopen_pool(pool: Pool, *, by: Account | None, at: datetime) -> Pool:
    """Take back that a pool is closed."""
    fresh = locked(pool)
    if changes := write(fresh, {"closed_on": None}):
        record(fresh.organisation, "pool.reopened", fresh, by=by, at=at, facts={"changes": changes})
    return fresh


@transaction.atomic
def add_member(
    pool: Pool,
    person: Person,
    since: date,
    *,
    primary: bool = True,
    backup: bool = True,
    newcomer: bool = False,
    by: Account | None,
    at: datetime,
) -> PoolMember:
    """From the day ``since`` the person takes turns in the pool.

    Whoever comes back is kept from what, and from whom, they were kept before.
    """
    locked(pool)
    if person.organisation_id != pool.organisation_id:
        raise ValidationError(_("%(person)s belongs to another city."), params={"person": person})
    overlap = PoolMember.objects.filter(pool=pool, person=person).filter(Q(until=None) | Q(until__gte=since))
    if overlap.exists():
        raise ValidationError(_("%(person)s is in this pool already."), params={"person": person})
    _takes_turns(primary, backup)
    member = PoolMember(pool=pool, person=person, since=since, primary=primary, backup=backup, newcomer=newcomer)
    member.full_clean()
    member.save()
    if (
        before := PoolMember.objects.filter(pool=pool, person=person)
        .exclude(pk=member.pk)
        .order_by("-since")
        .first()
    ):
        kept = {name: list(getattr(before, name).all()) for name in KEPT_FROM}
    else:
        kept = {}
    changes = facts_of(member, leaving_out=("pool",)) | _written(member, kept, KEPT_FROM)
    _noted("member.added", member, {"changes": changes}, by=by, at=at)
    return member


@transaction.atomic
def change_member(member: PoolMember, values: Mapping[str, Any], *, by: Account | None, at: datetime) -> PoolMember:
    """Which duties a member takes, which never, whether as a newcomer, and with whom not together."""
    fresh = locked(member)
    _takes_turns(values.get("primary", fresh.primary), values.get("backup", fresh.backup))
    if changes := _written(fresh, values, KEPT_FROM):
        _noted("member.changed", fresh, {"person": str(fresh.person), "changes": changes}, by=by, at=at)
    return fresh


@transaction.atomic
def end_member(member: PoolMember, last_day: date, *, by: Account | None, at: datetime) -> None:
    """``last_day`` is the last on which the member takes turns; before the first day, the membership goes."""
    fresh = locked(member)
    facts = {"person": str(fresh.person), "changes": {"until": [fresh.until, last_day]}}
    if last_day < fresh.since:
        fresh.delete()
    else:
        write(fresh, {"until": last_day})
    _noted("member.ended", member, facts, by=by, at=at)


def end_with_employment(person: Person, last_day: date | None, *, by: Account | None, at: datetime) -> None:
    """Whoever leaves the city takes no more turns after the last day."""
    if last_day is None:
        return
    for member in PoolMember.objects.filter(person=person).filter(Q(until=None) | Q(until__gt=last_day)):
        end_member(member, max(last_day, member.since - timedelta(days=1)), by=by, at=at)


def _written(row: Pool | PoolMember, values: Mapping[str, Any], several: Iterable[str]) -> dict[str, list[Any]]:
    """Write what differs, and gives it; ``several`` name the fields that hold many things."""
    changes = write(row, {key: value for key, value in values.items() if key not in several})
    for name in several:
        if name in values:
            field = getattr(row, name)
            before, after = list(field.all()), list(values[name])
            if {each.pk for each in before} != {each.pk for each in after}:
                field.set(after)
                changes[name] = [", ".join(_called(each) for each in group) for group in (before, after)]
    return changes


def _called(row: Model) -> str:
    return str(row.person) if isinstance(row, PoolMember) else str(row)


def _takes_turns(primary: bool, backup: bool) -> None:
    if not primary and not backup:
        raise ValidationError(_("A member takes primary duties, backup duties, or both. Choose at least one."))


def _noted(deed: str, member: PoolMember, facts: Mapping[str, Any], *, by: Account | None, at: datetime) -> None:
    """The pool's journal says it, and so does the person's."""
    pool = member.pool
    record(pool.organisation, deed, pool, by=by, at=at, facts=facts, person_id=member.person_id)
