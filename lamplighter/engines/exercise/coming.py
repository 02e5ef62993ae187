"""What comes by itself, and when: timed and conditional items, deadlines, the first phase, phases that go on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lamplighter.engines.exercise.conditions import when
from lamplighter.engines.exercise.folding import asked_seats
from lamplighter.engines.exercise.scenario import Decision, Phase, Scenario
from lamplighter.engines.exercise.spans import first_held
from lamplighter.engines.exercise.state import State
from lamplighter.engines.exercise.view import View, chose
from lamplighter.engines.exercise.world import World


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes by itself, the second for which it was planned and the one at which it comes."""

    due_s: int
    planned_s: int
    order: int
    what: Literal["inject", "open", "close", "phase"]
    key: str
    how: str = ""

    def place(self) -> tuple[int, int, int]:
        return self.due_s, self.planned_s, self.order


# After everything else of the same second.
_LAST = 1_000_000


def coming(scenario: Scenario, state: State, world: World) -> Iterator[Coming]:
    """Give everything that comes by itself as far as is known now, in no order. The first phase comes alone."""
    if state.phase is None:
        if scenario.phases:
            yield Coming(0, 0, -1, "phase", scenario.phases[0].key)
        return
    for key, item in scenario.item_of.items():
        order = scenario.order_of[key]
        if isinstance(item, Decision) and key in state.opened:
            if key not in state.closed and item.window_min is not None:
                closes_s = state.opened[key] + item.window_min * 60
                yield Coming(closes_s, closes_s, _LAST + order, "close", key)
        elif key not in state.released and key not in state.opened and key not in state.held:
            coming = _comes_s(scenario, state, world, key)
            if coming is not None:
                what: Literal["inject", "open"] = "open" if isinstance(item, Decision) else "inject"
                yield _arriving(state, coming[0], order, what, key, coming[1])
    if world.goes_on and (going_on := _goes_on(scenario, state)) is not None:
        yield going_on


def _comes_s(scenario: Scenario, state: State, world: World, key: str) -> tuple[int, str] | None:
    phase = scenario.phase_of_item[key]
    opened_s = state.phases.get(phase.key)
    if opened_s is None:
        return None
    item = scenario.item_of[key]
    ways = [
        (max(opened_s, taken.at_s), "conditional")
        for decision, option in scenario.led_to.get(key, ())
        if (taken := state.taken.get((decision, None))) is not None and chose(taken.value, option)
    ]
    if (why := state.skipped.get(key)) is not None:
        # What a phase has left behind, a decision taken late may still lead to.
        return min(ways, default=None) if why == "phase_over" else None
    # A decision that its phase has left behind no longer opens by itself.
    if not isinstance(item, Decision) or phase.key == state.phase:
        trigger = item.trigger
        not_before_s = opened_s + (trigger.at_min or 0) * 60
        if trigger.when is not None and trigger.release != "manual":
            times = when(trigger.when, View(scenario, state, world, state.story_s, opened_s))
            held_s = first_held(times, opened_s, trigger.after_min * 60, not_before_s)
            if held_s is not None:
                ways.append((held_s, trigger.release))
        elif trigger.release == "timed":
            ways.append((not_before_s, "timed"))
    return min(ways, default=None)


def _arriving(
    state: State, planned_s: int, order: int, what: Literal["inject", "open"], key: str, how: str
) -> Coming:
    """What was held comes when it is let go; what a jump passed over comes where the jump arrived."""
    due_s = max(planned_s, state.freed.get(key, planned_s))
    for from_s, to_s in state.jumps:
        if from_s < due_s < to_s:
            due_s, how = to_s, "jump"
    return Coming(due_s, planned_s, order, what, key, how)


def _goes_on(scenario: Scenario, state: State) -> Coming | None:
    assert state.phase is not None
    phase = scenario.phase_of[state.phase]
    following = scenario.phases[phase.number : phase.number + 1]
    if not following:
        return None
    key, at_s = following[0].key, state.phases[phase.key] + phase.length_s
    if phase.ends == "timer":
        return Coming(at_s, at_s, 2 * _LAST, "phase", key)
    if phase.ends == "all_answered" and _all_answered(scenario, state, phase):
        return Coming(state.story_s, state.story_s, 2 * _LAST, "phase", key)
    return None


def _all_answered(scenario: Scenario, state: State, phase: Phase) -> bool:
    return bool(phase.decisions) and all(
        (one.key, None) in state.taken
        or (
            one.key in state.opened
            and bool(asked := asked_seats(scenario, state, one.key))
            and asked <= state.answered.get(one.key, frozenset())
        )
        for one in phase.decisions
    )
