"""Exercises that have been played to their end, for tests of what comes after."""

from copy import deepcopy
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.exercise.actions.log import append
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.bridge.dry_run import dry_run
from lamplighter.apps.exercise.bridge.play import scenario_of, world_of
from lamplighter.apps.exercise.bridge.steps import Step
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.models import Exercise, Seat
from lamplighter.apps.exercise.tests.files import small

# A counter on a server, by hand for an hour, tolerable for two; nobody on duty at the desk.
FROZEN: dict[str, Any] = {
    "map": {
        "nodes": [
            {"key": "system:14", "kind": "system"},
            {"key": "service:1", "kind": "service", "mtpd_min": 120, "fallback_min": 60},
        ],
        "groups": [{"dependent": "service:1", "members": ["system:14"]}],
    },
    "names": {"system:14": {"en": "Case server"}, "service:1": {"en": "Counter"}, "pool:3": {"en": "Night desk"}},
    "facts": {"service:1": {"residents": 9000, "tier": 1}},
    "cast": {"host": "system:14", "vital": "service:1", "first": "service:1", "desk": "pool:3"},
    "missing": [],
    "posts": [{"pool": "pool:3", "on": False, "key": "pool:3/primary/0", "services": ["service:1"]}],
    "people": {},
    "country": "DK",
    "residents": 9000,
    "draw": {},
}


def prepared(
    city: Organisation, *, by: Account, at: datetime, title: str = "The dark supplier", tree: Any = None
) -> Exercise:
    """An exercise of the small scenario, or of another's tree, ready to start."""
    version, _kept = keep_version(city, tree or small().tree, source="yaml", by=by, at=at)
    return Exercise.objects.create(
        organisation=city,
        version=version,
        title=title,
        state=ExerciseState.READY,
        tree=version.tree,
        digest=version.digest,
        frozen=deepcopy(FROZEN),
        frozen_at=at,
        language="en",
        made_at=at,
        made_by=by,
    )


def played(
    city: Organisation,
    *,
    by: Account,
    at: datetime,
    seed: int = 3,
    players: int = 6,
    title: str = "The dark supplier",
    tree: Any = None,
) -> Exercise:
    """An exercise that was played by lot from ``at`` on and has just ended; its seats are there too."""
    exercise = prepared(city, by=by, at=at, title=title, tree=tree)
    lines = dry_run(scenario_of(exercise), world_of(exercise), seed, players).lines
    for wall, group in groupby(lines, key=lambda line: line.at):
        steps = [Step("", line.kind, line.facts, line.story_s) for line in group]
        append(exercise.pk, steps, at=at + (wall - lines[0].at))
    Seat.objects.bulk_create(
        Seat(exercise=exercise, number=line.facts["seat"], role=line.facts["role"], language="en", joined_at=at)
        for line in lines
        if line.kind == "seat.taken"
    )
    exercise.refresh_from_db()
    exercise.state = ExerciseState.HOT_WASH
    exercise.forget_on = (at + timedelta(days=90)).date()
    exercise.save()
    return exercise
