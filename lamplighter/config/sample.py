"""What belongs to the sample cities, and how it is taken out."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.models import Line

Path = str


def paths_to_organisation() -> dict[type[models.Model], list[Path]]:
    """For each of our models the ways, as lookups, from it to the organisation it belongs to; shortest first."""
    found: dict[type[models.Model], list[Path]] = {Organisation: [""]}
    todo: deque[type[models.Model]] = deque([Organisation])
    known = apps.get_models(include_auto_created=True)
    ours = [model for model in known if model.__module__.startswith("lamplighter.")]
    while todo:
        target = todo.popleft()
        for model in ours:
            for field in model._meta.concrete_fields:
                if field.remote_field and field.remote_field.model is target and model is not Organisation:
                    below = found[target][0]
                    path = f"{field.name}__{below}" if below else field.name
                    if model not in found:
                        todo.append(model)
                    found.setdefault(model, []).append(path)
    return found


@contextmanager
def journal_unguarded() -> Iterator[None]:
    """The database lets journal lines go, in this transaction and on this connection's word alone."""
    table = connection.ops.quote_name(Line._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table with references still to be checked cannot be altered: check them now.
            connection.check_constraints()
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            connection.check_constraints()
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        else:
            chosen = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
            cursor.execute(chosen, [Line._meta.db_table])
            guards = cursor.fetchall()
            for name, _sql in guards:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
            yield
            for _name, sql in guards:
                cursor.execute(sql)


def drop_sample() -> tuple[int, int]:
    """Take out every sample city with all that is in it, and the sample accounts; how many of each.

    The journal is append-only for everybody else; here the whole chain of a city that never was goes with it.
    """
    with transaction.atomic(), journal_unguarded():
        return drop_cities(), drop_accounts()


def drop_cities() -> int:
    """Take out the sample cities, row by row of every table that leads to them."""
    cities = Organisation.objects.filter(sample=True)
    count = cities.count()
    paths = {model: ways for model, ways in paths_to_organisation().items() if model is not Organisation}
    # The longest way first: a row is found through those it points to, which must still be there. References
    # are checked by the database at the end of the transaction.
    for model, ways in sorted(paths.items(), key=lambda item: -max(way.count("__") for way in item[1])):
        belongs = Q()
        for way in ways:
            belongs |= Q(**{f"{way}__sample": True})
        chosen = list(model._base_manager.filter(belongs).values_list("pk", flat=True))
        for start in range(0, len(chosen), 500):
            rows = model._base_manager.filter(pk__in=chosen[start : start + 500])
            rows._raw_delete(rows.db)
    cities._raw_delete(cities.db)
    return count


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
