"""Background work of the roster: fill a draft; find out why nobody is on a duty."""

from django.utils.translation import gettext as _

from lamplighter.apps.roster.actions.drafts import Overtaken, keep_answer
from lamplighter.apps.roster.actions.explain import keep_clash
from lamplighter.apps.roster.bridge.explain import clash_of
from lamplighter.apps.roster.bridge.problem import problem_for, seat_key
from lamplighter.apps.roster.bridge.verdict import Progress, Unlawful, solved, standing, stuck
from lamplighter.apps.roster.choices import EXPLAIN_SECONDS, DraftState
from lamplighter.apps.roster.models import Draft, Duty
from lamplighter.apps.roster.queries.explain import KIND
from lamplighter.apps.work.signals import Running, Unworkable, handler
from lamplighter.web import clock

ASK_EVERY_S = 1.0


@handler("roster.solve")
def solve_roster(job: Running) -> None:
    """Search for the best lawful roster of a draft; no transaction is open meanwhile. Stored once, at the end."""
    draft = _draft(job)
    now = clock.now()
    asked = problem_for(draft, at=now)
    if stuck(asked):
        raise Unworkable(_("Somebody is pinned to a duty that they cannot have any more. Below is who, and why."))
    if job.arguments.get("holes_only"):
        # Whoever cannot stay where they are leaves a hole like any other.
        asked = problem_for(draft, at=now, keep=standing(asked))
    ear = Ear(job, draft)
    job.report(phase="searching", seats=len(asked.duties), people=len(asked.problem.people))
    try:
        answer = solved(
            asked,
            seconds=float(job.arguments.get("seconds", 30)),
            seed=draft.seed,
            on_progress=ear.hear,
            stop=ear.stop,
        )
    except Unlawful as fault:
        raise Unworkable(
            _(
                "The search answered with a roster that breaks the law. Nothing of it was stored; please report this."
            )
        ) from fault
    if job.stop_asked():
        return
    job.report(phase="storing")
    with job.final():
        try:
            keep_answer(answer, by=job.asked_by, at=clock.now())
        except Overtaken as late:
            raise Unworkable(_("The draft was changed during the search. Ask for it again.")) from late


@handler(KIND)
def explain_hole(job: Running) -> None:
    """Find out what clashes about one empty duty of a draft; no transaction is open meanwhile."""
    draft = _draft(job)
    duty = Duty.objects.select_related("draft", "shift_type").filter(pk=job.arguments["duty"], draft=draft).first()
    if duty is None or duty.person_id is not None:
        raise Unworkable(_("Somebody was put on this duty before it was looked at."))
    job.report(phase="explaining")
    asked = problem_for(draft, at=clock.now())
    clash = clash_of(asked, seat_key(duty), seconds=EXPLAIN_SECONDS, seed=draft.seed, stop=job.stop_asked)
    if job.stop_asked():
        return
    with job.final():
        try:
            keep_clash(duty, clash, by=job.asked_by, at=clock.now())
        except Overtaken as late:
            raise Unworkable(_("The draft was changed meanwhile. Ask again.")) from late


def _draft(job: Running) -> Draft:
    """The draft that the job is about."""
    found = Draft.objects.select_related("pool__organisation", "pool__skill")
    draft = found.filter(pk=job.arguments["draft"], pool__organisation=job.organisation).first()
    if draft is None or draft.state != DraftState.DRAFT:
        raise Unworkable(_("This draft was published or dropped before the search began."))
    return draft


class Ear:
    """Hands the search's progress on, and asks now and then whether somebody has had enough."""

    def __init__(self, job: Running, draft: Draft) -> None:
        self.job = job
        self.draft = draft
        self.seconds = 0.0
        self.asked_at = 0.0
        self.enough = False

    def hear(self, progress: Progress) -> None:
        self.seconds = progress.seconds
        self.job.report(
            objective=progress.objective,
            bound=progress.bound,
            gap=progress.gap,
            holes=progress.holes,
            seconds=round(progress.seconds, 1),
            search=progress.search,
        )

    def stop(self) -> bool:
        if self.seconds - self.asked_at >= ASK_EVERY_S:
            self.asked_at = self.seconds
            self.enough = Draft.objects.filter(pk=self.draft.pk).exclude(enough_at=None).exists()
        return self.enough or self.job.stop_asked()
