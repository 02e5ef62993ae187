"""What the resolver reads and what it answers: frozen values, half-open spans of aware UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from lamplighter.engines.hours import Span

Source = Literal["published", "override", "closed", "hole", "unrostered"]
SOURCES: tuple[Source, ...] = get_args(Source)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One duty of a published roster; ``person`` None is a hole that was published as one.

    ``seat`` (1, 2, …) keeps several people on one layer apart. Two duties that claim the same seat at the
    same time are both kept: the later one is shown on the next free seat, as nobody who is on may vanish.
    """

    pool: str
    layer: str
    person: str | None
    span: Span
    key: str
    version: int
    kind: str
    seat: int = 1

    def __post_init__(self) -> None:
        if self.seat < 1:
            raise ValueError(f"Assignment {self.key!r}: seat must be 1 or more. Got {self.seat} instead.")


@dataclass(frozen=True, slots=True)
class Publication:
    """One published version of a pool's roster and the period that it speaks for.

    A version governs the duties that *start* in its period; a duty under way is never cut at a border between
    two versions (a night of 31 January belongs to January until the morning).
    """

    pool: str
    version: int
    period: Span
    assignments: tuple[Assignment, ...]

    def __post_init__(self) -> None:
        for each in self.assignments:
            if (each.pool, each.version) != (self.pool, self.version):
                raise ValueError(
                    f"Assignment {each.key!r} says pool {each.pool!r} version {each.version}, "
                    f"but its publication is pool {self.pool!r} version {self.version}."
                )
            if not self.period.holds(each.span.start):
                raise ValueError(
                    f"Assignment {each.key!r} starts at {each.span.start.isoformat()}, outside the period "
                    f"{self.period.start.isoformat()} to {self.period.end.isoformat()} of its publication."
                )


@dataclass(frozen=True, slots=True)
class Override:
    """Someone takes over, or (``person`` None) is taken off and leaves a hole.

    ``replaces`` names the assignment that is taken over; without it the layer's first seat is meant.
    ``kind`` empty means: the kind of the duty taken over.
    """

    pool: str
    layer: str
    person: str | None
    span: Span
    key: str
    made_at: datetime
    replaces: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """A declared time in which the pool wants nobody on."""

    pool: str
    span: Span


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many people a layer wants during a span; several that overlap add up."""

    pool: str
    layer: str
    span: Span
    people: int

    def __post_init__(self) -> None:
        if self.people < 0:
            raise ValueError(f"Wanted people must be 0 or more. Got {self.people} for {self.pool!r} instead.")


@dataclass(frozen=True, slots=True)
class Cover:
    """One piece of the answer: this seat, this stretch, this person or the reason why nobody.

    ``key`` is the key of what decided: the assignment (published, hole) or the override; else empty.
    ``assignment`` is the duty underneath, also when an override lies on it. ``kind`` is the kind of work.
    """

    pool: str
    layer: str
    seat: int
    span: Span
    person: str | None
    source: Source
    key: str = ""
    assignment: str = ""
    kind: str = ""
