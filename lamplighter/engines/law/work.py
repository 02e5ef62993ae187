"""What the law looks at and what it answers: work, duties to give, people, breaches, statements."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lamplighter.engines.hours import Span

KINDS = ("worked", "standby_site", "standby_home", "callout")
PLANNED_KINDS = ("worked", "standby_site", "standby_home")


@dataclass(frozen=True, slots=True)
class Work:
    """One stretch of one person's duty.

    ``kind`` is ``worked``, ``standby_site`` (waiting at the place of work), ``standby_home``
    (reachable, free to be elsewhere) or ``callout`` (called out of standby or of rest).
    ``response_min`` is how soon somebody on standby must be at work or at the keyboard.
    ``fixed`` marks what nobody may move any more: history, or a duty that was pinned.
    """

    key: str
    span: Span
    kind: str = "worked"
    response_min: int | None = None
    fixed: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Work {self.key!r} has kind {self.kind!r}. Choose one of {', '.join(KINDS)}.")
        _check_response(self.key, self.response_min)


@dataclass(frozen=True, slots=True)
class Slot:
    """A duty that a person may be given. A call-out is never planned, so it is never a slot."""

    key: str
    span: Span
    kind: str = "worked"
    response_min: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in PLANNED_KINDS:
            raise ValueError(f"Slot {self.key!r} has kind {self.kind!r}. Choose one of {', '.join(PLANNED_KINDS)}.")
        _check_response(self.key, self.response_min)

    def taken(self) -> Work:
        """The work it becomes for whoever gets it."""
        return Work(self.key, self.span, self.kind, self.response_min)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is judged: what of the contract the law asks about, and nothing else.

    Parameters
    ----------
    packs
        Codes of the rule packs that apply; the type of contract chooses them.
    weekly_hours
        Hours a week the contract names; None if it names none.
    exempt
        The post is outside the hours law (management, special trust, exempt computer work).
        It counts only where a pack knows such an exemption.
    opt_out
        The person has agreed in writing to a longer average week (Directive 2003/88/EC, art. 22).
    shift_work
        Works changing shifts; in Iran the four-week limit then stands in place of the daily one.
    night_worker
        Normally works at least three hours of the day at night.
    weekly_rest_day
        ISO weekday of a fixed weekly rest; None where the day of rest moves with the roster.
    """

    key: str
    packs: tuple[str, ...]
    weekly_hours: Decimal | int | float | None = None
    exempt: bool = False
    opt_out: bool = False
    shift_work: bool = True
    night_worker: bool = False
    weekly_rest_day: int | None = None

    def __post_init__(self) -> None:
        if self.weekly_rest_day is not None and self.weekly_rest_day not in range(1, 8):
            raise ValueError(
                f"Subject {self.key!r}: weekly rest day {self.weekly_rest_day!r} is not 1 (Monday) to 7 (Sunday)."
            )
        if len(set(self.packs)) != len(self.packs):
            raise ValueError(f"Subject {self.key!r} names a rule pack twice: {', '.join(self.packs)}.")


@dataclass(frozen=True, slots=True)
class Breach:
    """One limit that the work of one person does not keep.

    ``value`` and ``limit`` are in ``unit``; ``span`` is the time looked at; ``keys`` name the work
    that counted, in order of time. ``inherited`` is true where the fixed work alone breaks the
    limit and nothing planned makes it worse.
    """

    rule: str
    subject: str
    span: Span
    keys: tuple[str, ...]
    value: Decimal
    limit: Decimal
    unit: str
    fact_id: str
    article: str
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class AtMost:
    """The weights of the taken slots together may not pass the limit: sum(weight * taken) <= limit.

    ``terms`` are pairs (index of slot, weight), by index; weights are positive, units are the
    rule's own and already shortened by their common divisor.
    """

    rule: str
    fact_id: str
    terms: tuple[tuple[int, int], ...]
    limit: int

    def holds(self, taken: frozenset[int]) -> bool:
        """Whether it holds when exactly these slots are taken."""
        return sum(weight for index, weight in self.terms if index in taken) <= self.limit


@dataclass(frozen=True, slots=True)
class SomeFree:
    """At least one of the options has none of its slots taken."""

    rule: str
    fact_id: str
    options: tuple[frozenset[int], ...]

    def holds(self, taken: frozenset[int]) -> bool:
        """Whether it holds when exactly these slots are taken."""
        return any(option.isdisjoint(taken) for option in self.options)


Statement = AtMost | SomeFree


def _check_response(key: str, response_min: int | None) -> None:
    if response_min is not None and response_min < 0:
        raise ValueError(f"{key!r}: a response time of {response_min} minutes lies in the past. Give 0 or more.")
