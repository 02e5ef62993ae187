"""Thousands of rows at once: what ``bulk_create`` does, in a third of its time, for rows without expressions."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

MOST_ROWS = 500
MOST_VALUES = 30_000


def insert(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model, in this order, and give them their ids; inside the caller's transaction.

    Every value is prepared once, however many rows have it: that is where the time of ``bulk_create`` goes.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = [_column(field, rows) for field in fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    key = model._meta.pk
    begin = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608 -- names of our own models
    end = f" RETURNING {quote(str(key.column))}"
    one = f"({', '.join(['%s'] * len(fields))})"
    size = min(MOST_ROWS, (connection.features.max_query_params or MOST_VALUES) // len(fields))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            values = [column[place] for place in range(start, start + len(part)) for column in columns]
            cursor.execute(begin + ", ".join([one] * len(part)) + end, values)
            for row, (pk,) in zip(part, cursor.fetchall(), strict=True):
                row.pk = pk
                row._state.adding = False
                row._state.db = connection.alias


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector: everything that is made within lives to its end, so looking for rubbish finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _column(field: "models.Field[Any, Any]", rows: Sequence[models.Model]) -> list[Any]:
    """One field of every row, as the database takes it."""
    if isinstance(field, models.ForeignKey):
        return [_id_of(field, row) for row in rows]
    prepared: dict[Any, Any] = {}
    found = []
    for row in rows:
        value = getattr(row, field.attname)
        if value not in prepared:
            prepared[value] = field.get_db_prep_save(value, connection)
        found.append(prepared[value])
    return found


def _id_of(field: "models.ForeignKey[Any, Any]", row: models.Model) -> Any:
    """The id of what it points at, which may have got its id only now."""
    other = row._state.fields_cache.get(field.name)
    if other is not None:
        setattr(row, field.attname, other.pk)
    return getattr(row, field.attname)
