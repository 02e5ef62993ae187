"""Finished actions are tried again by an exercise, and are open again where they do not hold."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from lamplighter.apps.exercise.actions.evaluation import set_mark
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.report import agree
from lamplighter.apps.exercise.actions.retests import plan_retest
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.played import played, prepared
from lamplighter.apps.followup.actions import complete, open_action
from lamplighter.apps.followup.models import Action, Verification
from lamplighter.apps.followup.queries import actions_of, unverified_done
from tests.people import Cast, sign_in


@pytest.fixture
def ended(cast: Cast, noon: datetime) -> Exercise:
    return played(cast.havn, by=cast.ada, at=noon)


@pytest.fixture
def later(noon: datetime) -> datetime:
    return noon + timedelta(hours=3)


def at(name: str, *args: object) -> str:
    return reverse(name, args=["havn", *args])


def finished(cast: Cast, noon: datetime) -> Action:
    action = open_action(cast.havn, "Name who speaks", due_on=date(2026, 3, 1), by=cast.ada, at=noon)
    complete(action, "Decided on 2 March", by=cast.ada, at=noon)
    return action


@pytest.mark.parametrize(("mark", "held"), [("P", True), ("S", True), ("M", False), ("U", False)])
def test_what_was_done_is_tried_again_and_is_open_again_where_it_fails(cast, noon, later, mark, held):
    action = finished(cast, noon)
    one = prepared(cast.havn, by=cast.ada, at=noon, title="Again")
    plan_retest(one, action, "tell", by=cast.ada, at=noon)
    Exercise.objects.filter(pk=one.pk).update(state=ExerciseState.EVALUATING)
    set_mark(one, "tell", mark, "", by=cast.ada, at=later)
    assert [each.pk for each in unverified_done(cast.havn)] == [action.pk]

    agree(one, by=cast.ada, at=later)

    assert Verification.objects.get().held is held
    assert actions_of(cast.havn).get().done is held
    assert one.retests.get().held is held
    assert not unverified_done(cast.havn).exists()


def test_a_task_without_a_mark_proves_nothing(cast, noon, later):
    action = finished(cast, noon)
    one = prepared(cast.havn, by=cast.ada, at=noon)
    plan_retest(one, action, "tell", by=cast.ada, at=noon)
    Exercise.objects.filter(pk=one.pk).update(state=ExerciseState.EVALUATING)

    agree(one, by=cast.ada, at=later)

    assert one.retests.get().held is None
    assert unverified_done(cast.havn).exists()


def test_nothing_is_planned_into_an_exercise_that_has_begun(cast, noon, ended):
    with pytest.raises(NotNow, match="over"):
        plan_retest(ended, finished(cast, noon), "tell", by=cast.ada, at=noon)


def test_from_readiness_a_finished_action_goes_into_the_next_exercise(cast, noon, client):
    action = finished(cast, noon)
    one = prepared(cast.havn, by=cast.ada, at=noon, title="Again")
    browser: Any = sign_in(client, cast.ada)
    assert at("retest_new", action.pk) in browser.get(at("readiness")).content.decode()

    answer = browser.post(at("retest_new", action.pk), {"task": f"{one.pk}:tell"})

    assert answer["Location"] == at("readiness")
    assert one.retests.get().action == action
    assert "Again is going to try it" in browser.get(at("readiness")).content.decode()
    assert browser.post(at("retest_new", action.pk), {"task": "999:tell"}).status_code == 422
