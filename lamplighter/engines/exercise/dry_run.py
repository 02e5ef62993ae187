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


def dry_run(
    scenario: Scenario,
    world: World,
    seed: int = 0,
    players: int = 8,
    talk_min: tuple[float, float] | None = None,
) -> Played:
    """Play a scenario: everything timed comes, everything manual is released, everybody answers by lot.

    Each phase lasts its minutes in the room at its speed; manual items are released one after the other, spread over
    that time. Same scenario, world, seed, players and talk: same lines.

    Parameters
    ----------
    talk_min
        How many minutes in the room people talk about a decision, at least and at most; each answers meanwhile. It
        ends earlier where the decision's own time or its phase does. ``None``: decisions are taken at any time,
        many as soon as they are opened.

    Raises
    ------
    ValueError
        If ``players`` is less than 1, or ``talk_min`` does not rise from 0 or more.
    """
    if players < 1:
        raise ValueError(f"{players} players cannot play. Give at least 1.")
    if talk_min is not None and not 0 <= talk_min[0] <= talk_min[1]:
        raise ValueError(f"People cannot talk for {talk_min[0]} to {talk_min[1]} minutes. Give two that rise.")
    lot = Random(seed)  # noqa: S311 -- a lot that must repeat, not a secret
    play = _Play(scenario, world, lot, talk_min)
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


@dataclass(frozen=True, slots=True)
class _Talk:
    """When in the story a decision is taken, and when before that each seat answers, in this order."""

    until_s: int
    answers: tuple[tuple[int, int], ...]


class _Play:
    """One play while it goes on."""

    def __init__(
        self, scenario: Scenario, world: World, lot: Random, talk_min: tuple[float, float] | None = None
    ) -> None:
        self.scenario, self.world, self.lot, self.talk_min = scenario, world, lot, talk_min
        self.talks: dict[str, _Talk] = {}
        self.given: dict[str, dict[int, Any]] = {}
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
            next_s = [next_due_s(self.scenario, self.state, self.world), *self.said_next()]
            target_s = min(max(self.now_s, one) if one is not None else story_s for one in (*next_s, story_s))
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
            if self.talk_min is not None:
                self.discuss(self.scenario.decision_of[key], self.talk_min)
            elif self.lot.random() < 0.5:
                self.decide(self.scenario.decision_of[key])

    def discuss(self, decision: Decision, talk_min: tuple[float, float]) -> None:
        """Hear whoever has made up their mind by now, and decide once the talk is over."""
        key = decision.key
        if key not in self.talks:
            self.talks[key] = self.talk(decision, talk_min)
        for at_s, seat in self.talks[key].answers:
            if at_s <= self.now_s:
                self.hear(decision, seat)
        if self.talks[key].until_s <= self.now_s:
            self.decide(decision)

    def talk(self, decision: Decision, talk_min: tuple[float, float]) -> _Talk:
        """Draw how long people talk about a decision that has just been opened, and when each answers."""
        opened_s = self.state.opened[decision.key]
        length_s = round(self.lot.uniform(*talk_min) * 60 * self.state.clock.speed_pct / 100)
        if decision.window_min is not None:
            length_s = min(length_s, decision.window_min * 60 - 1)
        seats = sorted(asked_seats(self.scenario, self.state, decision.key))
        answers = sorted((opened_s + round(self.lot.uniform(0.2, 1) * length_s), seat) for seat in seats)
        return _Talk(opened_s + length_s, tuple(answers))

    def said_next(self) -> list[int]:
        """When the next answers are given and decisions taken, in the talks that go on."""
        talks = [self.talks[key] for key in self.open() if key in self.talks]
        times = [at_s for talk in talks for at_s in (talk.until_s, *(at_s for at_s, _seat in talk.answers))]
        return [at_s for at_s in times if at_s > self.now_s]

    def decide_all(self) -> None:
        """Decide all that is still open."""
        for key in self.open():
            self.decide(self.scenario.decision_of[key])

    def open(self) -> list[str]:
        return [key for key in self.state.opened if key not in self.state.closed]

    def decide(self, decision: Decision) -> None:
        """Have everybody answer, reveal it, and take what the rule says; a tie falls to the lot."""
        for seat in sorted(asked_seats(self.scenario, self.state, decision.key)):
            self.hear(decision, seat)
        values = dict(sorted(self.given.get(decision.key, {}).items()))
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

    def hear(self, decision: Decision, seat: int) -> None:
        """Have a seat answer, unless it has."""
        given = self.given.setdefault(decision.key, {})
        if seat not in given:
            given[seat] = self.answer(decision)
            self.write([Step("", "answer.given", {"key": decision.key, "seat": seat}, self.now_s)])

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
