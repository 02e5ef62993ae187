"""The answer: who sits where, what stays empty and why, and what it cost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from lamplighter.engines.law import Breach
from lamplighter.engines.roster.problem import NEEDED, Placed

Status = Literal["optimal", "feasible", "stopped", "nothing_to_do"]
STATUSES: tuple[Status, ...] = get_args(Status)

Code = Literal[
    "not_eligible",  # not a member of this pool and layer
    "lacks_skill",  # a required skill is missing or too low
    "barred",  # must not be given this seat
    "on_leave",  # away during the seat
    "already_on_duty",  # another duty at the same time
    "resting",  # a rule of law about rest would be broken
    "at_limit",  # a rule of law about hours or counts, or the person's own maximum, would be broken
    "forbidden_pair",  # somebody is on at that time who must not be on together with this person
    "newcomer_pair",  # another newcomer is on that night
    "settled",  # the seat is pinned
    "free",  # nothing stands against it alone: filling it would empty another seat, or the search ended early
]
CODES: tuple[Code, ...] = get_args(Code)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one person does not sit on one seat. ``rule`` and ``fact_id`` where the law says so; ``detail`` names
    the skill, the other seat or the other person."""

    person: str
    code: Code
    rule: str = ""
    fact_id: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Hole:
    """A seat that nobody could be given, or that was not needed (``wanted``, as of the seat).

    ``summary`` is the commonest code; ``nobody`` if there is no person.
    """

    seat: str
    summary: Code | Literal["nobody"]
    reasons: tuple[Reason, ...]
    wanted: str = NEEDED


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of the objective: how much of it there is, and what it costs."""

    name: str
    amount: int
    cost: int


WORK_PER_S = 0.2
"""Deterministic seconds that a slow processor, shared with others, does in one second."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How much effort a search may spend.

    ``work`` is counted in the solver's own deterministic seconds: the same on every machine, so the same input,
    seed and limit give the same answer. ``seconds`` of wall clock is only a guard; where it strikes first
    (status ``stopped``), two runs may differ.
    """

    work: float
    seconds: float

    def __post_init__(self) -> None:
        for name in ("work", "seconds"):
            if getattr(self, name) <= 0:
                raise ValueError(f"Limit.{name} must be more than 0. Got {getattr(self, name)} instead.")

    @classmethod
    def of(cls, seconds: float) -> "Limit":
        """Work for about this many seconds on a slow processor, and a guard that ends it at so many anywhere."""
        return cls(work=seconds * WORK_PER_S, seconds=seconds)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search stands, and which it is; ``bound`` and ``gap`` are None until something is proven.

    ``holes`` counts the needed seats that nobody has.
    """

    seconds: float
    objective: int | None
    bound: int | None
    gap: float | None
    holes: int | None
    search: str


OnProgress = Callable[[Progress], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class PersonBreach:
    """A breach of law that one person's work already had before this problem placed anybody."""

    person: str
    breach: Breach


@dataclass(frozen=True, slots=True)
class Result:
    """A lawful roster with its holes.

    ``objective`` is the sum of ``parts``. ``bound`` is a proven lower limit of it, ``gap`` (objective - bound) /
    max(1, objective). ``inherited`` are breaches that stood before (history, pins); the search added none.
    ``removed`` counts placements that the law took out of a search's answer: 0 unless a search is faulty.
    """

    assignments: tuple[Placed, ...]
    holes: tuple[Hole, ...]
    status: Status
    objective: int
    parts: tuple[Part, ...]
    bound: int | None
    gap: float | None
    seconds: float
    first_feasible_s: float | None
    inherited: tuple[PersonBreach, ...]
    removed: int
    search: str
