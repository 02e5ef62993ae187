"""One run of the solver in a thread of its own, while the caller's thread listens, tells and may stop it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isfinite
from queue import Empty, SimpleQueue
from threading import Thread

from ortools.sat.python.cp_model import (
    FEASIBLE,
    OPTIMAL,
    UNKNOWN,
    CpModel,
    CpSolver,
    CpSolverSolutionCallback,
)

from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.cpsat.variables import Variables

PULSE_S = 0.4

News = tuple[Sitting | None, int | None]
Hear = Callable[[Sitting | None, int | None], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: the best roster it saw, its bound, the deterministic work it did."""

    sitting: Sitting | None
    bound: int | None
    optimal: bool
    worked: float


def run(
    variables: Variables, *, work: float, seconds: float, seed: int, hear: Hear, stop: Callable[[], bool]
) -> Outcome:
    """Solve; every better roster is heard in the caller's thread, and at least twice a second a sign of life.

    Raises
    ------
    RuntimeError
        If the solver calls the model impossible. It never is: the roster it starts from is an answer.
    """
    news: SimpleQueue[News] = SimpleQueue()
    solver = _solver(work, seconds, seed)
    solver.best_bound_callback = lambda bound: news.put((None, _whole(bound)))
    ended: list[object] = []
    listener = _Listener(variables, news)

    def solve() -> None:
        try:
            ended.append(_solved(solver, variables.model, listener))
        finally:
            news.put((None, None))  # wakes the caller at once

    thread = Thread(target=solve, name="roster")
    best: Sitting | None = None
    stopping = False
    thread.start()
    try:
        while thread.is_alive() or not news.empty():
            sitting, bound = _next(news)
            best = sitting or best
            hear(sitting, bound)
            stopping = stopping or stop()
            if stopping:
                solver.stop_search()
    finally:
        # Whatever the caller's lines raise, no search goes on behind their back.
        while thread.is_alive():
            solver.stop_search()
            thread.join(PULSE_S)
    if not ended or ended[0] not in (OPTIMAL, FEASIBLE, UNKNOWN):
        raise RuntimeError(f"The solver ended with {ended or 'nothing'} on a model that has an answer.")
    return Outcome(
        best,
        _whole(solver.best_objective_bound),
        ended[0] == OPTIMAL,
        solver.response_proto.deterministic_time,
    )


def _solved(solver: CpSolver, model: CpModel, listener: CpSolverSolutionCallback) -> object:
    """How the solver ended. OR-Tools 9.15 fails on some small models while it looks for symmetries
    (``absl::btree_map::at``); they are solved without.
    """
    try:
        return solver.solve(model, listener)
    except IndexError:
        solver.parameters.symmetry_level = 0
        return solver.solve(model, listener)


def _solver(work: float, seconds: float, seed: int) -> CpSolver:
    solver = CpSolver()
    # One worker only: more workers race, and the race would decide the roster.
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = work
    solver.parameters.max_time_in_seconds = seconds
    return solver


class _Listener(CpSolverSolutionCallback):
    """Reads each better roster off the solver and hands it to the caller's thread."""

    def __init__(self, variables: Variables, news: SimpleQueue[News]) -> None:
        super().__init__()
        self._variables = variables
        self._news = news

    def on_solution_callback(self) -> None:
        sitting = list(self._variables.start)
        for person, at in self._variables.sits:
            if sitting[at] == person:
                sitting[at] = None
        for (person, at), decision in self._variables.sits.items():
            if self.boolean_value(decision):
                sitting[at] = person
        self._news.put((tuple(sitting), _whole(self.best_objective_bound)))


def _next(news: SimpleQueue[News]) -> News:
    try:
        return news.get(timeout=PULSE_S)
    except Empty:
        return None, None


def _whole(bound: float) -> int | None:
    """A proven bound as a whole number: every cost is whole, so it may be rounded up, and none is below 0."""
    return max(0, ceil(bound - 1e-6)) if isfinite(bound) else None
