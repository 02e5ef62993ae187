"""Holes: the first thing that a roster must not have; and seats that would only be better filled."""

from collections.abc import Iterator

from lamplighter.engines.roster.charges import NoneOf, Sits
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.problem import NEEDED, PREFERRED, SPARE


def holes(ground: Ground) -> Iterator[NoneOf]:
    """Every needed seat that stays empty, as dear as it is important; a seat pinned empty counts too."""
    return _empty(ground, NEEDED, ground.problem.weights.hole)


def preferred(ground: Ground) -> Iterator[NoneOf]:
    """Every seat beyond the least that demand would rather have filled."""
    return _empty(ground, PREFERRED, ground.problem.weights.preferred)


def spare(ground: Ground) -> Iterator[Sits]:
    """Every spare seat that is filled: nobody is put there without some gain elsewhere."""
    for at, seat in enumerate(ground.seats):
        if seat.wanted == SPARE:
            for person in ground.takers(at):
                yield Sits((person, at), ground.problem.weights.spare)


def _empty(ground: Ground, wanted: str, weight: int) -> Iterator[NoneOf]:
    for at, seat in enumerate(ground.seats):
        if seat.wanted == wanted:
            yield NoneOf(tuple((person, at) for person in ground.takers(at)), weight * seat.importance)
