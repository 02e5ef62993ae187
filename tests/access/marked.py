"""An exercise with words in every place of it that not everybody may read, and a browser for each reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from django.test import Client
from pypdf import PdfReader

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions import (
    answers,
    clock,
    injects,
    messages,
    seats,
    watching,
)
from lamplighter.apps.exercise.actions.attachments import attach
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.imports.attaching import attached
from lamplighter.apps.exercise.models import Attachment, Exercise, RealAddress, Seat
from lamplighter.apps.exercise.tests.played import FROZEN
from lamplighter.apps.exercise.tests.rooms import after, code, ready_exercise, tree_of_small
from lamplighter.web.gate import SEAT_COOKIE
from tests.people import Cast

# Whoever opens pages: players of two tables, two of them in one role; those who watch; and those from elsewhere.
PLAYERS = {"mayor": ("mayor", 1), "cio": ("cio", 1), "deputy": ("cio", 1), "mayor of table 2": ("mayor", 2)}
WATCHERS = {"evaluator": "evaluator", "other evaluator": "evaluator", "observer": "observer", "screen": "screen"}
FROM_ELSEWHERE = ("other exercise", "other city", "left", "nobody")
READERS = (*PLAYERS, *WATCHERS, *FROM_ELSEWHERE)
TABLE_1 = {"mayor", "cio", "deputy"}
WATCH = {"evaluator", "other evaluator", "observer"}
EVALUATORS = {"evaluator", "other evaluator"}
ROOM = {*PLAYERS, *WATCHERS}

# Who may read the words that stand in each place; whoever is not named here never does.
MAY: dict[str, set[str]] = {
    "inject to all": ROOM,
    "inject to the CIO": {"cio", "deputy", *WATCH},
    "inject to come": set(),
    "inject for the facilitator": WATCH,
    "what follows for the facilitator": WATCH,
    "what is expected": set(),
    "spoiler": set(),
    "whoever plays the other side": set(),
    "phase to come": set(),
    "decision to come": set(),
    "option on offer": ROOM,
    "hidden option": set(),
    "good answer": set(),
    "guide": EVALUATORS,
    "task": EVALUATORS,
    "survey": set(),
    "value": {"cio"},
    "reason": {"cio"},
    "paper": set(),
    "message of table 1": TABLE_1,
    "message of table 2": {"mayor of table 2"},
    "improvised for table 2": {"mayor of table 2", *WATCH},
    "private note": set(),
    "observation": {"evaluator"},
    "cause of a mark": {"evaluator"},
    "alias": set(),
    "name on duty": set(),
    "address": set(),
    "title of another": {"other exercise"},
    "inject of another": {"other exercise"},
    "inject elsewhere": {"other city"},
    "attachment of the CIO": {"cio", "deputy", *WATCH},
    "attachment to come": set(),
    "attachment of another": set(),
}
# From the end of the exercise on, first impressions are asked for; what others said is nobody's.
AFTERWARDS = {**MAY, "survey": {*PLAYERS, *EVALUATORS}, "survey answer": set(), "report": set(), "official": set()}


def mark(place: str) -> str:
    """Letters that come nowhere else, and that no page breaks or escapes."""
    if place == "what follows for the facilitator":
        return "It touches 7 to 9 people."
    return "zq" + "".join(letter for letter in place if letter.isalnum()) + "qz"


def marked_tree() -> dict[str, Any]:
    """The small scenario with a mark in every text that not everybody may read."""
    tree = tree_of_small(decision={"mode": "single", "deadline": "+9:00"})
    dawn = tree["phases"][0]
    call, press = dawn["injects"]
    tell = dawn["decisions"][0]
    call |= {"body": mark("inject to the CIO"), "expected": mark("what is expected"), "spoiler": mark("spoiler")}
    call |= {"controller": mark("whoever plays the other side")}
    press |= {"body": mark("inject to come")}
    dawn["injects"] += [
        {**press, "key": "all", "number": "3", "body": mark("inject to all"), "release": "timed", "at": "+0:01"},
        {
            **press,
            "key": "prompt",
            "number": "4",
            "kind": "facilitation",
            "body": mark("inject for the facilitator"),
            "effects": [{"people": [7, 8, 9]}],
            "release": "timed",
            "at": "+0:02",
        },
        {**press, "key": "later", "number": "5", "body": mark("inject to come"), "release": "timed", "at": "+8:00"},
    ]
    for one in dawn["injects"][2:]:
        one.pop("when", None)
        one.pop("after", None)
    tell["options"][0]["text"] = mark("option on offer")
    tell["options"].append({"key": "hide", "text": mark("hidden option"), "hidden": True})
    dawn["decisions"] += [
        {**tell, "key": "why", "number": "D2", "mode": "text", "options": [], "question": "Why?", "at": "+0:21"},
        {**tell, "key": "late", "number": "D3", "question": mark("decision to come"), "at": "+8:00"},
    ]
    for one in dawn["decisions"][1:]:
        one.pop("case_beside", None)
        one.pop("deadline", None)
    dawn["questions"][0]["good"] = mark("good answer")
    night = {**dawn, "key": "night", "title": mark("phase to come"), "situation": mark("phase to come")}
    night |= {"starts": "+9:30", "injects": [], "decisions": [], "questions": [], "effects": []}
    tree["phases"].append(night)
    tree["objectives"] = [
        {**one, "tasks": [{**task, "text": mark("task")} for task in one["tasks"]]} for one in tree["objectives"]
    ]
    tree["guide"][0]["look_for"] = mark("guide")
    tree["survey"][0]["text"] = mark("survey")
    return tree


def story_of_another(place: str) -> dict[str, Any]:
    tree = tree_of_small(decision={})
    tree["phases"][0]["injects"][0] |= {"body": mark(place), "to": []}
    return tree


@dataclass(slots=True)
class House:
    """An exercise with marks in it, others beside it, and a browser for each reader."""

    room: Exercise
    browsers: Mapping[str, Client]
    sits: Mapping[str, Seat]
    attachments: Mapping[str, int]
    at: datetime


def marked_house(cast: Cast, noon: datetime) -> House:
    """Two tables in Havn, a decision open, everything said that can be said."""
    at = after(noon, 25)
    room = ready_exercise(cast.havn, at=noon, tree=marked_tree(), teams=2, story_starts_at=noon)
    room.frozen = FROZEN | {"people": {"p7": {"name": mark("name on duty")}}}
    room.save()
    pinned = {"attachment of the CIO": "call", "attachment to come": "later"}
    for place, key in pinned.items():
        shown = attach(room.version, key, attached(f"{key}.png", picture(place)), by=cast.ada, at=noon)
        Exercise.objects.filter(pk=room.pk).update(tree=shown.tree, digest=shown.digest)
        room.refresh_from_db()
    other = another(cast.havn, "inject of another", noon, title=mark("title of another"))
    elsewhere = another(cast.elsewhere, "inject elsewhere", noon)
    shown = attach(other.version, "call", attached("other.png", picture("attachment of another")), by=None, at=noon)
    for one in (room, other, elsewhere):
        clock.start(one, by=cast.ada, at=noon)
    browsers, sits = seated_in(room, other, elsewhere, at)
    clock.advance(room.pk, at=at)
    say_everything(room, sits, cast, at)
    files = {place: Attachment.objects.get(content=picture(place)).pk for place in MAY if "attachment" in place}
    return House(room, browsers, sits, files, at)


def picture(place: str) -> bytes:
    return b"\x89PNG" + mark(place).encode()


def another(city: Organisation, place: str, noon: datetime, **fields: Any) -> Exercise:
    return ready_exercise(city, at=noon, tree=story_of_another(place), story_starts_at=noon, **fields)


def seated_in(
    room: Exercise, other: Exercise, elsewhere: Exercise, at: datetime
) -> tuple[dict[str, Client], dict[str, Seat]]:
    """A browser for each reader; those who sit call themselves something."""
    browsers, sits = {name: Client() for name in READERS}, {}
    places = {name: (room, SeatKind.PLAYER, role, team) for name, (role, team) in PLAYERS.items()}
    places |= {name: (room, SeatKind(kind), "", 1) for name, kind in WATCHERS.items()}
    places |= {"other exercise": (other, SeatKind.PLAYER, "cio", 1), "left": (room, SeatKind.PLAYER, "cio", 1)}
    places |= {"other city": (elsewhere, SeatKind.PLAYER, "cio", 1)}
    for name, (where, kind, role, team) in places.items():
        typed = code(where, kind).shown
        sits[name], secret = seats.take(
            typed, role=role, team=team, language="en", alias=mark("alias") + sign(name), at=at
        )
        browsers[name].cookies[SEAT_COOKIE] = secret
    seats.remove(sits["left"], by=None, at=at)
    return browsers, sits


def sign(name: str) -> str:
    return "".join(filter(str.isalnum, name))


def say_everything(room: Exercise, sits: Mapping[str, Seat], cast: Cast, at: datetime) -> None:
    """What seats, evaluators and control say while the clock runs."""
    answers.answer(sits["cio"], "why", mark("value"), reason=mark("reason"), at=at)
    paper = seats.take_on_paper(room, role="mayor", by=cast.ada, at=at)
    answers.answer_paper(room, paper.number, "why", mark("paper"), by=cast.ada, at=at)
    messages.say(room, 1, mark("message of table 1"), seat=sits["mayor"], at=at)
    messages.say(room, 2, mark("message of table 2"), by=cast.ada, at=at)
    messages.note(room, mark("private note"), by=cast.ada, at=at)
    injects.improvise(room, channel="mail", title=mark("improvised for table 2"), team=2, by=cast.ada, at=at)
    watching.rate(sits["evaluator"], "tell", "M", cause=mark("cause of a mark"), at=at)
    watching.observe(sits["evaluator"], "tell", "area", mark("observation"), at=at)
    RealAddress.objects.create(exercise=room, email=f"{mark('address')}@havn.example", role="mayor")


def words(answer: Any) -> str:
    """Everything that an answer says: its headers, its cookies, and its body; of a PDF its text."""
    body = answer.content
    if answer.headers.get("Content-Type") == "application/pdf":
        read = " ".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
        return f"{answer.headers} {''.join(read.split())}"
    return f"{answer.headers} {answer.cookies} {body.decode(errors='replace')}"
