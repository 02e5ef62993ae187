"""What both peers share: the command line, the check by the product's own judge, and the line that is printed."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.compact import Compact, compact
from lamplighter.engines.lines.formats import Source, curtois_qu, solution
from lamplighter.engines.lines.score import score


@dataclass(frozen=True, slots=True)
class Answer:
    """What a solver said: the variables that are 1, if it found any roster, and what it proved."""

    status: str
    ones: set[int] | None
    bound: int | None
    first_feasible_s: float | None


Solve = Callable[[Compact, float, int, int, float], Answer]
"""From a model, seconds left, workers, seed, and when it all began on the monotonic clock."""


def main(name: str, version: str, solve: Solve) -> None:
    """``FILE LIMIT WORKERS [SEED [OUT]]``: solve, check, print one line of JSON; the roster goes to OUT."""
    file, limit, workers, *more = sys.argv[1:]
    began = time.monotonic()
    until = began + float(limit)
    seed = int(more[0]) if more else 0
    # A model that does not fit must fail here, and not take the machine with it.
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    grid = curtois_qu.read(Source(file, Path(file).read_bytes()), Path(file).stem)
    told: dict[str, object] = {"instance": grid.name, "solver": name, "version": version, "seed": seed}
    judged = None
    try:
        model = compact(grid, until)
        answer = solve(model, until - time.monotonic(), int(workers), seed, began)
    except TimeoutError:
        answer = Answer("unknown", None, None, None)
    except MemoryError:
        answer = Answer("out of memory", None, None, None)
    if answer.ones is not None:
        lines = model.lines(grid, answer.ones)
        judged = score(grid, lines)
        if len(more) > 1:
            Path(more[1]).write_text(solution.write(lines), encoding="utf-8")
    told |= {
        "objective": None if judged is None else judged.objective,
        "bound": answer.bound,
        "hard_violations": None if judged is None else len(judged.broken),
        "seconds": round(time.monotonic() - began, 3),
        "first_feasible_s": None if answer.first_feasible_s is None else round(answer.first_feasible_s, 3),
        "status": answer.status,
    }
    print(json.dumps(told), flush=True)
