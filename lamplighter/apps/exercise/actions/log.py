"""Write lines into the log of an exercise: the one way to do it."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, NoReturn

from django.db import transaction

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.bridge.steps import Step, ill_formed
from lamplighter.apps.exercise.models import Exercise, Line
from lamplighter.apps.exercise.queries.log import last_line, written_once
from lamplighter.apps.exercise.signals import lines_written


def locked(exercise_id: int) -> Exercise:
    """The exercise, held until the transaction ends; whoever else would write waits."""
    return Exercise.objects.select_for_update().defer("tree", "frozen").get(pk=exercise_id)


def append(exercise_id: int, steps: Iterable[Step], *, at: datetime, by: Account | None = None) -> list[Line]:
    """Write steps as the next lines, all or none, and tell whoever listens once they are committed.

    Steps whose ``once`` stands in the log already are dropped. No line is dated before the one above it, on the
    wall or in the story.
    """
    with transaction.atomic():
        return append_to(locked(exercise_id), steps, at=at, by=by)


def append_to(held: Exercise, steps: Iterable[Step], *, at: datetime, by: Account | None = None) -> list[Line]:
    """The same for an exercise that is held already."""
    lines = _chained(held, _new(held.pk, list(steps)), at=at, by=by)
    if lines:
        Line.objects.append(lines)
        held.save(update_fields=["last_number", "last_hash"])
        transaction.on_commit(partial(lines_written.send, None, exercise_id=held.pk))
    return lines


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as any database gives them back: 24.0 is 24."""
    text = json.dumps(dict(facts), ensure_ascii=False).replace("\\u0000", "")
    return json.loads(text, parse_float=number, parse_constant=refuse_constant)


def number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value


def refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a fact that a log can keep.")


def _new(exercise_id: int, steps: list[Step]) -> list[Step]:
    """Those that may be written: well formed, and each ``once`` only once."""
    for step in steps:
        if (why := ill_formed(step.kind, step.facts)) is not None:
            raise ValueError(
                f"A line {step.kind!r} cannot be written: {why}. Its facts are in engines.exercise.KINDS."
            )
    written = set(written_once(exercise_id, [step.once for step in steps if step.once]))
    new = []
    for step in steps:
        if step.once and step.once in written:
            continue
        written.add(step.once)
        new.append(step)
    return new


def _chained(exercise: Exercise, steps: list[Step], *, at: datetime, by: Account | None) -> list[Line]:
    last = last_line(exercise.pk) if steps else None
    story_s = last.story_s if last else 0
    at = max(at, last.at) if last else at
    lines = []
    for step in steps:
        story_s = max(story_s, step.due_s)
        line = Line(
            exercise=exercise,
            at=at,
            story_s=story_s,
            kind=step.kind,
            facts=plain(step.facts),
            once=step.once,
            by_account=by,
        )
        exercise.last_number, exercise.last_hash = line.seal(exercise.last_number, exercise.last_hash)
        lines.append(line)
    return lines
