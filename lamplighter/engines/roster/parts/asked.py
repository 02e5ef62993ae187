"""What people asked for and were told: preferred skills, wishes, and the roster that is already published."""

from collections.abc import Iterator

from lamplighter.engines.roster.charges import NoneOf, Sits
from lamplighter.engines.roster.ground import Ground


def changes(ground: Ground) -> Iterator[NoneOf]:
    """Every duty of the published roster that somebody else would get now.

    A published duty that its person cannot do any more (sick, left) is charged as well, but alike in every
    roster; a published hole that is filled costs nothing.
    """
    seats, people = ground.seat_keys, ground.person_keys
    for told in ground.problem.published:
        if told.seat in seats and told.person in people:
            yield NoneOf(((people[told.person], seats[told.seat]),), ground.problem.weights.change)


def skills(ground: Ground) -> Iterator[Sits]:
    """Every preferred skill that the person on the seat lacks."""
    for at, seat in enumerate(ground.seats):
        preferred = [wanted for wanted in seat.skills if not wanted.required]
        if not preferred:
            continue
        for person in ground.takers(at):
            held = ground.people[person].skills
            missing = sum(held.get(wanted.skill, 0) < wanted.level for wanted in preferred)
            if missing:
                yield Sits((person, at), ground.problem.weights.skill * missing)


def wishes(ground: Ground) -> Iterator[Sits | NoneOf]:
    """Every wish that is not met: a wanted duty that somebody else has, an unwanted one that stays.

    A wish for any of several seats, or for "any duty in this span", is met by one; a wish against them is charged
    for each that is had.
    Wishes that no roster can meet, or that every roster meets, are not charged.
    """
    for wish in ground.problem.wishes:
        person = ground.person_keys[wish.person]
        meant = [
            (person, at)
            for at, seat in enumerate(ground.seats)
            if (seat.key in wish.named or (wish.span is not None and wish.span.overlaps(seat.span)))
            and person in ground.takers(at)
        ]
        cost = ground.problem.weights.wish * wish.weight
        if not wish.want:
            yield from (Sits(pair, cost) for pair in meant)
        elif meant:
            yield NoneOf(tuple(meant), cost)
