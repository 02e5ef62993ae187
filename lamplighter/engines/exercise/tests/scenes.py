"""Scenarios for tests: the miniature of the reference page, small ones made by hand, and somebody who plays them."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from lamplighter.engines.exercise import (
    Clock,
    Decision,
    Inject,
    Line,
    Option,
    Phase,
    Role,
    Scenario,
    State,
    Step,
    Target,
    Trigger,
    World,
    due,
    fold,
    join,
    on_decided,
    on_start,
    read,
    written,
)
from lamplighter.engines.services import Group, Map, Node

START = datetime(2026, 3, 2, 6, 40, tzinfo=UTC)
PAGE = Path(__file__).parents[4] / "docs" / "reference" / "scenario-format.md"


class _Loader(yaml.SafeLoader):
    """Reads plain words as YAML 1.2 does: ``off`` and ``06:40`` are texts."""

    yaml_implicit_resolvers = {}


for _tag, _shape, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?\d+", "-+0123456789"),
    ("float", r"[-+]?(\.\d+|\d+\.\d*)", "-+.0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_shape})$"), list(_first))


def example() -> dict[str, Any]:
    """Give the tree of the example in the reference page."""
    text = re.search(r"```yaml\n(lamplighter: .*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert text is not None
    joined = join(list(yaml.load_all(text.group(1), _Loader)))
    assert joined.complaints == ()
    return joined.tree


def miniature() -> Scenario:
    """Give the scenario of the example in the reference page."""
    found = read(example())
    assert found.complaints == ()
    assert found.scenario is not None
    return found.scenario


def town() -> World:
    """Give a city where a counter stands on a server, may be served by hand an hour and be out for two."""
    counter = Node("service:1", "service", mtpd_min=120, fallback_min=60)
    city = Map((Node("system:14"), counter), (Group("service:1", ("system:14",)),))
    return World(city, {"host": "system:14", "vital": "service:1", "first": "service:1", "desk": "pool:3"})


def inject(key: str, trigger: Trigger | None = None, to: tuple[str, ...] = (), **more: Any) -> Inject:
    """Give an inject, to everybody unless told otherwise."""
    words = {"en": key}
    return Inject(key, "", "inject", "mail", words, to, words, words, trigger or Trigger(), **more)


def timed(at_min: int) -> Trigger:
    """Give a trigger at a minute of the phase."""
    return Trigger("timed", at_min)


def decision(key: str, trigger: Trigger | None = None, **more: Any) -> Decision:
    """Give a decision of the mayor between now and wait."""
    options = (Option("now", {"en": "Now"}), Option("wait", {"en": "Wait"}))
    given = {"mode": "single", "options": options} | more
    given = {"asks": ("mayor",), "decider": "mayor"} | given
    return Decision(key, "", {"en": key}, trigger=trigger or Trigger(), **given)


def phase(key: str, number: int = 1, **more: Any) -> Phase:
    """Give a phase of an hour of story at the speed of the wall."""
    given = {"starts_min": 0, "speed_pct": 100, "minutes": 60} | more
    return Phase(key, number, {"en": key}, {"en": key}, **given)


def scenario(*phases: Phase, **more: Any) -> Scenario:
    """Give a scenario of these phases with a mayor and a host."""
    given = {
        "roles": (Role("mayor", {"en": "Mayor"}),),
        "targets": (Target("host", "system"),),
        "language": "en",
        "languages": ("en",),
    } | more
    words = {"en": "S"}
    return Scenario(
        id="0c7f1c1e-8d0a-4b57-9e0b-2f1f6c1d9a01",
        version="1.0.0",
        slug="s",
        title=words,
        summary=words,
        audience=words,
        licence="CC0-1.0",
        difficulty=1,
        minutes=90,
        phases=phases,
        **given,
    )


class Table:
    """Somebody who plays: writes what is due as the wall passes, and what deeds ask for."""

    def __init__(self, played: Scenario, world: World | None = None) -> None:
        self.scenario, self.world = played, world or World()
        self.state, self.wall = State(), START
        self.lines: list[Line] = []
        self.steps: list[Step] = []

    @property
    def clock(self) -> Clock:
        return self.state.clock

    @property
    def now_s(self) -> int:
        return self.clock.story_s(self.wall)

    def write(self, steps: Sequence[Step]) -> list[Line]:
        """Write steps, each once-name once."""
        known = {step.once for step in self.steps if step.once}
        kept = [step for step in steps if step.once not in known]
        self.steps += kept
        new = list(written(self.state, kept, self.wall))
        self.lines += new
        self.state = fold(self.scenario, new, self.state)
        return new

    def say(self, kind: str, /, **facts: Any) -> list[Line]:
        """Write one line that a deed asks for."""
        return self.write([Step("", kind, facts, self.now_s)])

    def start(self) -> "Table":
        """Start, and open the first phase."""
        self.write(on_start(self.scenario, self.state, world=self.world))
        self.look()
        return self

    def look(self) -> list[Line]:
        """Write what is due now."""
        return self.write(due(self.scenario, self.state, self.now_s, self.world))

    def wait(self, minutes: float) -> list[Line]:
        """Let the wall go on, and write what has come due, all at once."""
        self.wall += timedelta(minutes=minutes)
        return self.look()

    def kinds(self, *kinds: str) -> list[tuple[int, str, str]]:
        """Give (story minute, kind, key) of the lines of these kinds."""
        return [
            (line.story_s // 60, line.kind, line.facts.get("key", "")) for line in self.lines if line.kind in kinds
        ]


def on(condition, after_min=0):
    return Trigger("conditional", when=condition, after_min=after_min)


def one(*injects, decisions=(), **more):
    return scenario(phase("one", injects=injects, decisions=decisions, **more))


def released(table):
    return [(minute, key) for minute, _, key in table.kinds("inject.released")]


def take(table, key, value, team=None):
    taken = {"key": key, "team": team, "value": value, "rule": "role", "seat": None, "dissent": 0}
    follows = on_decided(table.scenario, table.state, key, value, team, world=table.world, story_s=table.now_s)
    table.say("decision.taken", **taken)
    return table.write(follows)


def seat(table, number, role="mayor", kind="player"):
    table.say("seat.taken", seat=number, role=role, team=1, kind=kind, room="room")


def two(*first, decisions=(), second=(), **more):
    return scenario(
        phase("one", injects=first, decisions=decisions),
        phase("two", 2, **({"starts_min": 180, "speed_pct": 400, "injects": second} | more)),
    )
