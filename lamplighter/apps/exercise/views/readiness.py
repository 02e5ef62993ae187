"""A city's exercises side by side: capability by capability, and no single number."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.retests import plan_retest
from lamplighter.apps.exercise.bridge.play import scenario_of
from lamplighter.apps.exercise.bridge.readiness import Course, trend_of
from lamplighter.apps.exercise.forms.report import RetestForm
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.phrases.report import CAPABILITIES
from lamplighter.apps.exercise.queries.evaluation import planned_retests, reports_visible_to, upcoming_exercises
from lamplighter.apps.exercise.views.report import refusal
from lamplighter.apps.exercise.views.reporting import MARKS, teller_of
from lamplighter.apps.followup.queries import unverified_done
from lamplighter.web import clock
from lamplighter.web.gate import needs

SELDOM = 3


@needs(Sight.EXERCISES)
def readiness(request: HttpRequest, city: Organisation) -> HttpResponse:
    """What each capability did in each exercise, what is tested seldom, and every report."""
    trend, exercises = trend_of(city)
    about = {
        "courses": [row(course, exercises) for course in trend.courses.values() if course.points],
        "seldom": [CAPABILITIES[key] for key in trend.seldom[:SELDOM]],
        "never": [CAPABILITIES[key] for key, course in trend.courses.items() if not course.points],
        "exercises": trend.exercises,
        "reports": reports_visible_to(request.user, city),
        "runs": Sight.EXERCISE_RUN in request.sights,
        "untried": untried(city) if Sight.EXERCISE_RUN in request.sights else [],
    }
    return render(request, "exercise/readiness.html", about)


@needs(Sight.EXERCISE_RUN)
def retest_new(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Choose the exercise and the task that try a finished action."""
    action = get_object_or_404(unverified_done(city), pk=pk)
    tasks = tasks_ahead(city)
    form = RetestForm(request.POST or None, tasks=[(key, words) for key, words, _one in tasks])
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["task"]
        exercise = next(one for key, _words, one in tasks if key == chosen)
        try:
            plan_retest(exercise, action, chosen.partition(":")[2], by=request.user, at=clock.now())
        except NotNow as why:
            form.add_error(None, refusal(why))
        else:
            messages.success(request, _("The exercise is going to try it."))
            return redirect("readiness", city.slug)
    about = {"tried": action, "form": form, "tasks": tasks}
    status = 422 if request.method == "POST" else 200
    return render(request, "exercise/retest_new.html", about, status=status)


def untried(city: Organisation) -> list[dict[str, Any]]:
    """Finished actions that nobody has tried since, and which exercise is going to."""
    planned = planned_retests(city)
    return [{"action": one, "exercise": planned.get(one.pk)} for one in unverified_done(city)]


def tasks_ahead(city: Organisation) -> list[tuple[str, str, Exercise]]:
    """Every task of every exercise that has not begun: a key, its words, the exercise."""
    found = []
    for exercise in upcoming_exercises(city).select_related("organisation"):
        say = teller_of(exercise)
        for task in scenario_of(exercise).task_of.values():
            found.append((f"{exercise.pk}:{task.key}", f"{exercise.title} – {say(task.text)}", exercise))
    return found


def row(course: Course, exercises: dict[int, Exercise]) -> dict[str, Any]:
    """One capability and what it did each time."""
    points = [
        {
            "exercise": exercises[point.exercise],
            "on": point.on,
            "mark_key": point.mark or "",
            "mark": MARKS[point.mark] if point.mark else "",
            "tasks": point.tasks,
            "slowest": max(point.minutes_to_decide, default=None),
            "retests": point.retests,
            "held": point.held,
        }
        for point in course.points
    ]
    return {"name": CAPABILITIES[course.capability], "direction": course.direction, "points": points}
