"""From the first day to the last: some weeks of everybody are filled as well as can be, what comes later is paid for.

A rolling horizon. The weeks that are open are generated and dived as any part is; what follows them is not left out of
account but relaxed: at the prices of days, items and resources, a walk backwards says what each state and each hour
left over is worth to each person. The first of the open weeks are kept, the prices climb on for the days that are
left, and the next weeks are opened. So a year costs a few dozen parts of some weeks, and loses little to looking
ahead no farther. Near the end no line may leave less than a lawful end needs (``ways``); whoever has no line then gets
a whole new one. Sources: rolling horizons are old (Baker 1977); to price what is beyond by Lagrange, person by person,
is ours.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt
from statistics import fmean
from time import monotonic

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import Line, Scope
from lamplighter.engines.lines.columns.ascend import Ascent
from lamplighter.engines.lines.columns.begin import ATTEMPTS
from lamplighter.engines.lines.columns.dive import Steps, dive
from lamplighter.engines.lines.columns.generate import generate
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.columns.part import Part, cover_of
from lamplighter.engines.lines.columns.tails import Tails
from lamplighter.engines.lines.kernel import walk
from lamplighter.engines.lines.pricing import Found, Pricer

KEPT = 14  # days of those open
SHORTEST, LONGEST, LAST = 7, 49, 14  # days open; fewer than the last are not left for a window of their own
CELLS, CELLS_S = 1_800, 200.0  # people by days, to begin with where there are so many seconds
EASE, HOPELESS = 0.7, 2.0  # of the time there is: what a sweep may take at its pace, for longer windows; or at all
PACES = 4  # windows, by whose time that of the next is known
FIRST_CLIMB, CLIMB, STRIDES = 40, 100, (0.005, 0.0007)
CLIMB_SHARE = 0.3  # of the time of a window
SEEN = 12  # rounds of a climb whose lines are a window's first
ROUNDS, GAP = 60, 0.3  # of generation; and, in what one missing person costs, where it may end
ASTRAY = 0.8  # the same: how far above its program a dive may end, before another is tried
SHARES, HASTY_SHARES, NOISE = (0.25, 0.45), (0.5, 0.7), 0.1
HASTY = 0.1  # weight of what is missing where the rest is filled in haste


@dataclass
class _Person:
    """Where somebody's line stands: the state reached, what is used, and the whole line as far as it goes."""

    state: int
    used: NDArray[np.int64]
    line: Line
    settled: bool = False


class Sweep:
    """One way from the first day to the last; begins where the ``ascent`` is, and takes it along."""

    def __init__(
        self,
        pricer: Pricer,
        ascent: Ascent,
        tails: Tails,
        rng: Generator,
        seconds: float,
        out_of_time: Callable[[], bool],
    ) -> None:
        self.pricer = pricer
        self.book = book = pricer.book
        self.ascent = ascent
        self.tails = tails
        self.rng = rng
        self.seconds = seconds
        self.out_of_time = out_of_time
        self.began = monotonic()
        self.day = 0
        self.people = [
            _Person(machine.start, machine.begun.astype(np.int64), np.zeros(book.days, dtype=np.int8))
            for machine in book.machines
        ]
        cells = CELLS * sqrt(min(1.0, seconds / CELLS_S))
        self.open = int(np.clip(cells / len(self.people) // 7 * 7, 2 * SHORTEST, LONGEST))
        self.late = self.hopeless = False
        self.paces: deque[float] = deque(maxlen=PACES)
        self.seen: deque[list[Line]] = deque(maxlen=SEEN)
        self.since: tuple[int, list[int]] = 0, []

    def run(self) -> list[Line] | None:
        """Everybody's line; None if somebody has none, or there is no hope of coming to the end in time.

        Where little is lacking as the time is over, it is filled in haste.
        """
        book = self.book
        self._climb(FIRST_CLIMB)
        while self.day < book.days:
            if self.hopeless:
                return None
            began = monotonic()
            end = self._end()
            filled = self._filled(end) or self._hurried()
            if filled is None:
                return None
            part, lines = filled
            end = part.end
            self._keep(part, lines, self._kept(end))
            if self.day < book.days:
                self._climb(CLIMB, CLIMB_SHARE * (monotonic() - began))
                self._pace(monotonic() - began)
        return [person.line for person in self.people]

    def _end(self) -> int:
        """Where the days end that are open now: at the end of a week, so that no weekend is cut."""
        book = self.book
        first = (7 - book.grid.first_weekday) % 7 if self.day == 0 else 0
        end = self.day + first + self.open
        return book.days if book.days - self._kept(end) < min(LAST, self.open) else end

    def _kept(self, end: int) -> int:
        """Up to which day a window is kept that ends there."""
        return end if end >= self.book.days else end - max(0, self.open - KEPT)

    def _pace(self, took: float) -> None:
        """Longer windows where there is time for them, shorter ones where there is not."""
        spent, left = monotonic() - self.began, self.book.days - self.day
        self.paces.append(took / self.open**2)  # a window of twice the days takes some four times as long
        took = fmean(self.paces) * self.open**2
        pace = (self.seconds - spent) / max(1e-9, took * left / min(KEPT, self.open))
        self.late = pace < 1.0
        self.hopeless = self.open == SHORTEST and spent * self.book.days > HOPELESS * self.seconds * self.day
        if self.late:
            self.open = max(SHORTEST, int(self.open * sqrt(max(0.0, pace))) // 7 * 7)
        elif pace > 1.0 / EASE:
            self.open = min(LONGEST, self.open + 7)

    def _open(self) -> list[int]:
        return [at for at, person in enumerate(self.people) if not person.settled]

    def _part(self, begin: int, end: int, scopes: list[Scope]) -> Part:
        """These days for everybody who is not settled yet."""
        book = self.book
        settled = [person.line[begin:end] for person in self.people if person.settled]
        cover = cover_of(settled, end - begin, book.items)
        return Part(book, scopes, begin, end, book.wanted[begin:end] - cover, book.least[begin:end] - cover)

    def _rest(self, at: int, day: int) -> Scope:
        """What is left of somebody's line from a day on."""
        person = self.people[at]
        return self.book.rest(at, person.state, person.used.astype(np.int32), day)

    def _windows(self, people: list[int], end: int) -> list[Scope]:
        """Everybody's days up to ``end``, and after them what is left at its price."""
        left = [self._rest(at, self.day) for at in people]
        if end == self.book.days:
            return [replace(each, lam=each.lam.copy()) for each in left]
        tails = [self.tails.at(at, end) for at in people]
        return self.pricer.windows(left, end, self.ascent.prices.at[end:], tails, self.ascent.unit)

    def _climb(self, rounds: int, seconds: float = np.inf) -> None:
        """Prices for the days that are left."""
        self.seen.clear()
        if people := self._open():
            self.ascent.climb(
                self._part(self.day, self.book.days, [self._rest(at, self.day) for at in people]),
                rounds=rounds, seconds=seconds, strides=STRIDES, stop=self.out_of_time, seen=self.seen.append,
            )  # fmt: skip
        self.since = self.day, people

    def _filled(self, end: int) -> tuple[Part, list[Line]] | None:
        """The open days filled for everybody who is not settled."""
        while people := self._open():
            part = self._part(self.day, end, self._windows(people, end))
            master = Master(part)
            prices = self.ascent.prices.at[self.day : end]
            self._recall(master)
            stuck = self._begin(master, prices)
            for at in stuck:
                self._settle(people[at])
            if self.out_of_time() or any(not self.people[people[at]].settled for at in stuck):
                return None
            if stuck:
                continue
            lines = self._dived(part, master, prices)
            # What is late is of no use, unless it is the end.
            return None if lines is None or (self.out_of_time() and end < self.book.days) else (part, lines)
        return self._part(self.day, end, []), []

    def _hurried(self) -> tuple[Part, list[Line]] | None:
        """All days that are left, for one after the other, beside the others and at the prices."""
        book, begin = self.book, self.day
        for at in self.rng.permutation(self._open()).tolist():
            part = self._part(begin, book.days, [])
            prices = HASTY * part.marginal(np.zeros_like(part.wanted)) + (1 - HASTY) * self.ascent.prices.at[begin:]
            prices[:, 0] = 0.0
            scope = self._rest(at, begin)
            for surely, beam, rounds in ATTEMPTS:
                found = self.pricer.price([scope], prices, [NEVER], beam=beam, rounds=rounds, surely=surely)[0]
                if found.lines:
                    self.people[at].line[begin:] = found.lines[0]
                    self.people[at].settled = True
                    break
            else:
                self._settle(at)
            if not self.people[at].settled:
                return None
        return self._part(begin, book.days, []), []

    def _begin(self, master: Master, prices: NDArray[np.float64]) -> list[int]:
        """Take in a line for each scope; gives those for which none was found."""
        scopes = master.part.scopes
        left = list(range(len(scopes)))
        for surely, beam, rounds in ATTEMPTS:
            goals = [NEVER] * len(left)
            found = self.pricer.price(
                [scopes[at] for at in left], prices, goals, want=2, beam=beam, rounds=rounds, surely=surely
            )
            some = [Found([], [], 0.0)] * len(scopes)
            for at, each in zip(left, found, strict=True):
                some[at] = each
            master.take(some, prices)
            left = [at for at, each in zip(left, found, strict=True) if not each.lines]
            if not left:
                break
        return left

    def _recall(self, master: Master) -> None:
        """Take in the lines that the last climb saw."""
        part = master.part
        begin = part.begin - self.since[0]
        place = {person: at for at, person in enumerate(self.since[1])}
        for at, scope in enumerate(part.scopes):
            pieces = {
                seen[place[scope.person]][begin : begin + part.days].tobytes(): seen[place[scope.person]]
                for seen in self.seen
            }
            lines = [line[begin : begin + part.days] for line in pieces.values()]
            costs = [self.book.cost(scope, line) for line in lines]
            kept = [number for number, cost in enumerate(costs) if cost < NEVER / 2]
            master.add([at] * len(kept), [lines[each] for each in kept], [costs[each] for each in kept])

    def _dived(self, part: Part, master: Master, prices: NDArray[np.float64]) -> list[Line] | None:
        """Generate and dive; once more, if the first dive led astray."""
        unit = self.ascent.unit
        hasty = self.late and part.end < self.book.days
        state = generate(
            master, self.pricer, out_of_time=self.out_of_time, start=prices, gap=GAP * unit, most=ROUNDS
        )
        best, least = None, np.inf
        for noise in (0.0, NOISE, NOISE):
            share = float(self.rng.uniform(*(HASTY_SHARES if hasty else SHARES)))
            steps = Steps(share=share, noise=noise)
            lines = dive(master, self.pricer, steps, rng=self.rng, out_of_time=self.out_of_time, anyway=True)
            if lines is not None:
                own = sum(self.book.cost(scope, line) for scope, line in zip(part.scopes, lines, strict=True))
                cost = own + part.cover_cost(cover_of(lines, part.days, self.book.items))
                if cost < least:
                    best, least = lines, cost
            if hasty or self.out_of_time() or least < state.worth.value + ASTRAY * unit:
                break
        return best

    def _keep(self, part: Part, lines: list[Line], end: int) -> None:
        """The days up to ``end`` are done."""
        book = self.book
        kinds = book.kinds[self.day : end]
        for scope, line in zip(part.scopes, lines, strict=True):
            person, machine = self.people[scope.person], book.machines[scope.person]
            person.line[self.day : end] = line[: end - self.day]
            _, person.state = walk(
                len(kinds), kinds, machine.step, machine.cost, machine.use, machine.uses, machine.to,
                line[: end - self.day].astype(np.int64), person.state, person.used,
            )  # fmt: skip
        self.day = end

    def _settle(self, at: int) -> None:
        """A whole new line for somebody whose line cannot end lawfully, beside what all others have so far."""
        book, person = self.book, self.people[at]
        nobody = Part(book, [], 0, book.days, book.wanted, book.least)
        others = [
            each.line if each.settled else _until(each.line, self.day) for each in self.people if each is not person
        ]
        prices = nobody.marginal(cover_of(others, book.days, book.items))
        prices[self.day :] = self.ascent.prices.at[self.day :]
        prices[:, 0] = 0.0
        found = self.pricer.price([book.whole(at)], prices, [NEVER], beam=500, rounds=30, surely=True)[0]
        if found.lines:
            person.line, person.settled = found.lines[0], True


def _until(line: Line, day: int) -> Line:
    return np.concatenate([line[:day], np.zeros(len(line) - day, dtype=np.int8)])
