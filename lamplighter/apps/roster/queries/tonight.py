"""What tonight's page asks beside who is on: the services that need a lamp, and how far the journal has come."""

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.models import Chain
from lamplighter.apps.register.choices import Hours
from lamplighter.apps.register.models import Person, Service
from lamplighter.apps.register.queries.services import in_use
from lamplighter.apps.roster.models import Pool


def services_with_lamps(organisation: Organisation, on: date) -> QuerySet[Service]:
    """Services that never close, and those that a duty pool covers, with their open pools; two queries."""
    pools = Pool.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on)).order_by("name", "pk")
    found = Service.objects.filter(organisation=organisation).filter(in_use(on))
    found = found.filter(Q(hours=Hours.AROUND_THE_CLOCK) | Q(pools__in=pools)).distinct()
    return found.order_by("tier", "name", "pk").prefetch_related(Prefetch("pools", queryset=pools))


def mark_of(organisation: Organisation) -> str:
    """A word that changes with every deed in the city: the end of its journal's chain; one query."""
    found = Chain.objects.filter(pk=organisation.pk).values_list("hash", flat=True).first()
    return found or "nothing"


def people_of(keys: Collection[int]) -> dict[int, Person]:
    """People by id, with how to reach them; one query."""
    return Person.objects.in_bulk(list(keys))
