"""What cities give to their association bears no name of a city or an exercise, whoever of the members reads it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.cities.models import Account, Affiliation, Organisation
from lamplighter.apps.exercise.actions.evaluation import close_survey
from lamplighter.apps.exercise.actions.lessons import approve_lesson, offer_lesson
from lamplighter.apps.exercise.actions.library import offer
from lamplighter.apps.exercise.actions.report import agree
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.actions.sharing import share
from lamplighter.apps.exercise.bridge.spread import FEWEST
from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Exercise, Offer
from lamplighter.apps.exercise.tests.files import small
from lamplighter.apps.exercise.tests.played import played
from tests.people import Cast, account, organisation, sign_in

CITY, EXERCISE, OWN_SCENARIO = "zqcityqz", "zqexerciseqz", "zqscenarioqz"
OF_ASSOCIATION = ("spread", "library", "lessons")
OF_MEMBERS = ("shared_scenarios", "city_lessons")


def member(cast: Cast, number: int, at: datetime) -> Organisation:
    city = organisation(f"{CITY}-{number}", f"{CITY} {number}", at=at)
    Affiliation.objects.create(association=cast.association, city=city, since=at.date())
    return city


def shared(city: Organisation, cast: Cast, at: datetime, *, tree: Any = None) -> Exercise:
    """An exercise that the city has agreed to, given with a lesson, which the association has taken."""
    one = played(city, by=cast.ada, at=at, title=EXERCISE, tree=tree)
    close_survey(one, by=cast.ada, at=at)
    agree(one, by=cast.ada, at=at)
    share(one, cast.association, by=cast.ada, at=at)
    lesson = offer_lesson(
        one, cast.association, "Say it.", "public_information", with_scenario=True, by=cast.ada, at=at
    )
    approve_lesson(lesson, by=cast.of(Role.STAFF), at=at)
    return one


def own_story() -> dict[str, Any]:
    """A scenario that a city has written for itself, with its name in it."""
    return {**small().tree, "id": str(uuid4()), "slug": "own", "title": OWN_SCENARIO}


def offered(city: Organisation, cast: Cast, at: datetime) -> Offer:
    version, _kept = keep_version(city, shipped()["alarm"].tree, source="yaml", by=cast.ada, at=at)
    version.state = VersionState.APPROVED
    version.save()
    return offer(version, cast.association, by=cast.ada, at=at)


def read_by(cast: Cast, others: Account) -> Iterator[tuple[str, str]]:
    """Every page on which the association and its members read what others gave."""
    for role in (Role.STAFF, Role.BOARD, Role.DELEGATE):
        browser: Any = sign_in(Client(), cast.of(role))
        for name in OF_ASSOCIATION:
            answer = browser.get(reverse(name, args=["harbours"]))
            if answer.status_code == 200:
                yield f"{role} at {name}", told(answer)
    browser = sign_in(Client(), others)
    for name in OF_MEMBERS:
        answer = browser.get(reverse(name, args=["reader"]))
        assert answer.status_code == 200
        yield f"member at {name}", told(answer)


def told(answer: Any) -> str:
    return f"{answer.headers} {unescape(answer.content.decode())}"


@pytest.mark.parametrize("cities", [1, FEWEST], ids=["one city", "enough cities"])
def test_neither_city_nor_exercise_is_read_by_those_to_whom_it_was_given(
    cast: Cast, noon: datetime, cities: int
) -> None:
    reader = organisation("reader", "Reader", at=noon)
    Affiliation.objects.create(association=cast.association, city=reader, since=noon.date())
    others = account("Rea", reader, Role.CIO, at=noon)
    for number in range(cities):
        at = noon + timedelta(days=number)
        shared(member(cast, number, at), cast, at)
    shared(member(cast, 99, noon), cast, noon, tree=own_story())
    read = dict(read_by(cast, others))

    assert {f"staff at {name}" for name in OF_ASSOCIATION} <= set(read)
    assert [where for where, text in read.items() if CITY in text or EXERCISE in text] == []
    assert [where for where, text in read.items() if OWN_SCENARIO in text] == []
    assert ("What cities decided in 1 scenario" in read["staff at spread"]) == (cities == FEWEST)


def test_who_offers_a_scenario_is_named_and_its_exercises_are_not(cast: Cast, noon: datetime) -> None:
    city = member(cast, 1, noon)
    given = offered(city, cast, noon)
    played(city, by=cast.ada, at=noon, title=EXERCISE, tree=given.version.tree)
    browser: Any = sign_in(Client(), cast.of(Role.STAFF))
    pages = [reverse("library", args=["harbours"]), reverse("library_one", args=["harbours", given.pk])]

    read = [told(browser.get(where)) for where in pages]

    assert all(CITY in text for text in read)
    assert not any(EXERCISE in text for text in read)
