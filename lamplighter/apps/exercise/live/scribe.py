"""The one writer of answers, and of what phones have seen, in this process: many at once, in one transaction."""

from collections import defaultdict
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any

from django.db import connection

from lamplighter.apps.exercise.actions import answers
from lamplighter.apps.exercise.actions.answers import Given, answer_many
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.seats import mark_seen
from lamplighter.apps.exercise.live.keeping import Keeper
from lamplighter.apps.exercise.models import Seat
from lamplighter.web.clock import now

MOST = 256
PATIENCE_S = 20
SEEN_EVERY_S = 1.0


@dataclass(slots=True)
class Waiting:
    """An answer that waits to be written; the future tells why it was refused, or ``None``."""

    exercise_id: int
    given: Given
    told: "Future[str | None]" = field(default_factory=Future)


class Scribe(Keeper):
    """Writes what waits, and tells each only once it is committed."""

    pause_s = SEEN_EVERY_S
    rest_s = 0.02

    def __init__(self) -> None:
        super().__init__("scribe")
        self.waiting: SimpleQueue[Waiting] = SimpleQueue()
        self.lock = Lock()
        self.seen_numbers: dict[int, int] = {}

    def give(self, exercise_id: int, given: Given) -> "Future[str | None]":
        """Have an answer written."""
        one = Waiting(exercise_id, given)
        self.waiting.put(one)
        self.wake()
        return one.told

    def see(self, seat_id: int, number: int) -> None:
        """Have it written down that a phone has shown a line; the greatest number stands."""
        with self.lock:
            self.seen_numbers[seat_id] = max(number, self.seen_numbers.get(seat_id, 0))

    def once(self) -> None:
        """Write everything that waits."""
        while batch := self._batch():
            self.write(batch)
        self.write_seen()

    def write(self, batch: list[Waiting]) -> None:
        """Write a batch, an exercise at a time; an error is told to those of that exercise."""
        by_exercise: dict[int, list[Waiting]] = defaultdict(list)
        for one in batch:
            by_exercise[one.exercise_id].append(one)
        for exercise_id, those in by_exercise.items():
            try:
                told = answer_many(exercise_id, [one.given for one in those], at=now())
            except Exception as error:
                connection.close()
                for one in those:
                    one.told.set_exception(error)
            else:
                for one, why in zip(those, told, strict=True):
                    one.told.set_result(why)

    def write_seen(self) -> None:
        """Write what phones have seen since the last time."""
        with self.lock:
            seen, self.seen_numbers = self.seen_numbers, {}
        if seen:
            mark_seen(seen, at=now())

    def _batch(self) -> list[Waiting]:
        batch: list[Waiting] = []
        try:
            while len(batch) < MOST:
                batch.append(self.waiting.get_nowait())
        except Empty:
            pass
        return batch


scribe = Scribe()


def answer(
    seat: Seat,
    decision: str,
    value: Any,
    *,
    reason: str = "",
    confidence: int | None = None,
    at: datetime,
) -> None:
    """Keep one seat's answer; returns once it is committed.

    Where no scribe runs, or inside a transaction, it is written at once.

    Raises
    ------
    NotNow
        If it comes too late, or is none.
    """
    if not scribe.running or connection.in_atomic_block:
        answers.answer(seat, decision, value, reason=reason, confidence=confidence, at=at)
        return
    told = scribe.give(seat.exercise_id, Given(seat.pk, decision, value, reason, confidence))
    if (why := told.result(PATIENCE_S)) is not None:
        raise NotNow(why)
