"""Whatever is sent to an exercise, it answers: odd values in forms and addresses are refused, and nothing breaks."""

import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from itertools import cycle
from typing import Any

import pytest
from django.core.signals import got_request_exception
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse
from pytest_django import DjangoDbBlocker

from lamplighter.apps.exercise.actions import clock, seats
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.rooms import code
from lamplighter.config.checks import pages
from lamplighter.web.clock import now
from tests.access.objects import MAKERS, Place
from tests.access.test_walk import signed_in_just_now, slugs, undone
from tests.people import Cast, cast_of

ODD = (
    "",
    " ",
    "x",
    "-1",
    "0",
    "9" * 40,
    "1e400",
    "NaN",
    "1.5",
    "\u0663\u06f4",
    "2026-02-30",
    "99:99",
    "\x00",
    "\u202e<b>{x}{{%",
    "[]",
    "\U0001f703" * 3000,
)
ODD_IN_ADDRESS: dict[type, tuple[object, ...]] = {
    int: (0, 2**31, 10**30),
    str: ("x" * 300, "-", "tell"),
}
# Names that deeds read where the page of their form is another one.
READ_BY_DEEDS = ("value", "key", "to", "between", "speed_pct", "role", "team", "kind", "text", "title", "body")
EXERCISES = [
    (str(page.name), frozenset(names))
    for page, names in pages()
    if getattr(page.callback, "__module__", "").startswith("lamplighter.apps.exercise.views")
]
# Preparing an exercise, and the room in which it is played.
ROOM = ("console", "deeds", "ballots", "preparing", "retests")
IN_CITY = [
    (str(page.name), frozenset(names))
    for page, names in pages()
    if getattr(page.callback, "__module__", "").removeprefix("lamplighter.apps.exercise.views.") in ROOM
]


@dataclass(slots=True)
class Form:
    """A form as a page shows it: where it is sent, and what stands in it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """All forms of a page that are posted."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.inside: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method") == "post":
            self.inside = Form(told.get("action", ""))
            self.found.append(self.inside)
        elif self.inside is not None and tag in ("input", "textarea", "select") and told.get("name"):
            self.select = told["name"] if tag == "select" else ""
            if told.get("type") not in ("radio", "checkbox") or "checked" in dict(attrs):
                self.inside.fields[told["name"]] = told.get("value", "")
            self.inside.fields.setdefault(told["name"], told.get("value", ""))
        elif self.inside is not None and tag == "option" and self.select:
            here = self.inside.fields
            here[self.select] = (
                told.get("value", "") if "selected" in told else here[self.select] or told.get("value", "")
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = ""


def forms_of(html: str) -> list[Form]:
    """One form for each deed of a page; a row's form is like that of the next row."""
    parser = Forms()
    parser.feed(html)
    seen: dict[tuple[str, ...], Form] = {}
    for form in parser.found:
        deed = form.action.rsplit("/", 2)[-2:] if form.action else [""]
        seen.setdefault((*deed, *sorted(form.fields)), form)
    return list(seen.values())


def odd(form: dict[str, str]) -> Iterator[dict[str, str]]:
    """The form with nothing in it, with odd values everywhere, and with one odd value in each place."""
    yield {}
    for value in ODD[:: len(ODD) // 4]:
        yield dict.fromkeys(form, value)
    values = cycle(ODD)
    for name in form:
        for _ in range(1):
            yield form | {name: next(values)}


class Broken:
    """Notes what raised inside a request; the client itself only sees a status."""

    def __init__(self) -> None:
        self.told: list[str] = []
        got_request_exception.connect(self.note)

    def note(self, **_more: Any) -> None:
        error = sys.exc_info()[1]
        self.told.append(f"{type(error).__name__}: {str(error)[:200]}")


@pytest.fixture
def broken() -> Broken:
    return Broken()


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Cast, SimpleCookie]]:
    """The cast, and the cookies of one who may do everything here; made once."""
    with django_db_blocker.unblock(), undone():
        cast = cast_of(at=now())
        yield cast, signed_in_just_now(cast.of("cio"))


def made(cast: Cast, name: str, names: frozenset[str]) -> dict[str, Any]:
    """What stands in the address; a room's clock runs."""
    place = Place(cast, cast.association if "association" in names else cast.havn, cast.ada, now())
    values = dict(MAKERS[name](place)) if name in MAKERS else {}
    one = Exercise.objects.filter(state="ready").order_by("-pk").first()
    if one is not None:
        for kind, role in ((SeatKind.PLAYER, "mayor"), (SeatKind.PLAYER, "cio")):
            seats.take(code(one, kind).shown, role=role, language="en", at=now())
        clock.start(one, by=cast.ada, at=now())
        clock.jump(one, 40 * 60, by=cast.ada, at=now())
    return values | slugs(place, names)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "names"), IN_CITY, ids=[name for name, _ in IN_CITY])
def test_odd_values_are_refused_and_break_nothing(
    house: tuple[Cast, SimpleCookie], broken: Broken, name: str, names: frozenset[str]
) -> None:
    cast, cookies = house
    client = Client(raise_request_exception=False)
    found = []
    with undone():
        values = made(cast, name, names)
        url = reverse(name, kwargs=values)

        def send(where: str, form: dict[str, str]) -> None:
            client.cookies = deepcopy(cookies)
            with undone():
                answer = client.post(where, form)
            if answer.status_code >= 500:
                found.append((where, {key: value[:30] for key, value in form.items()}, broken.told[-1:]))

        client.cookies = deepcopy(cookies)
        page = client.get(url)
        forms = (
            forms_of(page.content.decode(errors="replace"))
            if page.status_code == 200 and not page.streaming
            else []
        )
        forms = [form for form in forms if not form.action or resolve(form.action).url_name in dict(EXERCISES)]
        if page.status_code == 405:
            forms = [Form("", dict.fromkeys(READ_BY_DEEDS, "1"))]
        for form in forms:
            for sent in odd(form.fields):
                send(form.action or url, sent)
        for key, value in values.items():
            for strange in (
                ODD_IN_ADDRESS[type(value)] if key not in ("organisation", "city", "association") else ()
            ):
                try:
                    elsewhere = reverse(name, kwargs=values | {key: strange})
                except NoReverseMatch:
                    continue
                with undone():
                    asked = client.get(elsewhere)
                if asked.status_code >= 500:
                    found.append((elsewhere, {}, broken.told[-1:]))
                send(elsewhere, {})

    assert found == []
