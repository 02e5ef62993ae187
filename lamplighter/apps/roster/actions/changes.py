"""Changes by hand: give a seat to somebody, take the closest lawful way, pin a seat. The law is asked each time."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account
from lamplighter.apps.journal.actions import record
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.actions.drafts import Overtaken, open_draft, write_roster
from lamplighter.apps.roster.bridge.problem import Asked, problem_for, seat_key
from lamplighter.apps.roster.bridge.verdict import Placed, Unlawful, judged, options_for
from lamplighter.apps.roster.models import Draft, Duty

TRIES = 3


def give(duty: Duty, person: Person | None, *, by: Account | None, at: datetime) -> Duty:
    """Put ``person`` on a seat of a draft, or empty it (None).

    Raises
    ------
    ValidationError
        If the duty has begun under a published version.
    Unlawful
        If that breaks the law, or the person cannot be on duty there; it says why.
    Overtaken
        If the draft is being changed by others all the time, or is no draft any more.
    Busy
        If a search is at work on it.
    """
    for _try in range(TRIES):
        asked = problem_for(
            Draft.objects.select_related("pool__organisation", "pool__skill").get(pk=duty.draft_id), at=at
        )
        if seat_key(duty) in asked.begun:
            raise ValidationError(_("This has begun: who was on is not rewritten. Hand over what is left instead."))
        if person is not None and person.pk != asked.duties[seat_key(duty)].person_id:
            refuse_unlawful(asked, seat_key(duty), person)
        with transaction.atomic():
            try:
                draft = open_draft(asked.draft, revision=asked.revision)
            except Overtaken:
                # Somebody changed the draft since it was read: what was lawful then need not be lawful now.
                if Draft.objects.get(pk=duty.draft_id).state != asked.draft.state:
                    raise
                continue
            return _write(draft, duty, person, by=by, at=at)
    raise Overtaken(f"Draft {duty.draft_id} keeps changing.")


def refuse_unlawful(asked: Asked, key: str, person: Person) -> None:
    """Raise Unlawful if ``person`` cannot have the seat."""
    option = next((each for each in options_for(asked, key) if each.person == person.pk), None)
    if option is None or not option.lawful:
        raise Unlawful(option.hindrances if option else ())


def take_way(
    duty: Duty, person: Person, changes: Mapping[str, int], *, revision: int, by: Account | None, at: datetime
) -> int:
    """Give the seat by a way that somebody was shown: exactly these changes, by seat; how many seats changed.

    Raises
    ------
    Unlawful
        If the way breaks the law by now.
    Overtaken
        If the draft is not at the ``revision`` that was shown any more, or the way is none of this draft.
    """
    asked = problem_for(
        Draft.objects.select_related("pool__organisation", "pool__skill").get(pk=duty.draft_id), at=at
    )
    fixed = {pin.seat for pin in asked.problem.pins}
    known = {each.key for each in asked.problem.people}
    meant = changes.get(seat_key(duty)) == person.pk and asked.revision == revision
    if not meant or not all(
        key in asked.duties and key not in fixed and str(who) in known for key, who in changes.items()
    ):
        raise Overtaken(f"Draft {duty.draft_id} is not what the way was found for.")
    now = {each.seat: each.person for each in asked.roster()} | {key: str(who) for key, who in changes.items()}
    answer = judged(asked, [Placed(key, who) for key, who in now.items()])
    with transaction.atomic():
        draft = open_draft(asked.draft, revision=asked.revision)
        write_roster(draft, answer)
        facts = {"on": duty.on, "shift": duty.shift_type.name, "duties": len(changes)}
        record(draft.pool.organisation, "draft.changed", draft, by=by, at=at, facts=facts, person_id=person.pk)
    return len(changes)


@transaction.atomic
def pin(duty: Duty, pinned: bool, *, by: Account | None, at: datetime) -> Duty:
    """Keep a seat as it is in every search, or let it go again."""
    draft = open_draft(duty.draft)
    fresh = Duty.objects.get(pk=duty.pk)
    if fresh.pinned != pinned:
        fresh.pinned = pinned
        fresh.save(update_fields=["pinned"])
        draft.revision += 1
        draft.save(update_fields=["revision"])
        facts = {"on": fresh.on, "shift": fresh.shift_type.name}
        deed = "duty.pinned" if pinned else "duty.unpinned"
        record(draft.pool.organisation, deed, draft, by=by, at=at, facts=facts, person_id=fresh.person_id)
    return fresh


def _write(draft: Draft, duty: Duty, person: Person | None, *, by: Account | None, at: datetime) -> Duty:
    fresh = Duty.objects.select_related("person", "shift_type").get(pk=duty.pk)
    before = fresh.person
    if before == person:
        return fresh
    fresh.person, fresh.reasons = person, {}
    fresh.save(update_fields=["person", "reasons"])
    draft.revision += 1
    draft.save(update_fields=["revision"])
    named = [str(each) if each else None for each in (before, person)]
    facts = {"on": fresh.on, "shift": fresh.shift_type.name, "changes": {"person": named}}
    who = person or before
    record(
        draft.pool.organisation, "duty.given", draft, by=by, at=at, facts=facts, person_id=who.pk if who else None
    )
    return fresh
