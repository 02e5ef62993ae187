"""The search in three movements: a greedy start, the whole model for proof, neighbourhoods for quality."""

from collections.abc import Iterable
from dataclasses import replace
from time import monotonic

from numpy.random import default_rng
from ortools.sat.python.cp_model import CpModel

from lamplighter.engines.roster import greedy
from lamplighter.engines.roster.board import Board
from lamplighter.engines.roster.charges import Charge, Level, NoneOf, Sits, Sitting
from lamplighter.engines.roster.cpsat.constraints import CONSTRAINTS
from lamplighter.engines.roster.cpsat.holes import holes_in, separable, stretches, unavoidable
from lamplighter.engines.roster.cpsat.neighbourhoods import NEIGHBOURHOODS
from lamplighter.engines.roster.cpsat.objective import add_objective
from lamplighter.engines.roster.cpsat.run import Hear, Outcome, run
from lamplighter.engines.roster.cpsat.variables import Variables, add_variables
from lamplighter.engines.roster.ground import Ground, Pair
from lamplighter.engines.roster.parts import Bill, account
from lamplighter.engines.roster.proposal import Effort, Proposal

GREEDY_SHARE = 0.3  # of the wall clock, where the guard is tight
HOLES_SHARE = 0.5  # of the effort: what is kept for proof, and for what comes after it, where there are holes
WHOLE_SHARE = 0.25  # of the work: for proof, and on small problems for the optimum
STEP_WORK = 0.1  # what one neighbourhood may cost
STEP_FEE = 0.02  # what it costs at least, so that endless easy steps come to an end
SMALLEST, LARGEST = 60, 4000  # decisions in a neighbourhood


def search(ground: Ground, bill: Bill, effort: Effort) -> Proposal:
    """The best roster found within the effort, never worse than the greedy one, with a proven bound."""
    return Exact(ground, bill, effort).result()


def improve(ground: Ground, bill: Bill, effort: Effort, start: Sitting, bound: int | None) -> Proposal:
    """Neighbourhoods alone: from a roster that another search found, with the bound that it proved."""
    search = Exact(ground, bill, effort)
    search.begin(start)
    search.bound = bound
    search._improve()
    return search.ended()


class Exact:
    """The best roster so far, the bound so far, and the effort that is left."""

    def __init__(self, ground: Ground, bill: Bill, effort: Effort) -> None:
        self.ground = ground
        self.bill = bill
        self.effort = effort
        self.until = monotonic() + effort.seconds
        self.work = effort.work
        self.bound: int | None = None
        self.rng = default_rng(effort.seed)
        self.charges = [charge for charges in bill.values() for charge in charges]
        self.charges_on = _by_pair(self.charges)
        self.best: Sitting = ()
        self.cost = 0
        self.stopped = False

    def begin(self, start: Sitting) -> None:
        """Start from this roster."""
        self.best, self.cost = start, self._cost(start)
        self.effort.found(self.best, self.bound)

    def within(self, free: list[Pair], share: float) -> bool:
        """The best for these decisions, all others as they are; True if that is proven."""
        return self._run(free, self._touched(free), self.effort.work * share, self._pulse).optimal

    def result(self, start: Sitting | None = None) -> Proposal:
        """All three movements; the first is left out where there is a roster to start from."""
        if start is None:
            start = greedy.search(
                self.ground, self.bill, replace(self.effort, seconds=self.effort.seconds * GREEDY_SHARE)
            ).sitting
        self.begin(start)
        if self._whole():
            return Proposal(self.best, self.cost, "optimal")
        whole, until = self.effort.work, self.until
        if self._has_holes():
            self.until -= (until - monotonic()) * HOLES_SHARE
            self._improve(whole * HOLES_SHARE)
            self.until = until
            self._prove_holes()
        self._improve()
        return self.ended()

    def _has_holes(self) -> bool:
        return any(self.best[at] is None and self.ground.domain[at] for at in self.ground.open_seats)

    def _prove_holes(self) -> None:
        """How many holes there must be: stretches around holes, apart from each other, each solved for itself."""
        if not separable(self.ground):
            return
        proven = unavoidable(self.ground, self.bill)
        for stretch in stretches(self.ground, self.best):
            if self._out_of_time() or self.work <= 0:
                return
            free = [(person, at) for at in stretch for person in self.ground.domain[at]]
            variables = self._model(free, holes_in(self.bill, stretch), Board(self.ground).sitting)
            outcome = run(
                variables,
                work=self.work / 4,
                seconds=max((self.until - monotonic()) / 4, 0.01),
                seed=self.effort.seed,
                hear=self._pulse,
                stop=self._stop,
            )
            self.work -= max(outcome.worked, STEP_FEE)
            proven += outcome.bound or 0
        self.bound = max(self.bound or 0, proven)
        self.effort.found(None, self.bound)

    def ended(self) -> Proposal:
        """What there is now."""
        if self.bound is not None and self.cost <= self.bound:
            return Proposal(self.best, self.bound, "optimal")
        return Proposal(self.best, self.bound, "stopped" if self._out_of_time() else "feasible")

    def _whole(self) -> bool:
        """Solve the whole problem for a share of the work; True if it is proven optimal."""
        free = [(person, at) for at in self.ground.open_seats for person in self.ground.domain[at]]
        if self._out_of_time():
            return False
        outcome = self._run(free, self.charges, self.effort.work * WHOLE_SHARE, self.effort.found)
        self.bound = outcome.bound
        return outcome.optimal

    def _improve(self, leave: float = 0.0) -> None:
        """Open up one part after the other while more work is left than this; parts grow while they are easy."""
        size = [SMALLEST * 5] * len(NEIGHBOURHOODS)
        turn = 0
        while self.work > leave and not self._out_of_time() and not self.effort.reached(self.cost, self.bound):
            kind = turn % len(NEIGHBOURHOODS)
            turn += 1
            free = NEIGHBOURHOODS[kind](self.ground, self.best, size[kind], self.rng)
            charges = self._touched(free)
            outcome = self._run(free, charges, min(self.work, STEP_WORK), self._pulse)
            grown = size[kind] * 5 // 4 if outcome.optimal else size[kind] * 4 // 5
            size[kind] = min(max(grown, SMALLEST), LARGEST)

    def _run(self, free: list[Pair], charges: Iterable[Charge], work: float, hear: Hear) -> Outcome:
        variables = self._model(free, charges)
        outcome = run(
            variables,
            work=work,
            seconds=max(self.until - monotonic(), 0.01),
            seed=self.effort.seed,
            hear=hear,
            stop=self._stop,
        )
        self.work -= max(outcome.worked, STEP_FEE)
        if outcome.sitting is not None and self._cost(outcome.sitting) < self.cost:
            self.best, self.cost = outcome.sitting, self._cost(outcome.sitting)
            self.effort.found(self.best, self.bound)
        return outcome

    def _model(self, free: list[Pair], charges: Iterable[Charge], start: Sitting | None = None) -> Variables:
        """Variables, constraints, objective."""
        variables = add_variables(CpModel(), self.ground, self.best if start is None else start, free)
        for constraint in CONSTRAINTS:
            constraint(variables)
        add_objective(variables, charges)
        return variables

    def _touched(self, free: list[Pair]) -> list[Charge]:
        numbers = {number for pair in free for number in self.charges_on.get(pair, ())}
        return [self.charges[number] for number in sorted(numbers)]

    def _pulse(self, sitting: Sitting | None, bound: int | None) -> None:
        """A part's rosters are told when it ends, and its bound is about the part only."""
        self.effort.found(None, self.bound)

    def _stop(self) -> bool:
        self.stopped = self.stopped or self.effort.stop()
        return self.stopped

    def _out_of_time(self) -> bool:
        return self._stop() or monotonic() >= self.until

    def _cost(self, sitting: Sitting) -> int:
        return sum(part.cost for part in account(self.bill, sitting))


def _by_pair(charges: list[Charge]) -> dict[Pair, list[int]]:
    """For each pair the numbers of the charges that it bears on."""
    found: dict[Pair, list[int]] = {}
    for number, charge in enumerate(charges):
        match charge:
            case Sits(pair, _):
                pairs: tuple[Pair, ...] = (pair,)
            case NoneOf(some, _, only_if):
                pairs = some if only_if is None else (*some, only_if)
            case Level():
                pairs = tuple((charge.person, seat) for seat, _ in charge.loads)
        for pair in pairs:
            found.setdefault(pair, []).append(number)
    return found
