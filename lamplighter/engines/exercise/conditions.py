"""What must be so before an item comes by itself, and during which stretches of story time it is so.

A condition is asked for its whole time at once, not only for now: an item waits until its condition has held
without a break, and nobody may have looked meanwhile.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from lamplighter.engines.exercise.spans import ALWAYS, Spans, both, contains, either, outside

Op = Literal["below", "above", "is"]


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these holds; of none, always."""

    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these holds; of none, never."""

    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """This does not hold."""

    of: "Condition"


@dataclass(frozen=True, slots=True)
class Decided:
    """The room has decided, on that option where one is named."""

    decision: str
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """At least this share, 0 to 1, of the seats that are asked has answered."""

    decision: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Released:
    """That inject is out, or that decision is open or has been."""

    item: str


@dataclass(frozen=True, slots=True)
class Fallen:
    """What that target stands for does not work."""

    target: str


@dataclass(frozen=True, slots=True)
class Past:
    """The service that target stands for has been out for longer than the city can bear."""

    target: str


@dataclass(frozen=True, slots=True)
class Var:
    """A variable lies below or above a number, or is that number or word. ``trust``, ``money`` and ``people`` count."""

    name: str
    op: Op
    value: float | str


@dataclass(frozen=True, slots=True)
class Elapsed:
    """This many story minutes have gone by since the item's phase opened."""

    min: int


@dataclass(frozen=True, slots=True)
class PostEmpty:
    """A post of the pool that this target stands for has nobody on it at this hour."""

    target: str


Atom = Decided | Answered | Released | Fallen | Past | Var | Elapsed | PostEmpty
Condition = All | Any | Not | Atom


class StateView(Protocol):
    """What a condition may look at: the exercise as one item sees it."""

    @property
    def now_s(self) -> int:
        """The story second that is asked about."""

    def times(self, atom: Atom) -> Spans:
        """When the atom holds, as far as is known at this point of the log."""


def holds(condition: Condition, view: StateView) -> bool:
    """Whether a condition holds at the view's second."""
    return contains(when(condition, view), view.now_s)


def when(condition: Condition, view: StateView) -> Spans:
    """Give the stretches of story time during which a condition holds."""
    match condition:
        case All(of):
            spans = ALWAYS
            for part in of:
                spans = both(spans, when(part, view))
            return spans
        case Any(of):
            spans = ()
            for part in of:
                spans = either(spans, when(part, view))
            return spans
        case Not(part):
            return outside(when(part, view))
        case _:
            return view.times(condition)


def atoms(condition: Condition) -> tuple[Atom, ...]:
    """Give the single statements that a condition is made of, in reading order."""
    match condition:
        case All(of) | Any(of):
            return tuple(atom for part in of for atom in atoms(part))
        case Not(part):
            return atoms(part)
        case _:
            return (condition,)
