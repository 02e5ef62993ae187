"""Why this person sits here, and what the next best would cost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lamplighter.engines.roster.board import company
from lamplighter.engines.roster.choices import Vacancy, without_pin
from lamplighter.engines.roster.explain.prices import Prices, cost_of
from lamplighter.engines.roster.ground import lay
from lamplighter.engines.roster.problem import Placed, Problem, Seat
from lamplighter.engines.roster.result import Part, Reason, Result
from lamplighter.engines.roster.verdict import judged

TRIED = 40
"""How many exchanges the law is asked about, the cheapest first: a month then answers in about a second."""


@dataclass(frozen=True, slots=True)
class Instead:
    """Somebody else on the seat: what stands against it, and what the objective would grow by.

    ``more`` is below 0 where the roster would be better for it, and None for those who can never sit there.
    ``parts`` are the differences by named part; they sum to ``more``.
    """

    person: str
    lawful: bool
    reasons: tuple[Reason, ...]
    more: int | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two people change places: ``person`` takes the seat asked about and gives ``seat`` for it. Always lawful."""

    person: str
    seat: str
    more: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """One seat of a roster, explained.

    ``person`` is who sits there (None: nobody), ``settled`` whether a pin says so. ``parts`` are what they draw
    there, each named part against the same roster with the seat empty, the hole itself left out; ``cost`` is
    their sum. ``others`` are everybody else: the lawful first, the cheapest of them first, last those who are
    ruled out. ``exchanges`` are the cheapest lawful ways to change places with somebody.
    """

    seat: str
    person: str | None
    settled: bool
    cost: int
    parts: tuple[Part, ...]
    others: tuple[Instead, ...]
    exchanges: tuple[Exchange, ...]

    @property
    def next_best(self) -> Instead | Exchange | None:
        """The cheapest lawful change, None where there is none."""
        found: list[Instead | Exchange] = [*(each for each in self.others if each.lawful), *self.exchanges]
        return min(found, key=lambda each: each.more or 0, default=None)


def why(problem: Problem, roster: Result | Iterable[Placed], seat_key: str, *, exchanges: int = 3) -> Why:
    """Why a seat has the person it has: their cost by part, and everybody else's beside it.

    Parameters
    ----------
    problem
        The problem that the roster answers.
    roster
        A result, or who sits where; everything but the seat asked about (and, in an exchange, the other seat)
        stays as it is.
    exchanges
        How many exchanges to tell at most; 0 asks for none.

    Raises
    ------
    ValueError
        If the seat is unknown, or the roster puts somebody in two places at once.
    """
    placed = tuple(roster.assignments if isinstance(roster, Result) else roster)
    vacancy = Vacancy(problem, seat_key, placed)
    prices = Prices(lay(without_pin(problem, seat_key)), placed)
    at, people = vacancy.at, problem.people
    sitter = prices.sitting[at]
    parts = _drawn(prices, at)
    settled = any(pin.seat == seat_key for pin in problem.pins)
    return Why(
        seat_key,
        None if sitter is None else people[sitter].key,
        settled,
        cost_of(parts),
        parts,
        tuple(sorted(_others(vacancy, prices), key=_rank)),
        () if sitter is None or settled else tuple(_exchanges(problem, prices, at, sitter, exchanges)),
    )


def _drawn(prices: Prices, at: int) -> tuple[Part, ...]:
    """What the person on a seat draws there."""
    empty = list(prices.sitting)
    empty[at] = None
    return tuple(part for part in prices.between(empty, prices.sitting, (at,)) if part.name != "holes")


def _others(vacancy: Vacancy, prices: Prices) -> Iterator[Instead]:
    for number, person in enumerate(vacancy.ground.people):
        if number == prices.sitting[vacancy.at]:
            continue
        able, reasons = vacancy.against(number)
        parts = prices.difference({vacancy.at: number}) if able else ()
        yield Instead(person.key, not reasons, reasons, cost_of(parts) if able else None, parts)


def _rank(each: Instead) -> tuple[object, ...]:
    return (not each.lawful, each.more is None, each.more, each.person)


def _exchanges(problem: Problem, prices: Prices, at: int, sitter: int, most: int) -> Iterator[Exchange]:
    """The cheapest exchanges that break nothing."""
    if not most:
        return
    ground = prices.ground
    priced = []
    for other, holder in enumerate(prices.sitting):
        if holder is None or holder == sitter or other in ground.settled:
            continue
        if _alike(ground.seats[at], ground.seats[other]):
            continue  # the same duty: nothing would change
        if holder in ground.domain[at] and sitter in ground.domain[other]:
            parts = prices.difference({at: holder, other: sitter})
            priced.append((cost_of(parts), ground.seats[other].key, other, holder, parts))
    found = 0
    for more, key, other, holder, parts in sorted(priced, key=lambda each: each[:2])[:TRIED]:
        if _stands(prices, {at: holder, other: sitter}):
            yield Exchange(problem.people[holder].key, key, more, parts)
            found += 1
            if found == most:
                return


def _alike(one: Seat, other: Seat) -> bool:
    """Whether two seats are two places of one duty."""
    return (one.pool, one.layer, one.shift, one.span) == (other.pool, other.layer, other.shift, other.span)


def _stands(prices: Prices, moves: dict[int, int]) -> bool:
    """Whether two people may have these seats instead, by the law and by the company they would keep."""
    ground = prices.ground
    after = list(prices.sitting)
    for seat, person in moves.items():
        after[seat] = person
    for seat, person in moves.items():
        if next(company(ground, after, person, seat), None) is not None:
            return False
        held = tuple(one for one in ground.open_seats if after[one] == person)
        if any(not breach.inherited for breach in judged(ground, person, held)):
            return False
    return True
