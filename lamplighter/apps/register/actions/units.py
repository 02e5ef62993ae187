"""Add and change departments and teams."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import facts_of, locked, write
from lamplighter.apps.register.models import Unit


@transaction.atomic
def add_unit(organisation: Organisation, *, by: Account | None, at: datetime, **values: Any) -> Unit:
    """A new unit of the city."""
    unit = Unit(organisation=organisation, **values)
    unit.full_clean()
    unit.save()
    record(organisation, "unit.added", unit, by=by, at=at, facts={"changes": facts_of(unit)})
    return unit


@transaction.atomic
def change_unit(
    unit: Unit,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Account | None,
    at: datetime,
) -> Unit:
    """Write what differs."""
    fresh = locked(unit, seen)
    if changes := write(fresh, values):
        record(fresh.organisation, "unit.changed", fresh, by=by, at=at, facts={"changes": changes})
    return fresh
