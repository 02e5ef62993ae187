"""A scenario played to its end without a room: who would hear what, and what nobody ever reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from lamplighter.engines.exercise.deeds import on_decided, on_end, on_phase, on_release, on_start
from lamplighter.engines.exercise.folding import PLAYER, asked_seats, fold, written
from lamplighter.engines.exercise.log import Line, Step
from lamplighter.engines.exercise.play import due, next_due_s
from lamplighter.engines.exercise.scenario import Decision, Phase, Scenario
from lamplighter.engines.exercise.state import State
from lamplighter.engines.exercise.votes import Tie, spread, winner
from lamplighter.engines.exercise.world import World

_START = datetime(2000, 1, 1, tzinfo=UTC)
# More lines than any scenario can write: a play that gets here would never end.
_MOST_ROUNDS = 100_000


@dataclass(frozen=True, slots=True)
class Played:
    """A play and what it reached.

    Parameters
    ----------
    lines
        As those of a real exercise, on a wall clock of its own from 2000-01-01.
    state
        Where it ended.
    reached, unreached
        Items that came, and that did not, in the scenario's order.
    ended
        Whether it came to its end; ``False`` would be a mistake of this package.
    """

    lines: tuple[Line, ...]
    state: State
    reached: tuple[str, ...]
    unreached: tuple[str, ...]
    ended: bool


def dry_run(scenario: Scenario, world: World, seed: int = 0, players: int = 8) -> Played:
    """Play a scenario: everything timed comes, everything manual is released, everybody answers by lot.

    Each phase lasts its minutes in the room at its speed; manual items are released one after the other, spread over
    that time. Same scenario, world, seed and players: same lines.

    Raises
    ------
    ValueError
        If ``players`` is less than 1.
    """
    if players < 1:
        raise ValueError(f"{players} players cannot play. Give at least 1.")
    play = _Play(scenario, world, Random(seed))  # noqa: S311 -- a lot that must repeat, not a secret
    play.seats(players)
    play.write(on_start(scenario, play.state, world=world))
    for phase in scenario.phases:
        play.phase(phase)
    play.write(on_end(scenario, play.state, story_s=play.now_s))
    out = play.state.released.keys() | play.state.opened.keys()
    return Played(
        tuple(play.lines),
        play.state,
        tuple(key for key in scenario.item_of if key in out),
        tuple(key for key in scenario.item_of if key not in out),
        play.state.clock.state == "ended",
    )


class _Play:
    """One play while it goes on."""

    def __init__(self, scenario: Scenario, world: World, lot: Random) -> None:
        self.scenario, self.world, self.lot = scenario, world, lot
        self.state = State()
        self.lines: list[Line] = []
        self.wall = _START

    @property
    def now_s(self) -> int:
        return self.state.clock.story_s(self.wall)

    def write(self, steps: Sequence[Step]) -> None:
        new = written(self.state, steps, self.wall)
        self.lines += new
        self.state = fold(self.scenario, new, self.state)

    def seats(self, players: int) -> None:
        """Seat players role by role, each with one seat before any has two."""
        roles = [role.key for role in self.scenario.roles] or [""]
        for seat in range(1, players + 1):
            facts = {
                "seat": seat,
                "role": roles[(seat - 1) % len(roles)],
                "team": 1,
                "kind": PLAYER,
                "room": "room",
            }
            self.write([Step("", "seat.taken", facts, 0)])

    def phase(self, phase: Phase) -> None:
        """Play one phase to the end of its minutes."""
        if phase.key not in self.state.phases:
            self.write(on_phase(self.scenario, self.state, phase.key, world=self.world, story_s=self.now_s))
        at_hand = [item.key for item in phase.items if item.trigger.release == "manual"]
        opened_s = self.state.phases[phase.key]
        for place, key in enumerate(at_hand, start=1):
            self.until(opened_s + phase.length_s * place // (len(at_hand) + 1))
            if key not in self.state.skipped:
                self.write(on_release(self.scenario, self.state, key, world=self.world, story_s=self.now_s))
        self.until(opened_s + phase.length_s)
        self.decide_all()

    def until(self, story_s: int) -> None:
        """Let time pass, write what comes due on the way, and have what is asked decided in time."""
        for _ in range(_MOST_ROUNDS):
            self.decide_some()
            next_s = next_due_s(self.scenario, self.state, self.world)
            target_s = story_s if next_s is None else min(max(next_s, self.now_s), story_s)
            if (wall := self.state.clock.wall_of(target_s)) is not None:
                self.wall = max(self.wall, wall)
            steps = due(self.scenario, self.state, self.now_s, self.world)
            if not steps and self.now_s >= story_s:
                return
            self.write(steps)
        raise AssertionError("A play that does not end.")

    def decide_some(self) -> None:
        """Decide some of what is open, and leave the rest a while, so that late answers are played too."""
        for key in self.open():
            if self.lot.random() < 0.5:
                self.decide(self.scenario.decision_of[key])

    def decide_all(self) -> None:
        """Decide all that is still open."""
        for key in self.open():
            self.decide(self.scenario.decision_of[key])

    def open(self) -> list[str]:
        return [key for key in self.state.opened if key not in self.state.closed]

    def decide(self, decision: Decision) -> None:
        """Have everybody answer, reveal it, and take what the rule says; a tie falls to the lot."""
        values: dict[int, Any] = {}
        for seat in sorted(asked_seats(self.scenario, self.state, decision.key)):
            values[seat] = self.answer(decision)
            self.write([Step("", "answer.given", {"key": decision.key, "seat": seat}, self.now_s)])
        counted = spread(decision, list(values.values()))
        counts = dict(counted.counts)
        if decision.privacy != "private":
            facts = {"key": decision.key, "counts": counts, "of": len(values), "team": None}
            self.write([Step(f"reveal:{decision.key}:room", "decision.revealed", facts, self.now_s)])
        deciders = [seat for seat in values if self.state.seats[seat].role == decision.decider]
        own = values[deciders[0]] if deciders else None
        won = winner(decision, list(values.values()), own)
        value = self.answer(decision) if isinstance(won, Tie) else won.value
        dissent = sum(1 for one in values.values() if one != value)
        facts = {
            "key": decision.key,
            "team": None,
            "value": list(value) if isinstance(value, tuple) else value,
            "rule": decision.rule,
            "seat": deciders[0] if deciders and decision.rule == "role" else None,
            "dissent": dissent,
        }
        follows = on_decided(
            self.scenario, self.state, decision.key, value, None, world=self.world, story_s=self.now_s
        )
        taken = Step(f"take:{decision.key}:room", "decision.taken", facts, self.now_s)
        self.write([taken, *follows])

    def answer(self, decision: Decision) -> Any:
        """Draw an answer that fits."""
        # Where participants are offered nothing, the facilitator chooses among the hidden.
        keys = [option.key for option in decision.offered or decision.options]
        match decision.mode:
            case "single":
                return self.lot.choice(keys)
            case "rank":
                self.lot.shuffle(keys)
                return tuple(keys)
            case "number":
                low, high = decision.bounds or (0.0, 100.0)
                return round(self.lot.uniform(low, high), 1)
            case "text":
                return "…"
