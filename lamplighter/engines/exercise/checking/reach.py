"""Which items can ever come, and where the story cannot go on."""

from collections.abc import Iterator

from lamplighter.engines.exercise.checking.problem import Problem, place_of, problem
from lamplighter.engines.exercise.conditions import (
    All,
    Answered,
    Any,
    Condition,
    Decided,
    Elapsed,
    Not,
    Released,
    atoms,
)
from lamplighter.engines.exercise.scenario import Decision, Phase, Scenario, Target


def reach_problems(scenario: Scenario) -> Iterator[Problem]:
    """What never comes, waits in a circle, leads nowhere or does not fit its phase."""
    reached = reachable(scenario)
    yield from _unreached(scenario, reached)
    yield from _circles(scenario, reached)
    yield from _phases(scenario, reached)
    for phase in scenario.phases:
        for decision in phase.decisions:
            yield from _dead_ends(scenario, phase, decision)
    yield from _needs(scenario)


def reachable(scenario: Scenario) -> frozenset[str]:
    """Give the items that can come: the least fixpoint over what is at hand, timed, possible or led to.

    What depends on the city, on chance or on time is taken as possible, and so is everything that must not be.
    """
    found: set[str] = set()
    while True:
        more = {key for key in scenario.item_of if key not in found and _comes(scenario, key, found)}
        if not more:
            return frozenset(found)
        found |= more


def _comes(scenario: Scenario, key: str, found: set[str]) -> bool:
    trigger = scenario.item_of[key].trigger
    if trigger.release == "manual" or trigger.when is None:
        return True
    if any(decision in found for decision, _ in scenario.led_to.get(key, ())):
        return True
    return _possible(scenario, trigger.when, found)


def _possible(scenario: Scenario, condition: Condition, found: set[str]) -> bool:
    match condition:
        case All(of):
            return all(_possible(scenario, one, found) for one in of)
        case Any(of):
            return any(_possible(scenario, one, found) for one in of)
        case Not():
            return True
        case Decided(decision, option):
            return decision in found and (option is None or (decision, option) in scenario.option_of)
        case Answered(decision):
            return decision in found
        case Released(item):
            return item in found
    return True


def _waited_for(scenario: Scenario, key: str) -> set[str]:
    """Give the items that an item's condition waits for, other than by "not"."""
    condition = scenario.item_of[key].trigger.when
    return set() if condition is None else {one for one in _named(condition) if one in scenario.item_of}


def _named(condition: Condition) -> Iterator[str]:
    match condition:
        case All(of) | Any(of):
            for one in of:
                yield from _named(one)
        case Decided(key) | Answered(key) | Released(key):
            yield key


def _circle_of(scenario: Scenario, key: str, stuck: set[str]) -> frozenset[str]:
    """Give the items that wait for ``key`` while it waits for them, ``key`` among them; nothing if there are none."""

    def down(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            more = (_waited_for(scenario, waiting.pop()) & stuck) - seen
            seen |= more
            waiting += more
        return seen

    below = down(key)
    return frozenset(one for one in below if key in down(one)) if key in below else frozenset()


def _circles(scenario: Scenario, reached: frozenset[str]) -> Iterator[Problem]:
    stuck = set(scenario.item_of) - reached
    told: set[str] = set()
    for key in scenario.item_of:
        if key in stuck and key not in told and (circle := _circle_of(scenario, key, stuck)):
            told |= circle
            yield problem("circle", _where(scenario, key), items=sorted(circle))


def _unreached(scenario: Scenario, reached: frozenset[str]) -> Iterator[Problem]:
    stuck = set(scenario.item_of) - reached
    for key, item in scenario.item_of.items():
        if key in stuck and not _circle_of(scenario, key, stuck):
            code = "unreachable_decision" if isinstance(item, Decision) else "unreachable_inject"
            yield problem(code, _where(scenario, key), key=key)


def _phases(scenario: Scenario, reached: frozenset[str]) -> Iterator[Problem]:
    if not scenario.phases:
        yield problem("no_way_on", "phases")
        return
    if not scenario.inject_of:
        yield problem("no_injects", "phases")
    for phase, following in zip(scenario.phases, (*scenario.phases[1:], None), strict=True):
        where = f"phases.{phase.key}"
        if phase.ends == "all_answered" and not any(one.key in reached for one in phase.decisions):
            yield problem("no_way_on", where, ends=phase.ends)
        if following is not None and phase.starts_min * 60 + phase.length_s > following.starts_min * 60:
            room_min = max(0, following.starts_min - phase.starts_min)
            yield problem("phase_overlong", where, minutes=phase.length_s // 60, room=room_min, next=following.key)
        yield from _late(scenario, phase)
    room_min = sum(phase.minutes for phase in scenario.phases)
    if room_min > scenario.minutes:
        yield problem("phase_overlong", "minutes", minutes=room_min, room=scenario.minutes, next=None)


def _late(scenario: Scenario, phase: Phase) -> Iterator[Problem]:
    length_min = phase.length_s // 60
    for item in phase.items:
        times = [item.trigger.at_min or 0]
        if item.trigger.when is not None:
            elapsed = [atom.min for atom in atoms(item.trigger.when) if isinstance(atom, Elapsed)]
            times += [item.trigger.after_min, *elapsed]
        if max(times) >= max(1, length_min) and item.trigger.release != "manual":
            yield problem("after_phase_end", _where(scenario, item.key), minutes=max(times), length=length_min)


def _dead_ends(scenario: Scenario, phase: Phase, decision: Decision) -> Iterator[Problem]:
    if decision.mode != "single":
        return
    watched = {
        atom.option
        for item in scenario.item_of.values()
        if item.trigger.when is not None
        for atom in atoms(item.trigger.when)
        if isinstance(atom, Decided) and atom.decision == decision.key
    }
    for option in decision.options:
        if not option.effects and not option.leads_to and option.key not in watched:
            where = f"{place_of(phase.key, 'decisions', decision.key)}.options.{option.key}"
            yield problem("dead_end_option", where, option=option.key)


def _needs(scenario: Scenario) -> Iterator[Problem]:
    for key, inject in scenario.inject_of.items():
        for need in inject.needs:
            target = scenario.target_of.get(need)
            if target is not None and not _castable(scenario, target, frozenset()):
                yield problem("needs_never_met", _where(scenario, key), target=need)


def _castable(scenario: Scenario, target: Target, asking: frozenset[str]) -> bool:
    """Whether a target could find something in some city: it leans on no circle, on nothing unknown, on no pool."""
    if target.key in asking:
        return False
    asking |= {target.key}
    otherwise = scenario.target_of.get(target.else_ or "")
    if otherwise is not None and _castable(scenario, otherwise, asking):
        return True
    if target.under is None:
        return True
    under = scenario.target_of.get(target.under)
    return (
        under is not None and under.what != "pool" and target.what != "pool" and _castable(scenario, under, asking)
    )


def _where(scenario: Scenario, key: str) -> str:
    kind = "decisions" if key in scenario.decision_of else "injects"
    return place_of(scenario.phase_of_item[key].key, kind, key)
