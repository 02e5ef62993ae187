"""What belongs to the sample cities, and how it is taken out."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, models, transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.models import ChainedLine

if TYPE_CHECKING:
    Reference = models.ForeignKey[Any, Any]

Rows = dict[type[models.Model], set[Any]]
# A statement of SQLite takes so many values at least.
AT_ONCE = 500


@contextmanager
def logs_unguarded() -> Iterator[None]:
    """The database lets lines of journals and logs go, in this transaction and on this connection's word alone."""
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, ChainedLine)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table with references still to be checked cannot be altered: check them now.
            connection.check_constraints()
            for table in tables:
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} DISABLE TRIGGER USER")
            yield
            connection.check_constraints()
            for table in tables:
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} ENABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = [(name, sql) for name, table, sql in cursor.fetchall() if table in tables]
            for name, _sql in guards:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
            yield
            for _name, sql in guards:
                cursor.execute(sql)


def drop_sample() -> tuple[int, int]:
    """Take out every sample city with all that is in it, and the sample accounts; how many of each.

    Journals and logs are append-only for everybody else; here the whole chain of a city that never was goes with it.
    """
    with transaction.atomic(), logs_unguarded():
        return drop_cities(), drop_accounts()


def drop_cities() -> int:
    """Take out the sample cities with every row that cannot be without them; how many cities."""
    rows = rows_of(list(Organisation.objects.filter(sample=True).values_list("pk", flat=True)))
    for model, field in references(keeps=True):
        for some in chunks(rows.get(remote(field), set())):
            model._base_manager.filter(**{f"{field.name}__in": some}).update(**{field.name: None})
    # In any order: the database checks references at the end of the transaction.
    for model, keys in rows.items():
        for some in chunks(keys):
            chosen = model._base_manager.filter(pk__in=some)
            chosen._raw_delete(chosen.db)
    return len(rows[Organisation])


def rows_of(cities: list[int]) -> Rows:
    """These cities, what refers to them, what refers to that, and so on; by key."""
    rows: Rows = {Organisation: set(cities)}
    todo: deque[tuple[type[models.Model], set[Any]]] = deque([(Organisation, set(cities))])
    while todo:
        target, keys = todo.popleft()
        for model, field in references(keeps=False):
            if remote(field) is not target:
                continue
            known = rows.setdefault(model, set())
            for some in chunks(keys):
                found = model._base_manager.filter(**{f"{field.name}__in": some}).values_list("pk", flat=True)
                if new := set(found) - known:
                    known |= new
                    todo.append((model, new))
    return rows


def references(*, keeps: bool) -> Iterator[tuple[type[models.Model], "Reference"]]:
    """Our models' references: those whose row stays without what it refers to (``keeps``), or the others."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("lamplighter."):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) and (on_delete(field) is models.SET_NULL) == keeps:
                    yield model, field


def remote(field: "Reference") -> type[models.Model]:
    return field.remote_field.model


def on_delete(field: "Reference") -> object:
    return field.remote_field.on_delete


def chunks(keys: set[Any]) -> Iterator[list[Any]]:
    """The keys, some hundred at a time."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def drop_accounts() -> int:
    """Take out sample accounts; one that a real city's journal speaks of stays, but opens nothing."""
    count = 0
    for account in Account.objects.filter(sample=True):
        count += 1
        try:
            with transaction.atomic():
                account.delete()
        except models.ProtectedError:
            account.set_unusable_password()
            account.is_active = False
            account.sample = False
            account.save()
    return count
