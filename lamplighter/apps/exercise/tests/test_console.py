"""The console: each deed by its button, two facilitators at once, refusals in words, and who may not see it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.exercise.actions import clock as turns
from lamplighter.apps.exercise.actions import injects
from lamplighter.apps.exercise.actions.answers import answer
from lamplighter.apps.exercise.bridge.play import state_of
from lamplighter.apps.exercise.choices import ExerciseState, Room
from lamplighter.apps.exercise.models import Answer, Exercise, Line, Note, Seat
from lamplighter.apps.exercise.phrases.log import NOT_NOW
from lamplighter.apps.exercise.tests.played import FROZEN
from lamplighter.apps.exercise.tests.rooms import after, kinds, ready_exercise, seated
from lamplighter.web import clock
from tests.people import Cast, account, sign_in

EMPTY = "post_empty:pool:3"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> list[datetime]:
    """The instant at which the pages think they are; tests put another in its place."""
    at = [noon]
    monkeypatch.setattr(clock, "now", lambda: at[0])
    return at


@pytest.fixture
def room(cast: Cast, noon: datetime, now: list[datetime]) -> Exercise:
    """A room that is open, in a city with a map, with something to bring by hand."""
    one = ready_exercise(cast.havn, at=noon, frozen=FROZEN, frozen_at=noon)
    press = one.tree["phases"][0]["injects"][1]
    plain = {key: value for key, value in press.items() if key not in ("when", "after", "at")}
    extra = plain | {"key": EMPTY, "number": "9", "title": "Nobody answers", "release": "manual"}
    one.tree["phases"][0]["injects"].append(extra)
    one.digest = "a" * 64
    one.save()
    return one


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.ada)  # type: ignore[return-value]


@pytest.fixture
def running(room: Exercise, cast: Cast, noon: datetime) -> Exercise:
    """Started at noon, with five in their seats."""
    seated(room, "mayor", "manager", "cio", "cio", at=noon)
    turns.start(room, by=cast.ada, at=noon)
    room.refresh_from_db()
    return room


@pytest.fixture
def asked(running: Exercise, now: list[datetime], noon: datetime) -> Exercise:
    """The same, half an hour of the story later: the decision is open."""
    now[0] = after(noon, 25)
    turns.advance(running.pk, at=now[0])
    return running


def at_console(one: Exercise) -> str:
    return reverse("console", args=["havn", one.pk])


def told(client: Client, one: Exercise) -> str:
    return client.get(at_console(one)).content.decode()


def press(client: Client, one: Exercise, name: str, *args: Any, **form: Any) -> int:
    """Send one form of the console; whoever is let through is led back to it."""
    found = client.post(reverse(name, args=["havn", one.pk, *args]), form)
    assert found.status_code != 302 or found.headers["Location"] == at_console(one)
    return found.status_code


def answered(one: Exercise, at: datetime, value: str = "now") -> None:
    for seat in Seat.objects.filter(exercise=one, kind="player"):
        answer(seat, "tell", value, at=at)


def test_an_exercise_that_is_not_ready_has_no_console(ada: Client, room: Exercise) -> None:
    Exercise.objects.update(state=ExerciseState.DRAFT)

    found = ada.get(at_console(room))

    assert (found.status_code, found.headers["Location"]) == (302, reverse("exercise", args=["havn", room.pk]))


def test_before_the_start_the_console_offers_nothing_but_to_start(ada: Client, room: Exercise) -> None:
    page = told(ada, room)

    assert reverse("clock_turn", args=["havn", room.pk, "start"]) in page
    assert reverse("clock_turn", args=["havn", room.pk, "pause"]) not in page
    assert "/live/?t=" in page


def test_the_clock_is_started_paused_sped_up_and_ended_by_its_buttons(
    ada: Client, room: Exercise, now: list[datetime]
) -> None:
    for name, args, form in (
        ("clock_turn", ["start"], {}),
        ("clock_turn", ["pause"], {}),
        ("clock_turn", ["resume"], {}),
        ("clock_speed", [], {"speed": "800"}),
        ("clock_jump", [], {"minutes": "10", "between": "skip"}),
        ("clock_turn", ["end"], {}),
    ):
        now[0] += timedelta(seconds=15)
        assert press(ada, room, name, *args, **form) == 302, name

    said = [kind for kind in kinds(room) if kind.startswith("clock.")]
    assert said == ["clock.started", "clock.paused", "clock.resumed", "clock.speed", "clock.jumped", "clock.ended"]
    assert reverse("report", args=["havn", room.pk]) in told(ada, room)


def test_a_jump_goes_as_many_minutes_of_the_story_ahead_as_were_written(
    ada: Client, running: Exercise, now: list[datetime], noon: datetime
) -> None:
    now[0] = after(noon, 4)

    assert press(ada, running, "clock_jump", minutes="10", between="release") == 302
    assert state_of(running).clock.story_s(now[0]) == 14 * 60


def test_what_comes_next_is_held_let_go_and_skipped_by_its_buttons(ada: Client, running: Exercise) -> None:
    assert reverse("inject_deed", args=["havn", running.pk, "tell", "hold"]) in told(ada, running)

    assert press(ada, running, "inject_deed", "press", "hold") == 302
    assert reverse("inject_deed", args=["havn", running.pk, "press", "freeing"]) in told(ada, running)
    assert press(ada, running, "inject_deed", "press", "freeing") == 302
    assert press(ada, running, "inject_deed", "press", "skip") == 302

    assert kinds(running, "inject.held", "inject.freed", "inject.skipped") == [
        "inject.held press",
        "inject.freed press",
        "inject.skipped press",
    ]
    assert "press" not in state_of(running).released


def test_a_key_with_colons_is_released_from_the_page_that_shows_it(ada: Client, running: Exercise) -> None:
    address = reverse("inject_deed", args=["havn", running.pk, EMPTY, "release"])
    assert address in told(ada, running)

    assert ada.post(address).status_code == 302
    assert EMPTY in state_of(running).released


def test_something_new_reaches_one_role_in_one_line(ada: Client, running: Exercise) -> None:
    form = {"channel": "mail", "to": "mayor", "title": "The radio is at the door"}

    assert press(ada, running, "inject_improvise", **form) == 302

    (line,) = Line.objects.filter(exercise=running, kind="inject.improvised")
    assert (line.facts["to"], line.facts["title"], line.by_account) == (
        ["mayor"],
        "The radio is at the door",
        running.lines.get(kind="clock.started").by_account,
    )
    assert "The radio is at the door" in told(ada, running)


def test_the_console_says_who_has_answered_and_never_what(
    ada: Client, asked: Exercise, now: list[datetime]
) -> None:
    mayor = Seat.objects.get(exercise=asked, role="mayor")
    before = told(ada, asked)
    answer(mayor, "tell", "wait", reason="The supplier knows best", at=now[0])
    page = told(ada, asked)

    assert "0 of 4 have answered." in before
    assert "1 of 4 have answered." in page
    assert "The supplier knows best" not in page
    # Each option stands as often in the page as before: nothing tells which one was chosen.
    assert page.count("Wait until the supplier explains") == before.count("Wait until the supplier explains")


def test_options_are_priced_as_ranges(ada: Client, asked: Exercise) -> None:
    page = told(ada, asked)

    assert "rises by 2 to 8 points" in page
    assert "felt after" in page


def test_answers_are_shown_closed_and_decided_by_their_buttons(
    ada: Client, asked: Exercise, now: list[datetime]
) -> None:
    answered(asked, now[0])

    assert press(ada, asked, "decision_deed", "tell", "reveal") == 302
    assert press(ada, asked, "decision_deed", "tell", "closing") == 302
    assert press(ada, asked, "decision_deed", "tell", "taking", value="") == 302

    (taken,) = Line.objects.filter(exercise=asked, kind="decision.taken")
    assert (taken.facts["value"], taken.facts["seat"]) == ("now", None)
    assert 'id="spread-tell"' in told(ada, asked)


def test_the_facilitator_decides_for_an_empty_seat(ada: Client, asked: Exercise) -> None:
    assert press(ada, asked, "decision_deed", "tell", "taking", value="wait") == 302

    assert state_of(asked).taken["tell", None].value == "wait"


def test_two_answers_are_not_shown_and_the_page_says_why(ada: Client, asked: Exercise, now: list[datetime]) -> None:
    for seat in Seat.objects.filter(exercise=asked, role__in=["mayor", "manager"]):
        answer(seat, "tell", "now", at=now[0])

    found = ada.post(reverse("decision_deed", args=["havn", asked.pk, "tell", "reveal"]))

    assert found.status_code == 409
    assert str(NOT_NOW["few_answers"]) in found.content.decode()
    assert kinds(asked, "decision.revealed") == []


def test_of_two_facilitators_who_release_the_same_the_second_is_told(
    ada: Client, running: Exercise, cast: Cast, noon: datetime
) -> None:
    other = sign_in(Client(), account("Eli", cast.havn, Role.CIO, at=noon))
    assert reverse("inject_deed", args=["havn", running.pk, "press", "release"]) in told(other, running)  # type: ignore[arg-type]

    first = press(ada, running, "inject_deed", "press", "release")
    second = other.post(reverse("inject_deed", args=["havn", running.pk, "press", "release"]))  # type: ignore[attr-defined]

    assert (first, second.status_code) == (302, 409)
    assert str(NOT_NOW["out"]) in second.content.decode()
    assert kinds(running, "inject.released").count("inject.released press") == 1


@pytest.mark.parametrize(
    ("name", "args", "form", "why"),
    [
        ("clock_turn", ["start"], {}, "already_running"),
        ("clock_turn", ["resume"], {}, "already_running"),
        ("clock_jump", [], {"to": "0", "between": "release"}, "backwards"),
        ("phase_open", ["dawn"], {}, "phase_open"),
        ("phase_open", ["nowhere"], {}, "unknown"),
        ("inject_deed", ["call", "hold"], {}, "out"),
        ("inject_deed", ["press", "freeing"], {}, "not_held"),
        ("inject_deed", ["nothing", "release"], {}, "unknown"),
        ("inject_improvise", [], {"channel": "mail", "title": " "}, "empty"),
        ("decision_deed", ["tell", "closing"], {}, "not_open"),
        ("decision_deed", ["nothing", "taking"], {}, "unknown"),
        ("message_say", [], {"team": "1", "text": ""}, "empty"),
        ("note_new", [], {"text": ""}, "empty"),
        ("seat_deed", [99, "removal"], {}, "no_seat"),
    ],
)
def test_what_cannot_be_done_now_is_said_in_a_sentence_and_nothing_is_written(
    ada: Client,
    running: Exercise,
    now: list[datetime],
    noon: datetime,
    name: str,
    args: list[Any],
    form: dict[str, str],
    why: str,
) -> None:
    now[0] = noon + timedelta(seconds=15)
    before = kinds(running)

    found = ada.post(reverse(name, args=["havn", running.pk, *args]), form)

    assert found.status_code == 409
    assert str(NOT_NOW[why]) in found.content.decode()
    assert kinds(running) == before


def test_a_form_that_makes_no_sense_is_refused_too(ada: Client, running: Exercise) -> None:
    assert press(ada, running, "clock_speed", speed="7") == 409
    assert press(ada, running, "clock_jump", minutes="", between="release") == 409
    assert press(ada, running, "clock_turn", "sideways") == 404
    assert press(ada, running, "inject_deed", "press", "sing") == 404


def test_a_team_hears_what_is_said_and_players_never_see_a_note(ada: Client, running: Exercise) -> None:
    assert press(ada, running, "message_say", team="1", text="Ten minutes more") == 302
    assert press(ada, running, "note_new", text="The mayor hesitates") == 302

    assert "Ten minutes more" in told(ada, running)
    assert "The mayor hesitates" in told(ada, running)
    assert Note.objects.get().text == "The mayor hesitates"
    assert "hesitates" not in str(list(Line.objects.values_list("facts", flat=True)))


def test_a_seat_is_moved_given_to_another_phone_and_taken_out(ada: Client, running: Exercise) -> None:
    seat = Seat.objects.get(exercise=running, role="manager")

    assert press(ada, running, "seat_deed", seat.number, "move", role="cio") == 302
    assert press(ada, running, "seat_deed", seat.number, "again") == 302
    again = Seat.objects.get(pk=seat.pk)
    assert again.role == "cio"
    assert again.token_hash != seat.token_hash
    assert seat.return_code in told(ada, running)

    assert press(ada, running, "seat_deed", seat.number, "removal") == 302
    assert Seat.objects.get(pk=seat.pk).left_at is not None


def test_who_is_here_and_who_has_seen_it_stands_on_the_console(
    ada: Client, running: Exercise, now: list[datetime], noon: datetime
) -> None:
    last = Line.objects.filter(exercise=running, kind="inject.released").latest("number").number
    assert "not seen yet" in told(ada, running)

    Seat.objects.update(seen_number=last)
    seen = told(ada, running)
    now[0] = noon + timedelta(seconds=61)

    assert "not seen yet" not in seen
    assert "asleep" not in seen
    assert "asleep" in told(ada, running)


def test_a_seat_on_paper_answers_by_its_ballot(ada: Client, asked: Exercise) -> None:
    assert press(ada, asked, "seat_paper", role="manager") == 302
    seat = Seat.objects.get(exercise=asked, room=Room.PAPER)
    entry = reverse("ballot_new", args=["havn", asked.pk, "tell"])
    sheets = ada.get(reverse("exercise_ballots", args=["havn", asked.pk])).content.decode()

    kept = ada.post(entry, {"seat": seat.number, "value": "wait"})
    of_a_phone = ada.post(entry, {"seat": 1, "value": "wait"})
    of_nobody = ada.post(entry, {"seat": "", "value": "wait"})

    assert f"Seat {seat.number}" in sheets
    assert (kept.status_code, of_a_phone.status_code, of_nobody.status_code) == (302, 409, 422)
    assert str(NOT_NOW["not_on_paper"]) in of_a_phone.content.decode()
    assert [(one.seat_id, one.value) for one in Answer.objects.all()] == [(seat.pk, "wait")]
    assert kinds(asked, "answer.paper") == ["answer.paper tell"]


def test_the_city_goes_dark_on_the_console(ada: Client, running: Exercise, now: list[datetime]) -> None:
    assert "1 by hand" in told(ada, running)

    now[0] += timedelta(minutes=16)
    assert "1 out, 0 out for longer" in told(ada, running)


def test_neither_a_mayor_nor_another_city_nor_a_player_sees_the_console(
    room: Exercise, cast: Cast, noon: datetime
) -> None:
    mayor = sign_in(Client(), account("Mia", cast.havn, Role.EXECUTIVE, at=noon))
    chen = sign_in(Client(), cast.chen)

    assert mayor.get(at_console(room)).status_code == 403  # type: ignore[attr-defined]
    assert chen.get(at_console(room)).status_code == 404  # type: ignore[attr-defined]
    assert Client().get(at_console(room)).status_code == 302
    assert mayor.post(reverse("clock_turn", args=["havn", room.pk, "start"])).status_code == 403  # type: ignore[attr-defined]
    assert kinds(room) == []


def test_what_a_phase_left_behind_can_still_be_released(ada: Client, running: Exercise, cast: Cast) -> None:
    injects.skip(running, "press", by=cast.ada, at=clock.now())
    page = told(ada, running)

    assert "Left out" in page
    assert press(ada, running, "inject_deed", "press", "release") == 302
