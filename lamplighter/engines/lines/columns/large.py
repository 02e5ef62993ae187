"""Large neighbourhood search: a few people, or a few weeks, are taken out of a roster and put in better.

Source: Shaw (1998) for the idea. Which of the ways is tried is learned from what each gained for its time of late.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import exp
from threading import Lock
from time import thread_time

import numpy as np
from numpy.random import Generator

from lamplighter.engines.lines.book import Line
from lamplighter.engines.lines.columns.few import Reliner
from lamplighter.engines.lines.columns.master import Master
from lamplighter.engines.lines.columns.opening import FINE, GROW, ROUGH, SHRINK, WIDE, Manner, fill
from lamplighter.engines.lines.columns.part import some
from lamplighter.engines.lines.columns.settle import COLDEST, mixes, settle
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.columns.where import KINDS, SMALLEST, Kind, everybody, stretch
from lamplighter.engines.lines.pricing import Pricer

SIDEWAYS = 0.4  # of the neighbourhoods may end as dear as they began: another roster of the same cost
MEMORY_S, CURIOUS = 6.0, 0.3  # what a way gained is forgotten as it is tried again
HOPE = 0.001  # of what the roster costs, for what takes a second
BATCH, BATCH_S = 10, 1.0  # moves of a few lines in one step, and for how long
LONG = 42  # days, from which on weeks are worth opening by themselves
SETTLED, SETTLED_S = 4_000.0, 1.0  # cells and seconds of one settling
LEAST_S = 1e-3
SWEEPS = (6, 21)
WARMEST = 0.3


@dataclass
class Arm:
    """One way to improve: how large its parts are, and what it gained for its time of late."""

    kind: Kind | None
    manner: Manner | None
    cells: float
    gained: float = 0.0
    seconds: float = 0.0
    tries: float = 1.0
    idle: float = 0.0
    """Seconds since it last gained anything."""

    @property
    def rate(self) -> float:
        return self.gained / self.seconds if self.seconds else float("inf")

    def learn(self, gained: float, seconds: float) -> None:
        kept = exp(-seconds / MEMORY_S)
        self.gained = kept * self.gained + gained
        self.seconds = kept * self.seconds + seconds
        self.tries = kept * self.tries + 1.0
        self.idle = 0.0 if gained > 0 else self.idle + seconds


@dataclass
class Arms:
    """All ways there are; threads share what they learn."""

    each: list[Arm]
    lock: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, standing: Standing) -> "Arms":
        """The ways that suit a roster."""
        # Until it has been tried, a way is thought to gain a little.
        hope = HOPE * standing.value
        kinds = KINDS if standing.book.days >= LONG else KINDS[:-1]
        each = [Arm(None, None, 0.0)]
        if len(standing.guides):
            each.append(Arm(stretch, None, SETTLED, hope, SETTLED_S))
        each += [
            Arm(kind, manner, manner.cells, hope, manner.seconds) for manner in (ROUGH, FINE) for kind in kinds
        ]
        if standing.book.days >= LONG:
            each.append(Arm(everybody, WIDE, WIDE.cells, hope, WIDE.seconds))
        return cls(each)

    def choose(self, rng: Generator) -> Arm:
        """What gained most for its time, or now and then any; what takes long, or was long in vain, less often."""
        with self.lock:
            if rng.random() < CURIOUS:
                cheap = np.array(
                    [arm.tries / (arm.seconds + LEAST_S) / (1.0 + arm.idle / MEMORY_S) ** 2 for arm in self.each]
                )
                return self.each[int(rng.choice(len(cheap), p=cheap / cheap.sum()))]
            return max(self.each, key=lambda arm: arm.rate)


class Improver:
    """Improves a standing roster, which others may improve at the same time."""

    def __init__(
        self,
        standing: Standing,
        pricer: Pricer,
        rng: Generator,
        arms: Arms,
        out_of_time: Callable[[], bool],
        known: Master | None = None,
    ) -> None:
        self.standing = standing
        self.pricer = pricer
        self.rng = rng
        self.arms = arms
        self.out_of_time = out_of_time
        self.known = known
        self.reliner = Reliner(standing, pricer, rng)

    def step(self) -> float:
        """Try one way; gives what was gained."""
        arm = self.arms.choose(self.rng)
        began = thread_time()
        if arm.kind is None:
            gained = 0.0
            for _ in range(BATCH):
                gained += self.reliner.step()
                if self.out_of_time() or thread_time() - began > BATCH_S:
                    break
        else:
            gained = self._anew(arm, arm.kind)
        with self.arms.lock:
            arm.learn(gained, thread_time() - began + LEAST_S)
        return gained

    def _anew(self, arm: Arm, kind: Kind) -> float:
        """Take out a part of the size that the arm has learned, and put in another."""
        now = self.standing.copy()
        days = now.book.days
        least = float(SMALLEST * min(28, days))
        people, begin, end = kind(now, max(least, arm.cells * (0.5 + 0.5 * self.rng.random())), self.rng)
        if arm.manner is None:
            pieces, factor = self._settled(now, people, begin, end)
        else:
            margin = 0.5 if self.rng.random() < SIDEWAYS else -0.5
            pieces, factor = fill(
                now, people, begin, end, arm.manner, self.pricer, self.rng,
                margin=margin, known=self.known, out_of_time=self.out_of_time,
            )  # fmt: skip
        everything = len(people) == len(now.lines) and (begin, end) == (0, days)
        if factor < 1 or not everything:
            with self.arms.lock:
                arm.cells = max(least, arm.cells * factor)
        if pieces is None:
            return 0.0
        return self.standing.offer(people, begin, pieces) or 0.0

    def _settled(self, now: Standing, people: list[int], begin: int, end: int) -> tuple[list[Line] | None, float]:
        """Everybody in turn, at prices that move from those of the whole to the facts."""
        began = thread_time()
        part = some(self.pricer.book, now.lines, people, begin, end)
        coldest = float(np.exp(self.rng.uniform(np.log(COLDEST), np.log(WARMEST))))
        weights = mixes(int(self.rng.integers(*SWEEPS)), coldest)
        pieces = [now.lines[person][begin:end] for person in people]
        guide = now.guides[int(self.rng.integers(len(now.guides)))][begin:end]
        settled = settle(part, pieces, [self.pricer], self.rng, guide, weights, self.out_of_time)
        return settled, GROW if thread_time() - began < SETTLED_S else SHRINK
