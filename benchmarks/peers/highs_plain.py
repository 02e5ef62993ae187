"""The compact model in HiGHS: ``python -m benchmarks.peers.highs_plain FILE LIMIT WORKERS [SEED [OUT]]``."""

import math
import time
from importlib.metadata import version
from typing import Any

import highspy
import numpy as np

from benchmarks.peers.compact import Compact
from benchmarks.peers.telling import Answer, main


def solve(compact: Compact, seconds: float, workers: int, seed: int, began: float) -> Answer:
    until = time.monotonic() + seconds
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.passModel(as_lp(compact))
    highs.setOptionValue("threads", workers)
    highs.setOptionValue("random_seed", seed)
    highs.setOptionValue("mip_rel_gap", 0.0)
    first: list[float] = []

    def improved(_event: Any) -> None:
        first.append(time.monotonic() - began)

    highs.cbMipImprovingSolution += improved
    highs.setOptionValue("time_limit", max(0.01, until - time.monotonic()))
    highs.run()
    info = highs.getInfo()
    status = highs.getModelStatus()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(highs.getSolution().col_value) if found else None
    ones = None if values is None else set(np.flatnonzero(np.round(values) == 1).tolist())
    bound = math.ceil(info.mip_dual_bound - 1e-6) if math.isfinite(info.mip_dual_bound) else None
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer("infeasible", None, None, None)
    proven = found and status == highspy.HighsModelStatus.kOptimal
    told = "optimal" if proven else "feasible" if found else "unknown"
    return Answer(told, ones, bound, first[0] if first else None)


def as_lp(compact: Compact) -> highspy.HighsLp:
    """The model as HiGHS takes it: sparse, row by row."""
    inf = highspy.kHighsInf
    lp = highspy.HighsLp()
    lp.num_col_ = len(compact.most)
    lp.num_row_ = len(compact.rows)
    lp.col_cost_ = np.array(compact.cost, dtype=np.double)
    lp.col_lower_ = np.zeros(len(compact.most))
    lp.col_upper_ = np.array(compact.most, dtype=np.double)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(compact.most)
    lp.offset_ = float(compact.always)
    lp.row_lower_ = np.array([-inf if least is None else least for _, least, _ in compact.rows], dtype=np.double)
    lp.row_upper_ = np.array([inf if most is None else most for _, _, most in compact.rows], dtype=np.double)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(terms) for terms, _, _ in compact.rows)]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([v for terms, _, _ in compact.rows for v, _ in terms], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([f for terms, _, _ in compact.rows for _, f in terms], dtype=np.double)
    return lp


if __name__ == "__main__":
    main("highs_plain", f"highspy {version('highspy')}", solve)
