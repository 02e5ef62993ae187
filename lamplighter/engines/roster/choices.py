"""Who could take one seat: the answer to a hole, and to a call at six in the morning from somebody ill."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lamplighter.engines.roster.board import Board, code_of
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.meter import Meter
from lamplighter.engines.roster.parts import bill_of
from lamplighter.engines.roster.problem import Pin, Placed, Problem
from lamplighter.engines.roster.result import Reason
from lamplighter.engines.roster.verdict import judged


@dataclass(frozen=True, slots=True)
class Choice:
    """One person and one seat: lawful or not, and why not.

    ``nights`` are those of the ledger and this roster, without the seat in question; ``cost`` is what the
    objective would grow by, the hole itself left out.
    """

    person: str
    lawful: bool
    reasons: tuple[Reason, ...]
    nights: int
    cost: int


def candidates_for(problem: Problem, seat_key: str, roster: Iterable[Placed]) -> tuple[Choice, ...]:
    """Everybody but who sits there now: the lawful first, and of those the ones it costs least.

    Then those for whom it is unlawful as things stand, last those who are ruled out whatever the roster.

    Parameters
    ----------
    problem
        Leave, skills and history as they are now (put a sick person's days into ``away``).
    seat_key
        The seat to fill; whether somebody sits there does not matter.
    roster
        Who sits where today. Everything but the asked seat is taken as settled.

    Raises
    ------
    ValueError
        If the seat is unknown, or the roster puts somebody in two places at once.
    """
    placed = {each.seat: each.person for each in roster}
    if seat_key not in {seat.key for seat in problem.seats}:
        raise ValueError(f"There is no seat {seat_key!r} in this problem.")
    pins = tuple(Pin(seat.key, placed.get(seat.key)) for seat in problem.seats if seat.key != seat_key)
    ground = lay(replace(problem, pins=pins))
    board = Board(ground)
    meter = Meter([charge for charges in bill_of(ground).values() for charge in charges])
    for settled, who in ground.settled.items():
        if who is not None:
            meter.take((who, settled))
    at = ground.seat_keys[seat_key]
    empty = problem.weights.hole * ground.seats[at].importance
    choices: list[tuple[tuple[object, ...], Choice]] = []
    for number, person in enumerate(ground.people):
        if placed.get(seat_key) == person.key:
            continue
        plain = [reason for reason in board.refusals(number, at) if not reason.rule]
        able = number in ground.domain[at]
        legal = [
            Reason(person.key, code_of(breach.rule), breach.rule, breach.fact_id)
            for breach in (judged(ground, number, (at,)) if able else ())
            if not breach.inherited
        ]
        nights = person.ledger.nights + sum(
            sitter == number and ground.is_night(seat) for seat, sitter in ground.settled.items()
        )
        cost = meter.price((number, at)) + empty if able else 0
        choice = Choice(person.key, not plain and not legal, (*plain, *legal), nights, cost)
        choices.append(((not choice.lawful, not able, cost, nights, person.key), choice))
    return tuple(choice for _, choice in sorted(choices, key=lambda each: each[0]))
