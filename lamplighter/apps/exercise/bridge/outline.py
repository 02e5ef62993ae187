"""A scenario as whoever prepares it reads it: what it is about, its phases, roles and aims, in one language."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.definition import Definition
from lamplighter.apps.exercise.phrases.meant import JOINS, blank, meant
from lamplighter.engines.exercise import Scenario, Variable, Words, say
from lamplighter.engines.exercise.scenario import Target
from lamplighter.engines.exercise.words import CLOSE, OPEN, Value


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase: how long it takes in the room, what comes, and what must be decided."""

    title: str
    minutes: int
    injects: int
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleLine:
    name: str
    seats: int
    injects: int
    decides: int


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """A language of the scenario, and how many texts it lacks."""

    code: str
    gaps: int


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    summary: str
    audience: str
    minutes: int
    difficulty: int
    day: str
    at: str
    injects: int
    decisions: int
    phases: tuple[PhaseLine, ...]
    roles: tuple[RoleLine, ...]
    objectives: tuple[str, ...]
    languages: tuple[LanguageLine, ...]


def outline_of(definition: Definition, tell: Callable[[Words], str]) -> Outline:
    """The outline of a scenario; ``tell`` says its texts (:func:`teller`)."""
    scenario = definition.scenario
    injects, decisions = scenario.inject_of.values(), scenario.decision_of.values()
    gaps = Counter(each.facts["language"] for each in definition.problems if each.code == "language_gap")
    return Outline(
        title=tell(scenario.title),
        summary=tell(scenario.summary),
        audience=tell(scenario.audience),
        minutes=scenario.minutes,
        difficulty=scenario.difficulty,
        day=scenario.story.day,
        at=scenario.story.at,
        injects=len(injects),
        decisions=len(decisions),
        phases=tuple(
            PhaseLine(
                tell(phase.title),
                phase.minutes,
                len(phase.injects),
                tuple(tell(decision.question) for decision in phase.decisions),
            )
            for phase in scenario.phases
        ),
        roles=tuple(
            RoleLine(
                tell(role.name),
                role.seats,
                sum(not inject.to or role.key in inject.to for inject in injects),
                sum(decision.decider == role.key for decision in decisions),
            )
            for role in scenario.roles
        ),
        objectives=tuple(tell(objective.text) for objective in scenario.objectives),
        languages=tuple(LanguageLine(code, gaps[code]) for code in scenario.languages),
    )


def teller(
    scenario: Scenario,
    city: Organisation,
    language: str,
    things: Mapping[str, Any],
    number: Callable[[Value], str],
    variables: Mapping[str, Value] | None = None,
) -> Callable[[Words], str]:
    """Says texts as they stand before the story begins; ``things`` hold ``names`` and ``cast``, as frozen."""
    values = values_of(scenario, city, language, things, variables or {})

    spoken = "|".join({re.escape(meaning(target, language)) for target in scenario.targets})
    begins = re.compile(f"(?:^|(?<=[.!?] )){OPEN}(?:{spoken}){CLOSE}")
    joins = [
        (re.compile(f"{before}(?={OPEN}(?:{spoken}){CLOSE})"), after) for before, after in JOINS.get(language, ())
    ]

    def tell(words: Words) -> str:
        text = say(words, language, values, number=number, main=scenario.language)
        for before, after in joins if spoken else ():
            text = before.sub(after, text)
        # What a target means begins a sentence with a capital letter; a city's own name is written as it is.
        return begins.sub(lambda found: f"{OPEN}{found[0][1].upper()}{found[0][2:]}", text) if spoken else text

    return tell


def name_of(things: Mapping[str, Any], key: str) -> str:
    """What something of the city is called there, or at least of which kind it is."""
    names: Mapping[str, str] = things["names"].get(key, {})
    return next(iter(names.values()), "") or kind_of(key)


def kind_of(key: str) -> str:
    """One of the city's services, systems, contracts or pools, for a key such as ``system:14``."""
    return meant(key.partition(":")[0], get_language() or "en")


def meaning(target: Target, language: str) -> str:
    """What a target is, where nothing of a city stands in its place."""
    return meant(target.what, language, target.choose, target.tier, target.kinds)


def values_of(
    scenario: Scenario,
    city: Organisation,
    language: str,
    things: Mapping[str, Any],
    variables: Mapping[str, Value],
) -> dict[str, Value]:
    """Everything that a text may ask for; nothing is dark yet."""
    values: dict[str, Value] = {
        "city": city.name,
        "residents": city.residents or 0,
        "dark": 0,
        "dark_residents": 0,
        "story_clock": scenario.story.at,
    }
    for role in scenario.roles:
        values[role.key] = role.name.get(language) or role.name.get(scenario.language, role.key)
    for target in scenario.targets:
        key = things["cast"].get(target.key)
        values[f"target.{target.key}"] = name_of(things, key) if key else meaning(target, language)
        values[f"hours_out.{target.key}"] = 0
    for variable in scenario.variables:
        values[variable.key] = variables.get(variable.key, start_of(variable, language, scenario.language))
    return values


def start_of(variable: Variable, language: str, main: str) -> Value:
    """What a variable is unless somebody says otherwise."""
    if isinstance(variable.default, int | float):
        return variable.default
    words = variable.default or {}
    return words.get(language) or words.get(main) or blank(language)
