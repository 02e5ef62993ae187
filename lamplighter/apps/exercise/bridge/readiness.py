"""How a city gets on from one exercise to the next."""

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.play import scenario_of
from lamplighter.apps.exercise.bridge.report import Report, report_of
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.queries.evaluation import agreed_exercises, retests_of
from lamplighter.engines.exercise import CAPABILITIES, Course, Point, Trend, overall, trend

__all__ = ["CAPABILITIES", "Course", "Point", "Trend", "points_of", "trend_of"]


def trend_of(city: Organisation) -> tuple[Trend, dict[int, Exercise]]:
    """Every capability along the city's agreed exercises, and these by number; rehearsals leave no trace."""
    exercises = list(agreed_exercises(city).select_related("organisation"))
    points = [point for one in exercises for point in points_of(one, report_of(one))]
    return trend(points, CAPABILITIES), {one.pk: one for one in exercises}


def points_of(exercise: Exercise, found: Report) -> list[Point]:
    """What one exercise says of each capability that it looked at."""
    scenario = scenario_of(exercise)
    started = found.overview.started_at or exercise.made_at
    on = started.astimezone(exercise.organisation.zone).date()
    retests = list(retests_of(exercise))
    points = []
    for capability in dict.fromkeys(one.mark.capability for one in found.objectives):
        marks = [one.mark for one in found.objectives if one.mark.capability == capability]
        objectives = {mark.objective for mark in marks}
        tasks = {task.key for key in objectives for task in scenario.objective_of[key].tasks}
        own = [row for row in retests if row.task in tasks]
        minutes = tuple(
            float(one.minutes)
            for one in found.decisions
            if one.minutes is not None and scenario.decision_of[one.decision].objective in objectives
        )
        points.append(
            Point(
                exercise=exercise.pk,
                on=on,
                capability=capability,
                mark=overall(marks),
                tasks=sum(len(mark.tasks) for mark in marks),
                minutes_to_decide=minutes,
                retests=len(own),
                held=sum(row.held is True for row in own),
            )
        )
    return points
