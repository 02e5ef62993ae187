"""Who decides, and from when on: private answers first, then they are shown, then whoever has the power decides."""

from typing import Any, Literal

from lamplighter.apps.exercise.bridge.play import Decision, Scenario, State, asked_seats
from lamplighter.apps.exercise.choices import LEAST_TO_REVEAL, Room

# What is still waited for before a decision may be taken.
Awaited = Literal["answers", "showing"]


def deciders(scenario: Scenario, state: State, decision: Decision, team: int | None) -> frozenset[int]:
    """Seats whose role decides; where nobody sits in it, those of its deputy."""
    role: str | None = decision.decider
    for _ in scenario.roles:
        found = frozenset(
            number
            for number, seat in state.seats.items()
            if seat.role == role and seat.kind == "player" and (team is None or seat.team == team)
        )
        known = scenario.role_of.get(role or "")
        if found or known is None or known.deputy is None:
            return found
        role = known.deputy
    return frozenset()


def deciding_role(scenario: Scenario, state: State, decision: Decision, team: int | None) -> str:
    """The role that decides as people sit now; the decision's own where nobody could stand in for it."""
    seats = deciders(scenario, state, decision, team)
    return state.seats[min(seats)].role if seats else decision.decider


def by_phone(scenario: Scenario, state: State, decision: Decision, team: int | None) -> bool:
    """Whether somebody who decides has a phone to do it with; who sits on paper has not."""
    return decision.rule == "role" and any(
        state.seats[number].room != Room.PAPER for number in deciders(scenario, state, decision, team)
    )


def awaited(scenario: Scenario, state: State, decision: Decision, team: int | None) -> Awaited | None:
    """What must come before a decision may be taken; ``None`` where it may be taken now.

    Answers that may be shown are shown first. Where they never can be (they stay private, or are too few to hide
    who said what), everybody has answered, or no answer is taken any more.
    """
    key = decision.key
    if decision.privacy == "public" or {(key, None), (key, team)} & state.revealed.keys():
        return None
    asked = asked_seats(scenario, state, key, team)
    answered = asked & state.answered.get(key, frozenset())
    if decision.privacy == "until_reveal" and len(answered) >= LEAST_TO_REVEAL:
        return "showing"
    return None if key in state.closed or (asked and asked <= answered) else "answers"


def is_taken(state: State, key: str, team: int | None) -> bool:
    """Whether the room, or this table, has decided."""
    return (key, None) in state.taken or (key, team) in state.taken


def refused_to(scenario: Scenario, state: State, key: str, seat: int, team: int | None) -> str | None:
    """Why a seat may not decide now, as a code of ``phrases.log.NOT_NOW``; ``None`` where it may."""
    decision = scenario.decision_of.get(key)
    if decision is None:
        return "unknown"
    if key not in state.opened:
        return "not_open"
    if decision.rule != "role":
        return "vote_binds"
    if seat not in deciders(scenario, state, decision, team):
        return "not_decider"
    if is_taken(state, key, team):
        return "taken"
    match awaited(scenario, state, decision, team):
        case "answers":
            return "answers_missing"
        case "showing":
            return "not_shown"
    return None


def plain_value(value: Any) -> Any:
    """A value as the log keeps it."""
    return list(value) if isinstance(value, tuple) else value
