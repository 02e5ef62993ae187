"""What everybody's line still needs after each of the last weeks, so that no line is begun that cannot end lawfully."""

import numpy as np

from lamplighter.engines.lines.book import Book
from lamplighter.engines.lines.ways import Needs, at_the_end, lawful_ways, main_and_other

MOST_BYTES = 500_000_000
MOST_STEPS_S = 25_000_000  # for each second of the search: a fiftieth of it, or less


class Tails:
    """By person and day, for a search of so many ``seconds``; shared by threads."""

    def __init__(self, book: Book, seconds: float) -> None:
        self.book = book
        self.known: dict[int, dict[int, Needs]] = {}
        uses = [int(machine.caps.max(initial=0)) + 1 for machine in book.machines]
        size = 2 * sum(machine.states * use for machine, use in zip(book.machines, uses, strict=True))
        steps = 7 / 3 * sum(len(machine.to) * use for machine, use in zip(book.machines, uses, strict=True))
        self.weeks = int(min(MOST_BYTES / max(1, size), seconds * MOST_STEPS_S / max(1.0, steps)))
        """Before so many weeks from the end nothing is foreseen: there is room enough."""

    def at(self, person: int, day: int) -> Needs | None:
        """The least of one resource that is needed from each state at the begin of a day, by what is used of another.

        None where nothing limits both, and long before the end of what is large.
        """
        if self.book.days - day > 7 * self.weeks:
            return None
        if person not in self.known:
            self.know(person)
        return self.known[person].get(day)

    def know(self, person: int) -> None:
        """Find out now what is needed of a person, which takes a while where people have many rules."""
        found = main_and_other(self.book.machines[person])
        self.known[person] = {} if found is None else self._made(person, *found)

    def _made(self, person: int, main: int, other: int) -> dict[int, Needs]:
        book, machine = self.book, self.book.machines[person]
        last = at_the_end(machine, np.zeros(machine.states), machine.ends)
        first = (7 - book.grid.first_weekday) % 7
        made: dict[int, Needs] = {}
        end = book.days
        for day in range(first + (book.days - 1 - first) // 7 * 7, max(0, book.days - 7 * self.weeks - 1), -7):
            needs = np.empty((end - day + 1, *last.shape), dtype=np.int16)
            lawful_ways(
                end - day, book.kinds[day:end], machine.first, machine.to, machine.item, machine.use, machine.uses,
                book.own[person][day:end], last, main, other, needs,
            )  # fmt: skip
            made[day] = last = needs[0].copy()
            end = day
        return made
