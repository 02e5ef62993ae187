"""Large neighbourhood search: a few people, or a few weeks, are opened and filled anew by column generation.

Source: Shaw (1998) for the idea; each neighbourhood is solved by the same generation and diving as the whole, and
left as soon as its own bound shows that nothing can be gained.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.columns.dive import dive
from lamplighter.engines.lines.columns.few import Reliner
from lamplighter.engines.lines.columns.generate import generate
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.columns.part import Part, cover_of, some
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.pricing import Book, Line, Pricer

SMALLEST = 3  # people in a neighbourhood
MIP_S = 3.0
SIDEWAYS = 0.4  # of the neighbourhoods may end as dear as they began: another roster of the same cost
GROW, SHRINK = 1.1, 0.8
FADE, CURIOUS = 0.8, 0.05
HOPE = 0.003  # of what the roster costs
BATCH = 10  # moves of a few lines in one step
PATIENT = 1.5  # times the work that a part may do, before it is left
PIVOT = 600.0  # a simplex iteration, in labels


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
    daily = np.concatenate([[0.0], standing.astray().sum(axis=1).cumsum()])
    ends = np.minimum(starts + length, book.days)
    weight = daily[ends] - daily[starts] + 1.0
    begin = int(starts[rng.choice(len(starts), p=weight / weight.sum())])
    end = min(begin + length, book.days)
    count = min(people, max(SMALLEST, int(cells / (end - begin))))
    return sorted(rng.choice(people, count, replace=False).tolist()), begin, end


KINDS: tuple[Kind, ...] = (where_the_gap_is, anybody, dear_lines, weeks)


def _count(book: Book, wanted: float) -> int:
    return int(min(len(book.grid.people), max(SMALLEST, wanted)))


@dataclass(frozen=True)
class Manner:
    """How thoroughly a part is filled anew: rounds of generation, the dive, and whether whole numbers are tried."""

    rounds: int
    share: float
    dive_rounds: int
    careful: bool
    whole_numbers: bool
    cells: float
    work: float


ROUGH = Manner(30, 0.2, 2, False, False, 300.0, 8e6)
FINE = Manner(60, 0.1, 4, True, True, 450.0, 15e6)


@dataclass
class Arm:
    """One way to improve: how large its parts are, and what it gained for its work of late."""

    kind: Kind | None
    manner: Manner
    cells: float
    gained: float = 0.0
    worked: float = 0.0

    @property
    def rate(self) -> float:
        return self.gained / self.worked if self.worked else float("inf")

    def learn(self, gained: float, worked: float) -> None:
        self.gained = FADE * self.gained + gained
        self.worked = FADE * self.worked + worked


class Improver:
    """Improves a standing roster: what gained most for its work of late is tried most."""

    def __init__(
        self,
        standing: Standing,
        pricer: Pricer,
        rng: Generator,
        out_of_time: Callable[[], bool],
        known: Master | None = None,
    ) -> None:
        self.standing = standing
        self.pricer = pricer
        self.rng = rng
        self.out_of_time = out_of_time
        self.known = known
        self.reliner = Reliner(standing, pricer, rng)
        kinds = KINDS if standing.book.days >= 42 else KINDS[:-1]
        self.arms = [Arm(None, ROUGH, 0.0)]
        # Until it has been tried, a way is thought to gain a little for the most work it may do.
        hope = HOPE * standing.value
        self.arms += [
            Arm(kind, manner, manner.cells, hope, manner.work) for manner in (ROUGH, FINE) for kind in kinds
        ]

    def step(self) -> float:
        """Try one way; gives what was gained."""
        best = max(range(len(self.arms)), key=lambda at: self.arms[at].rate)
        if self.rng.random() < CURIOUS:
            best = int(self.rng.integers(len(self.arms)))
        arm = self.arms[best]
        work = self.pricer.work
        if arm.kind is None:
            gained = sum(self.reliner.step() for _ in range(BATCH) if not self.out_of_time())
            arm.learn(gained, self.pricer.work - work + 1.0)
            return gained
        book = self.standing.book
        least = SMALLEST * min(28, book.days)
        cells = max(least, arm.cells * (0.5 + 0.5 * self.rng.random()))
        people, begin, end = arm.kind(self.standing, cells, self.rng)
        gained, factor = self._open(people, begin, end, arm.manner)
        everything = len(people) == len(self.standing.lines) and (begin, end) == (0, book.days)
        if factor < 1 or not everything:
            arm.cells = max(float(least), arm.cells * factor)
        arm.learn(gained, self.pricer.work - work + 1.0)
        return gained

    def _open(self, people: list[int], begin: int, end: int, manner: Manner) -> tuple[float, float]:
        """Fill a part anew; gives what was gained, and by how much the next may be larger."""
        standing, book = self.standing, self.standing.book
        part = some(book, standing.lines, people, begin, end)
        now = [standing.lines[person][begin:end] for person in people]
        own = [_own_cost(part, at, line) for at, line in enumerate(now)]
        current = sum(own) + part.cover_cost(cover_of(now, part.days, book.items))
        sideways = self.rng.random() < SIDEWAYS
        cutoff = current + 0.5 if sideways else current - 0.5
        master = Master(part)
        master.add(range(len(people)), now, own)
        if (begin, end) == (0, book.days):
            self._recall(master, people)
        work = self.pricer.work
        prices = None if standing.prices is None else standing.prices[begin:end]
        want = max(2, min(20, 80 // len(people)))

        def enough() -> bool:
            return self.out_of_time() or self.pricer.work - work + master.iterations * PIVOT > PATIENT * manner.work

        state = generate(
            master,
            self.pricer,
            out_of_time=enough,
            cutoff=cutoff,
            start=prices,
            most=manner.rounds,
            gap=0.9,
            want=want,
        )
        worth = self.pricer.work - work + master.iterations * PIVOT
        if state.bound >= cutoff or self.out_of_time():
            self.pricer.work += master.iterations * PIVOT
            return 0.0, GROW if worth < manner.work else SHRINK
        lines = dive(
            master,
            self.pricer,
            out_of_time=enough,
            cutoff=cutoff,
            share=manner.share,
            rounds=manner.dive_rounds,
            careful=manner.careful,
        )
        if lines is None and manner.whole_numbers and state.worth.value < current - 0.5 and master.count < 4000:
            taken = master.whole_numbers(MIP_S, current - 0.5)
            if taken is not None:
                lines = [master.lines[at].copy() for at in taken]
        self.pricer.work += master.iterations * PIVOT
        worth = self.pricer.work - work
        factor = 1.0 if worth < manner.work else SHRINK
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
        known, prices = self.known, self.standing.prices
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
