"""Have an exercise try again what was reported as done."""

from datetime import datetime

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.playing import NotNow, playing
from lamplighter.apps.exercise.models import Exercise, Retest
from lamplighter.apps.exercise.queries.evaluation import upcoming_exercises
from lamplighter.apps.followup.models import Action
from lamplighter.apps.journal.actions import record


def plan_retest(exercise: Exercise, action: Action, task: str, *, by: Account, at: datetime) -> Retest:
    """Let a task of an exercise show whether an action holds; planned anew it is the other task.

    Raises
    ------
    NotNow
        ``over`` if the exercise has begun, ``unknown`` if it has no such task.
    """
    with playing(exercise.pk, at=at, by=by) as play:
        if not upcoming_exercises(play.exercise.organisation).filter(pk=exercise.pk).exists():
            raise NotNow("over")
        if task not in play.scenario.task_of:
            raise NotNow("unknown")
        planned, _new = Retest.objects.update_or_create(
            exercise=play.exercise, action=action, defaults={"task": task, "held": None, "at": None}
        )
        facts = {"action": action.title, "task": task}
        record(play.exercise.organisation, "exercise.retest_planned", play.exercise, by=by, at=at, facts=facts)
    return planned
