"""Questions about an exercise while it is played: its codes, its notes, what was brought to people."""

from collections.abc import Iterable

from django.db.models import QuerySet

from lamplighter.apps.exercise.models import Exercise, JoinCode, Line, Note

# Lines that bring something to people's phones.
BROUGHT = ("inject.released", "inject.improvised", "decision.opened")


def codes_of(exercise: Exercise) -> QuerySet[JoinCode]:
    """The codes that still let somebody in, the newest first."""
    return JoinCode.objects.filter(exercise=exercise, closed_at=None).order_by("-pk")


def notes_of(exercise: Exercise) -> QuerySet[Note]:
    """What facilitators and evaluators wrote down for themselves, until it is forgotten; the newest first."""
    return Note.objects.filter(exercise=exercise).exclude(text="").select_related("by").order_by("-pk")


def lines_of_kinds(exercise: Exercise, kinds: Iterable[str]) -> QuerySet[Line]:
    """Lines of some kinds, in their order."""
    return Line.objects.filter(exercise=exercise, kind__in=tuple(kinds)).order_by("number")
