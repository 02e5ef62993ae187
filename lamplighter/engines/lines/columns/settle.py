"""Everybody in turn finds the cheapest line, at prices that move from those of the whole to the roster as it stands.

By what is missing alone, the first few take all that is dear, and what is left fits nobody. At the prices of the whole
alone nobody cares what others do. Between the two everybody begins near what is best for all, and the closer it comes
to the facts, the more each fills what the others leave. That is an augmented Lagrangian whose penalty grows (Bertsekas
1982), with exact lines in place of gradient steps.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from threading import Lock

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.book import Line
from lamplighter.engines.lines.columns.part import Part, cover_of
from lamplighter.engines.lines.pricing import Pricer

COLDEST = 0.02  # least weight of what is missing
BEAM, ROUNDS = 150, 6


def mixes(sweeps: int, coldest: float = COLDEST, gone: Callable[[], float] = lambda: 0.0) -> Iterator[float]:
    """The weight of what is missing, sweep by sweep, against the prices of the whole.

    It grows evenly over so many sweeps, or as fast as the time that is ``gone`` (from 0 to 1).
    """
    sweep = 0
    while (on := max(sweep / sweeps, gone())) < 1.0:
        yield coldest ** (1.0 - on)
        sweep += 1
    yield 1.0
    yield 1.0


def settle(
    part: Part,
    lines: Sequence[Line],
    pricers: Sequence[Pricer],
    rng: Generator,
    prices: NDArray[np.float64],
    weights: Iterable[float],
    out_of_time: Callable[[], bool],
) -> list[Line]:
    """Better lines for all scopes of a part, or none better: the caller has to look.

    ``prices`` are those of the whole by day of the part and item. Several ``pricers`` take turns at once.
    """
    settling = _Settling(part, lines, prices, out_of_time)
    for weight in weights:
        order = rng.permutation(len(lines)).tolist()
        if len(pricers) == 1:
            changed = settling.turns(order, pricers[0], weight)
        else:
            hands = [order[hand :: len(pricers)] for hand in range(len(pricers))]
            with ThreadPoolExecutor(len(pricers)) as crew:
                changed = any(list(crew.map(settling.turns, hands, pricers, repeat(weight))))
        if out_of_time() or (weight == 1.0 and not changed):
            break
    return settling.lines


class _Settling:
    """The lines as they stand, and what they cover; several threads change them."""

    def __init__(
        self, part: Part, lines: Sequence[Line], prices: NDArray[np.float64], out_of_time: Callable[[], bool]
    ) -> None:
        self.part = part
        self.lines = list(lines)
        self.prices = prices
        self.out_of_time = out_of_time
        self.days = np.arange(part.days)
        self.costs = [part.book.cost(scope, line) for scope, line in zip(part.scopes, lines, strict=True)]
        self.cover = cover_of(self.lines, part.days, part.book.items)
        self.lock = Lock()

    def turns(self, order: Sequence[int], pricer: Pricer, weight: float) -> bool:
        """Each of these in turn; gives whether any line was changed."""
        changed = False
        for at in order:
            if self.out_of_time():
                break
            changed |= self._turn(at, pricer, weight)
        return changed

    def _turn(self, at: int, pricer: Pricer, weight: float) -> bool:
        part, line = self.part, self.lines[at]
        with self.lock:
            now = self._beside(at, weight)
        goal = self.costs[at] + float(now[self.days, line].sum()) - 1e-6
        found = pricer.price([part.scopes[at]], now, [goal], beam=BEAM, rounds=ROUNDS)[0]
        if not found.lines:
            return False
        new, cost = found.lines[0], found.costs[0] - float(now[self.days, found.lines[0]].sum())
        with self.lock:
            # Others may have changed theirs meanwhile.
            now = self._beside(at, weight)
            if cost + now[self.days, new].sum() > self.costs[at] + now[self.days, line].sum() - 1e-6:
                return False
            self.cover[self.days, line] -= 1
            self.cover[self.days, new] += 1
            self.lines[at], self.costs[at] = new, cost
        return True

    def _beside(self, at: int, weight: float) -> NDArray[np.float64]:
        """What everything costs this one, beside all the others."""
        self.cover[self.days, self.lines[at]] -= 1
        now = weight * self.part.marginal(self.cover) + (1 - weight) * self.prices
        self.cover[self.days, self.lines[at]] += 1
        now[:, 0] = 0.0
        return now
