"""A country for load tests: many cities of every size, written in bulk.

Unlike the sample cities, its rows do not come through the deeds of pages: 25,000 people would take an hour so, and
what is measured with them is reading. Rosters turn in order and are not searched; nothing here is a model of law.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.cities.models import Account, Organisation, RoleHeld
from lamplighter.apps.register.models import (
    Contract,
    DependencyGroup,
    GroupMember,
    Need,
    Person,
    Service,
    Skill,
    SkillHeld,
    System,
    Unit,
)
from lamplighter.apps.roster.choices import DraftState
from lamplighter.apps.roster.models import Demand, Draft, Duty, Pool, PoolMember, Publication, ShiftType
from lamplighter.apps.samples.actions.organisations import SETTINGS, hashed
from lamplighter.apps.samples.choices import PASSWORD, Plan, plans

Row = TypeVar("Row", bound=Model)
SLUG = "nation-{:04d}"
LEAST_PEOPLE = 6
BATCH = 50
DAYS_BEFORE, DAYS_AFTER = 21, 14
SHIFTS = (("M", time(6), time(14), "day"), ("E", time(14), time(22), "evening"), ("N", time(22), time(6), "night"))


def sizes(cities: int, people: int) -> list[int]:
    """How many people each city has: a few are large and most are small, as cities are; together ``people``."""
    rest = people - LEAST_PEOPLE * cities
    if rest < 0:
        raise ValueError(f"{cities} cities need at least {LEAST_PEOPLE * cities} people. Got {people} instead.")
    weights = [1 / (rank + 12) ** 0.8 for rank in range(cities)]
    whole = sum(weights)
    found = [LEAST_PEOPLE + int(rest * weight / whole) for weight in weights]
    found[0] += people - sum(found)
    return found


def seed_nation(
    *, cities: int, people: int, seed: int, now: datetime, say: Callable[[str], None] = lambda _line: None
) -> None:
    """Write the country, some cities to a transaction; those that are there already stay as they are."""
    known = set(Organisation.objects.filter(sample=True).values_list("slug", flat=True))
    kinds = plans()
    wanted = [
        Blueprint(number, SLUG.format(number), size, kinds[number % len(kinds)])
        for number, size in enumerate(sizes(cities, people), start=1)
        if SLUG.format(number) not in known
    ]
    for start in range(0, len(wanted), BATCH):
        with transaction.atomic():
            Writing(wanted[start : start + BATCH], seed, now).write()
        say(f"{min(start + BATCH, len(wanted))} of {len(wanted)} cities")


@dataclass(frozen=True)
class Blueprint:
    """One city to be written: which number, how large, and after which of the sample cities."""

    number: int
    slug: str
    size: int
    plan: Plan


class Writing:
    """Some cities on their way into the database, table by table."""

    def __init__(self, blueprints: Sequence[Blueprint], seed: int, now: datetime) -> None:
        self.blueprints = blueprints
        self.random = Random(f"{seed} {blueprints[0].slug}")  # noqa: S311 -- a load, not a secret
        self.now = now

    def write(self) -> None:
        self.found()
        self.hire()
        self.build()
        self.roster()

    def found(self) -> None:
        """Cities, and a CIO's account for each."""
        long_ago = self.now - timedelta(days=400)
        self.cities = put(
            Organisation(
                slug=each.slug,
                name=f"{each.plan.city['name']} {each.number}",
                country=each.plan.city["country"],
                sample=True,
                created_at=long_ago,
                **{key: each.plan.city[key] for key in SETTINGS if key != "latin_name"},
            )
            for each in self.blueprints
        )
        accounts = put(
            Account(
                email=f"cio@{city.slug}.example",
                name=each.plan.city["accounts"][0],
                password=hashed(PASSWORD),
                sample=True,
                date_joined=long_ago,
            )
            for city, each in zip(self.cities, self.blueprints, strict=True)
        )
        put(
            RoleHeld(account=account, organisation=city, role=Role.CIO, since=long_ago)
            for account, city in zip(accounts, self.cities, strict=True)
        )

    def hire(self) -> None:
        """Units, skills, people with a contract, and who knows what."""
        units, self.skills, people = [], {}, []
        for city, each in zip(self.cities, self.blueprints, strict=True):
            units += [Unit(organisation=city, code=c, name=n) for c, n in each.plan.words["units"].items()]
        of_city: dict[int, list[Unit]] = {}
        for unit in put(units):
            of_city.setdefault(unit.organisation_id, []).append(unit)
        skills = [
            Skill(organisation=city, code=code, name=name)
            for city, each in zip(self.cities, self.blueprints, strict=True)
            for code, name in each.plan.words["skills"].items()
        ]
        for skill in put(skills):
            self.skills[skill.organisation_id, skill.code] = skill
        for city, each in zip(self.cities, self.blueprints, strict=True):
            names = each.plan.names
            for number in range(each.size):
                name = f"{self.random.choice(names['given'])} {self.random.choice(names['family'])}"
                people.append(
                    Person(
                        organisation=city,
                        number=f"{1000 + number}",
                        name=name,
                        unit=self.random.choice(of_city[city.pk]),
                        email=f"p{number}@{city.slug}.example",
                        phone=f"+999 20 {number:07d}",
                        joined_on=self.now.date() - timedelta(days=self.random.randint(400, 7000)),
                    )
                )
        self.people: dict[int, list[Person]] = {}
        for person in put(people):
            self.people.setdefault(person.organisation_id, []).append(person)
        put(contract_of(person, person.organisation) for person in people)
        put(
            SkillHeld(person=person, skill=skill, level=self.random.randint(2, 4), evidence="work")
            for city in self.cities
            for person in self.people[city.pk][: len(self.people[city.pk]) // 2 + 4]
            for skill in self.random.sample([s for (pk, _), s in self.skills.items() if pk == city.pk], 2)
        )

    def build(self) -> None:
        """Services, systems, what stands on what, and needs; a small city has fewer of each."""
        self.services: dict[tuple[int, str], Service] = {}
        systems: dict[tuple[int, str], System] = {}
        pairs = list(zip(self.cities, self.blueprints, strict=True))
        for service in put(service_of(city, each, code) for city, each in pairs for code in kept(each, "services")):
            self.services[service.organisation_id, service.code] = service
        for system in put(
            System(organisation=city, code=code, name=each.plan.words["systems"][code], kind=facts["kind"])
            for city, each in pairs
            for code, facts in kept(each, "systems").items()
        ):
            systems[system.organisation_id, system.code] = system
        groups, members, needs = [], [], []
        for city, each in pairs:
            for code, written in each.plan.structure["groups"].items():
                top: dict[str, Any] = {
                    "service": self.services.get((city.pk, code)),
                    "system": systems.get((city.pk, code)),
                }
                if top["service"]:
                    top["system"] = None
                for needed, buffer_min, *below in written if any(top.values()) else ():
                    present = [systems[city.pk, one] for one in below if (city.pk, one) in systems]
                    if present:
                        group = DependencyGroup(organisation=city, needed=needed, buffer_min=buffer_min, **top)
                        groups.append(group)
                        members += [GroupMember(group=group, system=one) for one in present]
            for code, written in each.plan.structure["needs"].items():
                if carrying := systems.get((city.pk, code)):
                    needs += [
                        Need(organisation=city, system=carrying, skill=self.skills[city.pk, skill], level=2)
                        for skill, _level, _people, _response in written
                    ]
        put(groups)
        put(members)
        put(needs)

    def roster(self) -> None:
        """One pool for the 24-hour services of each city, and a published roster around now."""
        pairs = list(zip(self.cities, self.blueprints, strict=True))
        pools = put(Pool(organisation=city, name=each.plan.words["duty"]["desk"]) for city, each in pairs)
        covers = Pool.services.through
        put(
            covers(pool_id=pool.pk, service_id=service.pk)
            for pool in pools
            for (pk, _code), service in self.services.items()
            if pk == pool.organisation_id and service.hours == "24h"
        )
        words = {city.pk: each.plan.words["duty"] for city, each in pairs}
        shifts = put(
            ShiftType(
                pool=pool,
                code=code,
                name=words[pool.organisation_id][code],
                starts_at=start,
                ends_at=end,
                look=look,
            )
            for pool in pools
            for code, start, end, look in SHIFTS
        )
        put(Demand(shift_type=shift, people=1) for shift in shifts)
        first = self.now.date() - timedelta(days=DAYS_BEFORE)
        last = self.now.date() + timedelta(days=DAYS_AFTER)
        team = {pool.pk: self.people[pool.organisation_id][:9] for pool in pools}
        put(PoolMember(pool=pool, person=person, since=first) for pool in pools for person in team[pool.pk])
        made_at = self.now - timedelta(days=DAYS_BEFORE + 14)
        drafts = put(
            Draft(pool=pool, starts_on=first, ends_on=last, state=DraftState.PUBLISHED, made_at=made_at)
            for pool in pools
        )
        put(
            Publication(
                organisation=draft.pool.organisation,
                draft=draft,
                pool=draft.pool,
                version=1,
                starts_at=at_clock(draft.pool.organisation, first, time()),
                ends_at=at_clock(draft.pool.organisation, last + timedelta(days=1), time()),
                at=made_at,
            )
            for draft in drafts
        )
        of_pool: dict[int, list[ShiftType]] = {}
        for shift in shifts:
            of_pool.setdefault(shift.pool_id, []).append(shift)
        put(
            duty_of(draft, shift, turn, team[draft.pool_id], first + timedelta(days=turn))
            for draft in drafts
            for turn in range((last - first).days + 1)
            for shift in of_pool[draft.pool_id]
        )


def put(rows: Iterable[Row]) -> list[Row]:
    """Write rows of one table in as few statements as the database takes."""
    found = list(rows)
    if found:
        type(found[0])._default_manager.bulk_create(found, batch_size=800)
    return found


def kept(each: Blueprint, what: str) -> dict[str, dict[str, Any]]:
    """Services or systems of a city: the first of the plan, as many as a city of its size has."""
    everything = each.plan.kept(what)
    count = min(len(everything), 8 + each.size // 3)
    return dict(list(everything.items())[:count])


def service_of(city: Organisation, each: Blueprint, code: str) -> Service:
    facts, words = each.plan.structure["services"][code], each.plan.words["services"][code]
    return Service(
        organisation=city,
        code=code,
        name=words["name"],
        about=words["about"],
        tier=facts["tier"],
        hours=facts["hours"],
        mtpd_min=facts["mtpd_min"],
        rto_min=facts["rto_min"],
        residents=each.size * 900,
    )


def contract_of(person: Person, city: Organisation) -> Contract:
    assert person.joined_on is not None  # everybody written here has a first day
    return Contract(
        organisation=city,
        person=person,
        starts_on=person.joined_on,
        weekly_hours=Decimal(40),
        base_pay=Decimal(3000),
        rule_pack=city.rule_pack,
    )


def duty_of(draft: Draft, shift: ShiftType, turn: int, team: Sequence[Person], on: date) -> Duty:
    """Three days of each shift at a time, then the next person; one night in a hundred has nobody."""
    place = {"M": 0, "E": 1, "N": 2}[shift.code] * (len(team) // 3 or 1)
    nobody = shift.code == "N" and (draft.pk * 31 + turn) % 100 == 0
    city = draft.pool.organisation
    ends = on if shift.ends_at > shift.starts_at else on + timedelta(days=1)
    return Duty(
        draft=draft,
        shift_type=shift,
        on=on,
        starts_at=at_clock(city, on, shift.starts_at),
        ends_at=at_clock(city, ends, shift.ends_at),
        person=None if nobody else team[(turn // 3 + place) % len(team)],
    )


def at_clock(city: Organisation, on: date, clock: time) -> datetime:
    """An instant by the clock on a city's walls."""
    return datetime.combine(on, clock, tzinfo=city.zone)
