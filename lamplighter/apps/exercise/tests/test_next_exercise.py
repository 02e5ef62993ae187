"""The next exercise tries every action that is marked as done, and says plainly which it leaves out."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from lamplighter.apps.exercise.actions.clock import advance, start
from lamplighter.apps.exercise.actions.exercises import freeze_anew, prepare, set_ready, take_back
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.retests import leave_out, plan_retest
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.bridge.definition import define
from lamplighter.apps.exercise.bridge.freezing import scenario_of
from lamplighter.apps.exercise.bridge.retests import plan_of
from lamplighter.apps.exercise.choices import Purpose
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Exercise, Line, Retest
from lamplighter.apps.exercise.queries.evaluation import planned_retests, retested_tasks
from lamplighter.apps.exercise.tests.files import small
from lamplighter.apps.followup.actions import complete, open_action, open_finding, reopen, verify
from lamplighter.apps.followup.models import Action
from lamplighter.apps.journal.models import Line as JournalLine
from tests.people import Cast, sign_in


def following(cast: Cast, noon: datetime, slug: str = "small", **more: Any) -> Exercise:
    """An exercise that begins to be prepared."""
    tree = small().tree if slug == "small" else shipped()[slug].tree
    version, _kept = keep_version(cast.havn, tree, source="yaml", by=cast.ada, at=noon)
    facts: dict[str, Any] = {"title": "Again", "story_starts_at": noon, "language": "en", "seed": 1}
    return prepare(version, **facts | more, by=cast.ada, at=noon)


def done(cast: Cast, noon: datetime, title: str = "Name who speaks", **facts: Any) -> Action:
    """An action that answers what an exercise found, or nothing in particular, and is marked as done."""
    code = facts.pop("code", "exercise.area")
    finding = open_finding(cast.havn, code, title, facts, by=cast.ada, at=noon) if facts else None
    action = open_action(cast.havn, title, due_on=noon.date(), finding=finding, by=cast.ada, at=noon)
    complete(action, "On paper", by=cast.ada, at=noon)
    return action


@pytest.fixture
def first(cast: Cast, noon: datetime) -> Exercise:
    return following(cast, noon, title="First")


def tried(exercise: Exercise) -> dict[str, str]:
    """Tasks by the actions that they try."""
    return {row.action.title: row.task for row in exercise.retests.select_related("action")}


def test_what_is_done_becomes_an_inject_and_a_look_of_the_next_exercise(cast, noon, first):
    action = done(cast, noon, exercise=first.pk, task="tell")

    following_one = following(cast, noon)

    scenario = scenario_of(following_one.tree)
    inject = scenario.inject_of[f"retest:action:{action.pk}"]
    assert (inject.task, inject.objective, inject.trigger.release) == ("tell", "inform", "timed")
    assert "Name who speaks" in inject.title["en"]
    assert set(inject.body) == set(scenario.languages)
    assert scenario.phase_of_item[inject.key].key == "dawn"
    assert [(look.task, look.phase) for look in scenario.guide][-1] == ("tell", "dawn")
    assert following_one.frozen["retests"] == [{"action": action.pk, "task": "tell", "phase": "dawn"}]
    assert [each for each in define(following_one.tree).problems if each.severity == "error"] == []


def test_the_same_task_of_another_scenario_is_another_task(cast, noon, first):
    done(cast, noon, exercise=first.pk, task="tell")

    other = following(cast, noon, "dark-supplier")

    scenario = scenario_of(other.tree)
    (task,) = tried(other).values()
    origin = scenario_of(first.tree)
    assert scenario.objective_of[scenario.task_of[task].objective].capability == (
        origin.objective_of[origin.task_of["tell"].objective].capability
    )


def test_what_fits_no_task_is_left_out_and_said(cast, noon, client):
    action = done(cast, noon, "Buy a pump")

    one = following(cast, noon)

    assert tried(one) == {"Buy a pump": ""}
    assert "retest:" not in str(one.tree)
    assert planned_retests(cast.havn) == {}
    (planned,) = plan_of(one)
    assert (planned.action, planned.task, planned.why, planned.suggested) == (action, "", "", "tell")
    browser: Any = sign_in(client, cast.ada)
    page = browser.get(reverse("exercise", args=["havn", one.pk])).content.decode()
    assert "No task of the scenario fits what it was found by" in page


def test_a_facilitator_picks_the_task_that_was_suggested(cast, noon, client):
    action = done(cast, noon, "Buy a pump")
    one = following(cast, noon)
    browser: Any = sign_in(client, cast.ada)
    address = reverse("exercise_retest", args=["havn", one.pk, action.pk])
    assert '<option value="tell" selected>' in browser.get(address).content.decode()

    answer = browser.post(address, {"task": "tell", "why": ""})

    assert answer["Location"] == reverse("exercise", args=["havn", one.pk])
    assert f"retest:action:{action.pk}" in str(Exercise.objects.get(pk=one.pk).tree)
    assert "Tried by “" in browser.get(answer["Location"]).content.decode()


def test_dropping_one_needs_a_reason_and_takes_it_out_of_the_story(cast, noon, first, client):
    action = done(cast, noon, exercise=first.pk, task="tell")
    one = following(cast, noon)
    before = scenario_of(first.tree)
    browser: Any = sign_in(client, cast.ada)
    address = reverse("exercise_retest", args=["havn", one.pk, action.pk])
    assert browser.post(address, {"task": "", "why": " "}).status_code == 422

    browser.post(address, {"task": "", "why": "The {speaker} is away"})

    one = Exercise.objects.get(pk=one.pk)
    assert scenario_of(one.tree) == before
    assert retested_tasks(one) == ()
    assert JournalLine.objects.order_by("-number")[0].facts["why"] == "The {speaker} is away"
    assert "The {speaker} is away" in browser.get(reverse("exercise", args=["havn", one.pk])).content.decode()


def test_freezing_anew_and_readying_keep_what_was_chosen_and_take_what_was_done_meanwhile(cast, noon, first):
    dropped = done(cast, noon, "Left out", exercise=first.pk, task="tell")
    one = following(cast, noon)
    leave_out(one, dropped, "Too soon", by=cast.ada, at=noon)
    done(cast, noon, "Done meanwhile", exercise=first.pk, task="tell")

    one = freeze_anew(one, {}, by=cast.ada, at=noon)

    assert tried(one) == {"Left out": "", "Done meanwhile": "tell"}
    done(cast, noon, "Done at last", exercise=first.pk, task="tell")
    one = set_ready(one, by=cast.ada, at=noon)
    assert tried(one) == {"Left out": "", "Done meanwhile": "tell", "Done at last": "tell"}
    scenario = scenario_of(one.tree)
    times = [one.trigger.at_min for key, one in scenario.inject_of.items() if key.startswith("retest:")]
    assert times == [16, 32]
    assert Retest.objects.get(action=dropped, exercise=one).why == "Too soon"


def test_setting_it_ready_says_how_much_more_it_tries_now(cast, noon, first, client):
    done(cast, noon, "Known before", exercise=first.pk, task="tell")
    one = following(cast, noon)
    done(cast, noon, "Done meanwhile", exercise=first.pk, task="tell")
    done(cast, noon, "Buy a pump")
    browser: Any = sign_in(client, cast.ada)

    answer = browser.post(reverse("exercise_ready", args=["havn", one.pk]), follow=True)

    assert "It now also tries 1 thing that was reported as done" in answer.content.decode()


def test_what_was_opened_again_or_held_elsewhere_is_no_longer_tried(cast, noon, first):
    again = done(cast, noon, "Opened again", exercise=first.pk, task="tell")
    held = done(cast, noon, "Held elsewhere", exercise=first.pk, task="tell")
    one = set_ready(following(cast, noon), by=cast.ada, at=noon)
    assert len(tried(one)) == 2

    reopen(again, by=cast.ada, at=noon)
    verify(held, held=True, where="An audit", by=cast.ada, at=noon)
    one = set_ready(take_back(one, by=cast.ada, at=noon), by=cast.ada, at=noon)

    assert tried(one) == {}
    assert scenario_of(one.tree) == scenario_of(first.tree)


def test_it_comes_by_itself_while_the_exercise_is_played(cast, noon, first):
    action = done(cast, noon, exercise=first.pk, task="tell")
    one = set_ready(following(cast, noon), by=cast.ada, at=noon)
    start(one, by=cast.ada, at=noon)

    advance(one.pk, at=noon + timedelta(minutes=12))

    released = Line.objects.filter(exercise=one, kind="inject.released")
    assert f"retest:action:{action.pk}" in [line.facts["key"] for line in released]


def test_a_rehearsal_tries_nothing(cast, noon, first):
    action = done(cast, noon, exercise=first.pk, task="tell")
    one = following(cast, noon)
    Exercise.objects.filter(pk=one.pk).update(purpose=Purpose.REHEARSAL)
    Retest.objects.filter(exercise=one).delete()

    set_ready(one, by=cast.ada, at=noon)

    assert tried(one) == {}
    with pytest.raises(NotNow, match="over"):
        plan_retest(one, action, "tell", by=cast.ada, at=noon)


def test_another_citys_actions_are_none_of_ours(cast, noon, first, client):
    action = done(cast, noon, exercise=first.pk, task="tell")
    one = following(cast, noon)
    browser: Any = sign_in(client, cast.chen)

    assert browser.get(reverse("exercise_retest", args=["havn", one.pk, action.pk])).status_code == 404
    assert browser.get(reverse("exercise_retest", args=["elsewhere", one.pk, action.pk])).status_code == 404
