"""The duty pools of a sample city: their shifts, members and services."""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any

from lamplighter.apps.register.models import Person, Service, Skill
from lamplighter.apps.roster.actions.pools import add_member, change_member, make_pool
from lamplighter.apps.roster.actions.shifts import add_shift, want_on_weekdays
from lamplighter.apps.roster.models import Pool, PoolMember
from lamplighter.apps.samples.actions.pen import Pen

MEMBERS_SINCE = timedelta(days=380)


def make_pools(pen: Pen) -> dict[str, Pool]:
    """Every pool of the plan; those that are there stay as they are."""
    services = {each.code: each for each in Service.objects.filter(organisation=pen.city)}
    skills = {each.code: each for each in Skill.objects.filter(organisation=pen.city)}
    known = {each.name: each for each in Pool.objects.filter(organisation=pen.city)}
    names = pen.plan.words["duty"]
    return {
        code: known.get(names[code]) or new_pool(pen, code, services, skills) for code in pen.plan.city["pools"]
    }


def new_pool(pen: Pen, code: str, services: Mapping[str, Service], skills: Mapping[str, Skill]) -> Pool:
    """One pool with its shifts, and everybody in the posts that take turns in it."""
    facts, words = pen.plan.structure["pools"][code], pen.plan.words["duty"]
    covered = [services[each] for each in facts["services"] if each in services]
    skill = skills.get(facts["skill"])
    pool = make_pool(pen.city, words[code], services=covered, skill=skill, level=2, **pen.sign("duty"))
    for letter in pen.plan.city["pools"][code]:
        shift = pen.plan.structure["shifts"][letter]
        values = {
            "code": letter[0],
            "name": words[letter[0]],
            "layer": shift["layer"],
            "kind": shift["kind"],
            "look": shift["look"],
            "starts_at": time.fromisoformat(shift["from"]),
            "ends_at": time.fromisoformat(shift["until"]),
            "response_min": shift["response_min"],
        }
        days = set(range(1, 8)) - (pen.city.weekend_days if shift["workdays"] else set())
        made = add_shift(pool, values, weekdays=days, **pen.sign("duty"))
        if preferred := shift.get("preferred"):
            want_on_weekdays(made, days, 1, preferred, **pen.sign("duty"))
    members = []
    for number, person in enumerate(people_in(pen, facts["posts"])):
        newcomer = number == len(facts["posts"]) + 4 and code == "desk"
        since = max(pen.today - MEMBERS_SINCE, person.joined_on or pen.today)
        members.append(add_member(pool, person, since, newcomer=newcomer, **pen.sign("duty")))
    keep_from(pen, members, facts)
    return pool


def keep_from(pen: Pen, members: Sequence[PoolMember], facts: Mapping[str, Any]) -> None:
    """One member is never given a shift, and two are never on together, where the pool is large enough for it."""
    if "never" in facts and len(members) > facts["never"][0]:
        number, letter = facts["never"]
        shifts = list(members[number].pool.shift_types.filter(code=letter))
        change_member(members[number], {"barred": shifts}, **pen.sign("duty"))
    if "apart" in facts and len(members) > max(facts["apart"]):
        one, other = (members[number] for number in facts["apart"])
        change_member(one, {"apart": [other]}, **pen.sign("duty"))


def people_in(pen: Pen, posts: list[str]) -> list[Person]:
    """Holders of posts with these codes, in the order in which they were hired."""
    found = []
    for code in posts:
        holders = Person.objects.filter(
            organisation=pen.city, contracts__post__code__startswith=f"{code.upper()}-", left_on=None
        )
        found += list(holders.distinct().order_by("pk"))
    return found
