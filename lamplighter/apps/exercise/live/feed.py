"""The bytes of a stream: each line is rendered once for each audience, however many listen."""

import json
from bisect import bisect_right
from collections.abc import Iterable
from contextvars import copy_context
from datetime import datetime
from threading import Lock

from django.template.loader import render_to_string
from django.utils import translation

from lamplighter.apps.exercise.bridge.city import turns_of
from lamplighter.apps.exercise.bridge.play import Line, State, follow, line_of, scenario_of, world_of
from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.bridge.visible import Audience, Shown, dusk, shown
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.queries.log import lines_after
from lamplighter.web.reader import Reader, read_as

Told = tuple[int, bytes]
# After these a page is another one.
TURNS = ("clock.ended", "survey.opened")


class Feed:
    """One exercise as this process shows it."""

    def __init__(self, exercise_id: int) -> None:
        self.exercise_id = exercise_id
        self.lock = Lock()
        self.exercise: Exercise | None = None
        self.digest = ""
        self.state = State()
        self.scene: Scene | None = None
        self.lines: list[Line] = []
        self.rendered: dict[Audience, list[Told]] = {}
        self.reached: dict[Audience, int] = {}
        self.seats_seen = 0
        # When the city was last looked at, and when it changes, as known after so many effects; story seconds.
        self.looked_s: int | None = None
        self.turns: tuple[int, tuple[int, ...]] = (-1, ())

    def catch_up(self) -> int:
        """Read what is new in the log, and give the number of its last line."""
        with self.lock:
            self._read()
            return self.state.last

    def after(self, audience: Audience, number: int, *, read: bool = True) -> list[Told]:
        """What an audience is told of the lines after a number, up to the log's end, or as far as it was read."""
        with self.lock:
            if read:
                self._read()
            self._render(audience)
            told = self.rendered.get(audience, [])
            return told[bisect_right(told, number, key=lambda one: one[0]) :]

    def clock(self, at: datetime) -> bytes:
        """How the clock stands, for pages that draw it by themselves."""
        with self.lock:
            clock = self.state.clock
            told = {"story_s": clock.story_s(at), "speed_pct": clock.speed_pct, "state": clock.state}
        return event("clock", json.dumps(told | {"wall_ms": int(at.timestamp() * 1000)}))

    def turned(self, at: datetime) -> bool:
        """Whether the city looks otherwise than when this was last asked, because time has passed."""
        with self.lock:
            if self.exercise is None:
                self._read()
            before_s, self.looked_s = self.looked_s, self.state.clock.story_s(at)
            if self.turns[0] != len(self.state.effects):
                self.turns = (len(self.state.effects), turns_of(self._scene(), self.looked_s))
            if before_s is None or not any(before_s < turn <= self.looked_s for turn in self.turns[1]):
                return False
            self.turns = (-1, ())
            return True

    def dusk(self, audience: Audience, at: datetime) -> bytes:
        """The city at dusk at an instant; no line of the log tells of it."""
        with self.lock:
            if self.exercise is None:
                self._read()
            return copy_context().run(self._dusk, audience, self.state.clock.story_s(at))

    def _read(self) -> None:
        if self.exercise is None:
            self.exercise = Exercise.objects.select_related("organisation").get(pk=self.exercise_id)
            self.digest = self.exercise.digest
        rows = list(lines_after(self.exercise_id, self.state.last))
        if rows:
            self.exercise.refresh_from_db(fields=["state", "digest"])
            if self.exercise.digest != self.digest:
                # Until it starts, the story may still change under those who wait for it.
                self.exercise.refresh_from_db(fields=["tree", "frozen", "frozen_at", "variables"])
                self.digest = self.exercise.digest
            self.state = follow(scenario_of(self.exercise), self.state, rows)
            self.lines += [line_of(row) for row in rows]

    def _render(self, audience: Audience) -> None:
        reached = self.reached.get(audience, 0)
        if reached < self.state.last:
            self.reached[audience] = self.state.last
            told = copy_context().run(self._told, audience, self.lines[reached:])
            self.rendered.setdefault(audience, []).extend(told)

    def _told(self, audience: Audience, lines: list[Line]) -> list[Told]:
        scene = self._scene()
        self._read_as(audience)
        with translation.override(audience.language):
            found = [(line, shown(scene, line, audience)) for line in lines]
            last = {part.replaces: line.number for line, parts in found for part in parts if part.replaces}
            return [
                (line.number, told)
                for line, parts in found
                if (
                    told := self._bytes(line, [part for part in parts if last.get(part.replaces, 0) <= line.number])
                )
            ]

    def _dusk(self, audience: Audience, story_s: int) -> bytes:
        self._read_as(audience)
        with translation.override(audience.language):
            return part_bytes(None, dusk(self._scene(), audience, story_s))

    def _scene(self) -> Scene:
        """The exercise as it stands: what was reckoned of it for one audience serves the others too."""
        assert self.exercise is not None
        if self.scene is None or self.scene.state is not self.state:
            self.scene = Scene(self.exercise, scenario_of(self.exercise), self.state, world_of(self.exercise))
        return self.scene

    def _read_as(self, audience: Audience) -> None:
        assert self.exercise is not None
        read_as(Reader(audience.language, self.exercise.calendar, zone=self.exercise.organisation.zone))

    def _bytes(self, line: Line, parts: Iterable[Shown]) -> bytes:
        told = b"".join(part_bytes(line.number, part) for part in parts)
        return told + event("page", "reload", line.number) if line.kind in TURNS else told


def part_bytes(number: int | None, part: Shown) -> bytes:
    """A part of a page as an event, of a line where one tells of it."""
    html = render_to_string(part.template, dict(part.context))
    return event("part" if part.replaces else "item", html, number)


def event(name: str, data: str, number: int | None = None) -> bytes:
    """One event of a stream, as the standard writes it."""
    lines = [f"id: {number}"] if number is not None else []
    lines += [f"event: {name}", *(f"data: {line}" for line in data.splitlines() if line.strip())]
    return ("\n".join(lines) + "\n\n").encode()
