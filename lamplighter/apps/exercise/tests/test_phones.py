"""Phones in the room: coming in by a code, answering, and finding everything again after a reload."""

from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions import clock, decisions, injects, messages, seats
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.models import Answer, Exercise, Line, Observation, Rating, Seat
from lamplighter.apps.exercise.tests.rooms import after, code, kinds, ready_exercise, seated
from lamplighter.apps.exercise.views.joining import WRONG_CODES
from lamplighter.apps.exercise.views.qr import MARGIN, square
from lamplighter.web.gate import SEAT_COOKIE
from tests.people import Cast

QUESTION = "What do residents hear, and when?"
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SIT = {"role": "mayor", "language": "en", "room": "room", "alias": ""}


@pytest.fixture(autouse=True)
def no_wrong_codes_yet() -> None:
    cache.clear()


@pytest.fixture
def at(noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock on the wall to a minute of the story."""

    def turn(story_minutes: float) -> datetime:
        instant = after(noon, story_minutes)
        monkeypatch.setattr("lamplighter.web.clock.now", lambda: instant)
        return instant

    turn(0)
    return turn


@pytest.fixture
def room(cast: Cast, noon: datetime, at: Any) -> Exercise:
    """The small scenario, running, with the story's day chosen."""
    exercise = ready_exercise(cast.havn, at=noon, story_starts_at=noon)
    clock.start(exercise, by=cast.ada, at=noon)
    return exercise


def phone(exercise: Exercise, role: str, at: datetime, kind: str = SeatKind.PLAYER, **fields: Any) -> Any:
    """A browser that has joined."""
    _seat, secret = seats.take(code(exercise, kind).shown, role=role, at=at, **({"language": "en"} | fields))
    client = Client()
    client.cookies[SEAT_COOKIE] = secret
    return client


def text(client: Any, name: str = "seat") -> str:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    return answer.content.decode()


# --- Coming in ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}"])
def test_a_code_lets_in_however_it_is_typed(room: Exercise, client: Client, typed: str) -> None:
    shown = code(room).shown
    spaced = f"{shown[:3]} {shown[3:]}"
    answer: Any = client.post(reverse("join"), {"code": typed.format(shown, shown.translate(ARABIC_INDIC), spaced)})

    assert answer.url == reverse("join_code", args=[shown])


def test_who_joins_gets_a_seat_and_a_cookie_that_scripts_cannot_read(room: Exercise, client: Client) -> None:
    where = reverse("join_code", args=[code(room).shown])
    assert "Speaks for the city" not in client.get(where).content.decode()
    assert "Mayor – Declares a state of emergency" in client.get(where).content.decode()
    assert "stops answering" not in client.get(where).content.decode()

    answer: Any = client.post(where, SIT | {"language": "he"})

    assert answer.url == reverse("seat")
    cookie = answer.cookies[SEAT_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    page: Any = client.get(reverse("seat"))
    assert 'lang="he" dir="rtl"' in page.content.decode()
    assert Seat.objects.get().role == "mayor"


def test_joining_a_second_time_leads_to_the_seat_one_has(room: Exercise, client: Client) -> None:
    where = reverse("join_code", args=[code(room).shown])
    client.post(where, SIT)

    again: Any = client.post(where, SIT | {"role": "cio"})

    assert again.url == reverse("seat")
    assert Seat.objects.count() == 1


def test_a_wrong_a_closed_and_a_full_door_say_so(room: Exercise, client: Client, noon: datetime) -> None:
    wrong = client.post(reverse("join"), {"code": "1"})
    assert (wrong.status_code, "opens no exercise" in wrong.content.decode()) == (422, True)
    assert client.get(reverse("join_code", args=["1"])).status_code == 404

    closed = code(room)
    seats.close_code(closed, at=noon)
    told = client.get(reverse("join_code", args=[closed.shown]))
    assert (told.status_code, "Nobody can join with this code" in told.content.decode()) == (404, True)

    tree = dict(room.tree)
    tree["roles"] = [{**role, "seats": 1} for role in tree["roles"]]
    small = ready_exercise(room.organisation, at=noon)
    Exercise.objects.filter(pk=small.pk).update(tree=tree, digest="of one seat a role")
    small = Exercise.objects.get(pk=small.pk)
    door = reverse("join_code", args=[code(small).shown])
    seated(small, "mayor", at=noon)
    assert "Declares a state of emergency" not in client.get(door).content.decode()
    assert client.post(door, SIT).status_code == 422
    seated(small, "manager", "cio", at=noon)
    assert "All seats are taken" in client.get(door).content.decode()


def test_wrong_codes_are_counted_and_right_ones_are_not(room: Exercise, client: Client) -> None:
    shown = code(room).shown
    for _ in range(WRONG_CODES + 5):
        assert client.get(reverse("join_code", args=[shown])).status_code == 200
    for _ in range(WRONG_CODES):
        client.post(reverse("join"), {"code": "1"})

    answer = client.post(reverse("join"), {"code": shown})

    assert "Too many wrong codes" in answer.content.decode()


def test_one_who_guesses_behind_a_proxy_locks_nobody_else_out(room: Exercise, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guesser = Client(headers={"x-forwarded-for": "203.0.113.7"})
    other = Client(headers={"x-forwarded-for": "203.0.113.8"})
    for _ in range(WRONG_CODES):
        guesser.post(reverse("join"), {"code": "1"})

    shown = code(room).shown
    assert guesser.post(reverse("join"), {"code": shown}).status_code == 422
    assert other.post(reverse("join"), {"code": shown}).status_code == 302


def test_a_return_code_opens_ones_own_seat_on_another_phone_only(room: Exercise, noon: datetime) -> None:
    first = phone(room, "cio", noon)
    seat, shown = Seat.objects.get(), room.codes.first().shown
    second: Any = Client()
    again = reverse("join_again")
    assert second.post(again, {"code": shown, "return_code": "FFFFFFFF0"}).status_code == 422

    assert second.post(again, {"code": shown, "return_code": seat.return_code.lower()}).status_code == 302

    assert "Chief information officer" in text(second)
    assert first.get(reverse("seat")).status_code == 404


def test_leaving_asks_once_and_ends_the_seat(room: Exercise, noon: datetime) -> None:
    client = phone(room, "cio", noon)
    assert client.get(reverse("seat_leaving")).status_code == 200
    assert Seat.objects.get().left_at is None

    client.post(reverse("seat_leaving"))

    assert client.get(reverse("seat")).status_code == 404
    assert kinds(room, "seat.left") == ["seat.left"]


# --- The page -----------------------------------------------------------------------------------------------------
def test_before_the_start_the_page_says_so_and_hides_the_story(cast: Cast, noon: datetime, at: Any) -> None:
    client = phone(ready_exercise(cast.havn, at=noon), "cio", noon)

    page = text(client)

    assert "The exercise has not begun yet" in page
    assert "1 person is here." in page
    assert "Before the offices open" not in page


def test_a_phone_sees_what_its_role_sees_and_the_mark_on_everything(room: Exercise, noon: datetime) -> None:
    cio, mayor = phone(room, "cio", noon), phone(room, "mayor", noon)

    assert "The desk calls" in text(cio)
    assert "The desk calls" not in text(mayor)
    page = text(mayor)
    assert "EXERCISE" in page
    assert page.count("<article") == page.count('<span class="tag tag--ember">Exercise</span>\n    <bdi')


def test_the_stream_of_a_page_is_its_own_seats_from_its_last_line_on(room: Exercise, noon: datetime) -> None:
    page = text(phone(room, "cio", noon))

    last = Line.objects.order_by("number").last()
    assert last is not None
    assert f'data-after="{last.number}"' in page
    assert 'data-stream="/live/?t=' in page


def test_an_answer_is_kept_once_however_often_it_is_sent(room: Exercise, at: Any, cast: Cast) -> None:
    client = phone(room, "mayor", at(0))
    at(25)
    where = reverse("seat_answer", args=["tell"])
    said = {"value": "now", "reason": "They must know", "confidence": "4"}

    first = client.post(where, said)
    for headers in ({}, {"X-Part": "1"}, {"X-Part": "1"}):
        client.post(where, said, headers=headers)

    assert first.url == f"{reverse('seat')}#decision-tell"
    assert Answer.objects.values_list("value", "reason", "confidence").get() == ("now", "They must know", 4)
    assert kinds(room, "answer.given", "answer.changed") == ["answer.given tell"]
    client.post(where, said | {"value": "wait"})
    assert kinds(room, "answer.given", "answer.changed") == ["answer.given tell", "answer.changed tell"]


def test_a_reload_stands_where_it_was(room: Exercise, at: Any) -> None:
    client = phone(room, "mayor", at(0))
    at(25)
    client.post(reverse("seat_answer", args=["tell"]), {"value": "wait", "reason": "Not yet known"})

    page = text(client)

    assert 'value="wait" checked' in page
    assert "Not yet known" in page
    assert "Change my answer" in page
    feed = page.split("data-feed", 1)[1].split("message-head", 1)[0]
    assert feed in text(client)


def test_the_script_gets_the_card_alone_or_the_sentence(room: Exercise, at: Any) -> None:
    client = phone(room, "mayor", at(0))
    at(25)
    where = reverse("seat_answer", args=["tell"])

    kept = client.post(where, {"value": "now"}, headers={"X-Part": "1"})
    refused = client.post(where, {"value": "never"}, headers={"X-Part": "1"})

    assert (
        kept.content.decode().strip().startswith('<section class="sheet sheet--lamp decision" id="decision-tell"')
    )
    assert "Change my answer" in kept.content.decode()
    assert (refused.status_code, "Choose one of the options." in refused.content.decode()) == (409, True)


def test_a_refused_answer_stays_as_it_was_typed(room: Exercise, at: Any) -> None:
    client = phone(room, "mayor", at(0))
    at(25)

    answer = client.post(reverse("seat_answer", args=["tell"]), {"reason": "A long thought"})

    assert answer.status_code == 422
    assert "A long thought" in answer.content.decode()
    assert "Choose one of the options." in answer.content.decode()


def test_nothing_is_told_of_a_decision_before_it_opens_and_none_is_taken_after_it_closes(
    room: Exercise, at: Any
) -> None:
    client = phone(room, "mayor", at(0))
    where = reverse("seat_answer", args=["tell"])
    assert QUESTION not in text(client)
    assert client.post(where, {"value": "now"}).status_code == 404
    assert client.post(where, {"value": "now"}, headers={"X-Part": "1"}).content.decode().count(QUESTION) == 0

    clock.advance(room.pk, at=at(41))
    late = client.post(where, {"value": "now"}, follow=True)

    assert "Your answer came too late." in late.content.decode()
    assert not Answer.objects.exists()


def test_what_others_answer_is_not_on_ones_page_until_it_is_shown_as_counts(
    room: Exercise, cast: Cast, at: Any
) -> None:
    phones = [phone(room, role, at(0)) for role in ("mayor", "manager", "cio")]
    at(25)
    for client, value in zip(phones, ("now", "now", "wait"), strict=True):
        client.post(reverse("seat_answer", args=["tell"]), {"value": value, "reason": f"because of {value}"})
    assert 'id="spread-tell"' not in text(phones[2])
    assert "because of now" not in text(phones[2])

    decisions.reveal(room, "tell", by=cast.ada, at=at(26))

    page = text(phones[2])
    assert 'id="spread-tell"' in page
    assert "v-67" in page
    assert "because of now" not in page


def test_what_was_decided_stands_in_the_feed(room: Exercise, cast: Cast, at: Any) -> None:
    client = phone(room, "cio", at(0))
    at(25)
    decisions.take(room, "tell", "now", by=cast.ada, at=at(26))

    assert "Say now what we know and when we speak again" in text(client).split("data-feed", 1)[1]


def test_a_message_reaches_control_and_the_team_and_no_other(cast: Cast, noon: datetime, at: Any) -> None:
    hall = ready_exercise(cast.havn, at=noon, teams=2)
    clock.start(hall, by=cast.ada, at=noon)
    mine, mate = phone(hall, "mayor", noon), phone(hall, "cio", noon)
    other = phone(hall, "mayor", noon, team=2)

    assert mine.post(reverse("seat_message"), {"text": "Who has the keys?"}).status_code == 302
    messages.say(hall, 1, "The porter has them", by=cast.ada, at=noon)

    for client in (mine, mate):
        assert "Who has the keys?" in text(client)
        assert "The porter has them" in text(client)
    assert "keys" not in text(other)
    assert mine.post(reverse("seat_message"), {"text": " "}).status_code == 422


def test_what_people_and_control_write_is_never_markup(room: Exercise, cast: Cast, noon: datetime) -> None:
    client = phone(room, "cio", noon)
    client.post(reverse("seat_message"), {"text": "<script>alert(1)</script>"})
    injects.improvise(room, channel="mail", title="<img src=x>", by=cast.ada, at=noon)

    page = text(client)

    assert "<script>alert" not in page
    assert "<img" not in page


# --- Watching -----------------------------------------------------------------------------------------------------
def test_an_evaluator_marks_a_task_and_the_same_mark_again_is_the_same(room: Exercise, noon: datetime) -> None:
    client = phone(room, "", noon, SeatKind.EVALUATOR)
    assert "Somebody says aloud who tells residents" in text(client, "watch")
    where = reverse("watch_mark", args=["tell"])

    for _ in range(2):
        assert client.post(where, {"tell-mark": "S", "tell-cause": "After an hour"}).status_code == 302

    assert Rating.objects.values_list("task", "mark", "cause", "official").get() == (
        "tell",
        "S",
        "After an hour",
        False,
    )
    assert kinds(room, "rating.given") == ["rating.given"]
    assert client.post(where, {"tell-mark": "X"}).status_code == 422


def test_an_evaluator_notes_what_went_well_with_the_lines_that_show_it(room: Exercise, noon: datetime) -> None:
    client = phone(room, "", noon, SeatKind.EVALUATOR)
    line = Line.objects.get(exercise=room, kind="inject.released")
    said = {"kind": "strength", "task": "tell", "text": "They asked at once", "lines": [str(line.number)]}

    assert client.post(reverse("watch_note"), said).status_code == 302

    assert Observation.objects.values_list("kind", "text", "lines").get() == (
        "strength",
        "They asked at once",
        [line.number],
    )
    assert "They asked at once" in text(client, "watch")


def test_an_observer_sees_what_comes_and_no_guide(room: Exercise, noon: datetime) -> None:
    page = text(phone(room, "", noon, SeatKind.OBSERVER), "watch")

    assert "The desk calls" in page
    assert "Somebody says aloud" not in page
    assert "What to look for" not in page


def test_the_square_for_cameras_has_white_around_it_and_grows_with_the_address() -> None:
    small, large = square("http://10.0.0.1/j/123456/"), square("http://10.0.0.1/j/" + "1" * 200)

    assert small.path.startswith(f"M{MARGIN} {MARGIN}h1")
    assert large.size > small.size
