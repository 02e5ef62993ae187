"""Leave and wishes: record, withdraw; a new leave that hits a published duty is a finding."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lamplighter.apps.cities.models import Account
from lamplighter.apps.followup.actions import close_finding, open_finding
from lamplighter.apps.followup.models import Finding
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import locked
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.bridge.days import period
from lamplighter.apps.roster.bridge.duty import stretches
from lamplighter.apps.roster.choices import LeaveKind
from lamplighter.apps.roster.models import Leave, ShiftType, Wish
from lamplighter.apps.roster.queries.leave import points_left


@transaction.atomic
def record_leave(
    person: Person,
    first: date,
    last: date,
    *,
    kind: str = LeaveKind.LEAVE,
    by: Account | None,
    at: datetime,
) -> Leave:
    """``person`` is away from ``first`` to ``last``, both included. Duties published for those days are found."""
    leave = Leave(person=person, kind=kind, starts_on=first, ends_on=last, recorded_by=by)
    leave.full_clean()
    leave.save()
    facts = {"from": first, "until": last}
    record(person.organisation, "leave.recorded", person, by=by, at=at, facts=facts, person_id=person.pk)
    days = period(person.organisation, first, last)
    for hit in stretches(person.organisation, days):
        if hit.person == person.pk and hit.span.end > at:
            pool = hit.duty.shift_type.pool
            open_finding(
                person.organisation,
                "leave_on_duty",
                f"leave-{leave.pk}-duty-{hit.duty.pk}",
                {
                    "pool": str(pool),
                    "on": hit.duty.on.isoformat(),
                    "shift": hit.duty.shift_type.name,
                    "duty": hit.duty.pk,
                },
                by=by,
                at=at,
            )
    return leave


@transaction.atomic
def withdraw_leave(leave: Leave, *, by: Account | None, at: datetime) -> None:
    """The person is not away after all; what was found because of it is closed. Doing it twice is doing it once."""
    fresh = locked(leave)
    if fresh.withdrawn_at:
        return
    fresh.withdrawn_at = at
    fresh.save(update_fields=["withdrawn_at"])
    city = fresh.person.organisation
    facts = {"from": fresh.starts_on, "until": fresh.ends_on}
    record(city, "leave.withdrawn", fresh.person, by=by, at=at, facts=facts, person_id=fresh.person_id)
    found = Finding.objects.filter(
        organisation=city, fingerprint__startswith=f"leave-{fresh.pk}-duty-", closed_at=None
    )
    for finding in found:
        close_finding(finding, by=by, at=at)


@transaction.atomic
def wish(
    person: Person,
    on: date,
    *,
    wants: bool,
    weight: int = 1,
    shift: ShiftType | None = None,
    by: Account | None,
    at: datetime,
) -> Wish:
    """A wish for one day, within the points that everybody has for a month of the city's calendar."""
    locked(person)
    if shift is not None and shift.pool.organisation_id != person.organisation_id:
        raise ValidationError(_("That shift belongs to another city."))
    left = points_left(person, on)
    if weight > left:
        said = ngettext(
            "You have %(left)d wish point left for that month. Withdraw another wish or weigh this one less.",
            "You have %(left)d wish points left for that month. Withdraw another wish or weigh this one less.",
            left,
        )
        raise ValidationError(said, params={"left": left})
    if Wish.objects.filter(person=person, on=on, shift_type=shift, withdrawn_at=None).exists():
        raise ValidationError(_("There is a wish for that day already. Withdraw it first."))
    made = Wish(person=person, on=on, wants=wants, weight=weight, shift_type=shift)
    made.full_clean()
    made.save()
    facts = {"on": on, "wants": wants, "weight": weight}
    record(person.organisation, "wish.made", person, by=by, at=at, facts=facts, person_id=person.pk)
    return made


@transaction.atomic
def withdraw_wish(made: Wish, *, by: Account | None, at: datetime) -> None:
    """Take a wish back. Doing it twice is doing it once."""
    fresh = locked(made)
    if fresh.withdrawn_at:
        return
    fresh.withdrawn_at = at
    fresh.save(update_fields=["withdrawn_at"])
    person = fresh.person
    record(person.organisation, "wish.withdrawn", person, by=by, at=at, facts={"on": fresh.on}, person_id=person.pk)
