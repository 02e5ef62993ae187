"""From the lines of a log to the state of an exercise, one kind of line after the other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from lamplighter.engines.exercise.clock import after
from lamplighter.engines.exercise.conditions import Answered, atoms
from lamplighter.engines.exercise.log import Line, Step, clock_event
from lamplighter.engines.exercise.scenario import Range, Scenario
from lamplighter.engines.exercise.state import Applied, Outage, SeatState, State, Taken

PLAYER = "player"


def fold(scenario: Scenario, lines: Iterable[Line], start: State | None = None) -> State:
    """Follow lines from the beginning, or from an earlier state on.

    ``fold(s, new, start=fold(s, old))`` is ``fold(s, [*old, *new])``. Lines that change nothing kept here
    (messages, ratings, notes) are only counted.
    """
    draft = _Draft(scenario, start or State())
    for line in lines:
        draft.follow(line)
    return draft.state()


def written(state: State, steps: Iterable[Step], at: datetime) -> tuple[Line, ...]:
    """Number steps as the next lines of a log, at an instant of the wall; story seconds never fall."""
    lines: list[Line] = []
    story_s = state.story_s
    for number, step in enumerate(steps, start=state.last + 1):
        story_s = max(story_s, step.due_s)
        lines.append(Line(number, at, story_s, step.kind, step.facts))
    return tuple(lines)


def ahead(scenario: Scenario, state: State, steps: Iterable[Step]) -> State:
    """Give the state as it will be once steps are written; only to ask what follows from them."""
    return fold(scenario, written(state, steps, state.clock.anchor_wall), state)


def asked_seats(scenario: Scenario, state: State, decision: str, team: int | None = None) -> frozenset[int]:
    """Give the players' seats that a decision asks; of one team where one is named."""
    return _asked(scenario, state.seats, decision, team)


def watched(scenario: Scenario) -> frozenset[str]:
    """Give the decisions of which some condition asks how many have answered."""
    return frozenset(
        atom.decision
        for item in scenario.item_of.values()
        if item.trigger.when is not None
        for atom in atoms(item.trigger.when)
        if isinstance(atom, Answered)
    )


class _Draft:
    """A state while it is being written; mappings are copied once at the start, not at every line."""

    def __init__(self, scenario: Scenario, start: State) -> None:
        self.scenario = scenario
        self.watched = watched(scenario)
        self.clock = start.clock
        self.phase = start.phase
        self.phases = dict(start.phases)
        self.released = dict(start.released)
        self.held = set(start.held)
        self.freed = dict(start.freed)
        self.skipped = dict(start.skipped)
        self.opened = dict(start.opened)
        self.closed = dict(start.closed)
        self.revealed = dict(start.revealed)
        self.taken = dict(start.taken)
        self.answered = dict(start.answered)
        self.shares = dict(start.shares)
        self.effects = list(start.effects)
        self.outages = list(start.outages)
        self.outages_asked = dict(start.outages_asked)
        self.jumps = list(start.jumps)
        self.seats = dict(start.seats)
        # Decision to the seats it asks, until somebody comes, goes or moves.
        self.asked: dict[str, frozenset[int]] = {}
        self.last = start.last
        self.story_s = start.story_s

    def state(self) -> State:
        """Give what has been written as a value."""
        written: dict[str, Any] = {known.name: getattr(self, known.name) for known in fields(State)}
        for name in ("effects", "outages", "jumps"):
            written[name] = tuple(written[name])
        return State(**written | {"held": frozenset(self.held)})

    def follow(self, line: Line) -> None:
        """Follow one line."""
        self.last = line.number
        self.story_s = max(self.story_s, line.story_s)
        if (event := clock_event(line)) is not None:
            from_s = self.clock.story_s(line.at)
            self.clock = after(self.clock, event)
            if event.kind == "jumped":
                self.jumps.append((from_s, self.clock.anchor_s))
                self.story_s = max(self.story_s, self.clock.anchor_s)
        elif (rule := _RULES.get(line.kind)) is not None:
            rule(self, line, line.facts)

    def phase_opened(self, line: Line, facts: Mapping[str, Any]) -> None:
        self.phase = facts["key"]
        self.phases.setdefault(facts["key"], line.story_s)

    def inject_released(self, line: Line, facts: Mapping[str, Any]) -> None:
        self.released.setdefault(facts["key"], line.story_s)
        self.skipped.pop(facts["key"], None)
        self.held.discard(facts["key"])

    def inject_held(self, line: Line, facts: Mapping[str, Any]) -> None:
        self.held.add(facts["key"])
        self.freed.pop(facts["key"], None)

    def inject_freed(self, line: Line, facts: Mapping[str, Any]) -> None:
        self.held.discard(facts["key"])
        self.freed[facts["key"]] = line.story_s

    def inject_skipped(self, line: Line, facts: Mapping[str, Any]) -> None:
        if facts["key"] not in self.released:
            self.skipped[facts["key"]] = facts["why"]
            self.held.discard(facts["key"])

    def decision_opened(self, line: Line, facts: Mapping[str, Any]) -> None:
        if facts["key"] not in self.opened:
            self.opened[facts["key"]] = line.story_s
            self.outages_asked[facts["key"]] = tuple(self.outages)
        self.held.discard(facts["key"])
        self.share(facts["key"], line.story_s)

    def decision_closed(self, line: Line, facts: Mapping[str, Any]) -> None:
        self.closed.setdefault(facts["key"], line.story_s)

    def decision_revealed(self, line: Line, facts: Mapping[str, Any]) -> None:
        self.revealed.setdefault((facts["key"], facts.get("team")), line.story_s)

    def decision_taken(self, line: Line, facts: Mapping[str, Any]) -> None:
        value = facts.get("value")
        taken = Taken(
            tuple(value) if isinstance(value, list) else value, facts.get("seat"), line.number, line.story_s
        )
        self.taken.setdefault((facts["key"], facts.get("team")), taken)

    def answer_given(self, line: Line, facts: Mapping[str, Any]) -> None:
        key, before = facts["key"], self.answered.get(facts["key"], frozenset())
        # Most lines of a long log are answers of those who have answered already.
        if facts["seat"] not in before:
            self.answered[key] = before | {facts["seat"]}
            self.share(key, line.story_s)

    def seat_taken(self, line: Line, facts: Mapping[str, Any]) -> None:
        self.seats[facts["seat"]] = SeatState(
            facts["role"], facts.get("team"), facts.get("kind", PLAYER), facts.get("room", "room")
        )
        self.all_shares(line.story_s)

    def seat_moved(self, line: Line, facts: Mapping[str, Any]) -> None:
        if (seat := self.seats.get(facts["seat"])) is not None:
            self.seats[facts["seat"]] = SeatState(
                facts.get("role", seat.role),
                facts.get("team", seat.team),
                facts.get("kind", seat.kind),
                facts.get("room", seat.room),
            )
            self.all_shares(line.story_s)

    def seat_left(self, line: Line, facts: Mapping[str, Any]) -> None:
        self.seats.pop(facts["seat"], None)
        self.all_shares(line.story_s)

    def effect_applied(self, line: Line, facts: Mapping[str, Any]) -> None:
        applied = Applied(
            of=facts["of"],
            n=facts["n"],
            kind=facts["kind"],
            target=facts.get("target"),
            node=facts.get("node"),
            from_s=facts["from_s"],
            amount=_range(facts.get("amount")),
            hours=_range(facts.get("hours")),
            variable=facts.get("variable"),
            clock=facts.get("clock"),
            done=facts.get("done", False),
            line=line.number,
        )
        self.effects.append(applied)
        if applied.node is None:
            return
        if applied.kind == "dark":
            self.outages.append(Outage(applied.node, applied.from_s, None, applied.of))
        elif applied.kind == "back":
            self.outages = [_ended(outage, applied.node, applied.from_s) for outage in self.outages]

    def all_shares(self, story_s: int) -> None:
        self.asked.clear()
        for key in self.watched & self.opened.keys():
            self.share(key, story_s)

    def share(self, key: str, story_s: int) -> None:
        """Note how many of those asked have answered, where a condition wants to know."""
        if key not in self.watched:
            return
        asked = self.asked.get(key)
        if asked is None:
            asked = self.asked[key] = _asked(self.scenario, self.seats, key)
        share = len(asked & self.answered.get(key, frozenset())) / len(asked) if asked else 0.0
        known = self.shares.get(key, ())
        if not known or known[-1][1] != share:
            self.shares[key] = (*known, (story_s, share))


_RULES: Mapping[str, Callable[[_Draft, Line, Mapping[str, Any]], None]] = {
    "phase.opened": _Draft.phase_opened,
    "inject.released": _Draft.inject_released,
    "inject.improvised": _Draft.inject_released,
    "inject.held": _Draft.inject_held,
    "inject.freed": _Draft.inject_freed,
    "inject.skipped": _Draft.inject_skipped,
    "decision.opened": _Draft.decision_opened,
    "decision.closed": _Draft.decision_closed,
    "decision.revealed": _Draft.decision_revealed,
    "decision.taken": _Draft.decision_taken,
    "effect.applied": _Draft.effect_applied,
    "answer.given": _Draft.answer_given,
    "answer.changed": _Draft.answer_given,
    "answer.paper": _Draft.answer_given,
    "seat.taken": _Draft.seat_taken,
    "seat.moved": _Draft.seat_moved,
    "seat.left": _Draft.seat_left,
}


def _asked(scenario: Scenario, seats: Mapping[int, SeatState], key: str, team: int | None = None) -> frozenset[int]:
    decision = scenario.decision_of.get(key)
    if decision is None:
        return frozenset()
    return frozenset(
        number
        for number, seat in seats.items()
        if seat.kind == PLAYER
        and (not decision.asks or seat.role in decision.asks)
        and (team is None or seat.team == team)
    )


def _ended(outage: Outage, node: str, at_s: int) -> Outage:
    if outage.node != node or (outage.until_s is not None and outage.until_s <= at_s) or at_s <= outage.from_s:
        return outage
    return Outage(outage.node, outage.from_s, at_s, outage.of)


def _range(numbers: Iterable[float] | None) -> Range | None:
    return None if numbers is None else Range(*numbers)
