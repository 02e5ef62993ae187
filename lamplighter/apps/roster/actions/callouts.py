"""Record call-outs, and withdraw those that were recorded wrongly: a correction is a new line."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account
from lamplighter.apps.followup.actions import close_finding, open_finding
from lamplighter.apps.followup.models import Finding
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.actions.changing import locked
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.bridge import Span
from lamplighter.apps.roster.bridge.callouts import STANDBY, Consequence, consequences_of, held
from lamplighter.apps.roster.models import CallOut, Duty
from lamplighter.apps.roster.queries.callouts import overlapping

LONGEST = timedelta(hours=24)


def record_callout(
    duty: Duty, person: Person, span: Span, reason: str, *, by: Account | None, at: datetime
) -> tuple[CallOut, list[Consequence]]:
    """``person`` was called to work on this standby; with the duties that now come too soon, each a finding."""
    city = duty.draft.pool.organisation
    _check(duty, person, span, at)
    with transaction.atomic():
        locked(person)
        if overlapping(person, span.start, span.end).exists():
            raise ValidationError(_("Another call-out is recorded for a part of that time. Withdraw it first."))
        made = CallOut.objects.create(
            duty=duty,
            person=person,
            starts_at=span.start,
            ends_at=span.end,
            reason=reason,
            recorded_at=at,
            recorded_by=by,
        )
        facts = {"from": span.start, "until": span.end, "pool": str(duty.shift_type.pool)}
        record(city, "callout.recorded", person, by=by, at=at, facts=facts, person_id=person.pk)
    found = [each for each in consequences_of(made, at=at) if each.duty.starts_at > at]
    for each in found:
        facts = {
            "pool": str(each.duty.shift_type.pool),
            "on": each.duty.on.isoformat(),
            "shift": each.duty.shift_type.name,
            "duty": each.duty.pk,
        }
        open_finding(city, "duty_after_callout", f"callout-{made.pk}-duty-{each.duty.pk}", facts, by=by, at=at)
    return made, found


@transaction.atomic
def withdraw_callout(made: CallOut, *, by: Account | None, at: datetime) -> None:
    """It was not so; what was found because of it is over. Doing it twice is doing it once."""
    fresh = locked(made)
    if fresh.withdrawn_at:
        return
    fresh.withdrawn_at = at
    fresh.save(update_fields=["withdrawn_at"])
    city = made.person.organisation
    facts = {"from": fresh.starts_at, "until": fresh.ends_at, "pool": str(made.duty.shift_type.pool)}
    record(city, "callout.withdrawn", made.person, by=by, at=at, facts=facts, person_id=fresh.person_id)
    found = Finding.objects.filter(
        organisation=city, fingerprint__startswith=f"callout-{fresh.pk}-duty-", closed_at=None
    )
    for finding in found:
        close_finding(finding, by=by, at=at)


def _check(duty: Duty, person: Person, span: Span, at: datetime) -> None:
    if duty.shift_type.kind not in STANDBY:
        raise ValidationError(_("A call-out happens on standby. This duty is worked anyway."))
    if span.end > at:
        raise ValidationError(_("A call-out is recorded when it is over. Write when the work ended."))
    if span.end - span.start > LONGEST:
        raise ValidationError(_("A call-out of more than a day is a duty of its own. Look at the times again."))
    mine = [each.span for each in held(duty, duty.draft.pool.organisation) if each.person == person.pk]
    if not mine:
        raise ValidationError(_("That person did not have this standby. Choose whoever had it."))
    if not any(span.start <= each.end and each.start <= span.end for each in mine):
        raise ValidationError(_("That is outside the standby. A call-out begins in it, or follows it at once."))
