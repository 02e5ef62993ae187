"""Large neighbourhood search: a few people, or a few weeks, are opened and filled anew by column generation.

Source: Shaw (1998) for the idea; each neighbourhood is solved by the same generation and diving as the whole, and
left as soon as its own bound shows that nothing can be gained.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.columns.dive import dive
from lamplighter.engines.lines.columns.generate import generate
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.columns.part import Part, cost_of_cover, cover_of, some
from lamplighter.engines.lines.pricing import Book, Line, Pricer

SMALLEST = 3  # people in a neighbourhood
MIP_S = 3.0
SIDEWAYS = 0.4  # of the neighbourhoods may end as dear as they began: another roster of the same cost
GROW, SHRINK = 1.1, 0.8
EASY = 30_000_000


@dataclass
class Standing:
    """A roster with its cover and each line's own cost; ``value`` is what it costs altogether."""

    book: Book
    lines: list[Line]
    prices: NDArray[np.float64] | None = None
    worth: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        self.costs = [self.book.line_cost(at, line) for at, line in enumerate(self.lines)]
        self.cover = cover_of(self.lines, self.book.items)

    @property
    def value(self) -> float:
        book = self.book
        return sum(self.costs) + cost_of_cover(self.cover, book.wanted, book.least, book.short, book.over)

    def excess(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where the gap to the bound lies: what each line, and each day and item, costs above its share of it."""
        book = self.book
        missing = np.maximum(book.wanted - self.cover, 0)
        spare = np.maximum(self.cover - book.wanted, 0)
        if self.prices is None or self.worth is None:
            return np.array(self.costs) + 1.0, missing * book.short + spare * book.over
        days = np.arange(book.days)
        value = np.array(
            [cost + self.prices[days, line].sum() for cost, line in zip(self.costs, self.lines, strict=True)]
        )
        slack = missing * np.maximum(book.short + self.prices, 0) + spare * np.maximum(book.over - self.prices, 0)
        return np.maximum(value - self.worth, 0.0), slack

    def replace(self, people: list[int], lines: list[Line]) -> None:
        """Give these people these lines."""
        each = np.arange(self.book.days)
        for person, line in zip(people, lines, strict=True):
            self.cover[each, self.lines[person]] -= 1
            self.cover[each, line] += 1
            self.lines[person] = line
            self.costs[person] = self.book.line_cost(person, line)
        self.cover[:, 0] = 0


@dataclass
class Size:
    """How many days of people's lines a kind of neighbourhood opens; grows while it is easy."""

    cells: float


Kind = Callable[[Standing, float, Generator], tuple[list[int], int, int]]
"""Which people, from which day, to which day."""


def anybody(standing: Standing, cells: float, rng: Generator) -> tuple[list[int], int, int]:
    """People at random, over the whole period."""
    book = standing.book
    count = _count(book, cells / book.days)
    return sorted(rng.choice(len(standing.lines), count, replace=False).tolist()), 0, book.days


def where_the_gap_is(standing: Standing, cells: float, rng: Generator) -> tuple[list[int], int, int]:
    """People by what their lines cost above the bound, and those who could work where cover does; all days."""
    book = standing.book
    count = _count(book, cells / book.days)
    excess, slack = standing.excess()
    weight = slack.ravel()
    score = excess / max(1.0, excess.max()) + rng.random(len(excess)) * 0.7
    if weight.sum() > 0.5:
        for _ in range(2):
            day, item = divmod(int(rng.choice(len(weight), p=weight / weight.sum())), book.items)
            for person, line in enumerate(standing.lines):
                able = book.own[person][day, item] < NEVER / 2 and bool((book.machines[person].item == item).any())
                score[person] += 0.6 * (line[day] == item) + 0.3 * (able and line[day] == 0) + 0.3 * able
    return sorted(np.argsort(-score, kind="stable")[:count].tolist()), 0, book.days


def dear_lines(standing: Standing, cells: float, rng: Generator) -> tuple[list[int], int, int]:
    """People drawn by what their lines cost above the bound; all days."""
    book = standing.book
    count = _count(book, cells / book.days)
    excess, _ = standing.excess()
    weight = excess + 0.3 + 0.1 * excess.mean()
    weight /= weight.sum()
    return sorted(rng.choice(len(weight), count, replace=False, p=weight).tolist()), 0, book.days


def weeks(standing: Standing, cells: float, rng: Generator) -> tuple[list[int], int, int]:
    """A few weeks of many people, the more the worse these weeks are."""
    book = standing.book
    people = len(standing.lines)
    first = (7 - book.grid.first_weekday) % 7
    length = int(rng.choice([14, 21, 28, 42]))
    if length + 7 > book.days:
        return where_the_gap_is(standing, cells, rng)
    starts = np.arange(first, book.days - length + 7, 7)
    missing = np.maximum(book.wanted - standing.cover, 0) * book.short
    spare = np.maximum(standing.cover - book.wanted, 0) * book.over
    daily = np.concatenate([[0.0], (missing + spare).sum(axis=1).cumsum()])
    ends = np.minimum(starts + length, book.days)
    weight = daily[ends] - daily[starts] + 1.0
    begin = int(starts[rng.choice(len(starts), p=weight / weight.sum())])
    end = min(begin + length, book.days)
    count = min(people, max(SMALLEST, int(cells / (end - begin))))
    return sorted(rng.choice(people, count, replace=False).tolist()), begin, end


KINDS: tuple[Kind, ...] = (where_the_gap_is, anybody, dear_lines, weeks)


def _count(book: Book, wanted: float) -> int:
    return int(min(len(book.grid.people), max(SMALLEST, wanted)))


class Improver:
    """Improves a standing roster, one neighbourhood at a time."""

    def __init__(
        self,
        standing: Standing,
        pricer: Pricer,
        rng: Generator,
        out_of_time: Callable[[], bool],
        prices: NDArray[np.float64] | None = None,
        known: Master | None = None,
    ) -> None:
        self.standing = standing
        self.pricer = pricer
        self.rng = rng
        self.out_of_time = out_of_time
        self.prices = prices
        self.known = known
        self.sizes = [Size(450.0) for _ in KINDS]
        self.tried = np.zeros(len(KINDS), dtype=int)
        self.won = np.zeros(len(KINDS), dtype=int)
        self.gain = np.zeros(len(KINDS))
        self.turn = 0

    def step(self) -> float:
        """Open one neighbourhood; gives what was gained."""
        kinds = len(KINDS) if self.standing.book.days >= 42 else len(KINDS) - 1
        kind = self.turn % kinds
        self.turn += 1
        least = SMALLEST * min(28, self.standing.book.days)
        cells = max(least, self.sizes[kind].cells * (0.5 + 0.5 * self.rng.random()))
        people, begin, end = KINDS[kind](self.standing, cells, self.rng)
        gained, factor = self._open(people, begin, end)
        self.tried[kind] += 1
        self.won[kind] += gained > 0
        self.gain[kind] += gained
        everything = len(people) == len(self.standing.lines) and (begin, end) == (0, self.standing.book.days)
        if factor < 1 or not everything:
            self.sizes[kind].cells = max(float(least), self.sizes[kind].cells * factor)
        return gained

    def _open(self, people: list[int], begin: int, end: int) -> tuple[float, float]:
        """Fill a part anew; gives what was gained, and by how much the next may be larger."""
        standing, book = self.standing, self.standing.book
        part = some(book, standing.lines, people, begin, end)
        now = [standing.lines[person][begin:end] for person in people]
        own = [_own_cost(part, at, line) for at, line in enumerate(now)]
        current = sum(own) + part.cover_cost(cover_of(now, book.items))
        sideways = self.rng.random() < SIDEWAYS
        cutoff = current + 0.5 if sideways else current - 0.5
        master = Master(part)
        master.add(range(len(people)), now, own)
        if (begin, end) == (0, book.days):
            self._recall(master, people)
        work = self.pricer.made
        prices = None if self.prices is None else self.prices[begin:end]
        want = max(2, min(20, 80 // len(people)))
        state = generate(
            master,
            self.pricer,
            out_of_time=self.out_of_time,
            cutoff=cutoff,
            start=prices,
            most=60,
            gap=0.9,
            want=want,
        )
        worth = self.pricer.made - work + master.iterations * 600
        if state.bound >= cutoff or self.out_of_time():
            return 0.0, GROW if worth < EASY else SHRINK
        lines = dive(master, self.pricer, out_of_time=self.out_of_time, cutoff=cutoff, share=0.2, rounds=4)
        if lines is None and state.worth.value < current - 0.5 and master.count < 4000:
            taken = master.whole_numbers(MIP_S, current - 0.5)
            if taken is not None:
                lines = [master.lines[at].copy() for at in taken]
        worth = self.pricer.made - work + master.iterations * 600
        factor = 1.0 if worth < EASY else SHRINK
        if lines is None:
            # It looked as if there were something to gain: too much to see through at once.
            return 0.0, min(factor, 0.95)
        before = standing.value
        olds = [standing.lines[person] for person in people]
        news = []
        for person, line in zip(people, lines, strict=True):
            whole = standing.lines[person].copy()
            whole[begin:end] = line
            news.append(whole)
        standing.replace(people, news)
        if standing.value > before:
            standing.replace(people, olds)
            return 0.0, factor
        return before - standing.value, factor

    def _recall(self, master: Master, people: list[int]) -> None:
        """Take in lines found before for these people: the cheapest at the last prices."""
        known, prices = self.known, self.prices
        if known is None or prices is None:
            return
        days = np.arange(self.standing.book.days)
        for at, person in enumerate(people):
            mine = np.nonzero(known.owners[: known.count] == person)[0]
            value = known.costs[mine] + prices[days[None, :], known.lines[mine]].sum(axis=1)
            best = mine[np.argsort(value, kind="stable")[:40]]
            master.add([at] * len(best), [known.lines[one] for one in best], [known.costs[one] for one in best])


def _own_cost(part: Part, at: int, line: Line) -> float:
    """What a scope's part of a line costs by the same count as a priced one."""
    scope = part.scopes[at]
    machine = part.book.machines[scope.person]
    kinds = part.book.kinds[scope.begin : scope.end]
    state, cost = scope.start, 0.0
    used = scope.begun.astype(np.int64).copy()
    for day, item in enumerate(line):
        arc = machine.step[kinds[day], state, item]
        cost += machine.cost[arc] + scope.own[day, item]
        used += machine.uses[machine.use[arc]]
        state = machine.to[arc]
    cost += scope.term[state]
    return float(cost + sum(machine.ends[r, u] for r, u in enumerate(used)))
