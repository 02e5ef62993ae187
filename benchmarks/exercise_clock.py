"""What the time of an exercise costs as its log grows, and as more exercises run beside it.

``python -m benchmarks.exercise_clock`` follows logs of 10, 1,000 and 10,000 lines of the scenarios that come with
Lamplighter, and lets one conductor keep the time of 1, 10 and 100 exercises; ``--write`` puts the tables into
docs/reference/benchmarks-exercise.md.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

FOLDER = tempfile.TemporaryDirectory(prefix="exercise-clock-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
    "LAMPLIGHTER_DATA": FOLDER.name,
    "LAMPLIGHTER_DATABASE": f"sqlite:///{FOLDER.name}/clock.sqlite3",
}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.services import city  # noqa: E402
from lamplighter.apps.cities.models import Organisation  # noqa: E402
from lamplighter.apps.exercise.actions import clock  # noqa: E402
from lamplighter.apps.exercise.actions.log import append  # noqa: E402
from lamplighter.apps.exercise.actions.scenarios import keep_version  # noqa: E402
from lamplighter.apps.exercise.bridge.play import forget_states  # noqa: E402
from lamplighter.apps.exercise.choices import ExerciseState  # noqa: E402
from lamplighter.apps.exercise.imports.shipped import shipped  # noqa: E402
from lamplighter.apps.exercise.live.conductor import Conductor  # noqa: E402
from lamplighter.apps.exercise.models import Exercise  # noqa: E402
from lamplighter.apps.exercise.models import Line as Row  # noqa: E402
from lamplighter.apps.exercise.queries.exercises import running  # noqa: E402
from lamplighter.engines.exercise import (  # noqa: E402
    Answered,
    Facts,
    Line,
    Scenario,
    State,
    Step,
    Trigger,
    World,
    cast,
    dry_run,
    due,
    fold,
    next_due_s,
)
from lamplighter.web.clock import now  # noqa: E402

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "benchmarks-exercise.md"
BEGIN, END = "<!-- made by benchmarks.exercise_clock -->", "<!-- until here -->"
# Lines of a log, and how many people sit in the room that has written so many.
LOGS = ((10, 4), (1_000, 40), (10_000, 40), (10_000, 500))
ROOMS = (1, 10, 100)
# Ten times the lines of the same room may cost so many times as much; what a busy machine adds is in it.
MOST_GROWTH = 20.0
FOLLOWED = (
    "scenario",
    "lines",
    "seats",
    "the whole log, ms",
    "each line, µs",
    "one line more, µs",
    "asking while nothing is due, µs",
    "writing what comes next, µs",
)
CONDUCTED = (
    "exercises",
    "first look after a start, ms",
    "a look while nothing is due, ms",
    "queries of it",
    "a look while something is due in all, ms",
    "lines it wrote",
)


def main() -> None:
    """Print the tables; ends with 1 if ten times the lines cost much more than ten times as much."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    told = asked.parse_args()
    rows, growth = [], []
    for name, scenario in scenarios():
        costs = [followed(name, scenario, lines, seats) for lines, seats in LOGS]
        rows += [list(cost.values()) for cost in costs]
        growth.append(costs[2]["whole_ms"] / costs[1]["whole_ms"])
    text = f"{table(FOLLOWED, rows)}\n\n{table(CONDUCTED, conducted())}\n\n{machine()}\n"
    print(text)
    if told.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    if max(growth) > MOST_GROWTH:
        sys.exit(f"Ten times the lines cost {max(growth):.0f} times as much: not linear.")


def scenarios() -> Iterator[tuple[str, Scenario]]:
    """Those that come with Lamplighter, and the first anew with a condition that counts who has answered."""
    for slug, found in shipped().items():
        yield slug, found.definition.scenario
    slug, found = next(iter(shipped().items()))
    scenario = found.definition.scenario
    first, *others = scenario.phases
    half = Trigger("conditional", when=Answered(first.decisions[0].key, 0.5))
    inject, *injects = first.injects
    phase = replace(first, injects=(replace(inject, trigger=half), *injects))
    yield f"{slug}, with answers counted", replace(scenario, phases=(phase, *others))


def followed(name: str, scenario: Scenario, count: int, seats: int) -> dict[str, Any]:
    """Costs of one log in the middle of its play."""
    world = world_of(scenario)
    lines = log_of(scenario, world, count, seats)
    state = fold(scenario, lines)
    if fold(scenario, lines[count // 2 :], fold(scenario, lines[: count // 2])) != state:
        sys.exit(f"{name}: a log followed in two parts gives another state than in one. The times mean nothing.")
    more = [Line(count + 1, lines[-1].at, state.story_s, "message.said", {"team": 1, "by": "seat", "seat": 1})]
    coming_s = next_due_s(scenario, state, world)
    whole_ms = median_ms(lambda: fold(scenario, lines))

    def advanced() -> State:
        steps = due(scenario, state, coming_s or 0, world)
        new = [Line(count + n, lines[-1].at, step.due_s, step.kind, step.facts) for n, step in enumerate(steps, 1)]
        return fold(scenario, new, state)

    return {
        "scenario": name,
        "lines": count,
        "seats": seats,
        "whole_ms": round(whole_ms, 2),
        "each_us": round(1000 * whole_ms / count, 1),
        "more_us": round(1000 * median_ms(lambda: fold(scenario, more, state))),
        "idle_us": round(1000 * median_ms(lambda: due(scenario, state, state.story_s, world))),
        "due_us": round(1000 * median_ms(advanced)),
    }


def world_of(scenario: Scenario) -> World:
    """The city of the other benchmarks, with the scenario's targets found in it."""
    havn = city()
    carries = {node.key: Facts(residents=1000, tier=1 + number % 4) for number, node in enumerate(havn.nodes)}
    names = {node.key: {"en": node.key} for node in havn.nodes}
    return World(map=havn, cast=cast(scenario.targets, havn, carries, names).of, names=names, facts=carries)


def log_of(scenario: Scenario, world: World, count: int, seats: int) -> list[Line]:
    """A dry run up to the middle of its story, made longer by people who answer anew, talk and are rated."""
    lines = dry_run(scenario, world, players=seats).lines
    opened = [number for number, line in enumerate(lines) if line.kind == "decision.opened"]
    lines = lines[: opened[len(opened) // 2] + 1][:count]
    last = lines[-1]
    asked = [line.facts["key"] for line in lines if line.kind == "decision.opened"]
    told = (
        [("answer.changed", {"key": asked[0], "seat": seat}) for seat in range(1, seats + 1)]
        + [("seat.moved", {"seat": seat, "team": 1}) for seat in range(1, seats + 1, 50)]
        + [("message.said", {"team": 1, "by": "seat", "seat": 1}), ("note.written", {"note": 1})]
        if asked
        else []
    )
    more = [
        Line(number, last.at, last.story_s, kind, facts)
        for number, (kind, facts) in enumerate(islice(cycle(told), count - len(lines)), last.number + 1)
    ]
    return [*lines, *more]


def conducted() -> list[list[Any]]:
    """A conductor with few exercises, and with many."""
    call_command("migrate", verbosity=0)
    return [conduct(rooms) for rooms in ROOMS]


def conduct(rooms: int) -> list[Any]:
    """What one conductor needs to keep the time of so many exercises, each with a log of 1,000 lines."""
    begun = now()
    for number in range(rooms):
        start(number, begun)
    conductor = Conductor()
    forget_states()
    first_ms = once_ms(lambda: look(conductor, begun))
    idle_ms = median_ms(lambda: look(conductor, begun))
    with CaptureQueriesContext(connection) as asked:
        look(conductor, begun)
    before = Row.objects.count()
    due_at = max(at for _, at in conductor.known.values() if at is not None)
    busy_ms = once_ms(lambda: look(conductor, due_at))
    written = Row.objects.count() - before
    if written < rooms:
        sys.exit(f"{rooms} exercises had something due, and {written} lines were written. The times mean nothing.")
    Exercise.objects.update(state=ExerciseState.CLOSED)
    return [rooms, round(first_ms, 1), round(idle_ms, 2), len(asked), round(busy_ms, 1), written]


def start(number: int, at: datetime) -> None:
    """An exercise that has just started, with a log as it is after an hour."""
    place = f"room-{Organisation.objects.count()}"
    room = Organisation.objects.create(slug=place, name=place, time_zone="UTC", country="DK", created_at=at)
    version, _ = keep_version(room, shipped()["dark-supplier"].tree, source="here", by=None, at=at)
    exercise = Exercise.objects.create(
        organisation=room,
        version=version,
        title=place,
        state=ExerciseState.READY,
        language="en",
        made_at=at,
        tree=version.tree,
        digest=version.digest,
    )
    clock.start(exercise, by=None, at=at)
    append(exercise.pk, [Step("", "note.written", {"note": note}, 0) for note in range(1000)], at=at)


def look(conductor: Conductor, at: datetime) -> None:
    """One look of the conductor at an instant; it has kept the time until then."""
    for pk, number, _ in running():
        conductor.look(pk, number, at, at)


def median_ms(call: Callable[[], object], runs: int = 7) -> float:
    return statistics.median(once_ms(call) for _ in range(runs))


def once_ms(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Rows as a table of the documentation."""
    cells = [[f"{cell:,}" if isinstance(cell, int | float) else cell for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in [heads, ["---"] * len(heads), *cells])


def machine() -> str:
    """Where and when the times were taken."""
    info = Path("/proc/cpuinfo")
    models = [line for line in info.read_text().splitlines() if "model name" in line] if info.exists() else []
    chip = models[0].partition(":")[2].strip() if models else platform.processor()
    load = f"load average {os.getloadavg()[0]:.0f}"
    return f"{os.cpu_count()} cores ({chip}), Python {platform.python_version()}, SQLite, {now():%Y-%m-%d}, {load}."


if __name__ == "__main__":
    main()
