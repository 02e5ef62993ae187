"""The terms on which one person serves, as values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from lamplighter.engines.hours import Span

MANY_WEEKENDS = 8
"""Each choice of weekends is a statement of its own; beyond this they are too many to be useful."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Minutes on duty in a span (None: the whole problem): at least, if it can be done, and never more than.

    ``kinds`` are the kinds of duty that count.
    """

    least: int = 0
    most: int | None = None
    span: Span | None = None
    kinds: frozenset[str] = frozenset({"worked", "standby_site", "standby_home"})

    def __post_init__(self) -> None:
        _ordered("Quota", self.least, self.most)


@dataclass(frozen=True, slots=True)
class Count:
    """Duties of one shift that start in a span: at least, if it can be done, and never more than."""

    shift: str
    least: int = 0
    most: int | None = None
    span: Span | None = None

    def __post_init__(self) -> None:
        _ordered(f"Count of {self.shift!r}", self.least, self.most)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A pattern that repeats from a first day on: for each of its days the shifts that may start; none is off."""

    first: date
    days: tuple[frozenset[str], ...]

    def __post_init__(self) -> None:
        if not self.days:
            raise ValueError("A cycle must have at least one day.")

    def shifts_on(self, day: date) -> frozenset[str]:
        """The shifts that may start on a day."""
        return self.days[(day - self.first).days % len(self.days)]


@dataclass(frozen=True, slots=True)
class Terms:
    """What binds one person besides the law; everything is optional.

    A duty belongs to the local day on which it starts and to every further day that it fills.

    Parameters
    ----------
    minutes, counts
        Limits on time, and on duties of one shift.
    days_in_a_row
        At most so many days of duty without a day off between them.
    days_of_rest
        (days, within): of any so many days in a row within the horizon, some days in a row are off.
    weekends
        (at most, of): of so many of the city's weekends in a row.
    rest_min
        Minutes between the end of any duty and the start of the next.
    never_next_day
        (shift, later shift): never started on two days in a row; forward rotation forbids every step back.
    cycle
        The only shifts that may be given, day by day.
    run_least, off_least
        Days of duty, and days off, that should come in a row: charged by ``weights.terms`` where they do not.
        Runs that touch an edge beyond which nothing is known are never too short.
    """

    minutes: tuple[Quota, ...] = ()
    counts: tuple[Count, ...] = ()
    days_in_a_row: int | None = None
    days_of_rest: tuple[int, int] | None = None
    weekends: tuple[int, int] | None = None
    rest_min: int | None = None
    never_next_day: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    cycle: Cycle | None = None
    run_least: int = 1
    off_least: int = 1

    def __post_init__(self) -> None:
        for name, least in (("days_in_a_row", 1), ("rest_min", 1), ("run_least", 1), ("off_least", 1)):
            value = getattr(self, name)
            if value is not None and value < least:
                raise ValueError(f"Terms.{name} must be {least} or more. Got {value} instead.")
        if self.days_of_rest is not None and not 0 < self.days_of_rest[0] <= self.days_of_rest[1]:
            raise ValueError(f"Terms.days_of_rest must be (days, within) with days first. Got {self.days_of_rest}.")
        if self.weekends is not None and not 0 <= self.weekends[0] < self.weekends[1] <= MANY_WEEKENDS:
            raise ValueError(
                f"Terms.weekends must be (at most, of) with fewer than of, and of {MANY_WEEKENDS} at most. "
                f"Got {self.weekends}."
            )


NO_TERMS = Terms()


def forward(shifts: Iterable[str]) -> frozenset[tuple[str, str]]:
    """What ``never_next_day`` is for shifts that rotate forward only, given early to late."""
    listed = tuple(shifts)
    return frozenset((later, earlier) for n, earlier in enumerate(listed) for later in listed[n + 1 :])


def _ordered(what: str, least: int, most: int | None) -> None:
    if least < 0 or (most is not None and most < least):
        raise ValueError(f"{what}: at least {least} and at most {most} cannot both hold.")
