"""The front door: a problem, an effort and a seed go in; a lawful roster comes out."""

from collections.abc import Sequence
from time import monotonic

from lamplighter.engines.roster.board import Board
from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.ground import Ground, lay
from lamplighter.engines.roster.parts import Bill, account, bill_of
from lamplighter.engines.roster.problem import NEEDED, Placed, Problem
from lamplighter.engines.roster.proposal import Effort, Proposal
from lamplighter.engines.roster.reasons import holes_of
from lamplighter.engines.roster.result import WORK_PER_S, Limit, OnProgress, Part, Progress, Result, Status, Stop
from lamplighter.engines.roster.searches import SEARCHES
from lamplighter.engines.roster.verdict import Verdict, dispose

LARGE = 1500  # decisions, from which on columns are better than one whole model,
BUSY, VERY_LARGE = 13, 4500  # or from here on, where people have more seats than that: long sets make weak columns
BRIEF = 7.0  # seconds in which columns come to nothing
TELLING = 0.05  # of the wall clock: for judging and telling what was found


def solve(
    problem: Problem,
    *,
    limit: Limit | float,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    stop: Stop | None = None,
    search: str = "auto",
    gap: float = 0.0,
) -> Result:
    """A lawful roster with as few holes, and then as little cost, as the effort finds.

    Parameters
    ----------
    problem
        Checked when it was made; nothing of it is changed.
    limit
        How much work; a plain number is ``Limit.of(seconds)``.
    seed
        0 or more. The same problem, limit and seed give the same answer (as long as the wall-clock guard does
        not strike first).
    on_progress
        Told, in the caller's thread, of each better roster and at least about twice a second.
    stop
        Asked as often, in the caller's thread; once it says True the search ends with what it has.
    search
        "auto", which chooses by size, or a name in ``SEARCHES``: "exact", "columns", "repair" (from the
        published roster, with the fewest changes), or "greedy" for an answer at once. ``Result.search`` says
        which it was.
    gap
        The search may end once its roster is proven to be within this of the best: 0.01 is one percent.

    Raises
    ------
    ValueError
        For an unknown search, a negative seed or gap, a limit that is not positive.
    """
    if search != "auto" and search not in SEARCHES:
        raise ValueError(f"search must be auto or one of {', '.join(SEARCHES)}. Got {search!r} instead.")
    if gap < 0:
        raise ValueError(f"gap must be 0 or more. Got {gap} instead.")
    if seed < 0:
        raise ValueError(f"seed must be 0 or more. Got {seed} instead.")
    effort = limit if isinstance(limit, Limit) else Limit.of(limit)
    started = monotonic()
    ground = lay(problem)
    bill = bill_of(ground)
    search = _chosen(ground, effort) if search == "auto" else search
    teller = _Teller(ground, bill, on_progress, started, search)
    proposal, status = _search(ground, bill, effort, seed, teller, stop, search, gap)
    verdict = dispose(ground, proposal.sitting)
    return _result(verdict, bill, proposal, status, teller, search)


def _chosen(ground: Ground, limit: Limit) -> str:
    """The search for a problem of this size: whole models are best while small, and columns need a few seconds."""
    decisions = sum(map(len, ground.domain))
    busy = len(ground.open_seats) > BUSY * sum(map(bool, ground.choices))
    large = decisions > (VERY_LARGE if busy else LARGE)
    return "columns" if large and limit.seconds > BRIEF and limit.work > BRIEF * WORK_PER_S else "exact"


def _search(
    ground: Ground,
    bill: Bill,
    limit: Limit,
    seed: int,
    teller: "_Teller",
    stop: Stop | None,
    search: str,
    gap: float,
) -> tuple[Proposal, Status]:
    """Search, unless there is nothing to decide."""
    if not any(ground.domain):
        # Every open seat is a hole whatever anybody does: that is the optimum, and it costs no search.
        alone = Board(ground).sitting
        cost = sum(part.cost for part in account(bill, alone))
        return Proposal(tuple(alone), cost, "optimal"), "optimal" if ground.open_seats else "nothing_to_do"
    left = max(limit.seconds * (1 - TELLING) - teller.seconds(), 0.01)  # laying out counts as well
    effort = Effort(limit.work, left, seed, teller.found, stop or (lambda: False), gap)
    proposal = SEARCHES[search](ground, bill, effort)
    return proposal, proposal.status


def _result(
    verdict: Verdict, bill: Bill, proposal: Proposal, status: Status, teller: "_Teller", search: str
) -> Result:
    sitting: Sitting = verdict.board.sitting
    ground = verdict.board.ground
    parts = account(bill, sitting)
    objective = _cost(parts)
    teller.found(sitting, proposal.bound)
    bound = proposal.bound
    return Result(
        assignments=_placed(ground, sitting),
        holes=holes_of(verdict.board),
        status=status if not verdict.removed or status != "optimal" else "feasible",
        objective=objective,
        parts=parts,
        bound=bound,
        gap=_gap(objective, bound),
        seconds=teller.seconds(),
        first_feasible_s=teller.first_s,
        inherited=verdict.inherited,
        removed=verdict.removed,
        search=search,
    )


def _placed(ground: Ground, sitting: Sitting) -> tuple[Placed, ...]:
    """Who sits where, in the order of the problem's seats."""
    return tuple(
        Placed(seat.key, ground.people[person].key)
        for seat, person in zip(ground.seats, sitting, strict=True)
        if person is not None
    )


class _Teller:
    """Turns what a search finds into progress, and remembers when the first roster came."""

    def __init__(
        self, ground: Ground, bill: Bill, on_progress: OnProgress | None, started: float, search: str
    ) -> None:
        self._needed = [seat.wanted == NEEDED for seat in ground.seats]
        self._started = started
        self._search = search
        self._bill = bill
        self._on_progress = on_progress
        self._objective: int | None = None
        self._holes: int | None = None
        self.first_s: float | None = None

    def seconds(self) -> float:
        return monotonic() - self._started

    def found(self, sitting: Sitting | None, bound: int | None) -> None:
        if sitting is not None:
            if self.first_s is None:
                self.first_s = self.seconds()
            parts: Sequence[Part] = account(self._bill, sitting)
            if self._objective is None or _cost(parts) <= self._objective:
                self._objective = _cost(parts)
                empty = (person is None for person in sitting)
                self._holes = sum(needed and none for needed, none in zip(self._needed, empty, strict=True))
        if self._on_progress is not None:
            gap = None if self._objective is None else _gap(self._objective, bound)
            self._on_progress(Progress(self.seconds(), self._objective, bound, gap, self._holes, self._search))


def _cost(parts: Sequence[Part]) -> int:
    return sum(part.cost for part in parts)


def _gap(objective: int, bound: int | None) -> float | None:
    return None if bound is None else max(0.0, (objective - bound) / max(1, objective))
