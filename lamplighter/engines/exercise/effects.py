"""The lines that say what an item does to the world: what goes dark, what comes back and when, what is felt."""

from collections.abc import Iterator, Sequence

from lamplighter.engines.exercise.log import Step
from lamplighter.engines.exercise.scenario import Effect, Option, Range
from lamplighter.engines.exercise.state import State
from lamplighter.engines.exercise.world import World
from lamplighter.engines.services import Map


def effects_of(of: str, effects: Sequence[Effect], state: State, world: World, at_s: int) -> list[Step]:
    """Give the lines of an item's effects, each felt ``after_min`` after ``at_s``.

    What comes ``back`` is the target's own outage, or where it has none, those of what it stands on. An effect whose
    target this city has not is no line.
    """
    broken = _broken(state, effects, world)
    found = [
        (effect, node, at_s + effect.after_min * 60) for effect in effects for node in _nodes(effect, world, broken)
    ]
    return [_line(of, n, effect, node, from_s, at_s) for n, (effect, node, from_s) in enumerate(found, start=1)]


def mended(
    decision: str, ranked: Sequence[Option], crews: int, state: State, world: World, at_s: int
) -> list[Step]:
    """Give the lines of ranked options: as :func:`effects_of`, but repairs are worked off in that order.

    Each thing that is out is one repair; the next in rank goes to the crew that is free first. It takes the likely
    hours of the effect, or else those of the outage that it ends.
    """
    broken = _broken(state, [effect for option in ranked for effect in option.effects], world)
    free_s = [at_s] * max(1, crews)
    done: set[str] = set()
    steps: list[Step] = []
    for option in ranked:
        n = 0
        for effect in option.effects:
            for node in _nodes(effect, world, broken):
                if effect.kind == "back" and node in done:
                    continue
                from_s = at_s + effect.after_min * 60
                if effect.kind == "back" and node is not None:
                    done.add(node)
                    crew = min(range(len(free_s)), key=lambda one: free_s[one])
                    free_s[crew] = max(free_s[crew], from_s) + _repair_s(effect, node, state)
                    from_s = free_s[crew]
                n += 1
                steps.append(_line(f"{decision}.{option.key}", n, effect, node, from_s, at_s))
    return steps


def _broken(state: State, effects: Sequence[Effect], world: World) -> frozenset[str]:
    """Give what is out without an end, what these effects themselves put out included."""
    out = {outage.node for outage in state.outages if outage.until_s is None}
    out |= {
        world.cast[one.target] for one in effects if one.kind == "dark" and one.target and one.target in world.cast
    }
    return frozenset(out)


def _nodes(effect: Effect, world: World, broken: frozenset[str]) -> Iterator[str | None]:
    if effect.target is None:
        yield None
        return
    node = world.cast.get(effect.target)
    if node is None:
        return
    beneath = [] if effect.kind != "back" or node in broken else sorted(_under(world.map, node) & broken)
    yield from beneath or [node]


def _under(city: Map, node: str) -> frozenset[str]:
    """Give everything that a node stands on, however far down."""
    members: dict[str, set[str]] = {}
    for group in city.groups:
        members.setdefault(group.dependent, set()).update(group.members)
    found: set[str] = set()
    waiting = [node]
    while waiting:
        more = members.get(waiting.pop(), set()) - found
        found |= more
        waiting += more
    return frozenset(found - {node})


def _repair_s(effect: Effect, node: str, state: State) -> int:
    if effect.hours is not None:
        return round(effect.hours.likely * 3600)
    hours = [one.hours.likely for one in state.effects if one.kind == "dark" and one.node == node and one.hours]
    return round(max(hours, default=0.0) * 3600)


def _line(of: str, n: int, effect: Effect, node: str | None, from_s: int, at_s: int) -> Step:
    facts = {
        "of": of,
        "n": n,
        "kind": effect.kind,
        "target": effect.target,
        "node": node,
        "from_s": from_s,
        "hours": _three(effect.hours),
        "amount": _three(effect.amount),
        "variable": effect.variable,
        "clock": effect.clock,
        "done": effect.done,
    }
    return Step(f"effect:{of}:{n}", "effect.applied", facts, at_s)


def _three(of: Range | None) -> list[float] | None:
    return None if of is None else [of.low, of.likely, of.high]
