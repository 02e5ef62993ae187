"""Exercises for tests: the small scenario, ready to start, with people in their seats."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions import seats
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.choices import ExerciseState, SeatKind
from lamplighter.apps.exercise.models import Exercise, JoinCode, Line, Seat
from lamplighter.apps.exercise.tests.files import small

# The small scenario goes four story minutes a minute.
SPEED = 4


def tree_of_small(*, decision: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The small scenario, in which many may sit in each role; with fields of its decision changed, in English only."""
    tree = deepcopy(dict(small().tree))
    tree["roles"] = [{**role, "seats": 0} for role in tree["roles"]]
    if decision is not None:
        tree["phases"][0]["decisions"] = [{**tree["phases"][0]["decisions"][0], **decision}]
        tree.pop("texts")
    return tree


def ready_exercise(
    city: Organisation, *, at: datetime, tree: Mapping[str, Any] | None = None, **fields: Any
) -> Exercise:
    """An exercise of the small scenario, or of another tree."""
    tree = dict(tree or tree_of_small())
    version, _ = keep_version(city, tree, source="yaml", by=None, at=at)
    plain = {"title": "A supplier goes dark", "state": ExerciseState.READY, "language": "en", "made_at": at}
    kept = {"tree": version.tree, "digest": version.digest}
    return Exercise.objects.create(organisation=city, version=version, **(plain | kept | fields))


def code(exercise: Exercise, kind: str = SeatKind.PLAYER) -> JoinCode:
    return seats.new_code(exercise, kind)


def seated(exercise: Exercise, *roles: str, at: datetime, team: int = 1) -> list[Seat]:
    """A seat for each role named, in this order."""
    typed = code(exercise).shown
    return [seats.take(typed, role=role, team=team, language="en", at=at)[0] for role in roles]


def after(at: datetime, story_minutes: float) -> datetime:
    """The instant at which so many story minutes have passed since ``at``."""
    return at + timedelta(minutes=story_minutes / SPEED)


def kinds(exercise: Exercise, *of: str) -> list[str]:
    """Kinds of the lines written, in order; of the kinds named, if any, with their keys."""
    found = Line.objects.filter(exercise=exercise).order_by("number")
    return [f"{line.kind} {line.facts.get('key', '')}".strip() for line in found if not of or line.kind in of]
