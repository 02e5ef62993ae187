"""Leave and wishes, and who may see whose."""

from datetime import date

from django.db.models import QuerySet, Sum

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.choices import WISH_POINTS
from lamplighter.apps.roster.models import Leave, Wish
from lamplighter.web.calendars import month_of


def leave_visible_to(account: Account, organisation: Organisation) -> QuerySet[Leave]:
    """Leave that stands: everybody's for who makes rosters, one's own otherwise; with people, one query."""
    found = Leave.objects.filter(person__organisation=organisation, withdrawn_at=None).select_related("person")
    if may(account, organisation, Sight.ROSTER_EDIT):
        return found
    return found.filter(person__account=account)


def own_wishes(account: Account, organisation: Organisation) -> QuerySet[Wish]:
    """The reader's own wishes that stand; one query."""
    return Wish.objects.filter(
        person__organisation=organisation, person__account=account, withdrawn_at=None
    ).select_related("shift_type", "person")


def points_left(person: Person, on: date) -> int:
    """Wish points a person has left for the month in which a day lies; one query."""
    first, last = month_of(on, person.organisation.calendar)
    standing = Wish.objects.filter(person=person, withdrawn_at=None, on__gte=first, on__lte=last)
    return WISH_POINTS - (standing.aggregate(all=Sum("weight"))["all"] or 0)
