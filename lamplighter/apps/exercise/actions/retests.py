"""Have an exercise try again what was reported as done."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.freezing import scenario_of
from lamplighter.apps.exercise.bridge.retests import fitting_tasks, laid
from lamplighter.apps.exercise.choices import PREPARED, Purpose
from lamplighter.apps.exercise.models import Exercise, Retest
from lamplighter.apps.exercise.queries.retests import retest_rows
from lamplighter.apps.followup.models import Action
from lamplighter.apps.followup.queries import unverified_done
from lamplighter.apps.journal.actions import record


def plan_retest(exercise: Exercise, action: Action, task: str, *, by: Account | None, at: datetime) -> Retest:
    """Let a task of an exercise show whether an action holds; planned anew it is the other task.

    Raises
    ------
    NotNow
        ``over`` if the exercise has begun or is none of the real ones, ``unknown`` if it has no such task.
    """
    with transaction.atomic():
        held = _held(exercise)
        if task not in scenario_of(held.tree).task_of:
            raise NotNow("unknown")
        planned = _keep(held, action, task=task)
        _lay(held)
        facts = {"action": action.title, "task": task}
        record(held.organisation, "exercise.retest_planned", held, by=by, at=at, facts=facts)
    return planned


def leave_out(exercise: Exercise, action: Action, why: str, *, by: Account | None, at: datetime) -> Retest:
    """Do not try an action in this exercise, for a reason; the next exercise finds it again.

    Raises
    ------
    NotNow
        ``over`` as above, ``empty`` without a reason.
    """
    if not why.strip():
        raise NotNow("empty")
    with transaction.atomic():
        held = _held(exercise)
        left = _keep(held, action, why=why.strip())
        _lay(held)
        facts = {"action": action.title, "why": why.strip()}
        record(held.organisation, "exercise.retest_left_out", held, by=by, at=at, facts=facts)
    return left


def plan_all(held: Exercise, *, by: Account | None, at: datetime) -> None:
    """Take every finished action that nobody has tried into a real exercise; call it in the deed's transaction.

    What somebody chose or left out before stays so. What was opened again or tried elsewhere meanwhile goes. An
    action that fits no task is written down without one, and is left out until somebody chooses a task.
    """
    if held.purpose != Purpose.REAL:
        return
    waiting = list(unverified_done(held.organisation))
    known = {row.action_id: row for row in retest_rows(held)}
    gone = [row.pk for pk, row in known.items() if pk not in {action.pk for action in waiting}]
    Retest.objects.filter(pk__in=gone).delete()
    new = [action for action in waiting if action.pk not in known]
    fits = fitting_tasks(held, new) if new else {}
    for action in new:
        _keep(held, action, task=fits[action.pk])
        if fits[action.pk]:
            facts = {"action": action.title, "task": fits[action.pk]}
            record(held.organisation, "exercise.retest_planned", held, by=by, at=at, facts=facts)
    if known or new:
        _lay(held)


def _held(exercise: Exercise) -> Exercise:
    """The row as it stands, for this transaction alone, while something may still be planned into it."""
    held = Exercise.objects.select_for_update().select_related("organisation").get(pk=exercise.pk)
    if held.state not in PREPARED or held.purpose != Purpose.REAL:
        raise NotNow("over")
    return held


def _keep(held: Exercise, action: Action, *, task: str = "", why: str = "") -> Retest:
    facts: dict[str, Any] = {"task": task, "why": why, "held": None, "at": None}
    kept, _new = Retest.objects.update_or_create(exercise=held, action=action, defaults=facts)
    return kept


def _lay(held: Exercise) -> None:
    """Write into the exercise's own story what it tries, and nothing that it no longer tries."""
    for name, value in laid(held, retest_rows(held)).items():
        setattr(held, name, value)
    held.save(update_fields=["tree", "digest", "frozen"])
