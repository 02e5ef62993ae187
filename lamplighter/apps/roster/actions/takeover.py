"""Take a published duty over, whole or in part, and take that back. The law is asked at the moment of saving."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account
from lamplighter.apps.followup.actions import close_finding
from lamplighter.apps.followup.models import Finding
from lamplighter.apps.journal.actions import locked_chain, record
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.actions.drafts import Overtaken
from lamplighter.apps.roster.bridge import Span
from lamplighter.apps.roster.bridge.takeover import Question, beneath, question_for
from lamplighter.apps.roster.bridge.verdict import Hindrance, Unlawful
from lamplighter.apps.roster.models import Duty, Takeover
from lamplighter.apps.roster.queries.takeovers import deeds_so_far

TRIES = 3
# Findings that are about one person on one duty: over as soon as somebody else has it.
ABOUT_ONE_DUTY = ("leave_on_duty", "duty_after_callout")


def take_over(
    duty: Duty, person: Person | None, span: Span, *, seen: str, by: Account | None, at: datetime
) -> Takeover:
    """From now on ``person`` has that part of the duty; None leaves it empty, for all to see.

    Raises
    ------
    Unlawful
        If the law, or anything else, stands against it; it says what.
    Overtaken
        If the duty is not covered any more as it was when somebody looked (``seen``).
    """
    _check(duty, span, at)
    city = duty.draft.pool.organisation
    for _try in range(TRIES):
        deeds = deeds_so_far(city)
        question = question_for(duty, at=at)
        if not question.standing.covers or question.standing.seen != seen:
            raise Overtaken(f"Duty {duty.pk} is covered otherwise by now.")
        refuse(question, person, span)
        with transaction.atomic():
            # Whatever anybody does in the city writes a line: no line since means that the judgement still holds.
            if locked_chain(city).number != deeds:
                continue
            made = Takeover.objects.create(
                organisation=city,
                pool=duty.shift_type.pool,
                duty=duty,
                layer=duty.shift_type.layer,
                person=person,
                starts_at=span.start,
                ends_at=span.end,
                made_at=at,
                made_by=by,
            )
            _settle(made, by=by, at=at)
            record(
                city,
                "duty.taken_over" if person else "duty.emptied",
                duty,
                by=by,
                at=at,
                facts=_facts(made, question.standing.holders(span)),
                person_id=person.pk if person else None,
            )
            return made
    raise Overtaken(f"The city changes all the time; duty {duty.pk} was not handed over.")


def withdraw_takeover(takeover: Takeover, *, by: Account | None, at: datetime) -> None:
    """Take a hand-over back before it begins; whoever had the duty before has it again, if they lawfully may.

    Doing it twice is doing it once. Raises Unlawful or Overtaken.
    """
    duty, city = takeover.duty, takeover.organisation
    for _try in range(TRIES):
        deeds = deeds_so_far(city)
        fresh = Takeover.objects.get(pk=takeover.pk)
        if fresh.withdrawn_at:
            return
        if fresh.starts_at <= at:
            raise ValidationError(_("This has begun: who was on is not rewritten. Hand over what is left instead."))
        question = question_for(duty, at=at)
        back = beneath(fresh, city)
        for piece in back:
            if piece.person and int(piece.person) not in question.standing.holders(piece.span):
                refuse(question, Person(pk=int(piece.person)), piece.span)
        with transaction.atomic():
            if locked_chain(city).number != deeds:
                continue
            fresh.withdrawn_at = at
            fresh.save(update_fields=["withdrawn_at"])
            holders = tuple(int(piece.person) if piece.person else None for piece in back)
            facts = _facts(fresh, holders)
            record(city, "takeover.withdrawn", duty, by=by, at=at, facts=facts, person_id=fresh.person_id)
            return
    raise Overtaken(f"The city changes all the time; takeover {takeover.pk} was not withdrawn.")


def refuse(question: Question, person: Person | None, span: Span) -> None:
    """Raise Unlawful if this person cannot have that part."""
    if person is None:
        return
    option = question.option(person.pk, span)
    if option is None:
        code = "already_on_duty" if person.pk in question.standing.holders(span) else "not_eligible"
        raise Unlawful([Hindrance(person.pk, code)])
    if not option.lawful:
        raise Unlawful(option.hindrances)


def _check(duty: Duty, span: Span, at: datetime) -> None:
    if span.start < duty.starts_at or span.end > duty.ends_at:
        raise ValidationError(_("That is longer than the duty. Choose a part of it."))
    if span.end <= at:
        raise ValidationError(_("That time is over: who was on is not rewritten."))


def _settle(made: Takeover, *, by: Account | None, at: datetime) -> None:
    """Whoever was on leave, or had to rest, does not have the duty any more: that finding is over."""
    if made.starts_at > max(made.duty.starts_at, at) or made.ends_at < made.duty.ends_at:
        return
    found = Finding.objects.filter(organisation=made.organisation, code__in=ABOUT_ONE_DUTY, closed_at=None)
    for finding in found:
        if finding.facts.get("duty") == made.duty_id:
            close_finding(finding, by=by, at=at)


def _facts(made: Takeover, before: tuple[int | None, ...]) -> dict[str, object]:
    names = dict(Person.objects.filter(pk__in=[pk for pk in before if pk]).values_list("pk", "name"))
    had = [names.get(pk or 0, "") for pk in before]
    return {
        "pool": str(made.duty.shift_type.pool),
        "shift": made.duty.shift_type.name,
        "from": made.starts_at,
        "until": made.ends_at,
        "changes": {"person": [", ".join(filter(None, had)) or None, str(made.person) if made.person else None]},
    }
