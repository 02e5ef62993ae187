"""Call-outs, and who may see and correct whose."""

from datetime import datetime

from django.db.models import QuerySet

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.models import CallOut


def callouts_visible_to(account: Account, organisation: Organisation) -> QuerySet[CallOut]:
    """Everybody's for who makes rosters, one's own otherwise; the latest first, with duty and people, one query."""
    found = CallOut.objects.filter(person__organisation=organisation)
    if not may(account, organisation, Sight.ROSTER_EDIT):
        found = found.filter(person__account=account)
    found = found.select_related("person__organisation", "recorded_by", "duty__shift_type__pool")
    return found.order_by("-starts_at", "-pk")


def overlapping(person: Person, start: datetime, end: datetime) -> QuerySet[CallOut]:
    """Call-outs of a person that stand and share time with a stretch; one query."""
    return CallOut.objects.filter(person=person, withdrawn_at=None, starts_at__lt=end, ends_at__gt=start)
