"""Decisions of every mode: asked, answered by telephone and on paper, refused, shown, taken and said in words."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions import clock, seats
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.models import Answer, Exercise, Line
from lamplighter.apps.exercise.tests.played import FROZEN
from lamplighter.apps.exercise.tests.rooms import after, ready_exercise, tree_of_small
from lamplighter.apps.exercise.tests.test_phones import phone
from lamplighter.apps.exercise.tests.test_screen import with_seat
from tests.people import Cast, sign_in

OPTIONS = [
    {
        "key": "radio",
        "text": "By radio",
        "prices": [
            {"what": "money", "fixed": [1000, 2000, 5000], "felt_after": "+48:00", "note": "Hired vans"},
            {"what": "people", "fixed": [2, 3, 9]},
        ],
        "cases": ["kalix-2021"],
    },
    {"key": "door", "text": "From door to door"},
    {"key": "web", "text": "On the website"},
    {"key": "secret", "text": "Say that it was a drill", "hidden": True},
]
NO_OPTIONS: dict[str, Any] = {"options": []}


@dataclass(frozen=True, slots=True)
class Mode:
    """A decision of one mode: what is typed, what is kept, how it is said, and what is refused with which words."""

    fields: dict[str, Any]
    typed: dict[str, str]
    kept: Any
    said: tuple[str, ...]
    refused: dict[str, tuple[dict[str, str], str]]
    ballot: dict[str, str]


MODES = {
    "single": Mode(
        {"options": OPTIONS},
        {"value": "door"},
        "door",
        ("From door to door",),
        {
            "nothing": ({"value": ""}, "Choose one of the options."),
            "unknown": ({"value": "pigeon"}, "Choose one of the options."),
            "hidden": ({"value": "secret"}, "Choose one of the options."),
        },
        {"value": "door"},
    ),
    "rank": Mode(
        {"options": OPTIONS},
        {"place-radio": "3", "place-door": "1", "place-web": "2"},
        ["door", "web", "radio"],
        ("From door to door", "On the website", "By radio"),
        {
            "twice": ({"place-radio": "1", "place-door": "1", "place-web": "2"}, "Give every option one place."),
            "one left out": ({"place-radio": "1", "place-door": "2"}, "Give every option one place."),
            "beyond": (
                {"place-radio": "1", "place-door": "2", "place-web": "4"},
                "Give every option one place.",
            ),
            "hidden": (
                {"place-radio": "1", "place-door": "2", "place-secret": "3"},
                "Give every option one place.",
            ),
        },
        {"place-1": "door", "place-2": "web", "place-3": "radio"},
    ),
    "number": Mode(
        NO_OPTIONS
        | {
            "unit": "days",
            "bounds": [1, 90],
            "case_beside": {
                "case": "dallas-2023",
                "quantity": "days_main",
                "text": "Dallas served its residents again bit by bit.",
            },
        },
        {"value": "٣"},
        3,
        ("3 days",),
        {
            "nothing": ({"value": ""}, "Write a number."),
            "words": ({"value": "three"}, "Write a number."),
            "too many": ({"value": "91"}, "This number lies outside what is possible."),
            "too few": ({"value": "0"}, "This number lies outside what is possible."),
        },
        {"value": "3"},
    ),
    "text": Mode(
        NO_OPTIONS,
        {"value": "Water comes from the fire brigade."},
        "Water comes from the fire brigade.",
        ("Water comes from the fire brigade.",),
        {
            "nothing": ({"value": ""}, "Write something first."),
            "blanks": ({"value": "  "}, "Write something first."),
            "too much": ({"value": "x" * 501}, "This is too long. Shorten it."),
        },
        {"value": "Water comes from the fire brigade."},
    ),
}
REFUSED = [(name, why) for name, mode in MODES.items() for why in mode.refused]


@pytest.fixture(autouse=True)
def no_wrong_codes_yet() -> None:
    cache.clear()


@pytest.fixture
def now(noon: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The decision is open: 25 minutes into the story."""
    instant = after(noon, 25)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: instant)
    return instant


def asking(cast: Cast, mode: str, noon: datetime, now: datetime) -> Exercise:
    """A room in which the decision of one mode is open."""
    tree = tree_of_small(decision={"mode": mode, **MODES[mode].fields})
    # What is asked here leads nowhere.
    tree["phases"][0]["injects"] = tree["phases"][0]["injects"][:1]
    exercise = ready_exercise(cast.havn, at=noon, tree=tree, frozen=FROZEN, frozen_at=noon, story_starts_at=noon)
    clock.start(exercise, by=cast.ada, at=noon)
    clock.advance(exercise.pk, at=now)
    return exercise


def text(client: Client, name: str = "seat", *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def at_desk(client: Client, cast: Cast) -> Any:
    """The browser of whoever runs the exercise."""
    return sign_in(client, cast.ada)


def press(browser: Client, exercise: Exercise, deed: str, **fields: str) -> int:
    return browser.post(reverse("decision_deed", args=["havn", exercise.pk, "tell", deed]), fields).status_code


@pytest.mark.parametrize("mode", MODES)
def test_a_decision_is_answered_by_telephone_shown_and_taken(
    mode: str, cast: Cast, noon: datetime, now: datetime, client: Client
) -> None:
    asked = MODES[mode]
    room = asking(cast, mode, noon, now)
    phones = [phone(room, role, now) for role in ("mayor", "manager", "cio")]
    screen = with_seat(room, SeatKind.SCREEN, at=now)
    ada = at_desk(client, cast)

    for one in phones:
        assert "data-answer" in text(one)
        assert "Say that it was a drill" not in text(one)
        assert one.post(reverse("seat_answer", args=["tell"]), asked.typed).status_code == 302
    assert list(Answer.objects.values_list("value", flat=True)) == [asked.kept] * 3
    own = text(phones[0]).partition("data-own")[2].partition("</div>")[0]
    assert all(said in own for said in asked.said)

    assert press(ada, room, "reveal") == 302
    for page in (text(phones[1]), text(screen, "screen"), text(ada, "console", "havn", room.pk)):
        assert "What 3 answers say" in page
        assert "Say that it was a drill" not in page or page.count("hidden from participants") == 1

    assert press(ada, room, "taking") == 302
    for page in (text(phones[2]), text(screen, "screen"), text(ada, "console", "havn", room.pk)):
        taken = page.partition('data-kind="taken"')[2].partition("</article>")[0]
        assert [taken.index(said) for said in asked.said] == sorted(taken.index(said) for said in asked.said)


@pytest.mark.parametrize(("mode", "why"), REFUSED, ids=[f"{mode}-{why}" for mode, why in REFUSED])
def test_what_is_no_answer_is_refused_in_words(
    mode: str, why: str, cast: Cast, noon: datetime, now: datetime
) -> None:
    typed, words = MODES[mode].refused[why]
    room = asking(cast, mode, noon, now)
    mayor = phone(room, "mayor", now)

    whole = mayor.post(reverse("seat_answer", args=["tell"]), typed)
    part = mayor.post(reverse("seat_answer", args=["tell"]), typed, headers={"X-Part": "1"})

    assert (whole.status_code, part.status_code) == (422, 409)
    assert words in whole.content.decode()
    assert words in part.content.decode()
    assert not Answer.objects.exists()
    assert not Line.objects.filter(kind="answer.given").exists()


@pytest.mark.parametrize("mode", MODES)
def test_a_ballot_is_entered_by_keyboard_alone(
    mode: str, cast: Cast, noon: datetime, now: datetime, client: Client
) -> None:
    asked = MODES[mode]
    room = asking(cast, mode, noon, now)
    seat = seats.take_on_paper(room, role="mayor", team=1, by=cast.ada, at=now)
    ada = at_desk(client, cast)
    way = reverse("ballot_new", args=["havn", room.pk, "tell"])

    page = ada.get(way).content.decode()
    assert not re.search("<input[^>]*autofocus", page)
    assert "Say that it was a drill" not in page

    entered = ada.post(way, {"seat": str(seat.number), **asked.ballot})
    assert entered.status_code == 302
    assert len(re.findall("<input[^>]*autofocus", ada.get(entered["Location"]).content.decode())) == 1
    assert Answer.objects.get().value == asked.kept
    assert Line.objects.filter(kind="answer.paper").count() == 1


BALLOTS = {
    "single": {"value": "secret"},
    "rank": {"place-1": "door", "place-2": "door", "place-3": "radio"},
    "number": {"value": "91"},
    "text": {"value": ""},
}


@pytest.mark.parametrize("mode", MODES)
def test_a_ballot_that_does_not_fit_is_refused(
    mode: str, cast: Cast, noon: datetime, now: datetime, client: Client
) -> None:
    room = asking(cast, mode, noon, now)
    seat = seats.take_on_paper(room, role="mayor", team=1, by=cast.ada, at=now)
    way = reverse("ballot_new", args=["havn", room.pk, "tell"])

    found = at_desk(client, cast).post(way, {"seat": str(seat.number), **BALLOTS[mode]})

    assert found.status_code in (409, 422)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("mode", MODES)
def test_the_facilitator_takes_a_decision_of_any_mode(
    mode: str, cast: Cast, noon: datetime, now: datetime, client: Client
) -> None:
    asked = MODES[mode]
    room = asking(cast, mode, noon, now)
    ada = at_desk(client, cast)

    assert press(ada, room, "taking", **BALLOTS[mode]) == (302 if mode == "single" else 409)
    if mode != "single":
        assert press(ada, room, "taking", **asked.ballot) == 302

    taken = Line.objects.get(kind="decision.taken").facts["value"]
    assert taken == ("secret" if mode == "single" else asked.kept)


def prices(page: str) -> str:
    return page.partition('class="decision__prices"')[2].partition("</ul>")[0]


@pytest.mark.parametrize("mode", ["single", "rank"])
def test_prices_stand_with_the_options_and_on_the_screen_once_answers_are_shown(
    mode: str, cast: Cast, noon: datetime, now: datetime, client: Client
) -> None:
    room = asking(cast, mode, noon, now)
    phones = [phone(room, role, now) for role in ("mayor", "manager", "cio")]
    screen = with_seat(room, SeatKind.SCREEN, at=now)
    ada = at_desk(client, cast)

    for page in (text(phones[0]), text(ada, "console", "havn", room.pk)):
        told = prices(page)
        assert "€1,000 to €5,000" in told
        assert "felt after 2 days, from day 3 of the story" in told
        assert "Hired vans" in told
        assert "2 to 9 people" in told
    assert prices(text(screen, "screen")) == ""

    for one in phones:
        one.post(reverse("seat_answer", args=["tell"]), MODES[mode].typed)
    assert press(ada, room, "reveal") == 302
    assert "€1,000 to €5,000" in prices(text(screen, "screen"))


def test_the_real_case_stands_beside_the_answers_once_they_are_shown(
    cast: Cast, noon: datetime, now: datetime, client: Client
) -> None:
    room = asking(cast, "number", noon, now)
    phones = [phone(room, role, now) for role in ("mayor", "manager", "cio")]
    screen = with_seat(room, SeatKind.SCREEN, at=now)
    ada = at_desk(client, cast)
    for one, days in zip(phones, ("2", "3", "30"), strict=True):
        one.post(reverse("seat_answer", args=["tell"]), {"value": days})
    pages = [(phones[0], "seat", ()), (screen, "screen", ()), (ada, "console", ("havn", room.pk))]

    assert not any("Dallas" in text(one, name, *args) for one, name, args in pages)
    assert press(ada, room, "reveal") == 302

    for one, name, args in pages:
        page = text(one, name, *args)
        assert "in the middle you assumed 3 days." in page
        assert "Dallas served its residents again bit by bit." in page
        assert "Source:" in page


def test_what_was_done_elsewhere_stands_beside_its_option_once_answers_are_shown(
    cast: Cast, noon: datetime, now: datetime, client: Client
) -> None:
    room = asking(cast, "single", noon, now)
    phones = [phone(room, role, now) for role in ("mayor", "manager", "cio")]
    for one in phones:
        one.post(reverse("seat_answer", args=["tell"]), {"value": "radio"})
    assert "Kalix" not in text(phones[0])

    assert press(at_desk(client, cast), room, "reveal") == 302

    assert "Kalix" in text(phones[0]).partition("Where it was done so")[2]


def test_a_decision_that_was_not_shown_is_told_with_its_real_case(
    cast: Cast, noon: datetime, now: datetime, client: Client
) -> None:
    room = asking(cast, "number", noon, now)
    mayor = phone(room, "mayor", now)
    mayor.post(reverse("seat_answer", args=["tell"]), {"value": "3"})

    assert press(at_desk(client, cast), room, "taking") == 302

    taken = text(mayor).partition('data-kind="taken"')[2].partition("</article>")[0]
    assert "you assumed 3 days." in taken
