"""One page for one role: what it may do, what it owes in the first hour, what it decided, what is still open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lamplighter.engines.exercise.figures import Number
from lamplighter.engines.exercise.scenario import Role
from lamplighter.engines.exercise.state import Taken
from lamplighter.engines.exercise.words import Words

DUTIES = 5


@dataclass(frozen=True, slots=True)
class OpenAction:
    """Something promised and not yet done. ``overdue`` is the caller's to say; there is no clock here."""

    action: int
    title: str
    due: date | None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on the card.

    Parameters
    ----------
    first_duties
        Five at most.
    decided
        Decision to what this role took for the room, in the order of taking.
    answered
        Decision to this seat's own private answer; only its owner, or somebody the owner allowed, may see it.
    actions
        Overdue first, then by day, those without a day last.
    minutes
        Decision to the minutes it took this role.
    """

    role: str
    name: Words = field(hash=False)
    deputy: str | None
    powers: tuple[Words, ...] = field(hash=False)
    limits: tuple[Words, ...] = field(hash=False)
    first_duties: tuple[Words, ...] = field(hash=False)
    decided: Mapping[str, Any] = field(hash=False)
    answered: Mapping[str, Any] = field(hash=False)
    actions: tuple[OpenAction, ...]
    minutes: Mapping[str, Number] = field(hash=False)


def card(
    role: Role,
    taken: Mapping[str, Taken],
    own_answers: Mapping[str, Any],
    open_actions: Sequence[OpenAction],
    numbers: Mapping[str, Number],
) -> Card:
    """Make the card of one role.

    Parameters
    ----------
    taken
        Decision to what was taken, only those that this role decided.
    own_answers
        Decision to the seat's own answer; empty for a card of the role alone.
    numbers
        Of the report; only the minutes of the decisions taken are used.
    """
    in_order = sorted(taken.items(), key=lambda one: one[1].line)
    return Card(
        role=role.key,
        name=role.name,
        deputy=role.deputy,
        powers=role.powers,
        limits=role.limits,
        first_duties=role.first_duties[:DUTIES],
        decided={key: value.value for key, value in in_order},
        answered=dict(own_answers),
        actions=tuple(sorted(open_actions, key=_urgency)),
        minutes={
            key: numbers[f"minutes_to_decide.{key}"] for key, _ in in_order if f"minutes_to_decide.{key}" in numbers
        },
    )


def _urgency(action: OpenAction) -> tuple[bool, bool, date, int]:
    return not action.overdue, action.due is None, action.due or date.max, action.action
