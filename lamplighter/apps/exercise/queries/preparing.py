"""Questions of whoever prepares exercises, and of whoever looks forward to one."""

from django.db.models import QuerySet

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import roles_of, sights_of
from lamplighter.apps.exercise.choices import ExerciseState, Purpose
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.queries.exercises import exercises_of

# What is only being prepared is the business of those who prepare it.
INSIDE = (ExerciseState.DRAFT, ExerciseState.REHEARSED, ExerciseState.CANCELLED)
BEHIND = (ExerciseState.AGREED, ExerciseState.CLOSED, ExerciseState.CANCELLED)


def exercises_visible_to(account: Account, organisation: Organisation) -> QuerySet[Exercise]:
    """All exercises for whoever runs them; for other readers those that are ready, under way or over; no trees."""
    sights = sights_of(roles_of(account, organisation))
    found = exercises_of(organisation)
    if "exercise_run" in sights:
        return found
    if "exercises" not in sights:
        return found.none()
    return found.exclude(state__in=INSIDE).filter(purpose=Purpose.REAL)


def exercises_to_prepare(organisation: Organisation) -> QuerySet[Exercise]:
    """Every exercise whole, with its version: for the pages of facilitators, one at a time."""
    return Exercise.objects.filter(organisation=organisation).select_related("version__scenario", "organisation")
