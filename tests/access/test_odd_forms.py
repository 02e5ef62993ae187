"""Whatever is sent to an exercise, it answers: odd values in forms and addresses are refused, and nothing breaks."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest
from django.core.signals import got_request_exception
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse
from pytest_django import DjangoDbBlocker

from lamplighter.apps.exercise.actions import clock, seats
from lamplighter.apps.exercise.actions.evaluation import open_survey
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.rooms import code, ready_exercise
from lamplighter.config.checks import PLACES, pages
from lamplighter.web.clock import now
from lamplighter.web.gate import SEAT_COOKIE
from tests.access.objects import MAKERS, Place
from tests.access.test_seats import DOORS
from tests.access.test_seats import EXPECTED as SEAT_PAGES
from tests.access.test_seats import KINDS as SEATS
from tests.access.test_walk import EXPECTED, signed_in_just_now, slugs, undone
from tests.people import Cast, cast_of

# A value each for readers of text, of numbers, of days and times, of files and of structures.
ODD = (
    "\x00\u202e<b>{x}{{% \ud7ff",
    "9" * 5000,
    "-1",
    "NaN",
    "1e400",
    "2026-02-30T99:99",
    "\u0663\u06f4.\u06f5",
    '[{"a": null}]',
    "\U0001f703" * 3000,
    " ",
)
ODD_IN_ADDRESS: dict[type, tuple[object, ...]] = {
    int: (0, 10**30),
    UUID: (UUID(int=0),),
    str: ("x" * 300, "-"),
}
# Names that deeds read where the page of their form is another one.
READ_BY_DEEDS = ("value", "key", "to", "between", "speed_pct", "role", "team", "kind", "text", "title", "body")
EXERCISES = [
    (str(page.name), frozenset(names))
    for page, names in pages()
    if getattr(page.callback, "__module__", "").startswith("lamplighter.apps.exercise.views")
]
# Those who may do something first: what is asked as somebody who may do nothing is refused before it is read.
FIRST = ("cio", "staff", "board", "delegate", "nobody")
# What pages read of an address behind its question mark.
ASKED = ("seed", "scenario", "capability", "page", "order", "above", "after", "show", "phase", "to", "next")
SENT: set[tuple[str, ...]] = set()


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
    """The form with nothing in it, with odd values everywhere, and with some odd and the others as they stand."""
    yield {}
    for start in (0, 5):
        yield dict(zip(form, islice(cycle(ODD), start, None), strict=False))
    for half in (0, 1):
        values = islice(cycle(ODD), half * 5, None)
        yield {
            name: next(values) if place % 2 == half else value for place, (name, value) in enumerate(form.items())
        }


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
def house(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Cast, dict[str, SimpleCookie]]]:
    """The cast, and the cookies of each who may do something here; made once."""
    with django_db_blocker.unblock(), undone():
        cast = cast_of(at=now())
        yield cast, {who: signed_in_just_now(None if who == "nobody" else cast.of(who)) for who in FIRST}


def made(cast: Cast, name: str, names: frozenset[str]) -> dict[str, Any]:
    """What stands in the address; a room's clock runs."""
    place = Place(cast, cast.association if "association" in names else cast.havn, cast.ada, now())
    values = dict(MAKERS[name](place)) if name in MAKERS else {}
    one = Exercise.objects.filter(state="ready").order_by("-pk").first()
    if one is not None:
        for kind, role in ((SeatKind.PLAYER, "mayor"), (SeatKind.PLAYER, "cio")):
            seats.take(code(one, kind).shown, role=role, language="en", at=now())
        run(cast, one)
    return values | slugs(place, names)


def run(cast: Cast, one: Exercise) -> None:
    """Start, and go to the minute at which a decision is open."""
    clock.start(one, by=cast.ada, at=now())
    clock.jump(one, 25 * 60, by=cast.ada, at=now())


def sitting(cast: Cast, name: str) -> SimpleCookie:
    """The cookie of a seat that may open the page, in an exercise that runs; of one that has ended, for its card."""
    kind = next((kind for kind in SEATS if SEAT_PAGES[name][kind] == "yes"), SeatKind.PLAYER)
    one = ready_exercise(cast.havn, at=now())
    role = "mayor" if kind == SeatKind.PLAYER else ""
    _seat, secret = seats.take(code(one, kind).shown, role=role, language="he", at=now())
    run(cast, one)
    if name == "seat_survey" or name.startswith("seat_card"):
        clock.end(one, by=cast.ada, at=now())
        open_survey(one, by=cast.ada, at=now())
    return SimpleCookie({SEAT_COOKIE: secret})


def forms_at(name: str, url: str, page: Any) -> list[Form]:
    """Forms of a page that no page before had; of what only takes forms, one with all that deeds read."""
    if page.status_code == 405:
        return [Form(url, dict.fromkeys(READ_BY_DEEDS, "1"))]
    if page.status_code != 200 or page.streaming:
        return []
    found = []
    for form in forms_of(page.content.decode(errors="replace")):
        form.action = form.action or url
        deed = str(resolve(urlsplit(form.action).path).url_name)
        told = (deed, *sorted(form.fields))
        if deed in dict(EXERCISES) and told not in SENT:
            SENT.add(told)
            found.append(form)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "names"), EXERCISES, ids=[name for name, _ in EXERCISES])
def test_odd_values_are_refused_and_break_nothing(
    house: tuple[Cast, dict[str, SimpleCookie]], broken: Broken, name: str, names: frozenset[str]
) -> None:
    cast, cookies = house
    client = Client(raise_request_exception=False)
    found = []
    with undone():
        values = made(cast, name, names)
        who = next((one for one in FIRST if EXPECTED[name][one] in {"yes", "own"}), "nobody")
        brought = sitting(cast, name) if name in SEAT_PAGES and name not in DOORS else cookies[who]
        url = reverse(name, kwargs=values)

        def send(where: str, form: dict[str, str] | None) -> Any:
            client.cookies = deepcopy(brought)
            with undone():
                answer = client.get(where) if form is None else client.post(where, form)
            if answer.status_code >= 500:
                sent = {key: value[:30] for key, value in (form or {}).items()}
                found.append((where, sent, broken.told[-1:]))
            return answer

        for form in forms_at(name, url, send(url, None)):
            for sent in odd(form.fields):
                send(form.action, sent)
        for value in (ODD[0], ODD[1], "\u00b2"):
            send(f"{url}?{urlencode(dict.fromkeys(ASKED, value))}", None)
        for key, value in values.items():
            for strange in () if key in PLACES else ODD_IN_ADDRESS[type(value)]:
                with suppress(NoReverseMatch):
                    elsewhere = reverse(name, kwargs=values | {key: strange})
                    send(elsewhere, None)
                    send(elsewhere, {})

    assert found == []
