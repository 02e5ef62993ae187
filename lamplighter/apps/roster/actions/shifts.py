"""Shift types of a pool, and how many people each needs."""

from collections.abc import Collection, Mapping
from copy import copy
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import facts_of, locked, write
from lamplighter.apps.roster.models import Demand, Pool, ShiftType

# What duties that were given already mean in law and in hours: it may not change behind their backs.
SETTLED = frozenset({"starts_at", "ends_at", "kind", "layer", "response_min"})


@transaction.atomic
def add_shift(
    pool: Pool,
    values: Mapping[str, Any],
    *,
    people: int = 1,
    weekdays: Collection[int] = range(1, 8),
    by: Account | None,
    at: datetime,
) -> ShiftType:
    """A new kind of duty, with how many people it needs on which days of the week."""
    locked(pool)
    shift = ShiftType(pool=pool, **values)
    shift.full_clean()
    shift.save()
    Demand.objects.create(shift_type=shift, weekdays=",".join(str(day) for day in sorted(weekdays)), people=people)
    facts = {"changes": facts_of(shift, leaving_out=("pool",)), "people": people}
    record(pool.organisation, "shift.added", shift, by=by, at=at, facts=facts)
    return shift


@transaction.atomic
def change_shift(
    shift: ShiftType,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Account | None,
    at: datetime,
) -> ShiftType:
    """Write what differs. Once duties were given, hours, kind and layer stay: retire the shift and add another."""
    fresh = locked(shift, seen)
    settled = [key for key in SETTLED & set(values) if getattr(fresh, key) != values[key]]
    if settled and fresh.duties.exists():
        raise ValidationError(
            _(
                "Duties of this shift were given already, so its hours, kind and layer stay. Retire it and add a new"
                " shift with another letter."
            )
        )
    if changes := write(fresh, values):
        record(fresh.pool.organisation, "shift.changed", fresh, by=by, at=at, facts={"changes": changes})
    return fresh


@transaction.atomic
def retire_shift(shift: ShiftType, on: date, *, by: Account | None, at: datetime) -> ShiftType:
    """From the day ``on`` no roster has this shift any more."""
    fresh = locked(shift)
    if changes := write(fresh, {"retired_on": on}):
        record(fresh.pool.organisation, "shift.retired", fresh, by=by, at=at, facts={"changes": changes})
    return fresh


@transaction.atomic
def want_on_weekdays(
    shift: ShiftType,
    weekdays: Collection[int],
    people: int,
    preferred: int | None = None,
    *,
    by: Account | None,
    at: datetime,
) -> Demand:
    """How many people the shift needs, and would better have, on these days of the week; none on the others."""
    fresh = locked(shift)
    said = ",".join(str(day) for day in sorted(weekdays))
    before = list(fresh.demand.filter(on=None).order_by("pk"))
    Demand.objects.filter(pk__in=[each.pk for each in before]).delete()
    demand = Demand(shift_type=fresh, weekdays=said, people=people, preferred=preferred)
    demand.full_clean()
    demand.save()
    if changes := _differing(before[-1] if before else None, demand, "weekdays", "people", "preferred"):
        record(fresh.pool.organisation, "demand.changed", fresh, by=by, at=at, facts={"changes": changes})
    return demand


@transaction.atomic
def want_on_date(
    shift: ShiftType, on: date, people: int, preferred: int | None = None, *, by: Account | None, at: datetime
) -> Demand:
    """How many people the shift needs, and would better have, on one date, whatever its weekday says."""
    fresh = locked(shift)
    known = fresh.demand.filter(on=on).first()
    demand = copy(known) if known else Demand(shift_type=fresh, on=on, weekdays="")
    demand.people, demand.preferred = people, preferred
    demand.full_clean()
    demand.save()
    if changes := _differing(known, demand, "people", "preferred"):
        facts = {"on": on, "changes": changes}
        record(fresh.pool.organisation, "demand.changed", fresh, by=by, at=at, facts=facts)
    return demand


@transaction.atomic
def forget_date(demand: Demand, *, by: Account | None, at: datetime) -> None:
    """A date needs again what its weekday says."""
    fresh = locked(demand)
    facts = {"on": fresh.on, "changes": _differing(fresh, None, "people", "preferred")}
    record(fresh.shift_type.pool.organisation, "demand.changed", fresh.shift_type, by=by, at=at, facts=facts)
    fresh.delete()


def _differing(before: Demand | None, after: Demand | None, *names: str) -> dict[str, list[Any]]:
    """Each of these fields as it was and as it is, where that differs."""
    pairs = {name: [getattr(before, name, None), getattr(after, name, None)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
