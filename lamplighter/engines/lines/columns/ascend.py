"""Good prices at once: both the demand and every resource are only paid for, and the prices climb.

Source: the Lagrangian relaxation of Held and Karp (1971), climbed with steps that each price makes by its own
history (Kingma and Ba 2015, “Adam”). A price that is asked up again and again, where people are missing whatever is
done, strides on; one that is asked up and down in turn hardly moves. A round costs one walk backwards a person, so
hundreds fit where column generation does a few; generation then starts from these prices. Ours differs in that the best
bound is kept, and the stride shrinks as the time does. What was climbed may be climbed on for the days that are left.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import Line
from lamplighter.engines.lines.columns.begin import NoLine
from lamplighter.engines.lines.columns.part import Part
from lamplighter.engines.lines.pricing import Pricer, scales

STRIDES = 0.1, 0.0007  # the first and the last, of what one missing person costs
GROWTH = 1.2  # of the last stride, where there are fewer rounds than it is meant for
FADE = 0.96  # of what was asked before, a round
HARD = 1e4  # how far beyond the cost of being short a price may go where there is a hard minimum

ALL = slice(None)

Array = NDArray[np.float64]


@dataclass
class Ascended:
    """The best bound seen, the prices at which it was, and the least that each scope's line costs there."""

    bound: float
    prices: Array
    each: Array
    rounds: int


class _Climber:
    """One kind of prices: each strides as far as what it was asked of late agrees."""

    def __init__(self, size: tuple[int, ...]) -> None:
        self.at = np.zeros(size)
        self.asked = np.zeros(size)
        self.square = np.zeros(size)

    def climb(self, slope: Array, stride: float, rounds: int, only: slice = ALL) -> None:
        self.asked[only] += (1 - FADE) * (slope - self.asked[only])
        self.square[only] += (1 - FADE) * (slope * slope - self.square[only])
        whole = 1 - FADE**rounds
        self.at[only] += stride * (self.asked[only] / whole) / np.sqrt(self.square[only] / whole + 1e-6)

    def copy(self) -> "_Climber":
        twin = object.__new__(_Climber)
        twin.at, twin.asked, twin.square = self.at.copy(), self.asked.copy(), self.square.copy()
        return twin


class Ascent:
    """Prices of days and items, and of everybody's resources, on their way up; for the whole period or what is left.

    The multipliers of the pricer's book follow.
    """

    def __init__(self, pricer: Pricer) -> None:
        book = pricer.book
        self.pricer = pricer
        self.scales = [scales(machine) for machine in book.machines]
        self.prices = _Climber(book.wanted.shape)
        self.lams = [_Climber(scale.shape) for scale in self.scales]
        self.rounds = 0
        dear = book.short[book.short > 0]
        self.unit = float(np.median(dear)) if len(dear) else 1.0
        """What one missing person costs."""

    def copy(self, pricer: Pricer) -> "Ascent":
        """Another that begins here, for another thread."""
        twin = object.__new__(Ascent)
        twin.pricer, twin.scales, twin.rounds, twin.unit = pricer, self.scales, self.rounds, self.unit
        twin.prices, twin.lams = self.prices.copy(), [each.copy() for each in self.lams]
        return twin

    def climb(
        self,
        part: Part,
        *,
        goal: float = np.inf,
        rounds: int,
        seconds: float = np.inf,
        strides: tuple[float, float] = STRIDES,
        meant: int = 0,
        stop: Callable[[], bool],
        seen: Callable[[list[Line]], None] | None = None,
    ) -> Ascended:
        """Climb for so many rounds or seconds, whichever is less; until ``goal`` is proven, what a known roster costs.

        Leaves the multipliers where the bound was best, and the prices as well. ``strides`` are the first and the
        last, in what one missing person costs; the last is longer where fewer rounds fit than it is ``meant`` for, as
        prices that were led too high at first must find their way back. ``seen`` is shown the lines of each round,
        which use too much of one resource or too little, but not on the whole.

        Raises
        ------
        NoLine
            If there is no line for somebody.
        """
        began = monotonic()
        prices, lams = self.prices, [self.lams[scope.person] for scope in part.scopes]
        here = slice(part.begin, part.end)
        best = Ascended(-np.inf, prices.at[here].copy(), np.zeros(len(part.scopes)), 0)
        best_lams = [each.at.copy() for each in lams]
        floor, ceiling = -part.short - np.where(part.least > 0, HARD, 0.0), part.over
        soft = np.maximum(part.wanted - np.maximum(part.least, 0), 0)
        days = np.arange(part.days)
        while best.rounds < rounds and not stop():
            gone = max(best.rounds / rounds, (monotonic() - began) / seconds)
            if gone >= 1.0:
                break
            best.rounds += 1
            self.rounds += 1
            self._follow(part)
            now = prices.at[here]
            found = self.pricer.relax(part.scopes, now)
            bound = -float((part.wanted * now).sum())
            bound -= float((np.maximum(-now - part.short, 0.0) * soft).sum())
            cover = np.zeros(part.wanted.shape)
            for at, (value, line, _) in enumerate(found):
                if value >= NEVER / 2:
                    raise NoLine(part.scopes[at].person, True)
                bound += value
                cover[days, line] += 1
            if seen is not None:
                seen([line for _, line, _ in found])
            if bound > best.bound:
                best.bound, best.prices, best_lams = bound, now.copy(), [each.at.copy() for each in lams]
                best.each = np.array([value for value, _, _ in found])
                if bound > goal - 1 + 1e-6:
                    break
            first, last = strides
            last = min(first, last * max(1.0, meant * gone / best.rounds) ** GROWTH)
            stride = self.unit * first * (last / first) ** gone
            slope = cover - part.wanted
            slope[:, 0] = 0.0
            prices.climb(slope, stride, self.rounds, here)
            prices.at[here] = np.clip(prices.at[here], floor, ceiling)
            prices.at[here, 0] = 0.0
            for scope, mine, (_, _, gap) in zip(part.scopes, lams, found, strict=True):
                mine.climb(gap * self.scales[scope.person], stride, self.rounds)
        prices.at[here] = best.prices
        for mine, lam in zip(lams, best_lams, strict=True):
            mine.at = lam
        self._follow(part)
        return best

    def _follow(self, part: Part) -> None:
        for scope in part.scopes:
            scope.lam[:] = self.lams[scope.person].at * self.scales[scope.person]
