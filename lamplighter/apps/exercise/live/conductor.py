"""Keeps the time of every exercise that runs: what is due is written, whether or not anybody looks.

Several processes may conduct; the lock and ``once`` decide, and there is no leader.
"""

import logging
from datetime import datetime, timedelta

from lamplighter.apps.exercise.actions import clock
from lamplighter.apps.exercise.actions.forgetting import forget_due
from lamplighter.apps.exercise.bridge.play import next_due_s, scenario_of, state_of, world_of
from lamplighter.apps.exercise.choices import AWAY_S
from lamplighter.apps.exercise.live.keeping import Keeper
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.queries.exercises import running
from lamplighter.web.clock import now

log = logging.getLogger(__name__)

BUSY_S, IDLE_S = 0.2, 1.0
HEARD_EVERY = timedelta(seconds=5)
FORGET_EVERY = timedelta(minutes=10)


class Conductor(Keeper):
    """One look costs one query while nothing is due."""

    def __init__(self) -> None:
        super().__init__("conductor")
        self.pause_s = IDLE_S
        # Exercise to the last line looked at, and the instant at which something is due.
        self.known: dict[int, tuple[int, datetime | None]] = {}
        self.forgot_at: datetime | None = None

    def once(self) -> None:
        """Look at every exercise that runs."""
        at = now()
        found = running()
        self.pause_s = BUSY_S if found else IDLE_S
        self.known = {pk: known for pk, known in self.known.items() if pk in {one for one, _, _ in found}}
        for pk, number, heard_at in found:
            try:
                self.look(pk, number, heard_at, at)
            except Exception:
                # One exercise that cannot be played must not stop the time of all others.
                log.exception("Exercise %s could not be advanced.", pk)
        if self.forgot_at is None or at - self.forgot_at > FORGET_EVERY:
            self.forgot_at = at
            forget_due(at)

    def look(self, pk: int, number: int, heard_at: datetime | None, at: datetime) -> None:
        """Write what is due in one exercise; after a long absence the story has stood still."""
        if heard_at is not None and at - heard_at > timedelta(seconds=AWAY_S) and clock.away(pk, at=at):
            self.known.pop(pk, None)
            return
        if heard_at is None or at - heard_at > HEARD_EVERY:
            clock.heard(pk, at=at)
        last, due_at = self.known.get(pk, (-1, None))
        if last != number:
            due_at = self.due_at(pk)
            self.known[pk] = number, due_at
        if due_at is not None and due_at <= at:
            clock.advance(pk, at=at)
            self.known.pop(pk, None)

    def due_at(self, pk: int) -> datetime | None:
        """When something is due next, as far as is known now."""
        exercise = Exercise.objects.defer("tree", "frozen").get(pk=pk)
        state = state_of(exercise)
        due_s = next_due_s(scenario_of(exercise), state, world_of(exercise))
        return None if due_s is None else state.clock.wall_of(due_s)
