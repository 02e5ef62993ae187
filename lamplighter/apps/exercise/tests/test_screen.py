"""The big screen: what the whole room may see, and no more."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions import clock as turns
from lamplighter.apps.exercise.actions import decisions, injects
from lamplighter.apps.exercise.actions.answers import answer
from lamplighter.apps.exercise.actions.seats import take
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.models import Exercise, Seat
from lamplighter.apps.exercise.tests.played import FROZEN
from lamplighter.apps.exercise.tests.rooms import after, code, ready_exercise, seated
from lamplighter.web import clock
from lamplighter.web.gate import SEAT_COOKIE
from tests.people import Cast


@pytest.fixture
def room(cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    monkeypatch.setattr(clock, "now", lambda: noon)
    return ready_exercise(cast.havn, at=noon, frozen=FROZEN, frozen_at=noon)


def with_seat(one: Exercise, kind: str, *, at: datetime, role: str = "", language: str = "en") -> Client:
    """A browser that has come in as one kind of participant."""
    _seat, token = take(code(one, kind).shown, role=role, language=language, at=at)
    client = Client()
    client.cookies[SEAT_COOKIE] = token
    return client


def shown(client: Client) -> str:
    return client.get(reverse("screen")).content.decode()


def started(one: Exercise, cast: Cast, at: datetime) -> list[Seat]:
    seats = seated(one, "mayor", "manager", "cio", at=at)
    turns.start(one, by=cast.ada, at=at)
    return seats


def test_before_the_start_the_screen_shows_how_to_come_in(room: Exercise, noon: datetime) -> None:
    screen = with_seat(room, SeatKind.SCREEN, at=noon)
    assert "Nobody can come in yet" in shown(screen)

    typed = code(room).shown
    assert typed in shown(screen)


def test_once_it_is_started_no_code_stands_on_the_screen(room: Exercise, cast: Cast, noon: datetime) -> None:
    screen = with_seat(room, SeatKind.SCREEN, at=noon)
    typed = code(room).shown
    started(room, cast, noon)

    page = shown(screen)
    assert typed not in page
    assert "Before the offices open" in page
    assert "1 by hand" in page


def test_what_is_meant_for_one_role_never_stands_on_the_screen(room: Exercise, cast: Cast, noon: datetime) -> None:
    screen = with_seat(room, SeatKind.SCREEN, at=noon)
    started(room, cast, noon)
    for title, to in (("For all ears", ()), ("For the mayor alone", ("mayor",))):
        injects.improvise(room, channel="mail", title=title, to=to, by=cast.ada, at=noon)

    page = shown(screen)
    assert "For all ears" in page
    assert "For the mayor alone" not in page
    # The night desk's call goes to the chief information officer.
    assert "The desk calls" not in page


def test_answers_are_a_count_until_they_are_revealed(
    room: Exercise, cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = with_seat(room, SeatKind.SCREEN, at=noon)
    seats = started(room, cast, noon)
    later = after(noon, 25)
    monkeypatch.setattr(clock, "now", lambda: later)
    for seat, value in zip(seats, ("now", "now", "wait"), strict=True):
        answer(seat, "tell", value, at=later)

    before = shown(screen)
    decisions.reveal(room, "tell", by=cast.ada, at=later)
    page = shown(screen)

    assert "3 of 3 have answered." in before
    assert 'id="spread-tell"' not in before
    assert 'id="spread-tell"' in page


def test_the_screen_speaks_its_own_language(room: Exercise, cast: Cast, noon: datetime) -> None:
    screen = with_seat(room, SeatKind.SCREEN, at=noon, language="he")
    started(room, cast, noon)

    assert 'dir="rtl"' in shown(screen)


def test_neither_a_player_nor_somebody_without_a_seat_opens_the_screen(room: Exercise, noon: datetime) -> None:
    player = with_seat(room, SeatKind.PLAYER, at=noon, role="mayor")

    assert player.get(reverse("screen")).status_code == 404
    assert Client().get(reverse("screen")).status_code == 404
