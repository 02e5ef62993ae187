"""Repair of a published roster: first only what is empty now is filled, and everything else stays as it was told.

Where that fills every seat, no roster changes fewer duties, and the model of the empty seats alone proves the best
of them. Where it does not, the other movements of the exact search go on from there.
"""

from collections.abc import Iterable

from lamplighter.engines.roster.board import Board
from lamplighter.engines.roster.charges import NoneOf, Sitting, charged
from lamplighter.engines.roster.cpsat.movements import Exact
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.parts import Bill
from lamplighter.engines.roster.proposal import Effort, Proposal

SHARE = 0.5  # of the work, for what is empty


def repair(ground: Ground, bill: Bill, effort: Effort) -> Proposal:
    """The published roster with as little change as fills it; without one, the exact search."""
    search = Exact(ground, bill, effort)
    if not ground.problem.published:
        return search.result()
    search.begin(_as_told(ground))
    empty = [(person, at) for at in ground.open_seats if search.best[at] is None for person in ground.domain[at]]
    done = search.within(empty, SHARE) if empty else True
    if done and search.cost <= _if_more_changes(ground, bill, search.best):
        return Proposal(search.best, search.cost, "optimal")
    return search.result(search.best)


def _as_told(ground: Ground) -> Sitting:
    """The published roster, as far as it can still be."""
    board = Board(ground)
    told = {
        ground.seat_keys[each.seat]: each.person
        for each in ground.problem.published
        if each.seat in ground.seat_keys
    }
    for at in ground.open_seats:
        person = ground.person_keys.get(told.get(at, ""))
        if person is not None and board.may(person, at):
            board.take(person, at)
    return tuple(board.sitting)


def _if_more_changes(ground: Ground, bill: Bill, sitting: Sitting) -> int:
    """What any roster costs at least that changes a duty which this one keeps."""
    lost, kept = 0, []
    for charge in _changes(bill):
        (pair,) = charge.pairs
        if pair[0] not in ground.takers(pair[1]):
            lost += charge.cost
        elif not charged(charge, sitting)[1] and pair[1] not in ground.settled:
            kept.append(charge.cost)
    return lost + min(kept, default=1 << 60)


def _changes(bill: Bill) -> Iterable[NoneOf]:
    return (charge for charge in bill["changes"] if isinstance(charge, NoneOf) and len(charge.pairs) == 1)
