"""What is due: the lines that come by themselves, in the order in which they came due.

Nothing here looks at the wall. Whoever plays asks what is due at a story second, writes it, and asks again;
asking twice, late or after a restart gives the same lines, because each carries its own due second.
"""

from lamplighter.engines.exercise.coming import Coming, coming
from lamplighter.engines.exercise.deeds import arrival, closed, on_phase
from lamplighter.engines.exercise.folding import ahead
from lamplighter.engines.exercise.log import Step
from lamplighter.engines.exercise.scenario import Scenario
from lamplighter.engines.exercise.state import State
from lamplighter.engines.exercise.world import World


def due(scenario: Scenario, state: State, story_s: int, world: World) -> tuple[Step, ...]:
    """Give every line that is due at a story second, in the order in which it became due.

    Lines that follow from these are among them. The first phase opens by itself once the clock has started. After
    a line that moves the clock the answer ends: ask again with the new story second. Nothing is due before
    the start and after the end; while paused only what a deed has just made due.
    """
    steps: list[Step] = []
    if state.clock.state in ("waiting", "ended"):
        return ()
    while True:
        nearest = min(coming(scenario, state, world), default=None, key=Coming.place)
        if nearest is None or nearest.due_s > story_s:
            return tuple(steps)
        found = _steps(scenario, state, world, nearest)
        steps += found
        if any(step.kind.startswith("clock.") for step in found):
            return tuple(steps)
        state = ahead(scenario, state, found)


def next_due_s(scenario: Scenario, state: State, world: World) -> int | None:
    """Give the story second at which something is due next, as far as is known now; it may have passed."""
    if state.clock.state in ("waiting", "ended"):
        return None
    return min((found.due_s for found in coming(scenario, state, world)), default=None)


def planned(scenario: Scenario, state: State, world: World) -> tuple[tuple[int, str], ...]:
    """Give what comes by itself, as far as is known now: (story second, item), soonest first. For a console."""
    found = [one for one in coming(scenario, state, world) if one.what in ("inject", "open")]
    return tuple((one.due_s, one.key) for one in sorted(found, key=Coming.place))


def _steps(scenario: Scenario, state: State, world: World, found: Coming) -> tuple[Step, ...]:
    match found.what:
        case "phase":
            return on_phase(scenario, state, found.key, world=world, story_s=found.due_s)
        case "close":
            return (closed(found.key, "deadline", found.due_s),)
        case _:
            return arrival(scenario, state, world, found.key, found.how, found.due_s)
