"""Questions to the log of an exercise."""

from django.db.models import QuerySet

from lamplighter.apps.exercise.models import Exercise, Line
from lamplighter.apps.journal.queries import Broken, broken_of


def lines_after(exercise_id: int, number: int) -> QuerySet[Line]:
    """Lines of a log after a number, in their order."""
    return Line.objects.filter(exercise_id=exercise_id, number__gt=number).order_by("number")


def last_line(exercise_id: int) -> Line | None:
    """The line that was written last."""
    return Line.objects.filter(exercise_id=exercise_id).order_by("-number").first()


def written_once(exercise_id: int, names: list[str]) -> frozenset[str]:
    """Those of the names, each of which may stand in a log only once, that stand there already."""
    found = Line.objects.filter(exercise_id=exercise_id, once__in=names)
    return frozenset(found.values_list("once", flat=True))


def last_numbers(exercise_ids: list[int]) -> dict[int, int]:
    """For each exercise the number of its last line."""
    return dict(Exercise.objects.filter(pk__in=exercise_ids).values_list("pk", "last_number"))


def first_broken(exercise: Exercise) -> Broken | None:
    """The first line that is not as it was written, of all up to the log's end; ``None`` says that it is whole."""
    return broken_of(lines_after(exercise.pk, 0), (exercise.last_number, exercise.last_hash))
