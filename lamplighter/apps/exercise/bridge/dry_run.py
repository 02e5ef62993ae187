"""A scenario played to its end in memory, without a city and without a room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lamplighter.apps.exercise.bridge.definition import Definition
from lamplighter.engines.exercise import Line, World, dry_run

PLAYERS = 8


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the play that an audience would notice: at which story minute, what it was, and its title."""

    minute: int
    kind: str
    key: str
    title: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A whole play: whether it came to its end, what was reached and what never came."""

    ended: bool
    minutes: int
    lines: int
    happened: tuple[Happened, ...]
    reached: tuple[str, ...]
    unreached: tuple[str, ...]
    missing: tuple[str, ...]


def rehearse(definition: Definition, seed: int, players: int = PLAYERS) -> Rehearsal:
    """Play with answers drawn by ``seed``; the same seed gives the same play. There is no map, so nothing is cast."""
    scenario = definition.scenario
    played = dry_run(scenario, World(), seed, players)
    return Rehearsal(
        ended=played.ended,
        minutes=max((line.story_s for line in played.lines), default=0) // 60,
        lines=len(played.lines),
        happened=tuple(happened(definition, played.lines)),
        reached=played.reached,
        unreached=played.unreached,
        missing=tuple(target.key for target in scenario.targets),
    )


def happened(definition: Definition, lines: tuple[Line, ...]) -> Iterator[Happened]:
    """The lines that say that something began, came or was decided."""
    scenario = definition.scenario
    for line in lines:
        key = str(line.facts.get("key", ""))
        match line.kind:
            case "phase.opened" if key in scenario.phase_of:
                words = scenario.phase_of[key].title
            case "inject.released" | "inject.skipped" if key in scenario.inject_of:
                words = scenario.inject_of[key].title
            case "decision.opened" | "decision.taken" if key in scenario.decision_of:
                words = scenario.decision_of[key].question
            case _:
                continue
        value = line.facts.get("value") if line.kind == "decision.taken" else line.facts.get("why", "")
        said = (
            ", ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
        )
        yield Happened(line.story_s // 60, line.kind, key, words.get(scenario.language, ""), said)


def often(definition: Definition, seeds: Iterable[int], players: int = PLAYERS) -> list[tuple[str, int]]:
    """For each item how many of these plays it came in, in the scenario's order."""
    scenario = definition.scenario
    plays = [frozenset(dry_run(scenario, World(), seed, players).reached) for seed in seeds]
    return [(key, sum(key in reached for reached in plays)) for key in scenario.item_of]
