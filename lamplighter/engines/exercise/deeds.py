"""What follows from a deed: the lines to be written when somebody starts, opens, releases, jumps, decides or ends.

A deed first has everything written that was due before it (:func:`due`), and then its own lines.
"""

from typing import Any, Literal

from lamplighter.engines.exercise.coming import Coming, coming
from lamplighter.engines.exercise.effects import effects_of, mended
from lamplighter.engines.exercise.folding import ahead
from lamplighter.engines.exercise.log import Step
from lamplighter.engines.exercise.scenario import Decision, Scenario
from lamplighter.engines.exercise.state import State
from lamplighter.engines.exercise.view import chose
from lamplighter.engines.exercise.world import World

ROOM = "room"


def on_start(scenario: Scenario, state: State, *, world: World) -> tuple[Step, ...]:
    """Start the clock at the first phase's speed, and open that phase. Nothing if it has started."""
    if state.clock.state != "waiting":
        return ()
    speed_pct = scenario.phases[0].speed_pct if scenario.phases else 100
    started = Step("start", "clock.started", {"speed_pct": speed_pct}, 0)
    if not scenario.phases:
        return (started,)
    state = ahead(scenario, state, [started])
    return (started, *on_phase(scenario, state, scenario.phases[0].key, world=world, story_s=0))


def on_end(scenario: Scenario, state: State, *, story_s: int) -> tuple[Step, ...]:
    """End the exercise: close what is open, say of what nobody decided, stop the clock. Nothing if it has ended."""
    if state.clock.state in ("waiting", "ended"):
        return ()
    closing = [closed(key, "end", story_s) for key in state.opened if key not in state.closed]
    undecided = [
        _nobody(scenario.decision_of[key], story_s)
        for key in state.opened
        if key in scenario.decision_of and (key, None) not in state.taken
    ]
    return (*closing, *undecided, Step("end", "clock.ended", {}, story_s))


def on_phase(scenario: Scenario, state: State, phase: str, *, world: World, story_s: int) -> tuple[Step, ...]:
    """Open a phase: leave the one before, jump to its beginning if that is later, take its speed, apply its effects.

    What should have come by itself in an earlier phase and was not held is skipped (``phase_over``); what is at
    hand stays at hand; closed decisions that nobody has taken are said to be so; open ones stay open. Injects
    that need what the city has not are skipped (``no_such_target``). Phases open forward only: one that has been
    open, or lies before the last, gives nothing.
    """
    opening = scenario.phase_of[phase]
    if opening.number <= max((scenario.phase_of[key].number for key in state.phases), default=0):
        return ()
    story_s = max(story_s, state.story_s)
    steps = [
        _skipped(inject.key, "phase_over", story_s)
        for before in scenario.phases[: opening.number - 1]
        for inject in before.injects
        if inject.trigger.release != "manual" and _waits(state, inject.key) and inject.key not in state.held
    ]
    steps += [
        _nobody(scenario.decision_of[key], story_s)
        for key in state.closed
        if key in scenario.decision_of and (key, None) not in state.taken
    ]
    opens_s = max(story_s, opening.starts_min * 60)
    if opens_s > story_s:
        steps.append(Step(f"jump:{phase}", "clock.jumped", {"to_s": opens_s, "skipped": []}, story_s))
    steps.append(Step(f"phase:{phase}", "phase.opened", {"key": phase}, opens_s))
    if opening.speed_pct != state.clock.speed_pct:
        steps.append(Step(f"speed:{phase}", "clock.speed", {"speed_pct": opening.speed_pct}, opens_s))
    steps += effects_of(phase, opening.effects, state, world, opens_s)
    steps += [
        _skipped(inject.key, "no_such_target", opens_s)
        for inject in opening.injects
        if world.missing(inject.needs) and _waits(state, inject.key)
    ]
    return tuple(steps)


def on_release(scenario: Scenario, state: State, key: str, *, world: World, story_s: int) -> tuple[Step, ...]:
    """Release an inject or open a decision by hand, at once, whatever the clock does; nothing if it is out.

    ``how`` is ``early`` for what would have come by itself later, else ``manual``; effects count from now.
    """
    if key in state.released or key in state.opened or key not in scenario.item_of:
        return ()
    early = scenario.item_of[key].trigger.release != "manual" and key not in state.skipped
    return arrival(scenario, state, world, key, "early" if early else "manual", max(story_s, state.story_s))


def on_jump(
    scenario: Scenario,
    state: State,
    to_s: int,
    *,
    world: World,
    story_s: int,
    between: Literal["release", "skip"] = "release",
) -> tuple[Step, ...]:
    """Jump forward. What lies between comes at the arrival, or its injects are skipped; decisions come anyway."""
    skipping = []
    if between == "skip":
        skipping = [
            found.key
            for found in sorted(coming(scenario, state, world), key=Coming.place)
            if found.what == "inject" and story_s < found.due_s < to_s
        ]
    steps = [_skipped(key, "jump", story_s) for key in skipping]
    return (*steps, Step("", "clock.jumped", {"to_s": to_s, "skipped": skipping}, story_s))


def on_decided(
    scenario: Scenario,
    state: State,
    decision: str,
    value: Any,
    team: int | None,
    *,
    world: World,
    story_s: int,
) -> tuple[Step, ...]:
    """Give what follows when a decision is taken, for the lines right after ``decision.taken``.

    It closes, the taken option's effects are applied, and items that the option leads to come. A rank applies the
    effects of all its options; what these bring back is repaired in that order, by the decision's crews. A
    table's own decision (``team``) and a value of ``None`` lead to nothing.
    """
    asked = scenario.decision_of[decision]
    if team is not None:
        return ()
    story_s = max(story_s, state.story_s)
    steps: list[Step] = []
    if decision not in state.closed and decision in state.opened:
        steps.append(closed(decision, "taken", story_s))
    if value is None:
        return tuple(steps)
    steps += _consequences(scenario, state, asked, value, world, story_s)
    taken = Step(f"take:{decision}:{ROOM}", "decision.taken", _taken_facts(asked, value), story_s)
    after = ahead(scenario, state, [taken, *steps])
    for found in sorted(coming(scenario, after, world), key=Coming.place):
        option = next((one for one in asked.options if found.key in one.leads_to and chose(value, one.key)), None)
        if option is not None and found.what in ("inject", "open") and found.due_s <= story_s:
            steps += arrival(scenario, after, world, found.key, found.how, found.due_s)
    return tuple(steps)


def arrival(scenario: Scenario, state: State, world: World, key: str, how: str, at_s: int) -> tuple[Step, ...]:
    """Release an inject with its effects, or open a decision."""
    if key in scenario.decision_of:
        return (Step(f"open:{key}", "decision.opened", {"key": key, "how": how}, at_s),)
    released = Step(f"inject:{key}", "inject.released", {"key": key, "how": how}, at_s)
    return (released, *effects_of(key, scenario.inject_of[key].effects, state, world, at_s))


def closed(key: str, how: str, at_s: int) -> Step:
    """Close a decision: ``deadline``, ``taken`` or ``end``."""
    return Step(f"close:{key}", "decision.closed", {"key": key, "how": how}, at_s)


def _consequences(
    scenario: Scenario, state: State, decision: Decision, value: Any, world: World, at_s: int
) -> list[Step]:
    if decision.mode == "single":
        option = scenario.option_of.get((decision.key, value))
        return (
            [] if option is None else effects_of(f"{decision.key}.{option.key}", option.effects, state, world, at_s)
        )
    if decision.mode == "rank":
        ranked = [one for key in value if (one := scenario.option_of.get((decision.key, key))) is not None]
        return mended(decision.key, ranked, decision.crews, state, world, at_s)
    return []


def _waits(state: State, key: str) -> bool:
    """Whether an item is neither out nor skipped."""
    return key not in state.released and key not in state.opened and key not in state.skipped


def _skipped(key: str, why: str, at_s: int) -> Step:
    return Step(f"skip:{key}", "inject.skipped", {"key": key, "why": why}, at_s)


def _nobody(decision: Decision, at_s: int) -> Step:
    return Step(f"take:{decision.key}:{ROOM}", "decision.taken", _taken_facts(decision, None), at_s)


def _taken_facts(decision: Decision, value: Any) -> dict[str, Any]:
    plain = list(value) if isinstance(value, tuple) else value
    return {"key": decision.key, "team": None, "value": plain, "rule": decision.rule, "seat": None, "dissent": 0}
