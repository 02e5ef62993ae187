"""What hangs on the wall beside the duties themselves: contract hours, packs, leave and wishes of those on a roster."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from lamplighter.apps.register.models import Contract


def contracts_on(people: Collection[int], first: date, last: date) -> list[tuple[int, float, str]]:
    """Person, hours a week and rule pack of every contract in force in a period, the latest last; one query."""
    found = Contract.objects.filter(person__in=people, starts_on__lte=last)
    found = found.filter(Q(ends_on=None) | Q(ends_on__gte=first)).order_by("starts_on", "pk")
    values = found.values_list("person_id", "weekly_hours", "rule_pack")
    return [(person, float(hours), pack) for person, hours, pack in values]
