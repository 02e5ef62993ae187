"""Whoever comes without an account: forms need their secret, cookies keep to themselves, and nothing odd is kept."""

from datetime import datetime
from time import time
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions import clock, seats
from lamplighter.apps.exercise.actions.messages import MOST_SIGNS
from lamplighter.apps.exercise.live import tickets
from lamplighter.apps.exercise.models import Answer, Exercise, Line, Message, Observation, Seat
from lamplighter.apps.exercise.tests.rooms import after, code, ready_exercise, seated
from lamplighter.web.gate import SEAT_COOKIE
from lamplighter.web.middleware import MOST_OF_STRANGERS
from tests.people import Cast, sign_in

# Where participants send forms; who sends them.
FORMS = {
    "seat_answer": "player",
    "seat_decision": "player",
    "seat_message": "player",
    "seat_survey": "player",
    "seat_leaving": "player",
    "watch_mark": "evaluator",
    "watch_note": "evaluator",
    "join": "",
    "join_code": "",
    "join_again": "",
}
SIT = {"role": "mayor", "language": "en", "room": "room", "alias": ""}
# An override, a space of no width, a mark at the head of files; between them a joiner that is part of a word.
ODD = "\u202eA\u200bda می\u200cرود\ufeff\u2066"
PLAIN = "Ada می\u200cرود"


@pytest.fixture
def room(cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """The small scenario, at the minute at which a decision is open."""
    cache.clear()
    exercise = ready_exercise(cast.havn, at=noon, story_starts_at=noon)
    clock.start(exercise, by=cast.ada, at=noon)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: after(noon, 25))
    clock.advance(exercise.pk, at=after(noon, 25))
    return exercise


def browser(exercise: Exercise, kind: str, at: datetime, **more: Any) -> Any:
    """A browser that sits as this kind of participant, or nowhere."""
    client = Client(**more)
    if kind:
        role = "mayor" if kind == "player" else ""
        client.cookies[SEAT_COOKIE] = seats.take(code(exercise, kind).shown, role=role, language="en", at=at)[1]
    return client


def address(name: str, room: Exercise) -> str:
    about = {"seat_answer": "tell", "seat_decision": "tell", "watch_mark": "tell", "join_code": code(room).shown}
    return reverse(name, args=[about[name]] if name in about else [])


@pytest.mark.parametrize("name", FORMS)
def test_a_form_without_its_secret_does_nothing(room: Exercise, noon: datetime, name: str) -> None:
    stranger = browser(room, FORMS[name], after(noon, 25), enforce_csrf_checks=True)
    before = (Line.objects.count(), Seat.objects.count())

    answer = stranger.post(address(name, room), SIT | {"value": "now", "text": "Hello", "sure": "1"})

    assert answer.status_code == 403
    assert "Go back, reload the page and send it again." in answer.content.decode()
    assert (Line.objects.count(), Seat.objects.count()) == before


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("script", [False, True], ids=["by hand", "by the page's script"])
def test_more_than_a_form_holds_is_refused_with_a_sentence(
    room: Exercise, noon: datetime, name: str, script: bool
) -> None:
    stranger = browser(room, FORMS[name], after(noon, 25))
    before = Line.objects.count()

    headers = {"X-Part": "1"} if script else {}
    answer = stranger.post(address(name, room), {"text": "x" * MOST_OF_STRANGERS}, headers=headers)

    assert answer.status_code == 413
    assert "shorten what you wrote" in answer.content.decode()
    assert Line.objects.count() == before


def test_a_form_that_hides_its_length_is_too_long(room: Exercise, client: Client) -> None:
    answer: Any = client.post(reverse("join"), {"code": "1"}, headers={"transfer-encoding": "chunked"})

    assert answer.status_code == 413


def test_sign_in_takes_no_more_and_whoever_has_signed_in_sends_files(client: Client, cast: Cast) -> None:
    long = {"login": "x" * MOST_OF_STRANGERS}
    assert client.post(reverse("account_login"), long).status_code == 413

    browser: Any = sign_in(client, cast.ada)
    assert browser.post(reverse("scenario_import", args=["havn"]), long).status_code == 422


def test_over_https_cookies_of_participants_travel_by_nothing_else(
    room: Exercise, client: Client, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    where = address("join_code", room)
    client.get(where, secure=True)

    answer: Any = client.post(where, SIT, secure=True)

    seat, secret = answer.cookies[SEAT_COOKIE], client.cookies["csrftoken"]
    assert (seat["secure"], seat["httponly"], seat["samesite"], seat["path"], seat["domain"]) == (
        True,
        True,
        "Lax",
        "/",
        "",
    )
    assert (secret["secure"], secret["httponly"], secret["samesite"]) == (True, True, "Lax")
    assert set(client.cookies) == {SEAT_COOKIE, "csrftoken"}


def test_the_secret_of_a_seat_is_in_no_page_and_no_row(room: Exercise, noon: datetime) -> None:
    player = browser(room, "player", after(noon, 25))
    secret = player.cookies[SEAT_COOKIE].value

    assert secret not in player.get(reverse("seat")).content.decode()
    assert secret not in str(list(Seat.objects.values()))


def test_a_ticket_grows_too_old(room: Exercise, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    (mayor,) = seated(room, "mayor", at=after(noon, 25))
    made_at = time()
    text = tickets.ticket_for_seat(mayor, "en")

    heard = {}
    for late_s in (-60, 60):
        instant = made_at + tickets.HOURS_S + late_s
        monkeypatch.setattr("django.core.signing.time.time", lambda instant=instant: instant)
        heard[late_s] = tickets.opened(text) is not None

    assert heard == {-60: True, 60: False}


# --- Words that are not what they look like ---------------------------------------------------------------------------
def test_what_others_may_call_you_has_no_sign_that_nobody_sees(room: Exercise, client: Client) -> None:
    client.post(address("join_code", room), SIT | {"alias": ODD})

    assert Seat.objects.get().alias == PLAIN


def test_a_message_an_answer_and_a_note_have_none_either(room: Exercise, noon: datetime) -> None:
    player, watcher = (browser(room, kind, after(noon, 25)) for kind in ("player", "evaluator"))

    player.post(reverse("seat_message"), {"text": ODD})
    player.post(address("seat_answer", room), {"value": "now", "reason": ODD})
    watcher.post(reverse("watch_note"), {"kind": "area", "task": "tell", "text": ODD})

    assert (Message.objects.get().text, Answer.objects.get().reason) == (PLAIN, PLAIN)
    assert Observation.objects.get().text == PLAIN


@pytest.mark.parametrize("text", ["\u200b\u202e", "x" * 10_000])
def test_a_message_of_nothing_or_of_far_too_much_is_refused_beside_its_field(
    room: Exercise, noon: datetime, text: str
) -> None:
    player = browser(room, "player", after(noon, 25))

    answer = player.post(reverse("seat_message"), {"text": text})

    assert answer.status_code == 422
    assert answer.context["message"].errors["text"]
    assert not Message.objects.exists()
    assert len(text) > MOST_SIGNS or not text.isascii()


def test_a_name_or_a_reason_of_ten_thousand_signs_is_refused(
    room: Exercise, noon: datetime, client: Client
) -> None:
    long = "x" * 10_000
    player = browser(room, "player", after(noon, 25))

    joining: Any = client.post(address("join_code", room), SIT | {"role": "cio", "alias": long})
    answering = player.post(address("seat_answer", room), {"value": "now", "reason": long})

    assert (joining.status_code, list(joining.context["form"].errors)) == (422, ["alias"])
    assert answering.status_code == 422
    assert (Seat.objects.count(), Answer.objects.count()) == (1, 0)
