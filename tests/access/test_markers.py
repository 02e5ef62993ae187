"""Words that nobody else may read stand in every place of an exercise; then every seat opens every page."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import unescape

import pytest
from django.urls import reverse

from lamplighter.apps.exercise.actions import (
    answers,
    clock,
    decisions,
    evaluation,
    report,
)
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.live.feed import Feed
from lamplighter.apps.exercise.live.tickets import opened
from lamplighter.apps.exercise.models import Exercise
from tests.access.marked import AFTERWARDS, MAY, READERS, TABLE_1, House, mark, marked_house, sign, words
from tests.access.test_seats import EXPECTED
from tests.people import Cast


@pytest.fixture
def house(cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> House:
    """An exercise full of marks, and its minute on the wall."""
    made = marked_house(cast, noon)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: made.at)
    return made


def asked_by(house: House, who: str) -> Iterator[tuple[str, str]]:
    """Everything this reader can ask for: each page of seats by GET and by POST, each file, and the stream."""
    browser = house.browsers[who]
    for name in EXPECTED:
        if name == "seat_leaving":
            continue
        for where in addresses(name, house):
            for answer in (browser.get(where), browser.post(where, {"code": "1", "return_code": "x"})):
                assert answer.status_code < 500, where
                yield f"{answer.request['REQUEST_METHOD']} {where}", words(answer)
                for ticket in set(re.findall(r"[?&]t=([\w:%-]+)", unescape(words(answer)))):
                    yield f"stream of {where}", stream(ticket.replace("%3A", ":"), house.at)


def addresses(name: str, house: House) -> list[str]:
    match name:
        case "join_code":
            return [reverse(name, args=["000000"])]
        case "seat_answer" | "seat_decision":
            return [reverse(name, args=[key]) for key in ("tell", "why", "late", "hide")]
        case "watch_mark":
            return [reverse(name, args=["tell"])]
        case "seat_attachment":
            return [reverse(name, args=[pk]) for pk in house.attachments.values()]
    return [reverse(name)]


def stream(ticket: str, at: datetime) -> str:
    """Everything that the stream says to whoever holds this ticket, from its beginning."""
    told = opened(ticket)
    assert told is not None
    feed = Feed(told.exercise)
    feed.catch_up()
    parts = [part for _number, part in feed.after(told.audience, 0)]
    return b"".join([*parts, feed.clock(at)]).decode()


def slips(house: House, may: Mapping[str, set[str]]) -> tuple[set[str], set[tuple[str, str]]]:
    """What was read by somebody who may not, and what was not read by somebody who should."""
    wrong, missed = set(), set()
    for who in READERS:
        said = list(asked_by(house, who))
        for place, readers in may.items():
            where = [address for address, text in said if mark(place) in text]
            if place == "alias":
                own = mark(place) + sign(who)
                where = [address for address, text in said if mark(place) in text.replace(own, "")]
            if who not in readers:
                wrong |= {f"{who} reads {place!r} at {address}" for address in where}
            elif not where:
                missed.add((who, place))
        for name, seat in house.sits.items():
            if name != who and seat.return_code:
                wrong |= {
                    f"{who} reads the way back of {name} at {a}" for a, text in said if seat.return_code in text
                }
    return wrong, missed


def test_no_seat_reads_what_is_not_meant_for_it_while_the_clock_runs(house: House) -> None:
    wrong, missed = slips(house, MAY)

    assert wrong == set()
    assert missed == set()


def test_no_seat_reads_what_is_not_meant_for_it_once_answers_are_shown(house: House, cast: Cast) -> None:
    for name, value in {"mayor": "now", "cio": "wait", "deputy": "now"}.items():
        answers.answer(house.sits[name], "tell", value, reason=mark("reason"), at=house.at)
        answers.answer(house.sits[name], "why", mark("value"), reason=mark("reason"), at=house.at)
    decisions.reveal(house.room, "tell", team=1, by=cast.ada, at=house.at)
    decisions.reveal(house.room, "why", team=1, by=cast.ada, at=house.at)
    decisions.take(house.room, "tell", "now", team=1, by=cast.ada, at=house.at)
    own = {"value": TABLE_1, "reason": TABLE_1}
    wrong, missed = slips(house, MAY | own)

    assert wrong == set()
    assert missed == set()


def test_no_seat_reads_afterwards_what_others_said(house: House, cast: Cast) -> None:
    clock.end(house.room, by=cast.ada, at=house.at)
    evaluation.open_survey(house.room, by=cast.ada, at=house.at)
    said = {"missing": mark("survey answer")}
    evaluation.answer_survey(house.sits["mayor of table 2"], said, named=True, at=house.at)
    wrong, missed = slips(house, {**AFTERWARDS, "survey": AFTERWARDS["survey"] - {"mayor of table 2"}})

    assert wrong == set()
    assert missed == set()

    evaluation.close_survey(house.room, by=cast.ada, at=house.at)
    report.write_text(house.room, "summary", "en", mark("report"), by=cast.ada, at=house.at)
    evaluation.set_mark(house.room, "tell", "U", mark("official"), by=cast.ada, at=house.at)
    for state in (ExerciseState.AGREED, ExerciseState.CLOSED):
        Exercise.objects.filter(pk=house.room.pk).update(state=state)
        wrong, _missed = slips(house, {**AFTERWARDS, "survey": set()})
        assert wrong == set(), state
