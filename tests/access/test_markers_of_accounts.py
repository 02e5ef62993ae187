"""The same words, and whoever has an account but does not run exercises; before and after the report is agreed."""

from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions import (
    clock,
    evaluation,
    report,
)
from lamplighter.config.checks import PLACES, pages
from tests.access.marked import AFTERWARDS, House, mark, marked_house, words
from tests.access.test_walk import EXPECTED as EXPECTED_OF_ACCOUNTS
from tests.people import Cast, sign_in

ABOUT_EXERCISES = [
    (str(page.name), frozenset(names))
    for page, names in pages()
    if getattr(page.callback, "__module__", "").startswith("lamplighter.apps.exercise.views")
    and set(names) & set(PLACES)
]


@pytest.fixture
def house(cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> House:
    """An exercise full of marks, and its minute on the wall."""
    made = marked_house(cast, noon)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: made.at)
    return made


# What nobody with an account reads of others but whoever runs the exercise, even once the report is agreed.
NEVER = ("value", "reason", "paper", "message of table 1", "message of table 2", "private note", "alias")
NEVER += ("name on duty", "address", "what is expected", "good answer", "spoiler", "survey answer")


def read_by(account: Account, house: House) -> str:
    """Everything that an account gets from any page about exercises, asked about the room from every place."""
    browser: Any = sign_in(Client(), account)
    version = house.room.version
    named = {"key": "call", "deed": "release", "turn": "pause", "role": "cio", "number": "answered.why"}
    named |= {"section": "summary", "task": "tell", "area": "tell", "kind": "inject", "language": "he"}
    said = []
    for name, names in ABOUT_EXERCISES:
        about_scenario = name.startswith(("scenario", "part", "version", "inject_at", "inject_det"))
        numbers = {"pk": version.scenario_id if about_scenario else house.room.pk, "version": version.pk}
        numbers |= {
            "seat": 1,
            "code": 1,
            "action": 1,
            "address": 1,
            "attachment": house.attachments["attachment to come"],
        }
        for slug in ("havn", "elsewhere", "harbours"):
            values = dict.fromkeys(set(PLACES) & names, slug) | {
                one: {**named, **numbers}.get(one, "alarm") for one in names - set(PLACES)
            }
            with suppress(NoReverseMatch):
                answer = browser.get(reverse(name, kwargs=values))
                assert answer.status_code < 500, (name, values)
                said.append(words(answer))
    return " ".join(said)


@pytest.mark.parametrize("agreed", [False, True], ids=["before it is agreed", "once it is agreed"])
def test_whoever_does_not_run_exercises_reads_what_is_agreed_and_nothing_else(
    house: House, cast: Cast, agreed: bool
) -> None:
    clock.end(house.room, by=cast.ada, at=house.at)
    evaluation.open_survey(house.room, by=cast.ada, at=house.at)
    said = {"missing": mark("survey answer")}
    evaluation.answer_survey(house.sits["mayor of table 2"], said, named=True, at=house.at)
    evaluation.close_survey(house.room, by=cast.ada, at=house.at)
    report.write_text(house.room, "summary", "en", mark("report"), by=cast.ada, at=house.at)
    if agreed:
        report.agree(house.room, by=cast.ada, at=house.at)
    accounts = {
        who: cast.of(who) for who in ("executive", "auditor", "hr", "specialist", "staff", "board", "delegate")
    }
    accounts["another city's"] = cast.chen
    slipped = set()
    for who, account in accounts.items():
        read = read_by(account, house)
        inside = agreed and EXPECTED_OF_ACCOUNTS["report"].get(who) == "yes"
        forbidden = NEVER if inside else {*AFTERWARDS} - {"inject elsewhere"}
        if who == "another city's":
            forbidden = {*AFTERWARDS} - {"inject elsewhere", "title of another"}
        elif who not in ("staff", "board", "delegate", "specialist"):
            forbidden = set(forbidden) - {"title of another"}
        slipped |= {f"{who} reads {place!r}" for place in forbidden if mark(place) in read}
        assert not inside or mark("report") in read, who

    assert slipped == set()
