"""The compact model in CP-SAT: ``python -m benchmarks.peers.cpsat_plain FILE LIMIT WORKERS [SEED [OUT]]``."""

import math
import time
from importlib.metadata import version

from ortools.sat.python import cp_model

from benchmarks.peers.compact import Compact
from benchmarks.peers.telling import Answer, main

STATUSES = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}


class First(cp_model.CpSolverSolutionCallback):
    """Remembers when the first roster was found."""

    def __init__(self, began: float) -> None:
        super().__init__()
        self.began = began
        self.seconds: float | None = None

    def on_solution_callback(self) -> None:
        if self.seconds is None:
            self.seconds = time.monotonic() - self.began


def solve(compact: Compact, seconds: float, workers: int, seed: int, began: float) -> Answer:
    until = time.monotonic() + seconds
    model = cp_model.CpModel()
    variables = [model.new_int_var(0, most, "") for most in compact.most]
    for terms, least, most in compact.rows:
        if least is None and most == 1 and all(factor == 1 for _, factor in terms):
            model.add_at_most_one(variables[variable] for variable, _ in terms)
            continue
        total = cp_model.LinearExpr.weighted_sum(
            [variables[variable] for variable, _ in terms], [factor for _, factor in terms]
        )
        low = cp_model.INT_MIN if least is None else least
        model.add_linear_constraint(total, low, cp_model.INT_MAX if most is None else most)
    priced = [number for number, cost in enumerate(compact.cost) if cost]
    cost = cp_model.LinearExpr.weighted_sum([variables[n] for n in priced], [compact.cost[n] for n in priced])
    model.minimize(cost + compact.always)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, until - time.monotonic())
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    first = First(began)
    status = solver.solve(model, first)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    ones = {number for number, each in enumerate(variables) if solver.value(each) == 1} if found else None
    bound = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN) and math.isfinite(
        solver.best_objective_bound
    ):
        bound = math.ceil(solver.best_objective_bound - 1e-6)
    return Answer(STATUSES.get(status, "unknown"), ones, bound, first.seconds)


if __name__ == "__main__":
    main("cpsat_plain", f"ortools {version('ortools')}", solve)
