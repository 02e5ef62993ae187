"""The walk: every URL, as every role, as a member of another city, as nobody; compared with table.csv."""

import csv
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from lamplighter.apps.cities.choices import ASSOCIATION_ROLES, Role
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.config.checks import PLACES, pages
from lamplighter.web.clock import now
from tests.access.objects import FORMS, MAKERS, Place
from tests.people import Cast, account, cast_of, sign_in

READERS = [*(role.value for role in Role), "chen", "nobody"]
OUTCOMES = {"yes", "no", "none", "own", "login"}
TABLE = Path(__file__).with_name("table.csv")


def table() -> dict[str, dict[str, str]]:
    """The table, by URL and reader."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return {row.pop("url"): row for row in csv.DictReader(lines)}


# The names of what varies in each address. A name stands for one page, so one that comes twice is a mistake.
URLS = [(page.name, frozenset(names)) for page, names in pages()]
EXPECTED = table()


def test_every_url_has_a_name_of_its_own() -> None:
    names = [name for name, _ in URLS]

    assert None not in names
    assert sorted(names) == sorted(set(names))


def test_every_url_stands_in_the_table_and_nothing_else() -> None:
    names = {name for name, _ in URLS}

    assert names - set(EXPECTED) == set(), "These URLs are missing in tests/access/table.csv."
    assert set(EXPECTED) - names == set(), "These URLs are in tests/access/table.csv, but there are none such."


def test_the_table_speaks_of_every_reader_and_in_known_words() -> None:
    for name, row in EXPECTED.items():
        assert list(row) == READERS, name
        assert set(row.values()) <= OUTCOMES, name


def test_whatever_varies_in_an_address_has_a_maker() -> None:
    needing = {name for name, names in URLS if names - set(PLACES)}

    assert needing - set(MAKERS) == set(), "These URLs need a maker in tests/access/objects/."


def test_no_other_citys_member_and_nobody_signed_out_is_let_into_a_city() -> None:
    for name, names in URLS:
        if names & set(PLACES) and name in EXPECTED:
            assert (EXPECTED[name]["chen"], EXPECTED[name]["nobody"]) == ("none", "login"), name


@dataclass(frozen=True)
class World:
    """The cast, somebody else of Havn whose things are never the reader's, and what keeps each reader signed in."""

    cast: Cast
    somebody_else: Account
    client: Client
    cookies: dict[str, SimpleCookie]

    def reader(self, who: str) -> Account | None:
        return {"chen": self.cast.chen, "nobody": None}[who] if who in {"chen", "nobody"} else self.cast.of(who)

    def browser(self, who: str) -> Client:
        """As on the first day each time: what a page does to the cookies is not carried over."""
        self.client.cookies = deepcopy(self.cookies[who])
        return self.client


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once, for making it takes longer than asking; each question is taken back by itself."""
    with django_db_blocker.unblock(), undone():
        cast = cast_of(at=now())
        made = World(cast, account("Else", cast.havn, Role.SPECIALIST, at=now()), Client(), {})
        for who in READERS:
            made.cookies[who] = signed_in_just_now(made.reader(who))
        yield made


def signed_in_just_now(reader: Account | None) -> SimpleCookie:
    """Cookies of somebody who has just shown password and second factor, so that nothing asks for them again."""
    client = Client()
    if reader is not None:
        sign_in(client, reader)
        session = client.session
        shown = {"method": "password", "at": time.time(), "reauthenticated": True}
        session["account_authentication_methods"] = [shown]
        session["account_authentication_methods_user"] = str(reader.pk)
        session.save()
    return client.cookies


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "names"), URLS, ids=[str(name) for name, _ in URLS])
def test_each_reader_finds_what_the_table_says(world: World, name: str, names: frozenset[str]) -> None:
    assert name in EXPECTED, "This URL is missing in tests/access/table.csv; see tests/access/objects/ too."
    expected = EXPECTED[name]

    found = {who: found_by(world, who, name, names, own=expected[who] == "own") for who in READERS}

    assert found == expected


@pytest.mark.django_db
def test_the_walk_sees_a_door_left_open(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard bites: a line of the table that does not fit the product is noticed."""
    monkeypatch.setitem(EXPECTED, "accounts", EXPECTED["accounts"] | {"specialist": "yes"})

    with pytest.raises(AssertionError):
        test_each_reader_finds_what_the_table_says(world, "accounts", frozenset({"organisation"}))


def found_by(world: World, who: str, name: str, names: frozenset[str], *, own: bool) -> str:
    """What this reader finds; where the table says ``own``, their own thing and somebody else's are asked for."""
    here = world.cast.association if who in ASSOCIATION_ROLES else world.cast.havn
    others = ask(world.browser(who), name, Place(world.cast, here, world.somebody_else, now()), names)
    reader = world.reader(who)
    if not own or reader is None:
        return others
    mine = ask(world.browser(who), name, Place(world.cast, here, reader, now()), names)
    return "own" if mine == "yes" and others in {"no", "none"} else f"own thing: {mine}, another's: {others}"


def ask(client: Client, name: str, place: Place, names: frozenset[str]) -> str:
    """Ask for the page, send a form (empty, if nobody fills it in) where it only takes forms, and undo all that."""
    with undone():
        values = MAKERS[name](place) if name in MAKERS else {}
        form = FORMS[name](place) if name in FORMS else {}
        url = reverse(name, kwargs={**values, **slugs(place, names)})
        answer = client.get(url)
        return outcome(client.post(url, form) if answer.status_code == 405 else answer)


def slugs(place: Place, names: frozenset[str]) -> dict[str, str]:
    """The organisation in the address, by the name it has there."""
    known: dict[str, Organisation] = {
        "city": place.city,
        "association": place.association,
        "organisation": place.here,
    }
    return {name: known[name].slug for name in names & set(PLACES)}


def outcome(answer: HttpResponse) -> str:
    """What an answer means to whoever asked."""
    if answer.status_code in {403, 404}:
        return {403: "no", 404: "none"}[answer.status_code]
    if answer.status_code == 302 and answer.headers["Location"].startswith(reverse("account_login")):
        return "login"
    if answer.status_code == 302 and answer.headers["Location"].startswith(reverse("second_factor")):
        return "second factor"
    return "yes" if answer.status_code < 500 else str(answer.status_code)


def test_whatever_is_ones_own_has_a_maker_that_says_whose() -> None:
    assert {name for name, row in EXPECTED.items() if "own" in row.values()} <= set(MAKERS)
