"""What an exercise in preparation still asks of its facilitators: blanks of the story, the city's own things, duty."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from lamplighter.apps.exercise.bridge.definition import Definition, define
from lamplighter.apps.exercise.bridge.freezing import DRAWN, fitting, gaps_of, posts_of, scenario_of, without_roster
from lamplighter.apps.exercise.bridge.outline import meaning, name_of
from lamplighter.apps.exercise.models import Exercise
from lamplighter.engines.exercise import Scenario, Words


@dataclass(frozen=True, slots=True)
class Blank:
    """A variable that is asked for: what it is about, its value unless somebody says otherwise, and its kind."""

    key: str
    about: str
    default: str | float | None
    is_number: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A target, what it is in words (``meant``), what stands in its place, and what could."""

    key: str
    meant: str
    what: str
    choose: str
    now: str | None
    possible: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One place on duty at the story's hour; ``state`` is on, empty, unreachable, unqualified or unrostered."""

    pool: str
    layer: str
    state: str
    person: str
    back_at_s: int | None


@dataclass(frozen=True, slots=True)
class Duty:
    """Who would be on duty, counted by state, and pools of which no roster is published for the hour."""

    places: tuple[Place, ...]
    unrostered: tuple[str, ...]

    @property
    def wrong(self) -> int:
        """Places that are empty, out of reach, or held without the skill."""
        return sum(place.state in ("empty", "unreachable", "unqualified") for place in self.places)


def played(exercise: Exercise) -> Definition:
    """The exercise's own scenario, with what freezing added, as the engine understands it."""
    return define(exercise.tree)


def blanks_of(scenario: Scenario, tell: Callable[[Words], str]) -> tuple[Blank, ...]:
    """The variables that somebody fills in, in the scenario's order; what is drawn by lot is not among them."""
    return tuple(
        Blank(
            variable.key,
            tell(variable.about) or variable.key,
            variable.default
            if isinstance(variable.default, int | float)
            else tell(variable.default)
            if variable.default
            else None,
            isinstance(variable.default, int | float),
        )
        for variable in scenario.variables
        if variable.key != DRAWN or not isinstance(variable.default, int | float)
    )


def lacking(exercise: Exercise) -> tuple[str, ...]:
    """Codes of what must be done before the exercise can be played."""
    definition = define(exercise.tree)
    found = []
    if any(
        variable.default is None and exercise.variables.get(variable.key) in (None, "")
        for variable in definition.scenario.variables
    ):
        found.append("variables")
    if any(problem.severity == "error" for problem in definition.problems):
        found.append("errors")
    return tuple(found)


def choices_of(exercise: Exercise) -> tuple[Choice, ...]:
    """The targets of the scenario, and what the city has of each kind, by name."""
    frozen = exercise.frozen
    return tuple(
        Choice(
            target.key,
            meaning(target, get_language() or exercise.language),
            target.what,
            target.choose,
            frozen["cast"].get(target.key),
            tuple(
                sorted(
                    ((key, name_of(frozen, key)) for key, _ in fitting(target, frozen)), key=lambda each: each[1]
                )
            ),
        )
        for target in scenario_of(exercise.tree).targets
    )


def duty_of(frozen: Mapping[str, Any], *, names: bool = False) -> Duty:
    """The places at the story's hour; with people's names only where ``names`` says so."""
    gaps = {post: gap.lack for gap in gaps_of(frozen) for post in gap.posts}
    people: Mapping[str, str] = frozen.get("people", {}) if names else {}
    places = [
        Place(
            name_of(frozen, post.pool),
            post.layer,
            gaps.get(post.key, "on") if post.rostered else "unrostered",
            people.get(post.key, ""),
            post.back_at_s,
        )
        for post in posts_of(frozen)
    ]
    places.sort(key=lambda place: (place.pool, place.layer))
    return Duty(tuple(places), tuple(name_of(frozen, pool) for pool in without_roster(frozen)))
