"""What beats what: the rules of precedence, to be read from top to bottom and pointed at."""

from collections.abc import Iterable, Iterator, Mapping
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


def governing(publications: Iterable[Publication]) -> Iterator[Assignment]:
    """The duties in force: of every pool, those that start while no later version speaks for that time.

    Raises
    ------
    ValueError
        If two publications of one pool carry the same version and their periods overlap.
    """
    pools: dict[str, list[Publication]] = {}
    for publication in publications:
        pools.setdefault(publication.pool, []).append(publication)
    for spoken in pools.values():
        spoken.sort(key=lambda each: (each.version, each.period))
        for place, publication in enumerate(spoken):
            later = [each for each in spoken[place + 1 :] if each.period.overlaps(publication.period)]
            if any(each.version == publication.version for each in later):
                raise ValueError(
                    f"Pool {publication.pool!r} has two publications of version {publication.version} "
                    f"for one time, {later[0].period.start.isoformat()}."
                )
            for duty in publication.assignments:
                if not any(each.period.holds(duty.span.start) for each in later):
                    yield duty


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
        meant = _seat_taken_over(override, seats)
        if meant is not None:
            under = seats.get(meant, UNROSTERED)
            seats[meant] = Held(
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
