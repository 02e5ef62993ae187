"""What belongs to the sample cities, and how it is taken out."""

from collections import deque

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from lamplighter.apps.cities.models import Account, Organisation

Path = str


def paths_to_organisation() -> dict[type[models.Model], list[Path]]:
    """For each of our models the ways, as lookups, from it to the organisation it belongs to; shortest first."""
    found: dict[type[models.Model], list[Path]] = {Organisation: [""]}
    todo = deque([Organisation])
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("lamplighter.")]
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


@transaction.atomic
def drop_sample() -> tuple[int, int]:
    """Take out every sample city with all that is in it, and the sample accounts; how many of each.

    The journal is append-only for everybody else; here the whole chain of a city that never was goes with it.
    """
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
    return count, drop_accounts()


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
