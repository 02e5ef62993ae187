"""Delete what people answered and wrote, once it has been kept for as long as they were told."""

from datetime import datetime

from django.db import transaction

from lamplighter.apps.exercise.actions.log import locked
from lamplighter.apps.exercise.models import (
    Answer,
    Exercise,
    Message,
    Note,
    RealAddress,
    Seat,
    SurveyAnswer,
)
from lamplighter.apps.exercise.queries.exercises import to_forget
from lamplighter.apps.journal.actions import record


def forget_due(at: datetime) -> list[Exercise]:
    """Forget in every exercise whose day has come. Counts and the log stay: they hold no answer and no message."""
    return [forget(exercise, at=at) for exercise in to_forget(at)]


def forget(exercise: Exercise, *, at: datetime) -> Exercise:
    """Take out answers, messages, notes, names that people gave themselves, addresses, and who was on duty.

    The log stays whole: of a message it holds the row's number and a digest, which says nothing without its salt.
    """
    with transaction.atomic():
        held = locked(exercise.pk)
        if held.forgotten_at is not None:
            return held
        answers = Answer.objects.filter(exercise=held)
        answers.update(value=None, reason="", confidence=None, forgotten_at=at)
        Message.objects.filter(exercise=held).update(text="", salt="", forgotten_at=at)
        SurveyAnswer.objects.filter(exercise=held).update(text="")
        Note.objects.filter(exercise=held).update(text="", about="")
        RealAddress.objects.filter(exercise=held).delete()
        Seat.objects.filter(exercise=held).update(alias="", token_hash=None, return_code="")
        held.frozen = {key: value for key, value in held.frozen.items() if key != "people"}
        held.real_mail = False
        held.forgotten_at = at
        held.save(update_fields=["frozen", "real_mail", "forgotten_at"])
        record(held.organisation, "exercise.answers_forgotten", held, by=None, at=at)
    return held
