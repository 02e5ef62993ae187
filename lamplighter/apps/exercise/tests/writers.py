"""Processes that write into one exercise's log at the same time.

``python -m lamplighter.apps.exercise.tests.writers prepare|write|tell [COUNT]``
"""

import json
from datetime import timedelta

from django.core.management import call_command

from tests.at_once import play_part


def prepare() -> None:
    """Tables, and one exercise that has started long ago in its story."""
    from lamplighter.apps.cities.models import Organisation
    from lamplighter.apps.exercise.actions import clock
    from lamplighter.apps.exercise.tests.rooms import ready_exercise
    from lamplighter.web.clock import now

    call_command("migrate", verbosity=0)
    at = now()
    city = Organisation.objects.create(slug="havn", name="Havn", time_zone="UTC", country="DK", created_at=at)
    exercise = ready_exercise(city, at=at - timedelta(hours=1))
    clock.start(exercise, by=None, at=at - timedelta(hours=1))


def write(count: int) -> None:
    """Write what only one may write, what everybody may, and whatever is due."""
    from lamplighter.apps.exercise.actions import clock
    from lamplighter.apps.exercise.actions.log import append
    from lamplighter.apps.exercise.bridge.steps import Step
    from lamplighter.apps.exercise.models import Exercise
    from lamplighter.web.clock import now

    exercise = Exercise.objects.get()
    for number in range(count):
        facts = {"key": f"contested-{number}", "how": "manual"}
        append(
            exercise.pk,
            [
                Step(f"inject:contested-{number}", "inject.released", facts, 0),
                Step("", "note.written", {"note": number}, 0),
            ],
            at=now(),
        )
        clock.advance(exercise.pk, at=now())


def tell() -> None:
    """Print what stands in the log."""
    from lamplighter.apps.exercise.models import Exercise, Line
    from lamplighter.apps.exercise.queries.log import first_broken

    lines = list(Line.objects.order_by("number"))
    released = [line.facts["key"] for line in lines if line.kind == "inject.released"]
    told = {
        "numbers": [line.number for line in lines] == list(range(1, len(lines) + 1)),
        "broken": str(first_broken(Exercise.objects.get())),
        "notes": sum(line.kind == "note.written" for line in lines),
        "contested": sorted(key for key in released if key.startswith("contested")),
        "due": [key for key in released if not key.startswith("contested")],
        "dated": [line.at for line in lines] == sorted(line.at for line in lines),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    play_part(prepare, write, tell)
