"""Watches the logs that somebody listens to, here and in other processes, and hands on what is new."""

import asyncio
import time
from collections.abc import Collection
from threading import Lock

from lamplighter.apps.exercise.live.feed import Feed
from lamplighter.apps.exercise.live.hub import Hub, Listener
from lamplighter.apps.exercise.live.keeping import Keeper
from lamplighter.apps.exercise.live.tickets import fallen
from lamplighter.apps.exercise.queries.log import last_numbers
from lamplighter.web.clock import now

CLOCK_EVERY_S = 15.0
ASK_EVERY_S = 60.0
MOST_FEEDS = 50


class Watcher(Keeper):
    """Wakes at a nudge of this process, and otherwise four times a second for those of others."""

    def __init__(self, hub: Hub) -> None:
        super().__init__("watcher")
        self.hub = hub
        self.loop: asyncio.AbstractEventLoop | None = None
        self.lock = Lock()
        self.feeds: dict[int, Feed] = {}
        self.clock_at = self.asked_at = time.monotonic()
        self.clocks: dict[int, tuple[int, str, int]] = {}

    def feed(self, exercise_id: int) -> Feed:
        """The feed of an exercise, kept for whoever comes next."""
        with self.lock:
            feed = self.feeds.get(exercise_id)
            if feed is None:
                for old in [one for one in self.feeds if one not in self.hub.listeners][: -MOST_FEEDS or None]:
                    del self.feeds[old]
                feed = self.feeds[exercise_id] = Feed(exercise_id)
            return feed

    def once(self) -> None:
        """Hand on what is new, the clocks, and let go who may no longer listen."""
        exercises = self.hub.exercises()
        if not exercises:
            return
        for exercise_id, number in last_numbers(exercises).items():
            if any(told < number for told in self.hub.audiences(exercise_id).values()):
                self.hand_on(exercise_id)
        for exercise_id in exercises:
            if self.feed(exercise_id).turned(now()):
                self.tell_dusk(exercise_id, ("seat", "watch", "screen", "console"))
        if time.monotonic() - self.clock_at > CLOCK_EVERY_S:
            self.clock_at = time.monotonic()
            for exercise_id in exercises:
                self.tell_clock(exercise_id)
                # Screens and consoles ask for the whole page; who watches by telephone is told.
                self.tell_dusk(exercise_id, ("watch",))
        if time.monotonic() - self.asked_at > ASK_EVERY_S:
            self.asked_at = time.monotonic()
            for exercise_id in exercises:
                self.ask(exercise_id)

    def hand_on(self, exercise_id: int) -> None:
        """Render what is new for every audience, and hand it to the loop at once."""
        feed = self.feed(exercise_id)
        last = feed.catch_up()
        told = {}
        for audience, number in self.hub.audiences(exercise_id).items():
            news = [one for one in feed.after(audience, number, read=False) if one[0] <= last]
            self.hub.note(exercise_id, audience, last)
            if news:
                told[audience] = news
        if told:
            self.in_loop(self.hub.spread, exercise_id, told)
        clock = feed.state.clock
        stand = (clock.anchor_s, clock.state, clock.speed_pct)
        if self.clocks.get(exercise_id) != stand:
            self.clocks[exercise_id] = stand
            self.tell_clock(exercise_id)
        if any(line.kind in ("seat.left", "seat.moved") for line in feed.lines[min(feed.seats_seen, last) :]):
            self.ask(exercise_id)
        feed.seats_seen = last

    def tell_clock(self, exercise_id: int) -> None:
        told = [(0, self.feed(exercise_id).clock(now()))]
        self.in_loop(self.hub.spread, exercise_id, dict.fromkeys(self.hub.audiences(exercise_id), told))

    def tell_dusk(self, exercise_id: int, kinds: Collection[str]) -> None:
        """Show the city as it is now: a service fell, has been out for too long, or came back, and no line says so."""
        feed, at = self.feed(exercise_id), now()
        audiences = [one for one in self.hub.audiences(exercise_id) if one.kind in kinds]
        if told := {audience: [(0, feed.dusk(audience, at))] for audience in audiences}:
            self.in_loop(self.hub.spread, exercise_id, told)

    def ask(self, exercise_id: int) -> None:
        """Let go whoever's ticket no longer stands."""
        listeners = self.hub.all(exercise_id)
        gone = fallen(exercise_id, [listener.ticket for listener in listeners])
        for listener in listeners:
            if listener.ticket in gone:
                self.in_loop(send_away, listener)

    def in_loop(self, deed: object, *arguments: object) -> None:
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(deed, *arguments)  # type: ignore[arg-type]


def send_away(listener: Listener) -> None:
    """Have the page ask anew, where it will be told why."""
    listener.tell([(0, b"event: page\ndata: reload\n\n")])
    listener.end()
