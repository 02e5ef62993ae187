"""How a row is changed: under a lock, only where it differs, with what was and what is for the journal."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model

from lamplighter.web.versioned import Overtaken, print_of

Row = TypeVar("Row", bound=Model)


def locked(row: Row, seen: Mapping[str, Any] | None = None) -> Row:
    """``row`` as it is now, locked until the transaction ends; refused if it is not what was ``seen``."""
    fresh: Row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if seen is not None:
        found = {key: fresh.serializable_value(key) for key in seen}
        if print_of(found) != print_of(seen):
            raise Overtaken(f"{row} was changed by somebody else.")
    return fresh


def write(row: Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Put ``values`` on ``row`` and save what differs; gives ``{field: [was, is]}``, empty when nothing does."""
    changes = {}
    for key, value in values.items():
        was = getattr(row, key)
        if was != value:
            changes[key] = [_said(was), _said(value)]
            setattr(row, key, value)
    if changes:
        row.full_clean()
        row.save(update_fields=list(changes))
    return changes


def facts_of(row: Model, *, leaving_out: tuple[str, ...] = ("organisation",)) -> dict[str, list[Any]]:
    """What a new row says, as changes from nothing."""
    said = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name)
        if not field.primary_key and field.name not in leaving_out and value not in (None, ""):
            said[field.name] = [None, _said(value)]
    return said


def _said(value: Any) -> Any:
    return str(value) if isinstance(value, Model) else value
