"""Everybody's question at once: what the prices prove, and which sets of seats are worth having."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.roster.board import LawBook
from lamplighter.engines.roster.charges import Charge, NoneOf, charged, seats_of
from lamplighter.engines.roster.columns.question import Answer, Question, Tables, owned
from lamplighter.engines.roster.ground import Ground

WORKERS = 2
Prices = NDArray[np.float64]
Seats = tuple[int, ...]


class Pricing:
    """The questions of all people, the tables they are answered in, and what each set of seats costs."""

    def __init__(self, ground: Ground, charges: Sequence[Charge]) -> None:
        self.ground = ground
        mine = owned(charges)
        self._mine = [mine.get(person, []) for person in range(len(ground.people))]
        self.questions = [Question(ground, person, self._mine[person]) for person in range(len(ground.people))]
        self._like = self._likes()
        """For each person the first with the very same question: a month without leave asks the same of many."""
        self.empty = _empty(ground, charges)
        """What a seat costs that stays empty."""
        self.constant = sum(
            charge.cost
            for charge in charges
            if isinstance(charge, NoneOf) and not charge.pairs and not charge.only_if
        )
        self.closed = np.zeros((len(ground.people), len(ground.seats)), np.bool_)
        self.cells = 0
        """Cells filled so far: what all the pricing has cost."""
        self._scratch: list[int | None] = [ground.settled.get(at) for at in range(len(ground.seats))]
        self._idle_costs = [[charged(charge, self._scratch)[1] for charge in mine] for mine in self._mine]
        self._idle = [sum(costs) for costs in self._idle_costs]
        self._touches = [_touches(mine) for mine in self._mine]
        self._costs: dict[tuple[int, Seats], int] = {}
        self._lawful: dict[tuple[int, Seats], bool] = {}
        self._books: dict[int, LawBook] = {}
        self._tables = self._new_tables()
        self._pool = ThreadPoolExecutor(WORKERS, "pricing")

    def __enter__(self) -> "Pricing":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown()

    def answers(self, prices: Prices, people: Sequence[int], best: int = 1) -> list[Answer]:
        """One answer a person; the same whatever thread gives it. Whose questions are the same are asked once."""
        keys = [(self._like[person], self.closed[person].tobytes()) for person in people]
        asked = dict(zip(reversed(keys), reversed(people), strict=True))
        self.cells += sum(self.questions[person].cells for person in asked.values())
        found = self._pool.map(lambda person: self._answer(person, prices, best), asked.values())
        answers = dict(zip(asked, found, strict=True))
        return [answers[key] for key in keys]

    def sharpen(self, found: Mapping[int, Seats]) -> bool:
        """Let these people's tables tell more of what these sets cost them; False if none of them can."""
        cells = max((question.cells for question in self.questions), default=1)
        sharper = [person for person, seats in found.items() if self.questions[person].sharpen(seats)]
        if sharper:
            self._like = self._likes()
        if any(self.questions[person].cells > cells for person in sharper):
            self._tables = self._new_tables()
        return bool(sharper)

    def _likes(self) -> list[int]:
        first: dict[Hashable, int] = {}
        return [first.setdefault(each.alike, person) for person, each in enumerate(self.questions)]

    def _new_tables(self) -> "SimpleQueue[Tables]":
        """As many sets of tables as workers, each large enough for any question."""
        largest = max((question.cells for question in self.questions), default=1)
        tables: SimpleQueue[Tables] = SimpleQueue()
        for _ in range(WORKERS):
            tables.put(tuple(np.empty(largest, np.int32) for _ in range(3)))  # type: ignore[arg-type]
        return tables

    def cost(self, person: int, seats: Seats) -> int:
        """What this person is charged if they hold these open seats (in order of time) and no other."""
        known = self._costs.get((person, seats))
        if known is None:
            known = self._costs[person, seats] = self._charge(person, seats)
        return known

    def lawful(self, person: int, seats: Seats) -> bool:
        """Whether all that is said about this person alone lets them hold these seats."""
        known = self._lawful.get((person, seats))
        if known is None:
            known = self._lawful[person, seats] = self._allows(person, seats)
        return known

    def _charge(self, person: int, seats: Seats) -> int:
        """Only charges that one of the seats bears on can differ from those of holding nothing."""
        for at in seats:
            self._scratch[at] = person
        touched = {number for at in seats for number in self._touches[person].get(at, ())}
        cost = self._idle[person]
        for number in touched:
            cost += charged(self._mine[person][number], self._scratch)[1] - self._idle_costs[person][number]
        for at in seats:
            self._scratch[at] = None
        return cost

    def _allows(self, person: int, seats: Seats) -> bool:
        ground = self.ground
        most = ground.people[person].max_duties
        standing = sum(who == person for who in ground.settled.values())
        if most is not None and seats and len(seats) + standing > most:
            return False
        held = set(seats)
        if any(other in held for at in seats for other in ground.overlaps[at]):
            return False
        book = self._books.get(person)
        if book is None:
            book = self._books[person] = LawBook(ground, person)
        done: list[int] = []
        for at in seats:
            if next(book.refusals(at), None) is not None:
                break
            book.turn(at, 1)
            done.append(at)
        for at in done:
            book.turn(at, -1)
        return len(done) == len(seats)

    def _answer(self, person: int, prices: Prices, best: int) -> Answer:
        tables = self._tables.get()
        try:
            return self.questions[person].answer(prices, tables, best, self.closed[person])
        finally:
            self._tables.put(tables)


def _touches(charges: Sequence[Charge]) -> dict[int, list[int]]:
    """For each seat the places of the charges that it bears on."""
    found: dict[int, list[int]] = {}
    for number, charge in enumerate(charges):
        for at in seats_of(charge):
            found.setdefault(at, []).append(number)
    return found


def _empty(ground: Ground, charges: Iterable[Charge]) -> NDArray[np.int64]:
    """The cost of each seat if nobody takes it, as far as that is not one person's own affair."""
    cost = np.zeros(len(ground.seats), np.int64)
    for charge in charges:
        if isinstance(charge, NoneOf) and charge.only_if is None:
            people, seats = ({pair[n] for pair in charge.pairs} for n in (0, 1))
            if len(people) > 1 and len(seats) == 1:
                cost[seats.pop()] += charge.cost
    return cost
