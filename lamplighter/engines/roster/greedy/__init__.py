"""Seat by seat, the lawful person who costs least: quick, fair, and never in doubt about the law.

It is the first answer that a city sees, the warm start of the exact search, and the whole search where the
limit is tiny. What one pass leaves empty it tries to fill by moving one duty of somebody who could take it.
"""

from collections.abc import Iterable
from time import monotonic

from numpy.random import default_rng

from lamplighter.engines.roster.board import Board
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.meter import Meter
from lamplighter.engines.roster.parts import Bill
from lamplighter.engines.roster.problem import NEEDED
from lamplighter.engines.roster.proposal import Effort, Proposal


def search(ground: Ground, bill: Bill, effort: Effort) -> Proposal:
    """A roster made in one pass through time, then mended where it has holes."""
    desk = _Desk(ground, bill, effort)
    for at, person in _draft(ground):
        desk.take_if_lawful(person, at)
    for at in sorted(ground.open_seats, key=lambda at: _turn(ground, at)):
        if desk.board.sitting[at] is None:
            desk.fill(at)
    for at in ground.open_seats:
        if desk.board.sitting[at] is None and ground.seats[at].wanted == NEEDED and not desk.late():
            desk.mend(at)
    return Proposal(tuple(desk.board.sitting), None, "stopped" if desk.late() else "feasible")


def _turn(ground: Ground, at: int) -> tuple[object, ...]:
    """The order of filling: what is needed through time, at one time the most important and the scarcest first."""
    seat = ground.seats[at]
    return (seat.wanted != NEEDED, seat.span.start, -seat.importance, len(ground.domain[at]), seat.key)


def _draft(ground: Ground) -> Iterable[tuple[int, int]]:
    """What to start from: the published roster, then the draft, as far as they are about open seats."""
    for placed in (*ground.problem.published, *ground.problem.draft):
        at, person = ground.seat_keys.get(placed.seat), ground.person_keys.get(placed.person)
        if at is not None and person is not None and at not in ground.settled:
            yield at, person


class _Desk:
    """The board, its running account, and the order in which equals are asked."""

    def __init__(self, ground: Ground, bill: Bill, effort: Effort) -> None:
        self.ground = ground
        self.board = Board(ground)
        self.meter = Meter([charge for charges in bill.values() for charge in charges])
        self.rank = default_rng(effort.seed).permutation(len(ground.people)).tolist()
        self.until = monotonic() + effort.seconds
        self.effort = effort
        for at, person in ground.settled.items():
            if person is not None:
                self.meter.take((person, at))

    def late(self) -> bool:
        return monotonic() > self.until or self.effort.stop()

    def take_if_lawful(self, person: int, at: int) -> bool:
        if self.board.sitting[at] is not None or not self.board.may(person, at):
            return False
        self._take(person, at)
        return True

    def fill(self, at: int, *, without: int | None = None) -> bool:
        """Give the seat to whom it costs least; one that is not needed only where that is a gain."""
        needed = self.ground.seats[at].wanted == NEEDED
        cheapest = sorted(
            self.ground.domain[at], key=lambda person: (self.meter.price((person, at)), self.rank[person])
        )
        return any(
            person != without and (needed or self.meter.price((person, at)) < 0) and self.take_if_lawful(person, at)
            for person in cheapest
        )

    def mend(self, at: int) -> bool:
        """Fill a hole with somebody who hands one of their other duties to a third person."""
        start = self.ground.seats[at].span.start
        for person in sorted(self.ground.domain[at], key=lambda person: self.rank[person]):
            held = [other for other in self.ground.choices[person] if self.board.sitting[other] == person]
            for other in sorted(held, key=lambda other: abs(self.ground.seats[other].span.start - start))[:8]:
                self._leave(other)
                if self.take_if_lawful(person, at):
                    if self.fill(other, without=person):
                        return True
                    self._leave(at)
                self._take(person, other)
        return False

    def _take(self, person: int, at: int) -> None:
        self.board.take(person, at)
        self.meter.take((person, at))

    def _leave(self, at: int) -> None:
        self.meter.leave((self.board.leave(at), at))
