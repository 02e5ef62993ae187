"""What an exercise still keeps of people, and how much of it."""

from collections.abc import Mapping

from django.db.models import Q

from lamplighter.apps.exercise.models import (
    Answer,
    Exercise,
    Message,
    Note,
    RealAddress,
    Seat,
    SurveyAnswer,
)


def kept_of(exercise: Exercise) -> Mapping[str, int]:
    """How many there are of each kind of what is forgotten on its day; seven queries."""
    own = Seat.objects.filter(exercise=exercise)
    return {
        "answers": Answer.objects.filter(exercise=exercise, forgotten_at=None).count(),
        "messages": Message.objects.filter(exercise=exercise, forgotten_at=None).count(),
        "texts of surveys": SurveyAnswer.objects.filter(exercise=exercise).exclude(text="").count(),
        "notes": Note.objects.filter(exercise=exercise).exclude(text="").count(),
        "ways back to a seat": own.filter(~Q(alias="") | ~Q(token_hash=None) | ~Q(return_code="")).count(),
        "addresses": RealAddress.objects.filter(exercise=exercise).count(),
        "names on duty": len((exercise.frozen or {}).get("people", {})),
    }
