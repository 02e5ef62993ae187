"""Who listens in this process, and handing the same bytes to all of them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from lamplighter.apps.exercise.bridge.visible import Audience
from lamplighter.apps.exercise.live.tickets import Ticket

# Who reads more slowly than that is let go, and comes back with the number of the last line they have.
WAITING = 256
# A number of a line and the bytes that tell of it; 0 where they tell of no line.
Told = tuple[int, bytes]


@dataclass(eq=False, slots=True)
class Listener:
    """One open stream. Everything but reading ``ticket`` happens in the loop."""

    ticket: Ticket
    queue: asyncio.Queue[Told | None] = field(default_factory=lambda: asyncio.Queue(WAITING))
    task: asyncio.Task[None] | None = None
    over: bool = False

    def tell(self, told: Sequence[Told]) -> None:
        """Hand over; whoever is too slow is let go."""
        for one in told:
            if self.over:
                return
            try:
                self.queue.put_nowait(one)
            except asyncio.QueueFull:
                self.drop()

    def end(self) -> None:
        """Let them go once they have what waits for them."""
        if not self.over:
            try:
                self.queue.put_nowait(None)
            except asyncio.QueueFull:
                self.drop()
            self.over = True

    def drop(self) -> None:
        """Let them go at once."""
        self.over = True
        if self.task is not None:
            self.task.cancel()


class Hub:
    """All listeners of one process. Joining, leaving and telling happen in the loop; asking from any thread."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.listeners: dict[int, dict[Audience, set[Listener]]] = {}
        self.told: dict[tuple[int, Audience], int] = {}

    def join(self, listener: Listener, last: int) -> None:
        """Tell this listener of lines after ``last``; what others of its audience have been told stands."""
        ticket = listener.ticket
        with self.lock:
            self.listeners.setdefault(ticket.exercise, {}).setdefault(ticket.audience, set()).add(listener)
            self.told.setdefault((ticket.exercise, ticket.audience), last)

    def leave(self, listener: Listener) -> None:
        ticket = listener.ticket
        with self.lock:
            audiences = self.listeners.get(ticket.exercise, {})
            audiences.get(ticket.audience, set()).discard(listener)
            if not audiences.get(ticket.audience):
                audiences.pop(ticket.audience, None)
                self.told.pop((ticket.exercise, ticket.audience), None)
            if not audiences:
                self.listeners.pop(ticket.exercise, None)

    def exercises(self) -> list[int]:
        """Exercises that somebody listens to."""
        with self.lock:
            return list(self.listeners)

    def audiences(self, exercise: int) -> dict[Audience, int]:
        """Audiences of an exercise, and the last line each was told of."""
        with self.lock:
            present = self.listeners.get(exercise, {})
            return {audience: self.told.get((exercise, audience), 0) for audience in present}

    def note(self, exercise: int, audience: Audience, last: int) -> None:
        """Write down that an audience has been told of lines up to ``last``."""
        with self.lock:
            if (exercise, audience) in self.told:
                self.told[exercise, audience] = last

    def all(self, exercise: int | None = None) -> list[Listener]:
        """Those who listen to one exercise, or to any."""
        with self.lock:
            wanted = self.listeners.values() if exercise is None else [self.listeners.get(exercise, {})]
            return [one for audiences in wanted for those in audiences.values() for one in those]

    def spread(self, exercise: int, told: Mapping[Audience, Sequence[Told]]) -> None:
        """Hand each audience its bytes; in the loop."""
        for audience, news in told.items():
            with self.lock:
                those = list(self.listeners.get(exercise, {}).get(audience, ()))
            for listener in those:
                listener.tell(news)

    def close(self) -> None:
        """Let everybody go; in the loop."""
        for listener in self.all():
            listener.end()
