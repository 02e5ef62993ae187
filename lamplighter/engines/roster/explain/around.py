"""Which seats are looked at to explain a hole: few at first, those that compete for the same people before others.

Seats further away are not asked to be filled: what clashes without them clashes with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.ground import Ground

ALONE, HOURS_36, DAYS_4, DAYS_10, EVER = (timedelta(days) for days in (0, 1.5, 4, 10, 1500))
WIDER = (ALONE, HOURS_36, DAYS_4, DAYS_10, EVER)

A_PERSON = 10
"""What one more person adds to a question, in pairs."""


@dataclass(frozen=True, slots=True)
class Question:
    """Can all these seats be filled? If ``stand``, while everybody else stays where they are.

    Without: a no is a clash. With: a yes is a way to fill the hole by moving people. ``size`` says how long the
    answer may take: it counts people, and pairs of person and seat.
    """

    seats: tuple[int, ...]
    stand: bool
    size: int


class Around:
    """The filled seats around one hole."""

    def __init__(self, ground: Ground, sitting: Sitting, hole: int) -> None:
        self.ground = ground
        self.sitting = sitting
        self.hole = hole
        self.filled = tuple(at for at, person in enumerate(sitting) if person is not None)
        self.could = frozenset(ground.takers(hole))

    def questions(self) -> Iterator[Question]:
        """The questions about a hole, the smallest first; the last of them settles it."""
        alone = self.near(ALONE)
        kin = [self.kin(far) for far in WIDER]
        near = [self.near(far) for far in WIDER]
        clash = dict.fromkeys([alone, *kin, *near])
        fill = dict.fromkeys([alone, *(self.kin(far, theirs=True) for far in WIDER), *near[:-1]])
        asked = [self.question(seats) for seats in clash] + [self.question(seats, stand=True) for seats in fill]
        yield from sorted(asked, key=lambda each: (each.size, each.stand))

    def question(self, seats: tuple[int, ...], *, stand: bool = False) -> Question:
        """A question with its size."""
        takers = [self.ground.takers(at) for at in seats]
        return Question(seats, stand, sum(map(len, takers)) + A_PERSON * len(frozenset().union(*takers)))

    def near(self, far: timedelta) -> tuple[int, ...]:
        """The hole with the filled seats that lie so far around it; alone, with those that somebody has pinned."""
        found = (other for other in self.filled if self._lies(other, far))
        return tuple(sorted({self.hole, *(other for other in found if far or other in self.ground.settled)}))

    def kin(self, far: timedelta, *, theirs: bool = False) -> tuple[int, ...]:
        """The hole with the filled seats so far around it that nobody may take but those who might take it;
        ``theirs``: with all that these people hold besides.
        """
        found = {
            other
            for other in self.filled
            if self._lies(other, far)
            and (self.could.issuperset(self.ground.takers(other)) or (theirs and self.sitting[other] in self.could))
        }
        return tuple(sorted(found.union(self.near(ALONE))))

    def _lies(self, other: int, far: timedelta) -> bool:
        seats, span = self.ground.seats, self.ground.seats[self.hole].span
        return seats[other].span.start < span.end + far and span.start - far < seats[other].span.end
