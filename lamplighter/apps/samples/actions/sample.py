"""All sample cities, stage by stage. Each stage of a city is one transaction or takes up where it was left."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.samples.actions.exercises import (
    FIRST_AGO,
    SECOND_AGO,
    hold_first,
    hold_second,
    is_held,
    set_next,
)
from lamplighter.apps.samples.actions.followups import act, decide_rates, find_out, review_law
from lamplighter.apps.samples.actions.members import found_further
from lamplighter.apps.samples.actions.organisations import found_association, found_city
from lamplighter.apps.samples.actions.pen import pen_for
from lamplighter.apps.samples.actions.pools import make_pools
from lamplighter.apps.samples.actions.rosters import begin_next, publish_rosters
from lamplighter.apps.samples.actions.staff import end_soon, hire_everybody, teach
from lamplighter.apps.samples.actions.structure import build_structure
from lamplighter.apps.samples.actions.worked import count_months, foresee, live_through
from lamplighter.apps.samples.choices import Plan, Stage, plans
from lamplighter.apps.samples.queries import stage_of, unfinished
from lamplighter.apps.work.actions import ask
from lamplighter.apps.work.models import Job, JobState

Say = Callable[[str], None]
STAFFED_DAYS_AGO = 390
POOLED_DAYS_AGO = 370
HELD = ((FIRST_AGO, hold_first), (SECOND_AGO, hold_second))


def seed_sample(
    *,
    now: datetime,
    seed: int,
    stage: Stage,
    say: Say,
    slugs: Iterable[str] = (),
    rest_later: bool = False,
) -> None:
    """Bring the association and its cities to ``stage``; what is made already stays as it is.

    Killed half-way, it takes up where it was. With ``rest_later`` the first city is finished, and a job is left
    for the others.
    """
    league = found_association(now)
    wanted = set(slugs)
    chosen = [plan for plan in plans() if not wanted or plan.slug in wanted]
    cities = [(plan, found_city(plan, league)) for plan in chosen]
    for plan, city in cities[:1] if rest_later else cities:
        bring(plan, city, stage, seed=seed, say=say)
    if not rest_later and not wanted and stage == Stage.WORKED:
        found_further(league, seed=seed)
    waiting = Job.objects.filter(kind="samples.finish", state__in=(JobState.WAITING, JobState.RUNNING))
    if rest_later and unfinished() and not waiting.exists():
        ask(league, "samples.finish", {"seed": seed}, by=None, at=now)
        say("The other cities are made in the background.")


def bring(plan: Plan, city: Organisation, stage: Stage, *, seed: int, say: Say) -> None:
    """One city to one stage."""
    stands = stage_of(city)
    for each in Stage:
        if stands.number < each.number <= stage.number:
            STEPS[each](plan, city, seed)
            say(f"{plan.city['latin_name']}: {each.value}")


def staff_city(plan: Plan, city: Organisation, seed: int) -> None:
    """Structure and people, all or nothing."""
    pen = pen_for(city, plan, "staff", seed=seed, days_ago=STAFFED_DAYS_AGO)
    with transaction.atomic():
        build_structure(pen)
        staff = hire_everybody(pen)
        teach(pen, staff)
        end_soon(pen, staff)
        decide_rates(pen)
        review_law(pen)


def roster_city(plan: Plan, city: Organisation, seed: int) -> None:
    """Pools and rosters; no transaction is open while a roster is searched, so each step looks what is there."""
    pen = pen_for(city, plan, "rosters", seed=seed, days_ago=POOLED_DAYS_AGO)
    with transaction.atomic():
        pools = make_pools(pen)

    def meanwhile(until: datetime) -> None:
        """The exercises that were held before this roster was made."""
        for number, (ago, hold) in enumerate(HELD, start=1):
            if "exercises" in plan.city and pen.now - ago < until and not is_held(pen, number):
                with transaction.atomic():
                    hold(pen)

    publish_rosters(pen, pools, meanwhile)


def work_city(plan: Plan, city: Organisation, seed: int) -> None:
    """What happened on duty, what comes and what is to be done: all or nothing; then the sums of pay."""
    pen = pen_for(city, plan, "worked", seed=seed, days_ago=26)
    with transaction.atomic():
        pools = make_pools(pen)
        live_through(pen)
        begin_next(pen, pools)
        foresee(pen)
        if "exercises" in plan.city:
            set_next(pen)
        act(pen, find_out(pen))
    count_months(pen)


STEPS: dict[Stage, Callable[[Plan, Organisation, int], None]] = {
    Stage.STAFFED: staff_city,
    Stage.ROSTERED: roster_city,
    Stage.WORKED: work_city,
}
