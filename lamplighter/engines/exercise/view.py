"""What one item sees of the exercise when it asks whether its condition holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lamplighter.engines.exercise import tides
from lamplighter.engines.exercise.conditions import (
    Answered,
    Atom,
    Decided,
    Elapsed,
    Fallen,
    Past,
    PostEmpty,
    Released,
    Var,
)
from lamplighter.engines.exercise.scenario import Scenario
from lamplighter.engines.exercise.spans import Spans, joined, since, where
from lamplighter.engines.exercise.state import State
from lamplighter.engines.exercise.world import World

SUMS = ("trust", "money", "people")


@dataclass(frozen=True, slots=True)
class View:
    """The exercise at a second, seen from a phase that opened at ``opened_s``."""

    scenario: Scenario
    state: State
    world: World
    now_s: int
    opened_s: int = 0

    def times(self, atom: Atom) -> Spans:
        """When the atom holds, as far as is known at this point of the log."""
        match atom:
            case Decided(decision, option):
                return self._decided(decision, option)
            case Answered(decision, share):
                return where((at_s, reached >= share) for at_s, reached in self.state.shares.get(decision, ()))
            case Released(item):
                return since(self.state.released.get(item, self.state.opened.get(item)))
            case Fallen(target):
                return self._of_map(tides.fallen, target)
            case Past(target):
                return self._of_map(tides.past, target)
            case Var():
                return self._variable(atom)
            case Elapsed(minutes):
                return since(self.opened_s + minutes * 60)
            case PostEmpty(target):
                return self._empty(target)

    def _decided(self, decision: str, option: str | None) -> Spans:
        taken = self.state.taken.get((decision, None))
        if taken is None or taken.value is None or (option is not None and not chose(taken.value, option)):
            return ()
        return since(taken.at_s)

    def _of_map(self, asked: Callable[..., Any], target: str) -> Spans:
        node = self.world.cast.get(target)
        if node is None or not self.state.outages:
            return ()
        found: Spans = asked(self.world.map, self.state.outages, self.scenario.horizon_s).get(node, ())
        return found

    def _variable(self, atom: Var) -> Spans:
        kinds = {atom.name} if atom.name in SUMS else {"set"}
        changes = {0, *(effect.from_s for effect in self.state.effects if effect.kind in kinds)}
        return where((at_s, _compared(self._value(atom.name, at_s), atom)) for at_s in changes)

    def _value(self, name: str, at_s: int) -> str | float | None:
        if name == "trust":
            return self.state.trust_at(at_s)
        if name in SUMS:
            return self.state.sum_at(name, at_s)
        return value_of(name, self.scenario, self.state, self.world, at_s)

    def _empty(self, target: str) -> Spans:
        pool = self.world.cast.get(target)
        gaps = [post for post in self.world.posts if post.pool == pool and post.rostered and not post.on]
        return joined((0, post.back_at_s) for post in gaps) if pool is not None else ()


def value_of(name: str, scenario: Scenario, state: State, world: World, at_s: int) -> str | float | None:
    """Give a variable's value at a second: set by an effect, drawn, given while preparing, or its default."""
    is_set = state.variables_at(at_s)
    for known in (is_set, world.draw, world.variables):
        if name in known:
            return known[name]
    variable = scenario.variable_of.get(name)
    if variable is None or variable.default is None:
        return None
    if isinstance(variable.default, int | float):
        return float(variable.default)
    return variable.default.get(scenario.language)


def chose(value: Any, option: str) -> bool:
    """Whether a decision's value is that option, or ranks it first."""
    if isinstance(value, tuple | list):
        return bool(value) and value[0] == option
    return bool(value == option)


def _compared(value: str | float | None, atom: Var) -> bool:
    if value is None:
        return False
    if atom.op == "is":
        return str(value) == atom.value if isinstance(atom.value, str) else value == atom.value
    if isinstance(value, str) or isinstance(atom.value, str):
        return False
    return value < atom.value if atom.op == "below" else value > atom.value
