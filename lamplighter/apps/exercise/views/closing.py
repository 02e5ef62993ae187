"""Put an exercise away once its report is agreed; what is then still to be done is said."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.exercises import NotNow, close
from lamplighter.apps.exercise.actions.followups import fingerprint
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.phrases.preparing import NOT_NOW
from lamplighter.apps.exercise.queries.retests import retest_rows
from lamplighter.apps.exercise.views.report import found
from lamplighter.apps.exercise.views.reporting import Told
from lamplighter.apps.followup.queries import actions_about
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.EXERCISE_RUN)
def exercise_close(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """What is still to be done after an exercise; sending the form puts the exercise away."""
    exercise = found(request, city, pk)
    left = still_open(exercise)
    n = sum(len(rows) for rows in left.values())
    if request.method == "POST":
        try:
            close(exercise, still_open=n, by=request.user, at=clock.now())
        except NotNow as why:
            messages.error(request, str(NOT_NOW[why.code]))
        else:
            messages.success(request, _("The exercise is closed. Its report stays where it is."))
            return redirect("exercise", city.slug, pk)
    closable = exercise.state == ExerciseState.AGREED
    about = {"exercise": exercise, "left": left, "n": n, "closable": closable}
    return render(request, "exercise/exercise_close.html", about, status=409 if request.method == "POST" else 200)


def still_open(exercise: Exercise) -> dict[str, list[Any]]:
    """What nobody has taken on, what is taken on and not done, and what was to be tried again and was not."""
    areas = Told(exercise).areas
    answered = actions_about(exercise.organisation, [fingerprint(exercise, row["area"]) for row in areas])
    return {
        "areas": [row for row in areas if not answered.get(fingerprint(exercise, row["area"]))],
        "actions": [action for actions in answered.values() for action in actions if not action.done],
        "untried": [row for row in retest_rows(exercise) if row.held is None],
    }
