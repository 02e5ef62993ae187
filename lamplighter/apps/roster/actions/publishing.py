"""Publish a draft: an event with a version. The law has the last word, and a double click publishes once."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account
from lamplighter.apps.followup.actions import close_finding, open_finding
from lamplighter.apps.followup.models import Finding
from lamplighter.apps.journal.actions import locked_chain, record
from lamplighter.apps.roster.actions.drafts import Busy, Overtaken
from lamplighter.apps.roster.bridge.days import period
from lamplighter.apps.roster.bridge.problem import problem_for
from lamplighter.apps.roster.bridge.verdict import Answer, judged
from lamplighter.apps.roster.choices import DraftState
from lamplighter.apps.roster.models import Draft, Duty, Publication
from lamplighter.apps.roster.queries.drafts import latest_version
from lamplighter.apps.roster.queries.takeovers import deeds_so_far

TRIES = 3


class HolesUnconfirmed(ValueError):
    """The draft has holes, and whoever publishes it has not said that they know."""

    def __init__(self, holes: int) -> None:
        super().__init__(f"{holes} holes are not confirmed.")
        self.holes = holes


def publish(draft: Draft, *, holes_known: int = 0, by: Account | None, at: datetime) -> Publication:
    """The draft becomes the roster from its first day on, or from now on where an earlier version has begun.

    Publishing it twice gives the same publication. Raises Unlawful, HolesUnconfirmed, Busy or Overtaken.
    """
    city = draft.pool.organisation
    for _try in range(TRIES):
        deeds = deeds_so_far(city)
        found = _judged_now(draft, at)
        with transaction.atomic():
            # Whatever anybody does in the city writes a line: no line since means that the judgement still holds.
            if locked_chain(city).number == deeds:
                return _published(found, holes_known=holes_known, by=by, at=at)
    with transaction.atomic():
        # The city never stands still: it waits, this once, while the roster is judged.
        locked_chain(city)
        return _published(_judged_now(draft, at), holes_known=holes_known, by=by, at=at)


def _judged_now(draft: Draft, at: datetime) -> Answer | Publication:
    """The draft as it is now, with nothing against it; or what it became already."""
    fresh = Draft.objects.select_related("pool__organisation", "pool__skill").get(pk=draft.pk)
    if known := Publication.objects.filter(draft=fresh).first():
        return known
    asked = problem_for(fresh, at=at)
    return judged(asked, asked.roster())


def _published(found: Answer | Publication, *, holes_known: int, by: Account | None, at: datetime) -> Publication:
    if isinstance(found, Publication):
        return found
    return _publish(found.asked.draft, found, holes_known=holes_known, by=by, at=at)


def _publish(draft: Draft, answer: Answer, *, holes_known: int, by: Account | None, at: datetime) -> Publication:
    locked = Draft.objects.select_for_update(of=("self",)).select_related("job").get(pk=draft.pk)
    if locked.state != DraftState.DRAFT or locked.revision != answer.asked.revision:
        raise Overtaken(f"Draft {draft.pk} was changed while it was judged.")
    if locked.job and not locked.job.is_over:
        raise Busy(f"Job {locked.job_id} is filling draft {draft.pk}.")
    duties = answer.asked.duties
    holes = [key for key, person in answer.placed.items() if person is None and duties[key].needed]
    if len(holes) != holes_known:
        raise HolesUnconfirmed(len(holes))
    pool, city = draft.pool, draft.pool.organisation
    days = period(city, draft.starts_on, draft.ends_on)
    before = Publication.objects.filter(pool=pool, starts_at__lt=at, ends_at__gt=days.start)
    if before.exists() and days.end <= at:
        raise ValidationError(_("That period is over and has its roster: who was on is not rewritten."))
    # What had begun by now is a fact: an earlier version goes on speaking for it.
    starts_at = max(days.start, at) if before.exists() else days.start
    publication = Publication.objects.create(
        organisation=city,
        draft=draft,
        pool=pool,
        version=latest_version(pool) + 1,
        starts_at=starts_at,
        ends_at=days.end,
        at=at,
        by=by,
        holes=len(holes),
    )
    locked.state = DraftState.PUBLISHED
    locked.save(update_fields=["state"])
    replaced = Draft.objects.filter(
        pool=pool, state=DraftState.PUBLISHED, starts_on__gte=draft.starts_on, ends_on__lte=draft.ends_on
    )
    replaced.exclude(pk=draft.pk).update(state=DraftState.REPLACED)
    facts = {"version": publication.version, "holes": len(holes), "from": draft.starts_on, "until": draft.ends_on}
    record(city, "roster.published", draft, by=by, at=at, facts=facts)
    _find_holes(publication, by=by, at=at)
    return publication


def _find_holes(publication: Publication, *, by: Account | None, at: datetime) -> None:
    """One open finding for the holes of a published period; what a new version has put right is closed."""
    draft, city = publication.draft, publication.organisation
    fingerprint = f"holes-{publication.pool_id}-{draft.starts_on.isoformat()}-{draft.ends_on.isoformat()}"
    open_ones = Finding.objects.filter(organisation=city, closed_at=None)
    if publication.holes:
        facts = {"pool": str(publication.pool), "holes": publication.holes, "draft": draft.pk}
        open_finding(city, "hole_in_roster", fingerprint, facts, by=by, at=at)
    for finding in open_ones.filter(fingerprint=fingerprint) if not publication.holes else ():
        close_finding(finding, by=by, at=at)
    # The new version was judged: nobody in it is on leave, so what was found of the old one is over.
    settled = Duty.objects.filter(
        shift_type__pool=publication.pool, starts_at__gte=publication.starts_at, starts_at__lt=publication.ends_at
    )
    duties = set(settled.exclude(draft=draft).values_list("pk", flat=True))
    for finding in open_ones.filter(code="leave_on_duty"):
        if finding.facts.get("duty") in duties:
            close_finding(finding, by=by, at=at)
