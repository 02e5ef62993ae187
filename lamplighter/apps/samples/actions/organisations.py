"""The association, its cities, and one account a role."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from lamplighter.apps.cities.actions import affiliate, found, give_role, open_account
from lamplighter.apps.cities.choices import OrganisationKind, Role
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.samples.choices import DAYS_OF_PAST, PASSWORD, Plan, association

# By the first part of their address; the order of names in the data follows this one.
CITY_ACCOUNTS = {
    "cio": Role.CIO,
    "hr": Role.HR,
    "duty": Role.DUTY_MANAGER,
    "ben": Role.SPECIALIST,
    "mayor": Role.EXECUTIVE,
    "auditor": Role.AUDITOR,
}
ASSOCIATION_ACCOUNTS = {
    "office": ("Nuala Brandt", Role.STAFF),
    "board": ("Idris Okafor", Role.BOARD),
    "delegate": ("Aoife Tierney", Role.DELEGATE),
}
SETTINGS = (
    "latin_name",
    "language",
    "calendar",
    "time_zone",
    "week_starts",
    "weekend",
    "currency",
    "residents",
    "rule_pack",
)


def found_association(now: datetime) -> Organisation:
    """The association with its accounts; as it is, if it is there."""
    facts = association()
    if known := Organisation.objects.filter(slug=facts["slug"], sample=True).first():
        return known
    at = now - timedelta(days=DAYS_OF_PAST)
    with transaction.atomic():
        made = found(
            OrganisationKind.ASSOCIATION,
            facts["slug"],
            facts["name"],
            country=facts["country"],
            by=None,
            at=at,
            sample=True,
            **chosen(facts),
        )
        for who, (name, role) in ASSOCIATION_ACCOUNTS.items():
            welcome(made, who, name, role, at=at)
    return made


def found_city(plan: Plan, league: Organisation) -> Organisation:
    """One city with its accounts, a member of the association; as it is, if it is there."""
    if known := Organisation.objects.filter(slug=plan.slug, sample=True).first():
        return known
    facts, at = plan.city, league.created_at
    with transaction.atomic():
        city = found(
            OrganisationKind.CITY,
            plan.slug,
            facts["name"],
            country=facts["country"],
            by=None,
            at=at,
            sample=True,
            **chosen(facts),
        )
        for (who, role), name in zip(CITY_ACCOUNTS.items(), facts["accounts"], strict=True):
            welcome(city, who, name, role, at=at)
        affiliate(league, city, since=at.date(), by=None, at=at)
    return city


def chosen(facts: dict[str, Any]) -> dict[str, Any]:
    """The settings among what is said of an organisation."""
    return {key: facts[key] for key in SETTINGS if key in facts}


def welcome(place: Organisation, who: str, name: str, role: str, *, at: datetime) -> None:
    """An account with one role, whose password everybody knows."""
    account = open_account(
        f"{who}@{place.slug}.example", name, None, organisation=place, by=None, at=at, sample=True
    )
    account.password = hashed(PASSWORD)
    account.save(update_fields=["password"])
    give_role(account, place, role, by=None, at=at)


@cache
def hashed(password: str) -> str:
    """The password that all sample accounts share, hashed once: hashing is slow on purpose."""
    return make_password(password)
