"""Why a seat is empty: for every person one plain reason, and one for the seat as a whole."""

from collections import Counter
from typing import Literal

from lamplighter.engines.roster.board import Board
from lamplighter.engines.roster.result import CODES, Code, Hole, Reason


def holes_of(board: Board) -> tuple[Hole, ...]:
    """Every empty seat in order of time, with what stands against each person."""
    seats = board.ground.seats
    empty = [at for at in range(len(seats)) if board.sitting[at] is None]
    return tuple(_hole(board, at) for at in sorted(empty, key=lambda at: (seats[at].span, seats[at].key)))


def _hole(board: Board, at: int) -> Hole:
    ground = board.ground
    key, wanted = ground.seats[at].key, ground.seats[at].wanted
    if at in ground.settled:
        return Hole(key, "settled", tuple(Reason(person.key, "settled") for person in ground.people), wanted)
    reasons = tuple(
        next(board.refusals(number, at), Reason(person.key, "free")) for number, person in enumerate(ground.people)
    )
    return Hole(key, _summary(reasons), reasons, wanted)


def _summary(reasons: tuple[Reason, ...]) -> Code | Literal["nobody"]:
    """The commonest reason among those who belong to the pool; if nobody does, that."""
    if not reasons:
        return "nobody"
    counts = Counter(reason.code for reason in reasons if reason.code != "not_eligible")
    if not counts:
        return "not_eligible"
    return min(counts, key=lambda code: (-counts[code], CODES.index(code)))
