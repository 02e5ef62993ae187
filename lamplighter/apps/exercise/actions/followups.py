"""Make an action of what an exercise showed, so that it is done and tried again."""

from datetime import date, datetime

from django.db import transaction

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.bridge.report import Area
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.followup.actions import open_action, open_finding
from lamplighter.apps.followup.models import Action


def fingerprint(exercise: Exercise, area: Area) -> str:
    """Names what was found, so that finding it twice is finding it once."""
    return f"exercise:{exercise.pk}:{area.key}"[:120]


def open_area(
    exercise: Exercise,
    area: Area,
    subject: str,
    *,
    title: str,
    owner: Account | None,
    due_on: date,
    by: Account,
    at: datetime,
) -> Action:
    """Write down what an exercise found wanting, and who does what about it until when."""
    city = exercise.organisation
    facts = {"exercise": exercise.pk, "task": area.task or "", "subject": subject, "lines": list(area.lines)}
    with transaction.atomic():
        finding = open_finding(city, area.code, fingerprint(exercise, area), facts, by=by, at=at)
        return open_action(city, title, due_on=due_on, owner=owner, finding=finding, by=by, at=at)
