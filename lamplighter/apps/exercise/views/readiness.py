"""A city's exercises side by side: capability by capability, and no single number."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.readiness import Course, trend_of
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.phrases.report import CAPABILITIES
from lamplighter.apps.exercise.queries.evaluation import reports_visible_to
from lamplighter.apps.exercise.views.reporting import MARKS
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
    }
    return render(request, "exercise/readiness.html", about)


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
