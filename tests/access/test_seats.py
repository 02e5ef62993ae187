"""The walk of those without an account: every page of a seat, as every kind of seat and without one."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions import clock, seats
from lamplighter.apps.exercise.actions.attachments import attach
from lamplighter.apps.exercise.imports.attaching import attached
from lamplighter.apps.exercise.models import Attachment, Exercise
from lamplighter.apps.exercise.tests.rooms import after, code, ready_exercise
from lamplighter.config.checks import pages
from lamplighter.web.gate import SEAT_COOKIE
from tests.people import Cast, sign_in

KINDS = ("player", "evaluator", "observer", "screen")
READERS = (*KINDS, "left", "account", "nobody")
DOORS = {"join", "join_code", "join_again"}
IN_ADDRESS = {
    "seat_answer": {"decision": "tell"},
    "seat_decision": {"decision": "tell"},
    "watch_mark": {"task": "tell"},
}


def table() -> dict[str, dict[str, str]]:
    """The table, by URL and reader."""
    with Path(__file__).with_name("seats.csv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return {row.pop("url"): row for row in csv.DictReader(lines)}


EXPECTED = table()


@pytest.fixture
def room(cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """The small scenario, at the minute at which a decision is open."""
    exercise = ready_exercise(cast.havn, at=noon, story_starts_at=noon)
    shown = attach(exercise.version, "call", attached("harbour.png", b"\x89PNG"), by=cast.ada, at=noon)
    Exercise.objects.filter(pk=exercise.pk).update(tree=shown.tree, digest=shown.digest)
    exercise.refresh_from_db()
    clock.start(exercise, by=cast.ada, at=noon)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: after(noon, 25))
    return exercise


def browser(exercise: Exercise, cast: Cast, who: str, noon: datetime) -> Any:
    """A browser with the cookie of this kind of seat, an account, or nothing."""
    client = Client()
    if who == "account":
        return sign_in(client, cast.ada)
    if who == "nobody":
        return client
    kind = "player" if who == "left" else who
    role = "mayor" if kind == "player" else ""
    seat, secret = seats.take(code(exercise, kind).shown, role=role, language="he", at=after(noon, 21))
    client.cookies[SEAT_COOKIE] = secret
    if who == "left":
        seats.remove(seat, by=None, at=after(noon, 22))
    return client


def seat_pages() -> set[str]:
    """Names of all pages that a seat opens."""
    asked = ((page.name, getattr(page.callback, "asks", None)) for page, _names in pages())
    return {str(name) for name, asks in asked if asks is not None and asks.seats}


def test_every_page_of_a_seat_stands_in_the_table_and_nothing_else() -> None:
    assert set(EXPECTED) == seat_pages() | DOORS
    assert all(tuple(row) == READERS and set(row.values()) <= {"yes", "none"} for row in EXPECTED.values())


@pytest.mark.parametrize("name", EXPECTED)
def test_each_kind_of_seat_finds_what_the_table_says(room: Exercise, cast: Cast, noon: datetime, name: str) -> None:
    made: dict[str, dict[str, Any]] = {
        "join_code": {"code": code(room).shown},
        "seat_attachment": {"pk": Attachment.objects.get().pk},
    }
    values = made.get(name, IN_ADDRESS.get(name, {}))
    found = {}
    for who in READERS:
        client = browser(room, cast, who, noon)
        answer = client.get(reverse(name, kwargs=values))
        if answer.status_code == 405:
            answer = client.post(reverse(name, kwargs=values))
        found[who] = {404: "none", 403: "no"}.get(
            answer.status_code, "yes" if answer.status_code < 500 else "broken"
        )

    assert found == EXPECTED[name]


@pytest.mark.parametrize("who", KINDS)
def test_a_seat_opens_no_page_of_the_city(room: Exercise, cast: Cast, noon: datetime, who: str) -> None:
    client = browser(room, cast, who, noon)

    assert client.get("/c/havn/exercises/").url.startswith("/account/login/")
    assert client.get(f"/c/havn/exercises/{room.pk}/").url.startswith("/account/login/")
