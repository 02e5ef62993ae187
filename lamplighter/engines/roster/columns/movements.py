"""The search by columns: prices and a bound first, then dives, then the solver's neighbourhoods."""

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

import numpy as np
from numpy.random import default_rng

from lamplighter.engines.roster import cpsat, greedy
from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.columns.dive import Pool, dive
from lamplighter.engines.roster.columns.master import Master, alike, each_alone
from lamplighter.engines.roster.columns.pricing import Prices, Pricing, Seats
from lamplighter.engines.roster.ground import Ground
from lamplighter.engines.roster.parts import Bill, account
from lamplighter.engines.roster.proposal import Effort, Proposal

WORK_A_CELL = 1e-9
WORK_A_STEP = 2e-5
WORK_A_DIVE = 0.005
GREEDY_SHARE = 0.3
PROOF = 0.6  # of the wall clock at most, before the first dive
FIRST_BOX = 30.0
FINE_BOX = 10.0
ROUNDS = 60
FEW, MANY = 5, 16  # people in one dive that mends
PATIENCE = 12  # dives without gain before the neighbourhoods take over


def search(ground: Ground, bill: Bill, effort: Effort) -> Proposal:
    """A roster near the proven bound, or at it."""
    started = monotonic()
    charges = [charge for part in bill.values() for charge in part]
    with Pricing(ground, charges) as pricing:
        return _Search(ground, bill, effort, pricing, started).result()


class _Search:
    """The best roster and bound so far, the pool of columns, and what is left of the effort."""

    def __init__(self, ground: Ground, bill: Bill, effort: Effort, pricing: Pricing, started: float) -> None:
        self.ground = ground
        self.bill = bill
        self.effort = effort
        self.pricing = pricing
        self.until = started + effort.seconds
        self.enough = started + effort.seconds * PROOF
        self.rng = default_rng(effort.seed)
        self.bound = 0
        self.pool: Pool = {}
        self.steps = 0
        self.prices: Prices = np.zeros(len(ground.seats))
        self.stopped = False
        self.rushed = False

    def result(self) -> Proposal:
        first = greedy.search(
            self.ground, self.bill, replace(self.effort, seconds=self.effort.seconds * GREEDY_SHARE)
        )
        self.best, self.cost = first.sitting, self._cost(first.sitting)
        self.effort.found(self.best, None)
        self._prove()
        if not self._done():
            self._dive(range(len(self.ground.people)))
        size, idle = FEW, 0
        while not self._done() and idle < PATIENCE:
            better = self._dive(self._some(size))
            size, idle = (FEW, 0) if better else (min(size + 1, MANY), idle + 1)
        if self._done():
            return self._ended()
        left = replace(
            self.effort, work=self.effort.work - self._worked(), seconds=max(self.until - monotonic(), 0.01)
        )
        return cpsat.improve(self.ground, self.bill, left, self.best, self.bound)

    def _ended(self) -> Proposal:
        if self.cost <= self.bound:
            return Proposal(self.best, self.bound, "optimal")
        return Proposal(self.best, self.bound, "stopped" if self.stopped or self.rushed else "feasible")

    def _prove(self) -> None:
        """Prices and their bound: for groups of like seats, then for each seat alone."""
        ground, pricing = self.ground, self.pricing
        people = range(len(ground.people))
        groups = alike(pricing)
        coarse = Master(pricing, people, groups, np.zeros(len(groups)), FIRST_BOX)
        self._seed(coarse)
        self._run(coarse)
        self.prices = coarse.seat_prices()
        if self._done():
            return
        seats = [at for at in ground.open_seats if ground.domain[at]]
        fine = Master(pricing, people, each_alone(seats), self.prices[seats], FINE_BOX)
        fine.bound = coarse.bound
        self._seed(fine)
        for person, held in coarse.columns[-len(ground.people) * 8 :]:
            fine.add(person, held)
        self._run(fine)
        self.prices = fine.seat_prices()
        for person, held in fine.columns:
            if pricing.lawful(person, held):
                self.pool.setdefault(person, {}).setdefault(held)

    def _seed(self, master: Master) -> None:
        for person in range(len(self.ground.people)):
            master.add(person, ())
            master.add(person, self._held(person))

    def _run(self, master: Master) -> None:
        for _ in range(ROUNDS):
            met = master.run(1, lawful=False, late=self._late)
            if np.isfinite(master.bound):
                self.bound = max(self.bound, int(np.ceil(master.bound + self.pricing.constant - 1e-6)))
            self.effort.found(None, self.bound)
            self.rushed = monotonic() >= self.enough
            if met or self._late() or self.rushed:
                return

    def _dive(self, people: Sequence[int]) -> bool:
        """Take these people off and place them anew; True if that is better."""
        chosen = set(people)
        self.steps += 1
        cleared = [
            None if person in chosen and at not in self.ground.settled else person
            for at, person in enumerate(self.best)
        ]
        for person in chosen:
            held = self._held(person)
            if self.pricing.lawful(person, held):
                self.pool.setdefault(person, {}).setdefault(held)
        now = dive(self.pricing, cleared, chosen, self.prices, self.pool, self._late)
        if now is None or (cost := self._cost(now)) >= self.cost:
            self.effort.found(None, self.bound)
            return False
        self.best, self.cost = tuple(now), cost
        self.effort.found(self.best, self.bound)
        return True

    def _some(self, size: int) -> list[int]:
        """People who are dearer than they would have to be, and some others."""
        people = [person for person, seats in enumerate(self.ground.choices) if seats]
        answers = self.pricing.answers(self.prices, people)
        excess = []
        for person, answer in zip(people, answers, strict=True):
            held = self._held(person)
            paid = self.pricing.cost(person, held) - float(self.prices[list(held)].sum())
            excess.append(max(0.0, paid - answer.least))
        chance = np.array(excess) + 0.02 * sum(excess) + 1
        return sorted(
            self.rng.choice(people, min(size, len(people)), replace=False, p=chance / chance.sum()).tolist()
        )

    def _held(self, person: int) -> Seats:
        return tuple(at for at in self.ground.choices[person] if self.best[at] == person)

    def _worked(self) -> float:
        return self.pricing.cells * WORK_A_CELL + self.steps * WORK_A_DIVE

    def _late(self) -> bool:
        self.stopped = self.stopped or self.effort.stop() or monotonic() >= self.until
        return self.stopped or self._worked() >= self.effort.work

    def _done(self) -> bool:
        return self.effort.reached(self.cost, self.bound) or self._late()

    def _cost(self, sitting: Sitting) -> int:
        return sum(part.cost for part in account(self.bill, sitting))
