"""Drafts: make one, have it filled by the worker, keep what was found, drop it."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.roster.bridge.problem import seat_key, seats_wanted, told_between
from lamplighter.apps.roster.bridge.verdict import Answer
from lamplighter.apps.roster.choices import LONGEST_DAYS, SEARCH_SECONDS, DraftState
from lamplighter.apps.roster.models import Draft, Duty, Pool
from lamplighter.apps.roster.queries.pools import pools_without_roster, shifts_of
from lamplighter.apps.work.actions import ask, cancel
from lamplighter.apps.work.models import Job


class Busy(RuntimeError):
    """A search is at work on the draft: nothing else may change it meanwhile."""


class NobodyWanted(ValidationError):
    """No shift of the pool needs anybody in the period."""


class Overtaken(RuntimeError):
    """The draft was changed, published or dropped between the reading and the writing."""


def make_draft(pool: Pool, first: date, last: date, *, seed: int = 0, by: Account | None, at: datetime) -> Draft:
    """A draft with every seat that demand asks for; where a version is published, it begins as that one stands."""
    if last < first:
        raise ValidationError(_("A roster ends on the day it starts or later."))
    if (last - first).days >= LONGEST_DAYS:
        raise ValidationError(_("A roster is at most three months long. Make two."))
    wanted = seats_wanted(pool, list(shifts_of(pool)), first, last)
    if not wanted:
        raise NobodyWanted(_("No shift of this pool needs anybody in that period. Add a shift first."))
    told = told_between(pool, first, last)
    with transaction.atomic():
        draft = Draft.objects.create(pool=pool, starts_on=first, ends_on=last, made_at=at, made_by=by, seed=seed)
        seats = [
            Duty(
                draft=draft,
                shift_type=each.shift,
                seat=each.seat,
                on=each.on,
                starts_at=each.span.start,
                ends_at=each.span.end,
                needed=each.needed,
            )
            for each in wanted
        ]
        for seat in seats:
            seat.person_id = told.get(seat_key(seat))
        Duty.objects.bulk_create(seats)
        facts = {"from": first, "until": last, "seats": len(seats)}
        record(pool.organisation, "draft.made", draft, by=by, at=at, facts=facts)
    return draft


def make_drafts(
    organisation: Organisation,
    first: date,
    last: date,
    *,
    seconds: int = SEARCH_SECONDS[-1],
    by: Account | None,
    at: datetime,
) -> list[Draft]:
    """A draft for each open pool that wants people and has no roster in the period; the worker fills each of them.

    Pool by pool, each draft together with the search for it: whoever is interrupted asks again and gets the rest.
    """
    made = []
    without = pools_without_roster(organisation, first, last)
    for pool in list(without):
        with transaction.atomic():
            # Somebody else may ask at the same moment: who has the pool looks again.
            Pool.objects.select_for_update().get(pk=pool.pk)
            if not without.filter(pk=pool.pk).exists():
                continue
            try:
                draft = make_draft(pool, first, last, by=by, at=at)
            except NobodyWanted:
                continue
            ask_to_fill(draft, seconds=seconds, by=by, at=at)
            made.append(draft)
    return made


def ask_to_fill(
    draft: Draft, *, holes_only: bool = False, seconds: int = SEARCH_SECONDS[1], by: Account | None, at: datetime
) -> Job:
    """Ask the worker to fill the draft: anew around what is pinned, or its holes only. Asking twice is once."""
    with transaction.atomic():
        fresh = open_draft(draft, busy_is_wrong=False)
        if fresh.job and not fresh.job.is_over:
            return fresh.job
        arguments = {"draft": fresh.pk, "holes_only": holes_only, "seconds": seconds}
        fresh.job = ask(fresh.pool.organisation, "roster.solve", arguments, by=by, at=at)
        fresh.enough_at = None
        fresh.save(update_fields=["job", "enough_at"])
    return fresh.job


def enough(draft: Draft, *, by: Account | None, at: datetime) -> None:
    """End the search early and keep the best roster it has."""
    Draft.objects.filter(pk=draft.pk, enough_at=None, job__isnull=False).update(enough_at=at)


def keep_answer(answer: Answer, *, by: Account | None, at: datetime) -> int:
    """Store what a search found and the law passed; gives how many holes are left. Call it in a transaction."""
    draft = Draft.objects.select_for_update().select_related("pool__organisation").get(pk=answer.asked.draft.pk)
    if draft.state != DraftState.DRAFT or draft.revision != answer.asked.revision:
        raise Overtaken(f"Draft {draft.pk} is not what was solved.")
    holes = write_roster(draft, answer)
    draft.answer = dict(answer.said) | {"at": at.isoformat()}
    draft.save(update_fields=["answer"])
    facts = {"holes": holes, "status": answer.said.get("status"), "seconds": answer.said.get("seconds")}
    record(draft.pool.organisation, "draft.filled", draft, by=by, at=at, facts=facts)
    return holes


def write_roster(draft: Draft, answer: Answer) -> int:
    """Put everybody of a judged answer on their seats, in a transaction that has locked the draft."""
    changed, holes = [], 0
    for key, person in answer.placed.items():
        duty = answer.asked.duties[key]
        reasons = {"against": [each.plain for each in answer.hindrances.get(key, ())]} if person is None else {}
        if (duty.person_id, duty.reasons) != (person, reasons):
            duty.person_id, duty.reasons = person, reasons
            changed.append(duty)
        holes += duty.is_hole
    Duty.objects.bulk_update(changed, ["person", "reasons"], batch_size=500)
    draft.revision += 1
    draft.save(update_fields=["revision"])
    return holes


@transaction.atomic
def drop_draft(draft: Draft, *, by: Account | None, at: datetime) -> None:
    """Put a draft aside for good; a search for it is stopped. Dropping it twice is dropping it once."""
    fresh = (
        Draft.objects.select_for_update(of=("self",)).select_related("pool__organisation", "job").get(pk=draft.pk)
    )
    if fresh.state == DraftState.DROPPED:
        return
    if fresh.state != DraftState.DRAFT:
        raise ValidationError(_("A published roster stays. Publish a new version instead."))
    if fresh.job and not fresh.job.is_over:
        cancel(fresh.job, by=by, at=at)
    fresh.state = DraftState.DROPPED
    fresh.save(update_fields=["state"])
    record(fresh.pool.organisation, "draft.dropped", fresh, by=by, at=at)


def open_draft(draft: Draft, *, revision: int | None = None, busy_is_wrong: bool = True) -> Draft:
    """The draft as it is now, locked until the transaction ends; refused if it may not be changed."""
    fresh = (
        Draft.objects.select_for_update(of=("self",)).select_related("pool__organisation", "job").get(pk=draft.pk)
    )
    if fresh.state != DraftState.DRAFT or (revision is not None and fresh.revision != revision):
        raise Overtaken(f"Draft {draft.pk} has changed.")
    if busy_is_wrong and fresh.job and not fresh.job.is_over:
        raise Busy(f"Job {fresh.job_id} is filling draft {draft.pk}.")
    return fresh
