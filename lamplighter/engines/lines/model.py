"""The question in its plainest shape: people by days, at most one shift a day, rules for each line, daily demand.

A *line* is what one person does over the whole period: a shift or nothing on each day. Each person's rules speak
of their own line only; the demand is all that ties the lines together. Public benchmark files are of this shape.
Every rule is hard where its cost is None; else it may be broken at that cost for each unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

OFF = ""
"""The key that stands for a day without a shift, in runs, wishes and lines."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One kind of shift. ``not_next`` names the shifts that may not be worked on the day after it."""

    key: str
    minutes: int
    not_next: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """How many days in a row may be spent on any of these shifts (or on ``OFF``): ``least`` to ``most``.

    ``begun`` is how long the run was when the period began: 0 if it was none, None if nobody knows; then a run
    that touches the first day may be shorter than ``least``. A run that touches the last day always may.
    ``short`` and ``long`` are the costs of each day too few or too many; None forbids it.
    """

    of: frozenset[str]
    least: int = 1
    most: int | None = None
    short: int | None = None
    long: int | None = None
    begun: int | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """How much of something a line may add up to: ``units`` for each day on a shift, ``least`` to ``most``.

    ``begun`` counts towards the total. ``short`` and ``long`` are costs of each unit too few or too many.
    """

    units: tuple[tuple[str, int], ...]
    least: int = 0
    most: int | None = None
    short: int | None = None
    long: int | None = None
    begun: int = 0


@dataclass(frozen=True, slots=True)
class Weekends:
    """How many weekends a line may touch, and what it costs (``split``) to work on one of two days only.

    A weekend is Saturday and Sunday of one week; it counts if either day is worked.
    """

    most: int | None = None
    long: int | None = None
    split: int = 0
    begun: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """``cost`` if a day is not spent on this shift (``want``), or if it is; ``OFF`` with ``want`` is a free day."""

    day: int
    shift: str
    want: bool
    cost: int


@dataclass(frozen=True, slots=True)
class Person:
    """One person and the rules of their line.

    ``shifts`` are those the person may work at all, ``free`` the days without a shift, ``before`` the shift of
    the day before the period (``OFF`` for none or unknown).
    """

    key: str
    shifts: frozenset[str]
    free: frozenset[int] = frozenset()
    runs: tuple[Run, ...] = ()
    totals: tuple[Total, ...] = ()
    weekends: Weekends | None = None
    wishes: tuple[Wish, ...] = ()
    before: str = OFF


@dataclass(frozen=True, slots=True)
class Demand:
    """How many people a shift needs on a day: never under ``least``, rather neither more nor less than ``wanted``.

    ``short`` and ``over`` are the costs of each one under or over ``wanted``.
    """

    day: int
    shift: str
    wanted: int
    short: int
    over: int = 0
    least: int = 0


@dataclass(frozen=True)
class Grid:
    """People by days. Day 0 is a ``first_weekday`` (0 is Monday).

    Raises
    ------
    ValueError
        For keys that are used twice or unknown, and days outside the period.
    """

    days: int
    shifts: tuple[Shift, ...]
    people: tuple[Person, ...]
    demands: tuple[Demand, ...]
    first_weekday: int = 0
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"A grid must have at least one day. Got {self.days} instead.")
        _unique("shift", (each.key for each in self.shifts))
        _unique("person", (each.key for each in self.people))
        _unique("demand", ((each.day, each.shift) for each in self.demands))
        keys = self.shift_numbers
        for shift in self.shifts:
            _known(f"Shift {shift.key!r}", shift.not_next, keys)
        for demand in self.demands:
            _known("A demand", [demand.shift], keys)
            self._within(f"A demand for {demand.shift!r}", demand.day)
        for person in self.people:
            who = f"Person {person.key!r}"
            _known(who, person.shifts, keys)
            _known(who, (each.shift for each in person.wishes if each.shift != OFF), keys)
            for day in (*person.free, *(wish.day for wish in person.wishes)):
                self._within(who, day)

    @cached_property
    def shift_numbers(self) -> dict[str, int]:
        return {shift.key: at for at, shift in enumerate(self.shifts)}

    def weekday(self, day: int) -> int:
        """0 for Monday to 6 for Sunday."""
        return (self.first_weekday + day) % 7

    def _within(self, who: str, day: int) -> None:
        if not 0 <= day < self.days:
            raise ValueError(f"{who} speaks of day {day}; the period has days 0 to {self.days - 1}.")


Lines = dict[str, tuple[str, ...]]
"""A roster: for each person's key the shift of each day, ``OFF`` where there is none."""


def _unique(what: str, keys: Iterable[object]) -> None:
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"Two entries for {what} {key!r}. Remove one of the two.")
        seen.add(key)


def _known(who: str, named: Iterable[str], known: dict[str, int]) -> None:
    missing = sorted(set(named) - set(known))
    if missing:
        raise ValueError(f"{who} names shift {missing[0]!r}, which the grid does not have.")
