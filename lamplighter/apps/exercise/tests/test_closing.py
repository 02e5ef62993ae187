"""Every state of an exercise has its way on, and at the end what is still to be done is said."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from lamplighter.apps.exercise.actions import clock, seats
from lamplighter.apps.exercise.actions.evaluation import close_survey
from lamplighter.apps.exercise.actions.exercises import CANCELLED_FROM, NotNow, cancel, close
from lamplighter.apps.exercise.actions.followups import open_area
from lamplighter.apps.exercise.actions.forgetting import forget_due
from lamplighter.apps.exercise.actions.report import agree
from lamplighter.apps.exercise.bridge.report import report_of
from lamplighter.apps.exercise.choices import ExerciseState, SeatKind
from lamplighter.apps.exercise.models import Exercise, Retest, Seat
from lamplighter.apps.exercise.queries.evaluation import reports_visible_to
from lamplighter.apps.exercise.queries.log import first_broken
from lamplighter.apps.exercise.tests.played import played
from lamplighter.apps.exercise.tests.rooms import ready_exercise, seated
from lamplighter.apps.followup.actions import complete, open_action
from lamplighter.apps.journal.models import Line as JournalLine
from tests.people import Cast, sign_in


@pytest.fixture
def agreed(cast: Cast, noon: datetime) -> Exercise:
    one = played(cast.havn, by=cast.ada, at=noon)
    close_survey(one, by=cast.ada, at=noon)
    agree(one, by=cast.ada, at=noon)
    return Exercise.objects.get(pk=one.pk)


def put(one: Exercise, state: str) -> Exercise:
    Exercise.objects.filter(pk=one.pk).update(state=state)
    return Exercise.objects.get(pk=one.pk)


@pytest.mark.parametrize("state", [state for state in ExerciseState if state != ExerciseState.AGREED])
def test_only_what_is_agreed_is_closed(agreed, cast, noon, state):
    one = put(agreed, state)

    with pytest.raises(NotNow, match="closed" if state == ExerciseState.CLOSED else "not_agreed"):
        close(one, by=cast.ada, at=noon)

    assert Exercise.objects.get(pk=one.pk).state == state


def test_what_is_still_to_be_done_is_said_and_stays(agreed, cast, noon, client):
    areas = report_of(agreed).areas
    open_area(agreed, areas[0], "S", title="Answer it", owner=None, due_on=noon.date(), by=cast.ada, at=noon)
    done = open_action(cast.havn, "Nobody looked", due_on=noon.date(), by=cast.ada, at=noon)
    complete(done, "On paper", by=cast.ada, at=noon)
    Retest.objects.create(exercise=agreed, action=done, task="", why="The speaker is away")
    seats.new_code(agreed, SeatKind.OBSERVER)
    browser: Any = sign_in(client, cast.ada)
    address = reverse("exercise_close", args=["havn", agreed.pk])
    text = browser.get(address).content.decode()
    still = len(areas) + 1
    assert f"{still} things are still to be done" in text
    assert [word for word in ("Answer it", "Nobody looked", "The speaker is away") if word not in text] == []

    answer = browser.post(address)

    assert answer["Location"] == reverse("exercise", args=["havn", agreed.pk])
    assert Exercise.objects.get(pk=agreed.pk).state == ExerciseState.CLOSED
    assert not agreed.codes.filter(closed_at=None).exists()
    line = JournalLine.objects.get(deed="exercise.closed")
    assert line.facts["open"] == still
    assert reports_visible_to(cast.ada, cast.havn).filter(pk=agreed.pk).exists()
    assert "The exercise is closed." in browser.get(address).content.decode()
    assert browser.post(address).status_code == 409


def test_the_page_of_an_agreed_exercise_leads_to_its_closing(agreed, cast, client):
    browser: Any = sign_in(client, cast.ada)
    Exercise.objects.filter(pk=agreed.pk).update(story_starts_at=agreed.made_at)

    assert (
        reverse("exercise_close", args=["havn", agreed.pk])
        in browser.get(reverse("exercise", args=["havn", agreed.pk])).content.decode()
    )


def test_an_exercise_that_runs_can_be_called_off_and_its_log_is_whole(cast, noon):
    one = ready_exercise(cast.havn, at=noon)
    clock.start(one, by=cast.ada, at=noon)
    seated(one, "mayor", at=noon)
    Seat.objects.update(alias="Moshe")

    cancel(one, by=cast.ada, at=noon)

    one = Exercise.objects.get(pk=one.pk)
    assert (one.state, one.forget_on) == (ExerciseState.CANCELLED, (noon + timedelta(days=90)).date())
    assert first_broken(one) is None
    forget_due(noon + timedelta(days=90))
    assert set(Seat.objects.values_list("alias", flat=True)) == {""}


@pytest.mark.parametrize("state", [state for state in ExerciseState if state not in CANCELLED_FROM])
def test_what_is_over_is_not_called_off(agreed, cast, noon, state):
    with pytest.raises(NotNow):
        cancel(put(agreed, state), by=cast.ada, at=noon)
