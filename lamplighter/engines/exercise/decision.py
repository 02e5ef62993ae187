"""Decisions: what is asked, what each option does to the world, and what it costs."""

from dataclasses import dataclass
from typing import Literal

from lamplighter.engines.exercise.conditions import Condition
from lamplighter.engines.exercise.words import Words

Mode = Literal["single", "rank", "number", "text"]
Privacy = Literal["until_reveal", "private", "public"]
Rule = Literal["role", "majority", "plurality", "consensus"]
Release = Literal["manual", "timed", "conditional"]
EffectKind = Literal["dark", "back", "trust", "money", "people", "law", "set"]
Cost = Literal["money", "service_hours", "people", "trust", "law"]
Quantity = Literal["eur_per_resident", "days_main", "days_full"]


@dataclass(frozen=True, slots=True)
class Range:
    """What is not known exactly: at least, most likely, at most.

    Raises
    ------
    ValueError
        Unless ``low <= likely <= high``.
    """

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise ValueError(f"{self.low!r}, {self.likely!r}, {self.high!r} is no range. Give low, likely, high.")


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes in the world, ``after_min`` after its item was released or its option taken.

    ``dark`` and ``back`` have a target; ``hours`` tells how long a repair takes once begun. ``trust`` (points of
    100), ``money`` and ``people`` have an amount; ``set`` a variable and in ``amount`` its value, three times the
    same. ``law`` starts a legal clock, or with ``done`` fulfils it.
    """

    kind: EffectKind
    target: str | None = None
    amount: Range | None = None
    variable: str | None = None
    clock: str | None = None
    after_min: int = 0
    hours: Range | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """How an item comes: by hand, at a minute of its phase, or once a condition has held ``after_min`` minutes.

    A timed item may have a condition too: then it comes at the first minute from ``at_min`` on at which both are so.
    """

    release: Release = "manual"
    at_min: int | None = None
    when: Condition | None = None
    after_min: int = 0


BY_HAND = Trigger()


@dataclass(frozen=True, slots=True)
class Fixed:
    """A price that the writer gives; ``unit`` is free."""

    low: float
    likely: float
    high: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FromCases:
    """A price by what it was elsewhere: the quartiles of these cases (() for all), times ``factor``."""

    quantity: Quantity
    cases: tuple[str, ...] = ()
    factor: Range = Range(1, 1, 1)


@dataclass(frozen=True, slots=True)
class FromMap:
    """A price by the city's own map: service-hours with this option's effects, less those of doing nothing."""


@dataclass(frozen=True, slots=True)
class FromClock:
    """A price by the law of the country; ``None`` takes the decision's legal basis."""

    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What an option costs, always as a range, and when it is felt."""

    what: Cost
    basis: Fixed | FromCases | FromMap | FromClock
    felt_after_min: int = 0
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a decision. ``leads_to`` names items that come at once when the room takes it."""

    key: str
    text: Words
    effects: tuple[Effect, ...] = ()
    prices: tuple[Price, ...] = ()
    cases: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class CaseBeside:
    """What really happened elsewhere, shown after the reveal and never before."""

    case: str
    quantity: Quantity | None
    text: Words


@dataclass(frozen=True, slots=True)
class Decision:
    """A question with a deadline, asked of roles (() is everybody), decided by one of them or by a vote.

    ``deadline_min`` counts from the phase's opening for a timed decision, otherwise from its own opening.
    ``crews`` is how many repairs can be worked on at once, for a rank whose options bring things back.
    """

    key: str
    number: str
    question: Words
    asks: tuple[str, ...]
    decider: str
    mode: Mode
    privacy: Privacy = "until_reveal"
    rule: Rule = "role"
    trigger: Trigger = BY_HAND
    options: tuple[Option, ...] = ()
    unit: str = ""
    bounds: tuple[float, float] | None = None
    deadline_min: int | None = None
    legal_basis: str | None = None
    objective: str | None = None
    case_beside: CaseBeside | None = None
    about: Words | None = None
    crews: int = 1

    @property
    def offered(self) -> tuple[Option, ...]:
        """The options that participants see and may answer; the others are the facilitator's alone."""
        return tuple(option for option in self.options if not option.hidden)

    @property
    def window_min(self) -> int | None:
        """Story minutes that it stays open, unless somebody closes it before."""
        if self.deadline_min is None:
            return None
        return max(0, self.deadline_min - (self.trigger.at_min or 0))
