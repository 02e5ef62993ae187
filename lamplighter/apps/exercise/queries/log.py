"""Questions to the log of an exercise."""

from dataclasses import dataclass
from itertools import pairwise

from django.db.models import QuerySet

from lamplighter.apps.exercise.models import Exercise, Line


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line that does not follow from the one before, and why: ``number``, ``before`` or ``hash``."""

    number: int
    why: str


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
    """Check numbers and hashes from the first line to the chain's end; ``None`` says that the log is whole."""
    lines = list(lines_after(exercise.pk, 0))
    if lines and (lines[0].number != 1 or lines[0].before != "0" * 64):
        return Broken(lines[0].number, "number" if lines[0].number != 1 else "before")
    for earlier, later in pairwise(lines):
        if later.number != earlier.number + 1:
            return Broken(later.number, "number")
        if later.before != earlier.hash:
            return Broken(later.number, "before")
    for line in lines:
        if line.digest() != line.hash:
            return Broken(line.number, "hash")
    end = (lines[-1].number, lines[-1].hash) if lines else (0, "0" * 64)
    if end != (exercise.last_number, exercise.last_hash):
        return Broken(exercise.last_number, "number")
    return None
