"""Who could take one seat: the answer to a hole, and to a call at six in the morning from somebody ill."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lamplighter.engines.roster.board import Board, code_of
from lamplighter.engines.roster.explain.prices import Prices, cost_of
from lamplighter.engines.roster.ground import lay
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
    placed = tuple(roster)
    vacancy = Vacancy(problem, seat_key, placed)
    prices = Prices(lay(without_pin(problem, seat_key)), (each for each in placed if each.seat != seat_key))
    ground, at = vacancy.ground, vacancy.at
    sits_now = {each.person for each in placed if each.seat == seat_key}
    choices: list[tuple[tuple[object, ...], Choice]] = []
    for number, person in enumerate(ground.people):
        if person.key in sits_now:
            continue
        able, reasons = vacancy.against(number)
        nights = person.ledger.nights + sum(
            sitter == number and ground.is_night(seat) for seat, sitter in ground.settled.items()
        )
        parts = prices.difference({at: number}) if able else ()
        cost = cost_of(part for part in parts if part.name != "holes")
        choice = Choice(person.key, not reasons, reasons, nights, cost)
        choices.append(((not choice.lawful, not able, cost, nights, person.key), choice))
    return tuple(choice for _, choice in sorted(choices, key=lambda each: each[0]))


class Vacancy:
    """One seat that is open while everything else of a roster stands, lawful or not."""

    def __init__(self, problem: Problem, seat_key: str, roster: Iterable[Placed]) -> None:
        placed = {each.seat: each.person for each in roster}
        if seat_key not in {seat.key for seat in problem.seats}:
            raise ValueError(f"There is no seat {seat_key!r} in this problem.")
        pins = tuple(Pin(seat.key, placed.get(seat.key)) for seat in problem.seats if seat.key != seat_key)
        self.ground = lay(replace(problem, pins=pins))
        self.at = self.ground.seat_keys[seat_key]
        self._board = Board(self.ground)

    def against(self, person: int) -> tuple[bool, tuple[Reason, ...]]:
        """Whether this person may take such a seat at all, and everything that stands against it now."""
        able = person in self.ground.domain[self.at]
        plain = [reason for reason in self._board.refusals(person, self.at) if not reason.rule]
        legal = [
            Reason(self.ground.people[person].key, code_of(breach.rule), breach.rule, breach.fact_id)
            for breach in (judged(self.ground, person, (self.at,)) if able else ())
            if not breach.inherited
        ]
        return able, (*plain, *legal)


def without_pin(problem: Problem, seat_key: str) -> Problem:
    """The same problem with one seat left open."""
    return replace(problem, pins=tuple(pin for pin in problem.pins if pin.seat != seat_key))
