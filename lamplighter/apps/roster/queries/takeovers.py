"""Published duties that may be taken over, and what was handed over."""

from django.db.models import QuerySet

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.journal.models import Chain
from lamplighter.apps.roster.models import UNTAKEN, Duty, Takeover


def published_duties(organisation: Organisation) -> QuerySet[Duty]:
    """Every duty that was ever published, with its shift, pool and roster; one query."""
    found = Duty.objects.filter(draft__publication__organisation=organisation).exclude(UNTAKEN)
    return found.select_related(
        "shift_type__pool", "person", "draft__pool__organisation", "draft__pool__skill", "draft__publication"
    )


def takeovers_of(duty: Duty) -> QuerySet[Takeover]:
    """Every hand-over of a duty, withdrawn or not, the latest first; with people, one query."""
    return Takeover.objects.filter(duty=duty).select_related("person", "made_by").order_by("-made_at", "-pk")


def takeovers_to_change(account: Account, organisation: Organisation) -> QuerySet[Takeover]:
    """Hand-overs that ``account`` may withdraw; one query."""
    if not may(account, organisation, Sight.ROSTER_EDIT):
        return Takeover.objects.none()
    found = Takeover.objects.filter(organisation=organisation)
    return found.select_related(
        "person",
        "duty__shift_type__pool",
        "duty__person",
        "duty__draft__pool__organisation",
        "duty__draft__pool__skill",
        "duty__draft__publication",
    )


def deeds_so_far(organisation: Organisation) -> int:
    """How many deeds the city's journal holds: whatever was judged at another number may have changed; one query."""
    return Chain.objects.filter(pk=organisation.pk).values_list("number", flat=True).first() or 0
