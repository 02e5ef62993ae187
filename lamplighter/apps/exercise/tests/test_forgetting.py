"""What people said of themselves goes on the day that they were told, and the log stays whole."""

import json
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from lamplighter.apps.exercise.actions import answers, clock, messages
from lamplighter.apps.exercise.actions.forgetting import forget, forget_due
from lamplighter.apps.exercise.bridge.saying import scene_of
from lamplighter.apps.exercise.bridge.visible import Audience, lines_for
from lamplighter.apps.exercise.models import Exercise, Line, Message, Note, RealAddress, Seat, SurveyAnswer
from lamplighter.apps.exercise.queries.forgetting import kept_of
from lamplighter.apps.exercise.queries.log import first_broken
from lamplighter.apps.exercise.queries.playing import notes_of
from lamplighter.apps.exercise.tests.rooms import after, ready_exercise, seated
from lamplighter.web import clock as wall
from tests.people import Cast

SECRETS = ("Who leads here?", "The mayor is tired", "I was afraid", "Mine alone", "Moshe", "moshe@havn.example")


@pytest.fixture
def ended(cast: Cast, noon: datetime) -> Exercise:
    """Everything that people can leave behind in an exercise."""
    one = ready_exercise(cast.havn, at=noon)
    clock.start(one, by=cast.ada, at=noon)
    mayor, _manager, _cio = seated(one, "mayor", "manager", "cio", at=noon)
    Seat.objects.filter(pk=mayor.pk).update(alias="Moshe")
    messages.say(one, 1, "Who leads here?", seat=mayor, at=noon)
    messages.note(one, "The mayor is tired", about="mayor", by=cast.ada, at=noon)
    answers.answer(mayor, "tell", "now", reason="Mine alone", at=after(noon, 25))
    SurveyAnswer.objects.create(exercise=one, question="missing", text="I was afraid", at=noon)
    RealAddress.objects.create(exercise=one, email="moshe@havn.example", role="mayor")
    clock.end(one, by=cast.ada, at=after(noon, 30))
    return Exercise.objects.get(pk=one.pk)


def everything(exercise: Exercise) -> str:
    """All that the rows of an exercise hold, as text."""
    tables = (Line, Message, Note, RealAddress, Seat, SurveyAnswer)
    rows = [list(table.objects.filter(exercise=exercise).values()) for table in tables]
    return json.dumps([*rows, list(exercise.answers.values())], default=str)


def test_what_somebody_says_stands_in_no_line_of_the_log(ended: Exercise) -> None:
    said = Line.objects.get(exercise=ended, kind="message.said")
    message = Message.objects.get(exercise=ended)

    assert set(said.facts) == {"team", "by", "seat", "message", "digest"}
    assert (said.facts["message"], said.facts["digest"]) == (message.pk, message.digest())
    assert [secret for secret in SECRETS if secret in str(list(Line.objects.values()))] == []


def test_two_who_say_the_same_cannot_be_told_by_their_digests(ended: Exercise, cast: Cast, noon: datetime) -> None:
    messages.say(ended, 1, "Who leads here?", by=cast.ada, at=noon)

    first, second = Line.objects.filter(exercise=ended, kind="message.said")
    assert first.facts["digest"] != second.facts["digest"]


def test_nothing_that_anybody_wrote_is_left_after_its_day_and_the_chain_is_whole(
    ended: Exercise, noon: datetime
) -> None:
    assert [secret for secret in SECRETS if secret not in everything(ended)] == []
    lines = list(Line.objects.filter(exercise=ended).values("number", "hash", "facts"))

    forget(ended, at=noon + timedelta(days=91))

    assert [secret for secret in SECRETS if secret in everything(ended)] == []
    assert set(kept_of(Exercise.objects.get(pk=ended.pk)).values()) == {0}
    assert list(Line.objects.filter(exercise=ended).values("number", "hash", "facts")) == lines
    assert first_broken(Exercise.objects.get(pk=ended.pk)) is None
    assert set(Message.objects.values_list("salt", flat=True)) == {""}
    assert not notes_of(ended).exists()


def test_the_feed_says_that_something_was_said_and_is_deleted(ended: Exercise, noon: datetime) -> None:
    def said() -> list[tuple[str, bool]]:
        parts = lines_for(scene_of(ended), Audience("console"))
        return [
            (part.context["body"], part.context["forgotten"])
            for part in parts
            if part.context.get("kind") == "said"
        ]

    assert said() == [("Who leads here?", False)]

    forget(ended, at=noon)

    assert said() == [("", True)]


@pytest.mark.parametrize(("days", "due"), [(89, False), (90, True)])
def test_it_is_forgotten_on_its_day_by_the_citys_clock(
    ended: Exercise, noon: datetime, days: int, due: bool
) -> None:
    assert bool(forget_due(noon + timedelta(days=days))) is due


def test_the_command_tells_first_and_deletes_then(ended: Exercise, noon: datetime, monkeypatch) -> None:
    monkeypatch.setattr(wall, "now", lambda: noon + timedelta(days=91))
    told, done, again = StringIO(), StringIO(), StringIO()

    call_command("forget_answers", "--dry-run", stdout=told)
    assert "Who leads here?" in everything(ended)
    call_command("forget_answers", stdout=done)
    call_command("forget_answers", stdout=again)

    kept = "1 answers, 1 messages, 1 texts of surveys, 1 notes, 3 ways back to a seat, 1 addresses"
    assert told.getvalue().strip().endswith(f"would go: {kept}")
    assert done.getvalue().strip().endswith(f"deleted: {kept}")
    assert again.getvalue().strip() == "No exercise has come to its day."
    assert "Who leads here?" not in everything(ended)
