"""Which part of a roster to open up again while everything else stands: NEIGHBOURHOODS is the index."""

from collections.abc import Callable, Iterable

from numpy.random import Generator

from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.ground import Ground, Pair


def a_stretch_of_time(ground: Ground, sitting: Sitting, size: int, rng: Generator) -> list[Pair]:
    """Consecutive open seats, until about ``size`` decisions are free."""
    seats = ground.open_seats
    first = int(rng.integers(len(seats)))
    return _until(ground, (*seats[first:], *seats[:first]), size)


def around_a_hole(ground: Ground, sitting: Sitting, size: int, rng: Generator) -> list[Pair]:
    """The seats nearest in time to one that is empty; where none is, around any seat."""
    seats = ground.open_seats
    empty = [at for at in seats if sitting[at] is None and ground.domain[at]] or seats
    middle = ground.seats[empty[int(rng.integers(len(empty)))]].span.start
    nearest = sorted(seats, key=lambda at: (abs(ground.seats[at].span.start - middle), ground.seats[at].key))
    return _until(ground, nearest, size)


def a_few_people(ground: Ground, sitting: Sitting, size: int, rng: Generator) -> list[Pair]:
    """Everything that a few people hold, and every hole, among these people only."""
    busy = [person for person, seats in enumerate(ground.choices) if seats]
    chosen: set[int] = set()
    free: list[Pair] = []
    for person in rng.permutation(busy).tolist():
        more = _among(ground, sitting, chosen | {person})
        if len(chosen) > 1 and len(more) > size:
            break
        chosen.add(person)
        free = more
    return free


def some_kind_of_duty(ground: Ground, sitting: Sitting, size: int, rng: Generator) -> list[Pair]:
    """Seats of one layer and shift in the order of time: nights with nights, weekends with weekends."""
    seats = ground.open_seats
    pattern = ground.seats[seats[int(rng.integers(len(seats)))]]
    alike = [
        at
        for at in seats
        if (ground.seats[at].pool, ground.seats[at].shift) == (pattern.pool, pattern.shift)
        and (ground.seats[at].tags & pattern.tags) == pattern.tags
    ]
    first = int(rng.integers(len(alike)))
    return _until(ground, (*alike[first:], *alike[:first]), size)


NEIGHBOURHOODS: tuple[Callable[[Ground, Sitting, int, Generator], list[Pair]], ...] = (
    a_stretch_of_time,
    a_few_people,
    some_kind_of_duty,
    around_a_hole,
)


def _until(ground: Ground, seats: Iterable[int], size: int) -> list[Pair]:
    """These seats with all their takers, until about ``size`` decisions are free."""
    free: list[Pair] = []
    for at in seats:
        if free and len(free) + len(ground.domain[at]) > size:
            break
        free.extend((person, at) for person in ground.domain[at])
    return free


def _among(ground: Ground, sitting: Sitting, chosen: set[int]) -> list[Pair]:
    return [
        (person, at)
        for at in ground.open_seats
        if sitting[at] is None or sitting[at] in chosen
        for person in ground.domain[at]
        if person in chosen
    ]
