"""Texts of a scenario as one reader hears them: in their language, with the city's own names and numbers in place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lamplighter.apps.exercise.bridge.outline import meaning
from lamplighter.apps.exercise.bridge.play import Scenario, State, World, scenario_of, state_of, world_of
from lamplighter.apps.exercise.models import Exercise
from lamplighter.engines.exercise import Impact, Words, impact, say, value_of
from lamplighter.engines.exercise.words import CLOSE, OPEN, chosen, names
from lamplighter.web.templatetags.words import clock, num

Value = str | float
DAY_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Scene:
    """One exercise at the last of its lines, for whoever shows it."""

    exercise: Exercise
    scenario: Scenario
    state: State
    world: World
    # What was reckoned of it once; it goes with the scene.
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def story_at(self, story_s: int) -> datetime | None:
        """The instant of the story's own day at a second; ``None`` where no day was chosen."""
        begins = self.exercise.story_starts_at
        return begins + timedelta(seconds=story_s) if begins else None

    def story_clock(self, story_s: int) -> str:
        """What the clock on the city's wall shows, wherever its reader is; hours where no day was chosen."""
        at = self.story_at(story_s)
        if at is None:
            return f"+{story_s // 3600}:{story_s // 60 % 60:02d}"
        return clock(at.astimezone(self.exercise.organisation.zone).time())

    def story_day(self, story_s: int) -> int:
        """The day of the story at a second, counted from 1; by the city's calendar where a day was chosen."""
        begins, at = self.story_at(0), self.story_at(story_s)
        if begins is None or at is None:
            return story_s // DAY_S + 1
        zone = self.exercise.organisation.zone
        return (at.astimezone(zone).date() - begins.astimezone(zone).date()).days + 1

    def story_moment(self, story_s: int, seen_s: int) -> str:
        """The story's clock at a second, with its day where that is not the day of the second it is seen from."""
        if self.exercise.story_starts_at is None or self.story_day(story_s) == self.story_day(seen_s):
            return self.story_clock(story_s)
        told = {"day": num(self.story_day(story_s)), "clock": self.story_clock(story_s)}
        # Translators: A time in the story of an exercise, such as “day 2, 03:20”.
        return _("day %(day)s, %(clock)s") % told

    def text(
        self, words: Words | None, language: str, story_s: int, more: Mapping[str, Value] | None = None
    ) -> str:
        """A text with its values as they were at a second of the story, and with further ones."""
        if not words:
            return ""
        tongue, plain = chosen(words, language, self.scenario.language)
        asked = names(plain)
        values = dict(self.values(asked, tongue, story_s)) | dict(more or {}) if asked else {}
        return say(words, language, values, number=in_digits, main=self.scenario.language)

    def values(self, asked: frozenset[str], language: str, story_s: int) -> Iterator[tuple[str, Value]]:
        """The values of these names; one that is not known is left out."""
        fallen = self.impact(story_s) if any(name.startswith(("dark", "hours_out.")) for name in asked) else None
        for name in asked:
            value = self.value(name, language, story_s, fallen)
            if value is not None:
                yield name, value

    def value(self, name: str, language: str, story_s: int, fallen: Impact | None) -> Value | None:
        """One value; variables of the scenario come before what is always there."""
        kind, _, target = name.partition(".")
        if name in self.scenario.variable_of:
            return self.variable(name, language, story_s)
        if kind == "target" and target:
            return self.target(target, language)
        if kind == "hours_out" and target and fallen is not None:
            return self.hours_out(target, story_s, fallen)
        if name in self.scenario.role_of:
            return chosen(self.scenario.role_of[name].name, language, self.scenario.language)[1]
        match name:
            case "city":
                return self.exercise.organisation.name
            case "residents":
                return self.exercise.frozen.get("residents")
            case "story_clock":
                return self.story_clock(story_s)
            case "dark" if fallen is not None:
                return len(fallen.out)
            case "dark_residents" if fallen is not None:
                return fallen.dark_residents
        return None

    def target(self, key: str, language: str) -> str | None:
        """What stands in the place of a target, or what it is where the city has nothing of the kind."""
        name = named(self.world.names.get(self.world.cast.get(key, ""), {}), language)
        own = self.scenario.target_of.get(key)
        return name or (meaning(own, language) if own else None)

    def variable(self, name: str, language: str, story_s: int) -> Value | None:
        """A variable's value; a default in words is taken in the reader's language."""
        default = self.scenario.variable_of[name].default
        given = name in self.world.variables or name in self.world.draw or name in self.state.variables_at(story_s)
        if isinstance(default, Mapping) and not given:
            return chosen(default, language, self.scenario.language)[1]
        return value_of(name, self.scenario, self.state, self.world, story_s)

    def hours_out(self, target: str, story_s: int, fallen: Impact) -> int | None:
        """Whole hours for which a target has been out at a second."""
        node = self.world.cast.get(target)
        begun = [one.fell_s for one in fallen.out if one.key == node and one.fell_s is not None]
        begun += [one.from_s for one in self.state.outages if one.node == node and one.from_s <= story_s]
        return max(0, story_s - min(begun)) // 3600 if begun else None

    def impact(self, story_s: int) -> Impact:
        """How every service of the city stands at a second; reckoned once."""
        if ("impact", story_s) not in self.kept:
            self.kept["impact", story_s] = impact(
                self.world.map, self.state.outages, story_s, self.scenario.horizon_s, self.world.facts
            )
        found: Impact = self.kept["impact", story_s]
        return found

    def thing(self, node: str, language: str) -> str:
        """A service or system of the city by its own name, kept apart from the words around it."""
        return f"{OPEN}{named(self.world.names.get(node, {}), language) or node}{CLOSE}"


def scene_of(exercise: Exercise) -> Scene:
    """The exercise as it is now."""
    return Scene(exercise, scenario_of(exercise), state_of(exercise), world_of(exercise))


def in_digits(value: str | float | Decimal) -> str:
    """A number in the reader's digits."""
    return value if isinstance(value, str) else num(value)


def named(words: Words, language: str) -> str | None:
    """A name of the city's own in a language, or in the one that it has."""
    return words.get(language) or next(iter(words.values()), None)
