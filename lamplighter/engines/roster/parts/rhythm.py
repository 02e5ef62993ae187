"""Rhythm: nights come in runs; a single night between two days costs sleep on both sides."""

from collections.abc import Iterator
from datetime import timedelta

from lamplighter.engines.roster.charges import NoneOf
from lamplighter.engines.roster.ground import Ground

BESIDE = timedelta(hours=36)
"""Two nights are beside each other if the later one starts within this time after the earlier one."""


def isolated(ground: Ground) -> Iterator[NoneOf]:
    """Every night that stands alone. At the edges of the problem nobody knows what lies beyond: not charged."""
    nights = sorted(
        (at for at in range(len(ground.seats)) if ground.is_night(at)), key=lambda at: ground.seats[at].span
    )
    if not nights:
        return
    seats = ground.seats
    first, last = seats[nights[0]].span.start, seats[nights[-1]].span.start
    for at in nights:
        start = seats[at].span.start
        if start - first < BESIDE or last - start < BESIDE:
            continue
        near = [other for other in nights if other != at and abs(seats[other].span.start - start) <= BESIDE]
        for person in ground.takers(at):
            beside = tuple((person, other) for other in near if person in ground.takers(other))
            yield NoneOf(beside, ground.problem.weights.isolated, only_if=(person, at))
