"""A stored version as a definition, read once a digest; and what the forms about its parts may offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lamplighter.apps.exercise.bridge.definition import Definition, define
from lamplighter.apps.exercise.models import ScenarioVersion
from lamplighter.engines.exercise import SPEEDS_PCT, Scenario, Words, cases, legal_clocks

LONGEST = 70
# Whose deadlines the book knows; a scenario names deadlines, the country of the city gives their length.
LANDS = ("EU", "GB", "IL", "IR")
Choices = tuple[tuple[str, str], ...]

_trees: dict[str, Mapping[str, Any]] = {}


def defined(version: ScenarioVersion) -> Definition:
    """The definition of a version; the same digest is read once a process.

    Raises
    ------
    Unread
        If its tree is no scenario; only one that was stored by hand can be.
    """
    _trees[version.digest] = version.tree
    try:
        return _defined(version.digest)
    finally:
        _trees.pop(version.digest, None)


@lru_cache(maxsize=32)
def _defined(digest: str) -> Definition:
    return define(_trees[digest])


@dataclass(frozen=True, slots=True)
class Known:
    """What a scenario has, as (key, words in its main language), and what everybody has: cases, legal clocks.

    ``options`` carry the key of their decision before their own (``tell.now``).
    """

    language: str
    phases: Choices
    injects: Choices
    decisions: Choices
    options: Choices
    roles: Choices
    objectives: Choices
    tasks: Choices
    targets: Choices
    variables: Choices
    cases: Choices
    clocks: tuple[str, ...]
    speeds: tuple[str, ...]
    numbers: Choices

    def names(self) -> dict[str, str]:
        """Every key to its words."""
        return dict((*self.variables, *self.targets, *self.phases, *self.injects, *self.decisions, *self.options))

    def short_names(self) -> dict[str, str]:
        """As ``names``, but injects and decisions that have a number by that alone."""
        return self.names() | {key: number for key, number in self.numbers if number}


def known_of(scenario: Scenario) -> Known:
    """What the forms about a scenario's parts may offer."""

    def said(words: Words) -> str:
        text = words.get(scenario.language) or next(iter(words.values()), "")
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"

    def numbered(number: str, words: Words) -> str:
        return f"{number} · {said(words)}" if number else said(words)

    return Known(
        language=scenario.language,
        phases=tuple((one.key, f"{one.number} · {said(one.title)}") for one in scenario.phases),
        injects=tuple((key, numbered(one.number, one.title)) for key, one in scenario.inject_of.items()),
        decisions=tuple((key, numbered(one.number, one.question)) for key, one in scenario.decision_of.items()),
        options=tuple((f"{above}.{key}", said(one.text)) for (above, key), one in scenario.option_of.items()),
        roles=tuple((one.key, said(one.name)) for one in scenario.roles),
        objectives=tuple((one.key, said(one.text)) for one in scenario.objectives),
        tasks=tuple((key, said(one.text)) for key, one in scenario.task_of.items()),
        targets=tuple((one.key, one.key) for one in scenario.targets),
        variables=tuple((one.key, one.key) for one in scenario.variables),
        cases=tuple((case.id, f"{case.place}, {case.year}") for case in cases()),
        clocks=tuple(dict.fromkeys(clock.key for land in LANDS for clock in legal_clocks(land))),
        speeds=tuple(f"{pct / 100:g}" for pct in SPEEDS_PCT),
        numbers=tuple((key, one.number) for key, one in scenario.item_of.items()),
    )
