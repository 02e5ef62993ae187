"""Open, close, show and take decisions."""

from datetime import datetime
from typing import Any

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.playing import NotNow, Play, playing
from lamplighter.apps.exercise.bridge.deciding import deciders, plain_value, refused_to
from lamplighter.apps.exercise.bridge.play import (
    Decision,
    Tie,
    asked_seats,
    of_tables,
    on_decided,
    on_release,
    spread,
    unfit,
    winner,
)
from lamplighter.apps.exercise.bridge.steps import Step
from lamplighter.apps.exercise.choices import LEAST_TO_REVEAL
from lamplighter.apps.exercise.models import Exercise, Line, Seat
from lamplighter.apps.exercise.queries.answers import values_of


def open_now(exercise: Exercise, key: str, *, by: Account | None, at: datetime) -> list[Line]:
    """Open a decision at once."""
    with playing(exercise.pk, at=at, by=by) as play:
        _asked(play, key)
        steps = on_release(play.scenario, play.state, key, world=play.world, story_s=play.now_s)
        if not steps:
            raise NotNow("out")
        return play.write(steps) + play.catch_up()


def close(exercise: Exercise, key: str, *, by: Account | None, at: datetime) -> list[Line]:
    """Close a decision: no answer is taken any more."""
    with playing(exercise.pk, at=at, by=by) as play:
        _open(play, key)
        if key in play.state.closed:
            raise NotNow("closed")
        return play.say("decision.closed", once=f"close:{key}", key=key, how="by_hand")


def reveal(
    exercise: Exercise, key: str, *, team: int | None = None, by: Account | None, at: datetime
) -> list[Line]:
    """Show how the answers of the room, or of one team, are spread; never of so few that it tells who."""
    with playing(exercise.pk, at=at, by=by) as play:
        decision = _open(play, key)
        if (key, team) in play.state.revealed:
            raise NotNow("revealed")
        if decision.privacy == "private":
            raise NotNow("private")
        values = _values(play, key, team)
        if len(values) < LEAST_TO_REVEAL and decision.privacy != "public":
            raise NotNow("few_answers")
        once = f"reveal:{key}:{_scope(team)}"
        counts = counted(decision, list(values.values()))
        return play.say("decision.revealed", once=once, key=key, counts=counts, of=len(values), team=team)


def take(
    exercise: Exercise,
    key: str,
    value: Any = None,
    *,
    team: int | None = None,
    seat: Seat | None = None,
    by: Account | None = None,
    at: datetime,
) -> list[Line]:
    """Take a decision for the room, or for one table, with all that follows.

    Without a value, the answers give it by the decision's rule (the decider's own answer, a vote). A seat may
    take it only if its role decides, or is deputy where nobody sits in that role, at several tables only for its
    own, and only once the answers have been shown, where they can be; its same word again changes nothing. Where
    the answers decide by a vote, no seat may. The facilitator may always.
    """
    with playing(exercise.pk, at=at, by=by) as play:
        decision = _open(play, key)
        if seat is not None:
            team = seat.team if play.exercise.teams > 1 else None
            if value is not None and _has_said(play, key, team, seat, value):
                return []
            if (why := refused_to(play.scenario, play.state, key, seat.number, team)) is not None:
                raise NotNow(why)
        if (key, team) in play.state.taken or (key, None) in play.state.taken:
            raise NotNow("taken")
        values = _values(play, key, team)
        if value is None:
            value = _by_rule(play, decision, values, team)
        if (why := unfit(decision, value, hidden=seat is None)) is not None:
            raise NotNow(why)
        plain = plain_value(value)
        facts = {
            "key": key,
            "team": team,
            "value": plain,
            "rule": decision.rule,
            "seat": seat.number if seat else None,
            "dissent": sum(1 for one in values.values() if one != plain),
        }
        fits = tuple(plain) if isinstance(plain, list) else plain
        follows = on_decided(play.scenario, play.state, key, fits, team, world=play.world, story_s=play.now_s)
        taken = Step(f"take:{key}:{_scope(team)}", "decision.taken", facts, play.now_s)
        return play.write([taken, *follows]) + play.catch_up()


def counted(decision: Decision, values: list[Any]) -> dict[str, Any]:
    """Counts by option, or the five numbers that tell how numbers are spread."""
    found = spread(decision, values)
    return dict(found.counts) | ({"five": list(found.five)} if found.five else {})


def _by_rule(play: Play, decision: Decision, values: dict[int, Any], team: int | None) -> Any:
    """What the answers give, or a refusal that asks the facilitator to choose."""
    if team is None and play.exercise.teams > 1:
        tables = [taken.value for (key, at), taken in play.state.taken.items() if key == decision.key and at]
        won = of_tables(decision, tables)
    else:
        own = [
            values[seat] for seat in sorted(deciders(play.scenario, play.state, decision, team)) if seat in values
        ]
        won = winner(decision, list(values.values()), own[0] if own else None)
    if isinstance(won, Tie):
        raise NotNow("tie")
    return won.value


def _has_said(play: Play, key: str, team: int | None, seat: Seat, value: Any) -> bool:
    """Whether this seat has taken this very decision: the same word sent twice."""
    taken = play.state.taken.get((key, team))
    return taken is not None and (taken.seat, plain_value(taken.value)) == (seat.number, plain_value(value))


def _values(play: Play, key: str, team: int | None) -> dict[int, Any]:
    return values_of(play.exercise.pk, key, asked_seats(play.scenario, play.state, key, team))


def _asked(play: Play, key: str) -> Decision:
    play.needs_running()
    if key not in play.scenario.decision_of:
        raise NotNow("unknown")
    return play.scenario.decision_of[key]


def _open(play: Play, key: str) -> Decision:
    """The decision, if it has been opened; it may be closed for answers."""
    decision = _asked(play, key)
    if key not in play.state.opened:
        raise NotNow("not_open")
    return decision


def _scope(team: int | None) -> str:
    return "room" if team is None else str(team)
