"""Holes: the first thing that a roster must not have."""

from collections.abc import Iterator

from lamplighter.engines.roster.charges import NoneOf
from lamplighter.engines.roster.ground import Ground


def holes(ground: Ground) -> Iterator[NoneOf]:
    """Every seat that stays empty, as dear as it is important; a seat pinned empty counts too."""
    for at, seat in enumerate(ground.seats):
        cost = ground.problem.weights.hole * seat.importance
        yield NoneOf(tuple((person, at) for person in ground.takers(at)), cost)
