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
from lamplighter.engines.roster.problem import SPARE
from lamplighter.engines.roster.proposal import Effort, Proposal

WORK_A_CELL = 1e-9
WORK_A_STEP = 2e-5
WORK_A_DIVE = 0.005
GREEDY_SHARE = 0.3
PROOF = 0.4  # of the work at most, before the first dive
GUARD = 0.5  # and of the wall clock, on a machine too slow for that
FIRST_BOX = 30.0
FINE_BOX = 10.0
ROUNDS = 60
FEW, MANY = 5, 16  # people in one dive that mends
DIVES = 0.6  # of the work, from which on less is hoped of them
PATIENCE, IMPATIENCE = 12, 2  # dives without gain before the neighbourhoods take over
ABLE = 3  # times as likely is in a dive who may take a seat that is empty


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
        self.enough = started + effort.seconds * GUARD
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
            placed = self._dive(self.best, range(len(self.ground.people)))
            if placed is not None and self._cost(placed) > self.cost and self._hopeful(placed):
                self._mend(placed)
            self._mend(self.best)
        if self._done():
            return self._ended()
        left = replace(
            self.effort, work=self.effort.work - self._worked(), seconds=max(self.until - monotonic(), 0.01)
        )
        return self._told(cpsat.improve(self.ground, self.bill, left, self.best, self.bound))

    def _ended(self) -> Proposal:
        if self.cost <= self.bound:
            return Proposal(self.best, self.bound, "optimal")
        return self._told(Proposal(self.best, self.bound, "feasible"))

    def _told(self, proposal: Proposal) -> Proposal:
        """Where the clock cut anything short, another run may end elsewhere, and that is said."""
        cut = proposal.status == "feasible" and (self.stopped or self.rushed)
        return replace(proposal, status="stopped") if cut else proposal

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
            master.add(person, self._held(self.best, person))

    def _run(self, master: Master) -> None:
        for _ in range(ROUNDS):
            met = master.run(1, lawful=False, late=self._late)
            if np.isfinite(master.bound):
                self.bound = max(self.bound, int(np.ceil(master.bound + self.pricing.constant - 1e-6)))
            self.effort.found(None, self.bound)
            self.rushed = monotonic() >= self.enough
            if met or self._done() or self.rushed or self._worked() >= self.effort.work * PROOF:
                return

    def _mend(self, now: Sitting) -> None:
        """Place a few people of a roster anew, then others, until that has come to nothing for a while."""
        size, idle, cost = FEW, 0, self._cost(now)
        while not self._done() and idle < (PATIENCE if self._worked() < self.effort.work * DIVES else IMPATIENCE):
            other = self._dive(now, self._some(now, size))
            if other is not None and (cheaper := self._cost(other)) < cost:
                now, cost, size, idle = other, cheaper, FEW, 0
            else:
                size, idle = min(size + 1, MANY), idle + 1

    def _hopeful(self, placed: Sitting) -> bool:
        """Whether only empty seats make this one dearer than the best: a seat or two is soon filled."""
        return self._apart_from_holes(placed) < self._apart_from_holes(self.best)

    def _apart_from_holes(self, sitting: Sitting) -> int:
        return sum(part.cost for part in account(self.bill, sitting) if part.name != "holes")

    def _dive(self, sitting: Sitting, people: Sequence[int]) -> Sitting | None:
        """Take these people off and place them anew; None if time runs out."""
        chosen = set(people)
        self.steps += 1
        cleared = [
            None if person in chosen and at not in self.ground.settled else person
            for at, person in enumerate(sitting)
        ]
        for person in chosen:
            held = self._held(sitting, person)
            if self.pricing.lawful(person, held):
                self.pool.setdefault(person, {}).setdefault(held)
        now = dive(self.pricing, cleared, chosen, self.prices, self.pool, self._late)
        if now is not None and (cost := self._cost(now)) < self.cost:
            self.best, self.cost = tuple(now), cost
            self.effort.found(self.best, self.bound)
        else:
            self.effort.found(None, self.bound)
        return now

    def _some(self, sitting: Sitting, size: int) -> list[int]:
        """People who are dearer than they would have to be or might fill what is empty, and some others."""
        people = [person for person, seats in enumerate(self.ground.choices) if seats]
        answers = self.pricing.answers(self.prices, people)
        excess = []
        for person, answer in zip(people, answers, strict=True):
            held = self._held(sitting, person)
            paid = self.pricing.cost(person, held) - float(self.prices[list(held)].sum())
            excess.append(max(0.0, paid - answer.least))
        chance = np.array(excess) + 0.02 * sum(excess) + 1
        empty = [
            at
            for at in self.ground.open_seats
            if sitting[at] is None and self.ground.domain[at] and self.ground.seats[at].wanted != SPARE
        ]
        if empty:
            wanted = set(self.ground.domain[int(self.rng.choice(empty))])
            chance *= [ABLE if person in wanted else 1 for person in people]
        return sorted(
            self.rng.choice(people, min(size, len(people)), replace=False, p=chance / chance.sum()).tolist()
        )

    def _held(self, sitting: Sitting, person: int) -> Seats:
        return tuple(at for at in self.ground.choices[person] if sitting[at] == person)

    def _worked(self) -> float:
        return self.pricing.cells * WORK_A_CELL + self.steps * WORK_A_DIVE

    def _late(self) -> bool:
        self.stopped = self.stopped or self.effort.stop() or monotonic() >= self.until
        return self.stopped or self._worked() >= self.effort.work

    def _done(self) -> bool:
        return self.effort.reached(self.cost, self.bound) or self._late()

    def _cost(self, sitting: Sitting) -> int:
        return sum(part.cost for part in account(self.bill, sitting))
