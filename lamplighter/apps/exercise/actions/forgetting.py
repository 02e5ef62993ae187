"""Delete what people answered, once it has been kept for as long as they were told."""

from datetime import datetime

from django.db import transaction

from lamplighter.apps.exercise.actions.log import locked
from lamplighter.apps.exercise.models import Answer, Exercise, Seat, SurveyAnswer
from lamplighter.apps.exercise.queries.exercises import to_forget
from lamplighter.apps.journal.actions import record


def forget_due(at: datetime) -> list[Exercise]:
    """Forget in every exercise whose day has come. Counts and the log stay: they hold no answer."""
    return [forget(exercise, at=at) for exercise in to_forget(at)]


def forget(exercise: Exercise, *, at: datetime) -> Exercise:
    """Take out answers, reasons, names that people gave themselves, and who was on duty."""
    with transaction.atomic():
        held = locked(exercise.pk)
        if held.forgotten_at is not None:
            return held
        answers = Answer.objects.filter(exercise=held)
        answers.update(value=None, reason="", confidence=None, forgotten_at=at)
        SurveyAnswer.objects.filter(exercise=held).update(text="")
        Seat.objects.filter(exercise=held).update(alias="", token_hash=None, return_code="")
        held.frozen = {key: value for key, value in held.frozen.items() if key != "people"}
        held.forgotten_at = at
        held.save(update_fields=["frozen", "forgotten_at"])
        record(held.organisation, "exercise.answers_forgotten", held, by=None, at=at)
    return held
