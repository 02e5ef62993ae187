"""A deed while an exercise is played: first what is due is written, then what the deed does, or nothing of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.log import append_to, locked
from lamplighter.apps.exercise.actions.posting import post
from lamplighter.apps.exercise.bridge.play import (
    Scenario,
    State,
    World,
    due,
    follow,
    scenario_of,
    state_of,
    world_of,
)
from lamplighter.apps.exercise.bridge.steps import Step
from lamplighter.apps.exercise.models import Exercise, Line

# More rounds than any scenario has parts that move the clock.
MOST_ROUNDS = 500


class NotNow(Exception):
    """A deed that cannot be done now; ``code`` is one of ``phrases.log.NOT_NOW``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Play:
    """One exercise in the hands of one deed; nobody else writes meanwhile."""

    def __init__(self, exercise: Exercise, *, at: datetime, by: Account | None = None) -> None:
        self.exercise = exercise
        self.at = at
        self.by = by
        self.scenario: Scenario = scenario_of(exercise)
        self.state: State = state_of(exercise)
        self.fresh: list[Line] = []

    @property
    def world(self) -> World:
        """The frozen city."""
        return world_of(self.exercise)

    @property
    def now_s(self) -> int:
        """The story's second now; it never lies before the last line's."""
        return max(self.state.story_s, self.state.clock.story_s(self.at))

    def write(self, steps: Sequence[Step]) -> list[Line]:
        """Write steps and follow them; what is an e-mail is posted where somebody has asked for that."""
        lines = append_to(self.exercise, steps, at=self.at, by=self.by)
        post(self.exercise, self.scenario, lines, at=self.at)
        self.state = follow(self.scenario, self.state, lines)
        self.fresh += lines
        return lines

    def say(self, kind: str, *, once: str = "", **facts: Any) -> list[Line]:
        """Write one line that is due now."""
        return self.write([Step(once, kind, facts, self.now_s)])

    def catch_up(self) -> list[Line]:
        """Write everything that is due, in the order in which it fell due."""
        written: list[Line] = []
        for _ in range(MOST_ROUNDS):
            lines = self.write(due(self.scenario, self.state, self.now_s, self.world))
            written += lines
            if not lines:
                break
        return written

    def needs_running(self) -> None:
        """Refuse what makes sense only between start and end."""
        if self.state.clock.state == "waiting":
            raise NotNow("not_running")
        if self.state.clock.state == "ended":
            raise NotNow("over")


@contextmanager
def playing(exercise_id: int, *, at: datetime, by: Account | None = None) -> Iterator[Play]:
    """Hold an exercise, write what is due, and let a deed be done: all of it is written, or nothing.

    A deed that is refused (:class:`NotNow`) undoes what was due with it; the next one writes that again.
    """
    with transaction.atomic():
        play = Play(locked(exercise_id), at=at, by=by)
        play.catch_up()
        yield play
