"""Who has the power decides on their own phone: after private answers and the spread, once, and nobody else."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions import clock, decisions, seats
from lamplighter.apps.exercise.bridge.saying import scene_of
from lamplighter.apps.exercise.bridge.visible import Audience, lines_for, state_for
from lamplighter.apps.exercise.live.feed import Feed
from lamplighter.apps.exercise.models import Exercise, Line, Seat
from lamplighter.apps.exercise.tests.rooms import after, code, kinds, ready_exercise, tree_of_small
from lamplighter.web.gate import SEAT_COOKIE
from tests.people import Cast, sign_in

MINE, WAITS = "You decide for the city", "You decide this, once the answers"
ASKED = ("mayor", "manager", "cio")
PART = {"X-Part": "1"}


@pytest.fixture
def at(noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock on the wall to a minute of the story."""

    def turn(story_minutes: float) -> datetime:
        instant = after(noon, story_minutes)
        monkeypatch.setattr("lamplighter.web.clock.now", lambda: instant)
        return instant

    turn(0)
    return turn


def played(cast: Cast, at: Any, teams: int = 1, **decision: Any) -> Exercise:
    """The small scenario at the minute at which its decision is open."""
    tree = tree_of_small(decision=decision) if decision else None
    exercise = ready_exercise(cast.havn, at=at(0), tree=tree, teams=teams)
    clock.start(exercise, by=cast.ada, at=at(0))
    return exercise


@pytest.fixture
def room(cast: Cast, at: Any) -> Exercise:
    return played(cast, at)


def phone(exercise: Exercise, role: str, at: datetime, team: int = 1) -> Any:
    """A browser that has joined."""
    _seat, secret = seats.take(code(exercise).shown, role=role, team=team, language="en", at=at)
    client = Client()
    client.cookies[SEAT_COOKIE] = secret
    return client


def phones(exercise: Exercise, at: Any, *roles: str, team: int = 1) -> list[Any]:
    found = [phone(exercise, role, at(0), team) for role in roles]
    clock.advance(exercise.pk, at=at(25))
    return found


def answer(client: Any, value: Any = "now") -> None:
    said = value if isinstance(value, dict) else {"value": value}
    assert client.post(reverse("seat_answer", args=["tell"]), said).status_code == 302


def decide(client: Any, value: Any = "now", *, sure: bool = True, **more: Any) -> Any:
    said = value if isinstance(value, dict) else {"value": value}
    return client.post(reverse("seat_decision", args=["tell"]), said | ({"sure": "1"} if sure else {}), **more)


def page(client: Any) -> str:
    return client.get(reverse("seat")).content.decode()


def taken() -> list[Any]:
    return [line.facts for line in Line.objects.filter(kind="decision.taken").order_by("number")]


def shown(room: Exercise, cast: Cast, at: Any) -> list[Any]:
    """Everybody has answered, and the spread was shown."""
    found = phones(room, at, *ASKED)
    for client, value in zip(found, ("wait", "now", "now"), strict=True):
        answer(client, value)
    decisions.reveal(room, "tell", by=cast.ada, at=at(26))
    return found


def test_the_mayor_chooses_is_asked_once_more_and_it_binds(room: Exercise, cast: Cast, at: Any) -> None:
    mayor, manager, _cio = shown(room, cast, at)
    own = page(mayor)
    assert MINE in own
    assert own.split('id="deciding-tell"', 1)[1].split("</form>", 1)[0].count('value="wait" checked') == 1
    assert MINE not in page(manager)
    assert "<bdi>Mayor</bdi> decides." in page(manager)

    asked = decide(mayor, "now", sure=False)
    assert (asked.status_code, taken()) == (200, [])
    assert "This binds the city and cannot be taken back." in asked.content.decode()
    assert 'name="sure" value="1"' in asked.content.decode()
    assert decide(mayor, "now").url == f"{reverse('seat')}#deciding-tell"

    (facts,) = taken()
    assert (facts["value"], facts["seat"], facts["dissent"]) == ("now", Seat.objects.get(role="mayor").number, 1)
    assert "Decided by <bdi>Mayor</bdi>." in page(manager)
    assert MINE not in page(mayor)


def test_the_same_word_sent_twice_is_one_decision_and_another_is_refused(
    room: Exercise, cast: Cast, at: Any
) -> None:
    mayor, *_ = shown(room, cast, at)
    for headers in ({}, PART, PART):
        assert decide(mayor, "now", headers=headers).status_code in (200, 302)
    assert len(taken()) == 1

    other = decide(mayor, "wait")

    assert (other.status_code, "This has been decided already." in other.content.decode()) == (409, True)
    assert [facts["value"] for facts in taken()] == ["now"]


@pytest.mark.parametrize("headers", [{}, PART])
def test_nobody_else_can_decide(room: Exercise, cast: Cast, at: Any, headers: dict[str, str]) -> None:
    _mayor, manager, cio = shown(room, cast, at)

    for client in (manager, cio):
        for sure in (False, True):
            said = decide(client, sure=sure, headers=headers)
            assert (said.status_code, "Your role does not decide this." in said.content.decode()) == (409, True)
    assert taken() == []


def test_what_was_not_opened_and_what_is_not_there_is_found_by_nobody(room: Exercise, at: Any) -> None:
    client = phone(room, "mayor", at(0))
    assert decide(client).status_code == 404
    at(25)
    assert client.post(reverse("seat_decision", args=["nothing"]), {"value": "now"}).status_code == 404


def test_answers_come_first_then_they_are_shown_and_then_it_is_decided(room: Exercise, cast: Cast, at: Any) -> None:
    found = phones(room, at, *ASKED)
    mayor = found[0]
    for client in found[:2]:
        answer(client)
    assert f"{WAITS} are in." in page(mayor)
    assert "Not everybody has answered yet." in decide(mayor, sure=False).content.decode()
    answer(found[2])
    assert f"{WAITS} have been shown." in page(mayor)
    refused = decide(mayor)
    assert (refused.status_code, "have not been shown yet" in refused.content.decode()) == (409, True)
    assert taken() == []

    decisions.reveal(room, "tell", by=cast.ada, at=at(26))

    assert MINE in page(mayor)
    assert decide(mayor).status_code == 302


def test_too_few_to_be_shown_decide_once_all_have_answered(room: Exercise, at: Any) -> None:
    mayor, cio = phones(room, at, "mayor", "cio")
    answer(cio)
    assert decide(mayor).status_code == 409
    answer(mayor)

    assert decide(mayor).status_code == 302


def test_too_few_to_be_shown_decide_once_no_answer_is_taken_any_more(room: Exercise, cast: Cast, at: Any) -> None:
    mayor, *_ = phones(room, at, *ASKED)
    answer(mayor)
    assert decide(mayor).status_code == 409
    decisions.close(room, "tell", by=cast.ada, at=at(26))

    assert MINE in page(mayor)
    assert decide(mayor).status_code == 302


def test_private_answers_are_never_shown_and_decided_once_they_are_in(cast: Cast, at: Any) -> None:
    found = phones(played(cast, at, privacy="private"), at, *ASKED)
    for client in found[:2]:
        answer(client)
    assert decide(found[0]).status_code == 409
    answer(found[2])

    assert decide(found[0]).status_code == 302


def test_public_answers_are_decided_at_any_time(cast: Cast, at: Any) -> None:
    mayor, *_ = phones(played(cast, at, privacy="public"), at, *ASKED)

    assert decide(mayor).status_code == 302


@pytest.mark.parametrize("rule", ["majority", "plurality", "consensus"])
def test_where_the_answers_decide_no_phone_does(cast: Cast, at: Any, rule: str) -> None:
    room = played(cast, at, rule=rule)
    mayor, *_ = shown(room, cast, at)
    assert MINE not in page(mayor)
    assert "The answers decide this" in page(mayor)

    refused = decide(mayor)

    assert (refused.status_code, "Nobody decides it alone." in refused.content.decode()) == (409, True)
    assert taken() == []


def test_the_deputy_decides_until_somebody_sits_in_the_role(room: Exercise, cast: Cast, at: Any) -> None:
    manager, cio = phones(room, at, "manager", "cio")
    answer(manager)
    answer(cio)
    assert MINE in page(manager)

    mayor = phone(room, "mayor", at(26))

    assert MINE not in page(manager)
    assert decide(manager).status_code == 409
    assert f"{WAITS} are in." in page(mayor)
    seats.remove(Seat.objects.get(role="mayor"), by=cast.ada, at=at(27))
    assert MINE in page(manager)
    assert decide(manager).status_code == 302


def test_a_deputy_who_was_not_asked_sees_it_only_when_it_is_theirs(cast: Cast, at: Any) -> None:
    room = played(cast, at, asks=["mayor", "cio"])
    manager, cio = phones(room, at, "manager", "cio")
    assert "What do residents hear" not in page(manager)
    assert decide(manager).status_code == 404
    answer(cio)

    assert MINE in page(manager)
    assert "What do residents hear" in page(manager)
    assert decide(manager).status_code == 302


def test_each_table_decides_for_itself(cast: Cast, at: Any) -> None:
    hall = played(cast, at, teams=2)
    first, second = (phones(hall, at, "mayor", team=team)[0] for team in (1, 2))
    for client in (first, second):
        answer(client)
    assert "You decide for your table" in page(first)
    assert "This binds your table" in decide(first, sure=False).content.decode()

    decide(first, "now")

    assert [(facts["team"], facts["value"]) for facts in taken()] == [(1, "now")]
    assert "You decide for your table" not in page(first)
    assert "You decide for your table" in page(second)
    decide(second, "wait")
    assert [(facts["team"], facts["value"]) for facts in taken()] == [(1, "now"), (2, "wait")]


@pytest.mark.parametrize(
    ("mode", "said", "kept", "wrong"),
    [
        ("rank", {"place-now": "2", "place-wait": "1"}, ["wait", "now"], {"place-now": "1", "place-wait": "1"}),
        ("number", {"value": "٣٥"}, 35, {"value": "soon"}),
        ("text", {"value": "We open the old desk"}, "We open the old desk", {"value": " "}),
        ("single", {"value": "wait"}, "wait", {"value": "never"}),
    ],
)
def test_every_kind_of_value_is_decided_and_a_wrong_one_stays_as_it_was_typed(
    cast: Cast, at: Any, mode: str, said: dict[str, str], kept: Any, wrong: dict[str, str]
) -> None:
    (mayor,) = phones(played(cast, at, mode=mode), at, "mayor")
    answer(mayor, said)
    for sure in (False, True):
        assert decide(mayor, wrong, sure=sure).status_code == 422
        assert decide(mayor, wrong, sure=sure, headers=PART).status_code == 409
    asked = (
        decide(mayor, said, sure=False).content.decode().split('id="deciding-tell"', 1)[1].split("</form>", 1)[0]
    )
    for name, value in said.items():
        assert f'name="{name}" value="{kept if name == "value" else value}"' in asked

    assert decide(mayor, said).status_code == 302
    assert [facts["value"] for facts in taken()] == [kept]


def test_the_script_gets_the_part_alone(room: Exercise, cast: Cast, at: Any) -> None:
    mayor, manager, _ = shown(room, cast, at)
    where = reverse("seat_decision", args=["tell"])

    own = mayor.get(where, headers=PART).content.decode().strip()
    assert own.startswith('<section class="sheet sheet--lamp" id="deciding-tell"')
    assert 'value="wait" checked' in own
    assert "form" not in manager.get(where, headers=PART).content.decode()
    assert "So it is decided" in decide(mayor, sure=False, headers=PART).content.decode()
    gone = decide(mayor, headers=PART).content.decode().strip()
    assert gone == '<div id="deciding-tell" data-deciding="tell" hidden></div>'
    assert mayor.get(where).url == f"{reverse('seat')}#deciding-tell"


def streamed(room: Exercise, after: int) -> dict[str, str]:
    feed = Feed(room.pk)
    listening = {role: Audience("seat", role, 1) for role in ASKED} | {"screen": Audience("screen")}
    return {who: b"".join(told for _n, told in feed.after(one, after)).decode() for who, one in listening.items()}


def test_the_stream_tells_every_phone_and_the_screen(room: Exercise, cast: Cast, at: Any) -> None:
    found = phones(room, at, *ASKED)
    opened = streamed(room, 0)
    assert f"{WAITS} are in." in opened["mayor"]
    assert "<bdi>Mayor</bdi> decides." in opened["cio"]
    assert "<bdi>Mayor</bdi> decides." in opened["screen"]
    for client in found:
        answer(client)
    last = Line.objects.latest("number").number
    decisions.reveal(room, "tell", by=cast.ada, at=at(26))
    told = streamed(room, last)
    assert [MINE in told[who] for who in (*ASKED, "screen")] == [True, False, False, False]
    assert "checked" not in told["mayor"]

    last = Line.objects.latest("number").number
    decide(found[0])

    for who, text in streamed(room, last).items():
        assert "Decided by <bdi>Mayor</bdi>." in text, who
        assert ('id="deciding-tell"' in text and "data-mine" not in text) or who == "screen"


def test_the_console_waits_for_the_mayors_phone_and_may_still_decide_for_them(
    room: Exercise, cast: Cast, at: Any, client: Client
) -> None:
    ada: Any = sign_in(client, cast.ada)
    console = reverse("console", args=[room.organisation.slug, room.pk])
    mayor, *_ = shown(room, cast, at)
    assert "Waiting for the phone of <bdi>Mayor</bdi>." in ada.get(console).content.decode()

    taking = reverse("decision_deed", args=[room.organisation.slug, room.pk, "tell", "taking"])
    ada.post(taking, {"value": "now"})

    text = ada.get(console).content.decode()
    assert "Waiting for the phone" not in text
    assert "Said for <bdi>Mayor</bdi> by whoever leads the exercise." in text
    assert "Said for <bdi>Mayor</bdi> by whoever leads the exercise." in page(mayor)
    assert [(facts["seat"], facts["value"]) for facts in taken()] == [(None, "now")]
    assert decide(mayor).status_code == 409


def test_nobody_waits_for_a_phone_that_is_not_there(room: Exercise, cast: Cast, at: Any) -> None:
    seats.take_on_paper(room, role="mayor", team=1, by=cast.ada, at=at(0))
    (cio,) = phones(room, at, "cio")
    answer(cio)
    decisions.close(room, "tell", by=cast.ada, at=at(26))

    parts = state_for(scene_of(room), Audience("seat", "cio", 1))
    assert [part.context["mine"] for part in parts if part.replaces == "deciding-tell"] == [False]
    assert kinds(room, "decision.taken") == []
    assert "exercise/_spread.html" not in {part.template for part in lines_for(scene_of(room), Audience("screen"))}
