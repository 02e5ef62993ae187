"""What the tests of the register put into Havn, through the same deeds that people use."""

from datetime import date, datetime
from typing import Any

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.actions.contracts import begin_contract
from lamplighter.apps.register.actions.people import add_person
from lamplighter.apps.register.actions.posts import open_post
from lamplighter.apps.register.actions.skills import add_skill
from lamplighter.apps.register.actions.units import add_unit
from lamplighter.apps.register.models import Contract, Person, Post, Skill, Unit

BORN = date(2020, 1, 1)


def unit(city: Organisation, at: datetime, name: str = "Networks", **values: Any) -> Unit:
    return add_unit(city, name=name, **values, by=None, at=at)


def person(city: Organisation, at: datetime, number: str = "1", name: str = "Mara", **values: Any) -> Person:
    return add_person(city, number=number, name=name, joined_on=BORN, **values, by=None, at=at)


def post(
    city: Organisation, at: datetime, code: str = "P1", title: str = "Network engineer", **values: Any
) -> Post:
    return open_post(city, code=code, title=title, is_it=True, **values, by=None, at=at)


def contract(person: Person, at: datetime, **values: Any) -> Contract:
    plain = {"starts_on": BORN, "rule_pack": "eu-wtd-2003-88", "base_pay": "41234.50", "kind": "permanent"}
    return begin_contract(person, **(plain | values), by=None, at=at)


def skill(city: Organisation, at: datetime, code: str = "net", name: str = "Networks") -> Skill:
    return add_skill(city, code=code, name=name, by=None, at=at)
