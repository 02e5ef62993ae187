"""Questions about finished actions that an exercise tries again, or leaves out."""

from collections.abc import Iterable

from django.db.models import QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.models import Exercise, Retest


def retest_rows(exercise: Exercise) -> QuerySet[Retest]:
    """Everything that was decided about finished actions, those left out too; actions and findings loaded."""
    return Retest.objects.filter(exercise=exercise).select_related("action__finding").order_by("pk")


def exercises_by_number(organisation: Organisation, numbers: Iterable[int]) -> dict[int, Exercise]:
    """Exercises of an organisation by their numbers, without what was frozen for them; one query."""
    found = Exercise.objects.filter(organisation=organisation, pk__in=list(numbers)).defer("frozen")
    return {one.pk: one for one in found}
