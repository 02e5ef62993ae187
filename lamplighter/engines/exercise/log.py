"""The lines of an exercise's log. Everything that is known of an exercise follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lamplighter.engines.exercise.clock import ClockEvent, ClockKind


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number (from 1, without gaps), when on the wall and in the story, what, and its facts.

    ``story_s`` is the second for which it was due, or at which it was done; it never falls from line to line.
    Facts are plain JSON. A line never carries the value of anybody's own answer,
    nor what people say to each other.
    """

    number: int
    at: datetime
    story_s: int
    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Step:
    """A line that should be written next.

    Parameters
    ----------
    once
        A name that may stand in an exercise's log only once; ``""`` where repeating is meant.
    due_s
        The story second for which it is due. The line's ``story_s`` is this, or the one of the line before
        where that is later.
    """

    once: str
    kind: str
    facts: Mapping[str, Any] = field(hash=False)
    due_s: int


@dataclass(frozen=True, slots=True)
class LineKind:
    """The facts that a kind of line carries always, and those that it may carry."""

    facts: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


KINDS: Mapping[str, LineKind] = {
    "clock.started": LineKind(("speed_pct",)),
    "clock.paused": LineKind(("cause",)),
    "clock.resumed": LineKind(),
    "clock.speed": LineKind(("speed_pct",)),
    "clock.jumped": LineKind(("to_s",), ("skipped",)),
    "clock.ended": LineKind(),
    "phase.opened": LineKind(("key",)),
    # how: timed, conditional (also where a taken option led there), manual, early, jump
    "inject.released": LineKind(("key", "how")),
    "inject.held": LineKind(("key",)),
    "inject.freed": LineKind(("key",)),
    # why: phase_over, no_such_target, jump, or by_hand
    "inject.skipped": LineKind(("key", "why")),
    "inject.improvised": LineKind(("key", "channel", "to", "title", "body"), ("team",)),
    "decision.opened": LineKind(("key",), ("how",)),
    "decision.closed": LineKind(("key",), ("how",)),
    "decision.revealed": LineKind(("key", "counts", "of", "team")),
    # team null is the room and binds the world; value null says that nobody decided
    "decision.taken": LineKind(("key", "team", "value", "rule", "seat", "dissent")),
    # target is the scenario's key, node the city's; hours and amount are [low, likely, high]
    "effect.applied": LineKind(
        ("of", "n", "kind", "target", "from_s", "hours", "amount"), ("node", "variable", "clock", "done")
    ),
    "answer.given": LineKind(("key", "seat")),
    "answer.changed": LineKind(("key", "seat")),
    "answer.paper": LineKind(("key", "seat")),
    "seat.taken": LineKind(("seat", "role", "team", "kind", "room")),
    "seat.moved": LineKind(("seat",), ("role", "team", "kind", "room")),
    "seat.left": LineKind(("seat",)),
    # what was said stands elsewhere, where it can be forgotten; the digest shows that it was not changed
    "message.said": LineKind(("team", "by", "seat", "message", "digest")),
    "note.written": LineKind(("note",)),
    "rating.given": LineKind(("task", "mark", "watcher")),
    "observation.made": LineKind(("observation",)),
    "survey.opened": LineKind(),
    "survey.answered": LineKind((), ("seat",)),
    "server.away": LineKind(("from", "until")),
}

_CLOCK: Mapping[str, ClockKind] = {
    "clock.started": "started",
    "clock.paused": "paused",
    "clock.resumed": "resumed",
    "clock.speed": "speed",
    "clock.jumped": "jumped",
    "clock.ended": "ended",
}


def ill_formed(kind: str, facts: Mapping[str, Any]) -> str | None:
    """Say what is wrong with a line before it is written, or ``None``: ``kind``, ``missing:x``, ``unknown:x``."""
    known = KINDS.get(kind)
    if known is None:
        return "kind"
    for name in known.facts:
        if name not in facts:
            return f"missing:{name}"
    for name in facts:
        if name not in known.facts and name not in known.may:
            return f"unknown:{name}"
    return None


def clock_event(line: Line) -> ClockEvent | None:
    """Read what a line does to the clock; ``None`` where it speaks of something else."""
    kind = _CLOCK.get(line.kind)
    if kind is None:
        return None
    return ClockEvent(kind, line.at, line.facts.get("speed_pct"), line.facts.get("to_s"))
