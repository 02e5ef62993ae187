"""A few lines at a time: taken out together, put back one by one, each the cheapest beside the others.

Ruin and recreate (Schrimpf and others 2000), with exact lines; the first round follows the prices of the whole as well
as what is missing, so that one line leaves to the others what they can do better.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.automaton import NEVER
from lamplighter.engines.lines.book import Line
from lamplighter.engines.lines.columns.part import whole
from lamplighter.engines.lines.columns.standing import Standing
from lamplighter.engines.lines.pricing import Pricer

BEAM = 150
ROUNDS = 5
MOST = 7
GUIDED = 0.7  # of the moves begin by the prices of the whole


class Reliner:
    """Takes a few lines of a roster out and puts better ones in."""

    def __init__(self, standing: Standing, pricer: Pricer, rng: Generator) -> None:
        self.standing = standing
        self.pricer = pricer
        self.rng = rng
        self.part = whole(pricer.book)
        self.able = [np.unique(machine.item) for machine in pricer.book.machines]

    def step(self) -> float:
        """One move; gives what was gained. A roster that costs the same is taken as well."""
        now = self.standing.copy()
        people = self._people(now)
        if len(people) < 2:
            return 0.0
        return self.standing.offer(people, 0, self._relined(now, people)) or 0.0

    def _people(self, now: Standing) -> list[int]:
        book = now.book
        count = int(self.rng.integers(2, MOST))
        weight = now.astray().ravel()
        if self.rng.random() < 0.5 or not weight.sum():
            everybody = len(now.lines)
            return [int(each) for each in self.rng.choice(everybody, min(everybody, count), replace=False)]
        day, item = divmod(int(self.rng.choice(len(weight), p=weight / weight.sum())), book.items)
        able = [
            person
            for person, items in enumerate(self.able)
            if item in items and book.own[person][day, item] < NEVER / 2
        ]
        return [int(each) for each in self.rng.permutation(able)[:count]]

    def _relined(self, now: Standing, people: list[int]) -> list[Line]:
        days = np.arange(now.book.days)
        lines = {person: now.lines[person] for person in people}
        cover = now.cover.copy()
        for line in lines.values():
            cover[days, line] -= 1
        guided = len(now.guides) > 0 and self.rng.random() < GUIDED
        guide = now.guides[int(self.rng.integers(len(now.guides)))] if guided else None
        mix = self.rng.uniform(0.2, 1.0)
        for turn in range(3):
            changed = False
            for person in self.rng.permutation(people).tolist():
                if turn:
                    cover[days, lines[person]] -= 1
                prices = self.part.marginal(cover)
                if not turn and guide is not None:
                    prices = mix * prices + (1 - mix) * guide
                prices[:, 0] = 0.0
                better = self._cheaper(person, lines[person], prices)
                if better is not None:
                    lines[person], changed = better, True
                cover[days, lines[person]] += 1
            if turn and not changed:
                break
        return [lines[person] for person in people]

    def _cheaper(self, person: int, line: Line, prices: NDArray[np.float64]) -> Line | None:
        goal = self.pricer.book.line_cost(person, line) + float(prices[np.arange(len(line)), line].sum())
        found = self.pricer.price([self.part.scopes[person]], prices, [goal - 1e-6], beam=BEAM, rounds=ROUNDS)[0]
        return found.lines[0] if found.lines else None
