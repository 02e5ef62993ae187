"""What beats what: the rules of precedence, to be read from top to bottom and pointed at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lamplighter.engines.duty.values import (
    Assignment,
    Closure,
    Override,
    Publication,
    Source,
    Wanted,
)


@dataclass(frozen=True, slots=True)
class Held:
    """What one seat holds at one instant."""

    person: str | None
    source: Source
    key: str = ""
    assignment: str = ""
    kind: str = ""


UNROSTERED = Held(None, "unrostered")
CLOSED = Held(None, "closed")


@dataclass(frozen=True, slots=True)
class Layer:
    """All that bears on one layer of one pool."""

    duties: tuple[Assignment, ...]
    overrides: tuple[Override, ...]
    closures: tuple[Closure, ...]
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class State:
    """The seats of a layer at one instant; ``empty`` is what any other seat holds."""

    seats: Mapping[int, Held] = field(default_factory=dict)
    empty: Held = UNROSTERED

    def held(self, seat: int) -> Held:
        return self.seats.get(seat, self.empty)


def governing(publications: Sequence[Publication]) -> tuple[Assignment, ...]:
    """The duties in force: of every pool, those that start while no later version speaks for that time.

    Raises
    ------
    ValueError
        If two publications of one pool carry the same version and their periods overlap.
    """
    for place, one in enumerate(publications):
        for other in publications[place + 1 :]:
            if (one.pool, one.version) == (other.pool, other.version) and (
                one.period.start < other.period.end and other.period.start < one.period.end
            ):
                raise ValueError(
                    f"Pool {one.pool!r} has two publications of version {one.version} "
                    f"that both speak for {max(one.period.start, other.period.start).isoformat()}."
                )
    return tuple(
        duty
        for publication in publications
        for duty in publication.assignments
        if not any(
            later.pool == publication.pool
            and later.version > publication.version
            and later.period.start <= duty.span.start < later.period.end
            for later in publications
        )
    )


def seats_at(layer: Layer) -> State:
    """What each seat of a layer holds, given only what is alive at that instant."""
    # 1. A closure beats everything: nobody is wanted, nobody is on.
    if layer.closures:
        return State(empty=CLOSED)

    # 2. Every duty in force takes its seat, or the next free one: nobody who is on may vanish.
    seats: dict[int, Held] = {}
    for duty in sorted(layer.duties, key=lambda duty: (duty.seat, duty.span.start, duty.key)):
        seat = duty.seat if duty.seat not in seats else _free_seat(seats)
        source: Source = "hole" if duty.person is None else "published"
        seats[seat] = Held(duty.person, source, duty.key, duty.key, duty.kind)

    # 3. Demand that no duty answers is a hole.
    for _ in range(sum(each.people for each in layer.wanted) - len(seats)):
        seats[_free_seat(seats)] = Held(None, "hole")

    # 4. Overrides lie on top, the one made last topmost.
    for override in sorted(layer.overrides, key=lambda each: (each.made_at, each.key)):
        seat = _seat_taken_over(override, seats)
        if seat is not None:
            under = seats.get(seat, UNROSTERED)
            seats[seat] = Held(
                override.person,
                "hole" if override.person is None else "override",
                override.key,
                under.assignment,
                override.kind or under.kind,
            )
    return State(seats)


def _seat_taken_over(override: Override, seats: Mapping[int, Held]) -> int | None:
    """The seat that an override means: that of the duty it names, or the layer's first."""
    if override.replaces is None:
        return min(seats, default=1)
    return next((seat for seat, held in seats.items() if held.assignment == override.replaces), None)


def _free_seat(seats: Mapping[int, Held]) -> int:
    return next(seat for seat in range(1, len(seats) + 2) if seat not in seats)
