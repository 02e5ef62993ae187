"""Questions about what was seen in an exercise and said afterwards."""

from django.db.models import QuerySet

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.exercise.choices import ExerciseState, Purpose
from lamplighter.apps.exercise.models import (
    Exercise,
    Line,
    Observation,
    Rating,
    ReportText,
    Retest,
    Seat,
    SignOff,
    SurveyAnswer,
    SurveyToken,
)

# A report exists from the end of the exercise on; others than those who run it read it once it is agreed.
REPORTED = (
    ExerciseState.HOT_WASH,
    ExerciseState.EVALUATING,
    ExerciseState.REPORT_DRAFT,
    ExerciseState.AGREED,
    ExerciseState.CLOSED,
)
AGREED = (ExerciseState.AGREED, ExerciseState.CLOSED)
# While one of these stands, marks and texts may change.
WRITTEN = (ExerciseState.HOT_WASH, ExerciseState.EVALUATING, ExerciseState.REPORT_DRAFT)


def reports_visible_to(account: Account, city: Organisation) -> QuerySet[Exercise]:
    """Exercises whose report this account may read, the newest first.

    Whoever runs exercises reads them from the end of the exercise on, rehearsals too; others once they are agreed.
    """
    found = Exercise.objects.filter(organisation=city).order_by("-frozen_at", "-pk")
    if may(account, city, Sight.EXERCISE_RUN):
        return found.filter(state__in=REPORTED)
    if may(account, city, Sight.EXERCISES):
        return found.filter(state__in=AGREED, purpose=Purpose.REAL)
    return found.none()


def agreed_exercises(city: Organisation) -> QuerySet[Exercise]:
    """Real exercises whose report is agreed; rehearsals leave no trace."""
    return Exercise.objects.filter(organisation=city, state__in=AGREED, purpose=Purpose.REAL).order_by("pk")


def ratings_of(exercise: Exercise) -> QuerySet[Rating]:
    """All marks, the seats that gave them loaded."""
    return Rating.objects.filter(exercise=exercise).select_related("seat").order_by("at", "pk")


def official_marks(exercise: Exercise) -> QuerySet[Rating]:
    """The marks of the report, one a task."""
    return Rating.objects.filter(exercise=exercise, official=True)


def observations_of(exercise: Exercise) -> QuerySet[Observation]:
    """What evaluators wrote down, in the order in which they did."""
    return Observation.objects.filter(exercise=exercise).order_by("at", "pk")


def survey_of(exercise: Exercise) -> QuerySet[SurveyAnswer]:
    """What participants said afterwards; in no order that tells whose it is."""
    return SurveyAnswer.objects.filter(exercise=exercise).order_by("question", "scale", "text")


def survey_count(exercise: Exercise) -> int:
    """How many participants have answered the questions."""
    return SurveyToken.objects.filter(exercise=exercise).count()


def retested_tasks(exercise: Exercise) -> tuple[str, ...]:
    """Tasks that try again what was reported as done."""
    return tuple(retests_of(exercise).values_list("task", flat=True))


def texts_of_report(exercise: Exercise) -> QuerySet[ReportText]:
    """The parts of the report that people wrote."""
    return ReportText.objects.filter(exercise=exercise).order_by("section", "language")


def sign_offs(exercise: Exercise) -> QuerySet[SignOff]:
    """Who agreed to the report, and when."""
    return SignOff.objects.filter(exercise=exercise).select_related("account").order_by("at")


def retests_of(exercise: Exercise) -> QuerySet[Retest]:
    """What an exercise tries again, the actions loaded; not what it leaves out."""
    return Retest.objects.filter(exercise=exercise).exclude(task="").select_related("action").order_by("pk")


def upcoming_exercises(city: Organisation) -> QuerySet[Exercise]:
    """Exercises that have not begun, in which something may still be tried."""
    states = (ExerciseState.DRAFT, ExerciseState.REHEARSED, ExerciseState.READY)
    return Exercise.objects.filter(organisation=city, state__in=states, purpose=Purpose.REAL).order_by("pk")


def planned_retests(city: Organisation) -> dict[int, Exercise]:
    """Actions that an exercise is going to try, each with that exercise; one query."""
    rows = Retest.objects.filter(exercise__in=upcoming_exercises(city)).exclude(task="").select_related("exercise")
    return {row.action_id: row.exercise for row in rows}


def is_asking(exercise: Exercise) -> bool:
    """Whether participants are asked for their first impressions now."""
    asked = Line.objects.filter(exercise=exercise, kind="survey.opened")
    return exercise.state == ExerciseState.HOT_WASH and asked.exists()


def has_said(seat: Seat) -> bool:
    """Whether this seat has answered."""
    return SurveyToken.objects.filter(seat=seat).exists()
