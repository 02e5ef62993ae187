"""What an audience may see of an exercise: its own, what is for everybody, and nothing else."""

from datetime import datetime, timedelta

import pytest

from lamplighter.apps.exercise.actions import answers, clock, decisions, injects, messages
from lamplighter.apps.exercise.bridge.saying import scene_of
from lamplighter.apps.exercise.bridge.visible import Audience, lines_for, state_for
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.rooms import after, ready_exercise, seated
from tests.people import Cast

MAYOR_1, CIO_1, MAYOR_2 = Audience("seat", "mayor", 1), Audience("seat", "cio", 1), Audience("seat", "mayor", 2)
SCREEN, WATCH, CONSOLE = Audience("screen"), Audience("watch"), Audience("console")
EVERYBODY = (MAYOR_1, CIO_1, MAYOR_2, SCREEN, WATCH, CONSOLE)


@pytest.fixture
def hall(cast: Cast, noon: datetime) -> Exercise:
    """Two tables, one of which has answered; a message, and mail for one table."""
    exercise = ready_exercise(cast.havn, at=noon, teams=2, story_starts_at=noon)
    clock.start(exercise, by=cast.ada, at=noon)
    first = seated(exercise, "mayor", "manager", "cio", at=noon, team=1)
    seated(exercise, "mayor", at=noon, team=2)
    messages.say(exercise, 1, "Whisper to table one", by=cast.ada, at=noon)
    injects.improvise(exercise, channel="mail", title="Mail for table two", team=2, by=cast.ada, at=noon)
    for seat in first:
        answers.answer(seat, "tell", "now", at=after(noon, 25))
    decisions.reveal(exercise, "tell", team=1, by=cast.ada, at=after(noon, 26))
    return exercise


def seen(exercise: Exercise, audience: Audience, text: str) -> bool:
    scene = scene_of(exercise)
    return text in str([part.context for part in lines_for(scene, audience)])


def who(exercise: Exercise, text: str) -> set[Audience]:
    return {audience for audience in EVERYBODY if seen(exercise, audience, text)}


def test_each_line_reaches_those_for_whom_it_is_meant(hall: Exercise) -> None:
    assert who(hall, "Whisper to table one") == {MAYOR_1, CIO_1, CONSOLE}
    assert who(hall, "Mail for table two") == {MAYOR_2, WATCH, CONSOLE}
    assert who(hall, "The desk calls") == {CIO_1, WATCH, CONSOLE}
    assert who(hall, "What do residents hear") == set(EVERYBODY)
    assert who(hall, "Is the city hacked") == set()


def test_a_spread_is_shown_to_its_own_table(hall: Exercise) -> None:
    scene = scene_of(hall)
    told = {
        audience
        for audience in EVERYBODY
        if any(part.replaces == "spread-tell-1" for part in lines_for(scene, audience))
    }

    assert told == {MAYOR_1, CIO_1, WATCH, CONSOLE}


def test_texts_have_the_citys_names_and_the_storys_clock(hall: Exercise) -> None:
    assert seen(hall, CIO_1, "Nordwind Hosting")
    assert seen(hall, MAYOR_1, "It is \\u206813:00\\u2069")


def test_what_was_seen_before_is_not_told_again(hall: Exercise) -> None:
    scene = scene_of(hall)

    assert lines_for(scene, CONSOLE, scene.state.last) == []
    assert len(lines_for(scene, CONSOLE)) > len(lines_for(scene, CONSOLE, 5)) > 0


def test_an_open_decision_stands_beside_the_feed_until_it_is_closed(hall: Exercise, noon: datetime) -> None:
    assert [part.replaces for part in state_for(scene_of(hall), MAYOR_1)] == [
        "decision-tell",
        "deciding-tell",
        "dusk",
    ]
    clock.advance(hall.pk, at=after(noon, 41) + timedelta(seconds=1))

    assert [part.replaces for part in state_for(scene_of(hall), MAYOR_1)] == ["deciding-tell", "dusk"]
    assert [part.replaces for part in state_for(scene_of(hall), SCREEN)] == ["present", "dusk"]
