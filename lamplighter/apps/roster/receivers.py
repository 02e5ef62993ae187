"""What the roster does when it hears of something in the register."""

from datetime import date, datetime
from typing import Any

from django.dispatch import receiver

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.register.signals import employment_ended, employments_ended
from lamplighter.apps.roster.actions.pools import end_with_employment


@receiver(employment_ended, dispatch_uid="roster.end_membership")
def end_membership(
    sender: Any, person: Person, last_day: date | None, by: Account | None, at: datetime, **_more: Any
) -> None:
    """Whoever leaves the city takes no more turns."""
    end_with_employment(person, last_day, by=by, at=at)


@receiver(employments_ended, dispatch_uid="roster.end_memberships")
def end_memberships(
    sender: Any,
    organisation: Organisation,
    last_days: dict[int, date | None],
    by: Account | None,
    at: datetime,
    **_more: Any,
) -> None:
    """The same where a spreadsheet says it of thousands: only those who take turns are asked about one by one."""
    for person in Person.objects.filter(organisation=organisation, pools__isnull=False).distinct():
        if person.pk in last_days:
            end_with_employment(person, last_days[person.pk], by=by, at=at)
