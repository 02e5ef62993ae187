"""An exercise between its log and the engine that plays it: what is so, what is due, what follows from a deed."""

from collections.abc import Iterable
from threading import Lock
from typing import TypeVar

from lamplighter.apps.exercise.bridge import freezing
from lamplighter.apps.exercise.choices import PREPARED
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.models import Line as Row
from lamplighter.engines.exercise import (
    SPEEDS_PCT,
    Clock,
    ClockEvent,
    Decision,
    Inject,
    Line,
    Role,
    Scenario,
    Spread,
    State,
    Step,
    Tie,
    Won,
    World,
    asked_seats,
    due,
    fold,
    next_due_s,
    of_tables,
    on_decided,
    on_end,
    on_jump,
    on_phase,
    on_release,
    on_start,
    planned,
    refused,
    spread,
    unfit,
    winner,
)

# What rooms above need of the engine comes from here; they do not know it.
__all__ = [
    "SPEEDS_PCT",
    "Clock",
    "ClockEvent",
    "Decision",
    "Inject",
    "Line",
    "Role",
    "Scenario",
    "Spread",
    "State",
    "Step",
    "Tie",
    "Won",
    "World",
    "asked_seats",
    "due",
    "fold",
    "follow",
    "forget_states",
    "line_of",
    "next_due_s",
    "of_tables",
    "on_decided",
    "on_end",
    "on_jump",
    "on_phase",
    "on_release",
    "on_start",
    "planned",
    "refused",
    "scenario_of",
    "spread",
    "state_of",
    "unfit",
    "winner",
    "world_of",
]

Key = TypeVar("Key")
Thing = TypeVar("Thing")

STATES = 200
_scenarios: dict[str, Scenario] = {}
_worlds: dict[tuple[object, ...], World] = {}
_states: dict[int, tuple[str, State]] = {}
_lock = Lock()


def scenario_of(exercise: Exercise) -> Scenario:
    """The scenario that an exercise plays, read once a digest."""
    with _lock:
        known = _scenarios.get(exercise.digest)
    if known is None:
        known = freezing.scenario_of(exercise.tree)
        keep(_scenarios, exercise.digest, known)
    return known


def world_of(exercise: Exercise) -> World:
    """The city as it was frozen; without a map where it never was. Once it is played it no longer changes."""
    # Who takes it back to preparing may freeze the city anew, or fill in other words.
    frozen = (exercise.pk, exercise.frozen_at, repr(sorted(exercise.variables.items())))
    with _lock:
        world = _worlds.get(frozen)
    if world is None or exercise.state in PREPARED:
        variables = dict(exercise.variables)
        world = freezing.world_of(exercise.frozen, variables) if exercise.frozen else World(variables=variables)
        if exercise.state not in PREPARED:
            keep(_worlds, frozen, world)
    return world


def line_of(row: Row) -> Line:
    """A stored line as the engine knows it."""
    return Line(row.number, row.at, row.story_s, row.kind, row.facts)


def follow(scenario: Scenario, state: State, rows: Iterable[Row]) -> State:
    """The state after further lines."""
    return fold(scenario, [line_of(row) for row in rows], state)


def state_of(exercise: Exercise) -> State:
    """The state at the log's last line. Lines that were followed before are not followed again.

    What was read in a transaction that was then undone is noticed by the hash of its last line.
    """
    scenario = scenario_of(exercise)
    with _lock:
        known, state = _states.get(exercise.pk, ("", State()))
    rows = list(Row.objects.filter(exercise_id=exercise.pk, number__gte=state.last or 1).order_by("number"))
    if state.last and (not rows or rows[0].number != state.last or rows[0].hash != known):
        state = State()
        rows = list(Row.objects.filter(exercise_id=exercise.pk).order_by("number"))
    if state.last:
        rows = rows[1:]
    if rows:
        state = follow(scenario, state, rows)
        keep(_states, exercise.pk, (rows[-1].hash, state))
    return state


def forget_states() -> None:
    """Follow every log from its beginning when next asked, as after a restart."""
    with _lock:
        _states.clear()
        _worlds.clear()


def keep(kept: dict[Key, Thing], key: Key, thing: Thing) -> None:
    """Keep what was reckoned; what has not been kept anew for longest makes room."""
    with _lock:
        kept.pop(key, None)
        while len(kept) >= STATES:
            kept.pop(next(iter(kept)))
        kept[key] = thing
