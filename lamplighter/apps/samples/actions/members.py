"""Further member cities of the sample association: each has played one exercise and given what it showed."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from lamplighter.apps.cities.actions import affiliate, found
from lamplighter.apps.cities.choices import OrganisationKind, Role
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.authoring import approve, copy_scenario
from lamplighter.apps.exercise.actions.lessons import approve_lesson, offer_lesson
from lamplighter.apps.exercise.actions.library import offer
from lamplighter.apps.exercise.actions.sharing import share
from lamplighter.apps.exercise.actions.shipped import keep_shipped
from lamplighter.apps.exercise.models import Exercise, Share
from lamplighter.apps.samples.actions.exercises import DAY, FIRST, SECOND, held, said_of
from lamplighter.apps.samples.actions.organisations import chosen, welcome
from lamplighter.apps.samples.actions.pen import Pen, pen_for
from lamplighter.apps.samples.choices import association, plans
from lamplighter.apps.samples.queries import account_of

PLAYED_AGO, APART = 84 * DAY, 6 * DAY
HALF_AN_HOUR = timedelta(minutes=30)


def found_further(league: Organisation, *, seed: int) -> None:
    """Every further member; what is there already stays as it is. All are members before the first of them plays."""
    with transaction.atomic():
        cities = [found_member(league, number, facts) for number, facts in enumerate(association()["further"])]
    for number, city in enumerate(cities):
        if not Share.objects.filter(exercise__organisation=city).exists():
            with transaction.atomic():
                give(league, number, city, seed)


def found_member(league: Organisation, number: int, facts: dict[str, Any]) -> Organisation:
    """One small city without services or rosters, a member of the association; as it is, if it is there."""
    if known := Organisation.objects.filter(slug=facts["slug"], sample=True).first():
        return known
    plan, at = plans()[0], league.created_at
    shared = {key: plan.city[key] for key in ("language", "calendar", "week_starts", "weekend", "rule_pack")}
    whole = shared | {"currency": "EUR", "time_zone": league.time_zone} | facts
    city = found(
        OrganisationKind.CITY,
        facts["slug"],
        facts["name"],
        country=facts["country"],
        by=None,
        at=at,
        sample=True,
        **chosen(whole),
    )
    names = plan.names
    for place, (who, role) in enumerate((("cio", Role.CIO), ("duty", Role.DUTY_MANAGER))):
        name = f"{names['given'][number + 5 * place]} {names['family'][number + 7 + 5 * place]}"
        welcome(city, who, name, role, at=at)
    affiliate(league, city, since=at.date(), by=None, at=at)
    return city


def give(league: Organisation, number: int, city: Organisation, seed: int) -> None:
    """What one of them has played and given: its exercise, its share, its lesson or its scenario."""
    pen = pen_for(city, plans()[0], "exercise", seed=seed + number + 1, days_ago=0)
    pen.at = pen.now - PLAYED_AGO + number * APART - 10 * DAY
    one = held(pen, FIRST, pen.now - PLAYED_AGO + number * APART, watched=False)
    share(one, league, **pen.sign("cio"))
    learn(pen, league, number, one)
    if number == 0:
        offer_one(pen, league)


def learn(pen: Pen, league: Organisation, number: int, one: Exercise) -> None:
    """Three of them offer a lesson; the association has approved two, and one waits."""
    lessons = said_of(pen)["lessons"]
    if number >= len(lessons):
        return
    capability, text = lessons[number]
    made = offer_lesson(one, league, text, capability, with_scenario=True, **pen.sign("cio"))
    office = account_of(f"office@{league.slug}.example")
    if number < len(lessons) - 1 and office is not None:
        approve_lesson(made, by=office, at=pen.at + number * DAY + HALF_AN_HOUR)


def offer_one(pen: Pen, league: Organisation) -> None:
    """A scenario that the city wrote after one of ours, approved and offered to the others."""
    kept = keep_shipped(pen.city, SECOND, **pen.sign("cio"))
    draft = copy_scenario(kept.scenario, said_of(pen)["offered"], **pen.sign("cio"))
    approved = approve(draft, revision=draft.revision, **pen.sign("cio"))
    offer(approved, league, **pen.sign("cio"))
