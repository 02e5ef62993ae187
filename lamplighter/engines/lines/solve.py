"""The front door: a grid goes in, the best lines found and a proven bound come out."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from os import environ, pathsep
from time import monotonic
from typing import Literal, get_args

from lamplighter.engines.lines.message import Ask, Best, Bound, Ending
from lamplighter.engines.lines.model import OFF, Grid, Lines
from lamplighter.engines.lines.score import score

LinesStatus = Literal["optimal", "feasible", "infeasible", "stopped", "unknown"]
STATUSES: tuple[LinesStatus, ...] = get_args(LinesStatus)

FIRST_S = 60.0  # how long beyond the limit a first roster is waited for: cores may be slow
GRACE_S = 0.5  # how long a search may take to stop before it is ended; its best has been told by then
PULSE_S = 0.1
MOST_SHIFTS = 127  # a line holds a byte a day


@dataclass(frozen=True, slots=True)
class LinesProgress:
    """Where a search stands; the objective and the bound are None until there is one.

    The objective is None as well as long as every roster found has fewer people somewhere than there must be.
    """

    seconds: float
    objective: int | None
    bound: int | None

    @property
    def gap(self) -> float | None:
        """(objective - bound) / max(1, objective), or None until both are known."""
        if self.objective is None or self.bound is None:
            return None
        return max(0.0, (self.objective - self.bound) / max(1, self.objective))


@dataclass(frozen=True, slots=True)
class LinesResult:
    """The best lines found: None if there are none. Everybody's own line is lawful.

    ``status`` is "optimal" where the bound proves it, "feasible" for a lawful roster, "stopped" on request,
    "infeasible" where it is proven that no roster is lawful: somebody's rules leave no line at all (``nobody`` names
    them, and there are no lines), or some shift cannot have the people it must have. "unknown" says that no lawful
    roster was found: there may be one.

    ``missing`` is how many people the lines lack, all shifts together, to what there must be at least. Where it is
    not 0 the roster is the best there is to show, never "optimal" or "feasible"; the bound is then None.
    ``first_feasible_s`` is when the first roster that lacks nobody was found.

    ``died`` says that the search's process ended by itself, for want of memory perhaps, before its time was over.
    """

    lines: Lines | None
    objective: int | None
    bound: int | None
    status: LinesStatus
    seconds: float
    first_feasible_s: float | None
    search: str
    nobody: str | None = None
    missing: int = 0
    died: bool = False


@dataclass
class Known:
    """What a search has told so far."""

    began: float = field(default_factory=monotonic)
    best: Best | None = None
    bound: int | None = None
    first_s: float | None = None
    ending: Ending | None = None

    def progress(self) -> LinesProgress:
        objective = None if self.best is None or self.best.missing else self.best.value
        return LinesProgress(monotonic() - self.began, objective, self.bound)

    def late(self, limit: float) -> bool:
        """Whether the time is over; a first roster is waited for longer."""
        return monotonic() - self.began > (limit + FIRST_S if self.best is None else limit)

    def hear(self, word: object) -> None:
        match word:
            case Best():
                if self.first_s is None and not word.missing:
                    self.first_s = monotonic() - self.began
                self.best = word
            case Bound(_, bound):
                self.bound = bound if self.bound is None else max(bound, self.bound)
            case Ending():
                self.ending = word


def solve_lines(
    grid: Grid,
    *,
    limit: float,
    seed: int = 0,
    workers: int = 1,
    on_progress: Callable[[LinesProgress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    target: float = 0.0,
) -> LinesResult:
    """The cheapest lines that the time finds, and a bound that no lines are below.

    The search runs in a process of its own.

    Parameters
    ----------
    grid
        People by days, with their rules and the demand.
    limit
        Seconds of wall clock. If there is no roster at all by then, a first one is waited for, a minute more at most.
    seed
        0 or more.
    workers
        Processor cores to use, 1 or more.
    on_progress
        Told, in the caller's thread, of each better roster or bound.
    stop
        Asked several times a second; once it says True the search ends with what it has.
    target
        The gap, from 0 to 1, at which the search may end.

    Raises
    ------
    ValueError
        For a limit or workers that are not positive, a negative seed, a target that is not from 0 to 1, or more
        shifts than a search can tell apart.
    RuntimeError
        If the search's process died before it had found anything.
    """
    if not limit > 0:
        raise ValueError(f"limit must be more than 0 seconds. Got {limit} instead.")
    if seed < 0:
        raise ValueError(f"seed must be 0 or more. Got {seed} instead.")
    if workers < 1:
        raise ValueError(f"workers must be 1 or more. Got {workers} instead.")
    if not 0 <= target <= 1:
        raise ValueError(f"target must be from 0 to 1. Got {target} instead.")
    if len(grid.shifts) > MOST_SHIFTS:
        raise ValueError(f"A search tells at most {MOST_SHIFTS} shifts apart. The grid has {len(grid.shifts)}.")
    known = Known()
    stopped = died = False
    here, there = Pipe()
    child = _child(there)
    there.close()
    try:
        _ask(here, Ask(grid, limit, seed, workers))
        while known.ending is None and child.poll() is None:
            if _hear(here, known) and on_progress is not None:
                on_progress(known.progress())
            late = known.late(limit)
            gap = known.progress().gap
            close = gap is not None and gap <= target
            if late or close or (stop is not None and stop()):
                stopped = not late and not close
                _end(here, known, child)
                break
        else:
            died = known.ending is None
        _hear(here, known)
    finally:
        child.kill()
        child.wait()
        here.close()
    if died and known.ending is None and known.best is None:
        raise RuntimeError(
            f"The search's process ended by itself (exit status {child.returncode}) before it found a roster. "
            "Its own error, if any, is on standard error; it may have run out of memory."
        )
    return replace(result_of(grid, known, stopped), died=died and known.ending is None)


def _child(line: Connection) -> subprocess.Popen[bytes]:
    """The search's process: it imports what this one would, whatever lies in the working directory.

    A terminal's Ctrl-C reaches this process alone, which says what it means.
    """
    return subprocess.Popen(  # noqa: S603 (our own module, by our own interpreter)
        [sys.executable, "-P", "-m", "lamplighter.engines.lines.child", str(line.fileno())],
        pass_fds=[line.fileno()],
        env={**environ, "PYTHONPATH": pathsep.join(sys.path)},
        process_group=0,
    )


def _ask(line: Connection, ask: Ask) -> None:
    """Send the question; if nobody is there to read it, that shows soon enough."""
    with suppress(OSError):
        line.send(ask)


def _hear(line: Connection, known: Known) -> bool:
    """Take in what was told; gives whether there was anything."""
    heard = False
    wait = PULSE_S
    try:
        while line.poll(wait):
            known.hear(line.recv())
            heard, wait = True, 0.0
    except (EOFError, OSError):
        pass
    return heard


def _end(line: Connection, known: Known, child: subprocess.Popen[bytes]) -> None:
    """Ask the search to stop, and hear what it still has to say."""
    until = monotonic() + GRACE_S
    try:
        line.send("stop")
    except OSError:
        return
    while known.ending is None and child.poll() is None and monotonic() < until:
        _hear(line, known)


def result_of(grid: Grid, known: Known, stopped: bool) -> LinesResult:
    """The answer, from all that the search has told."""
    lines, objective, missing = None, None, 0
    if known.best is not None:
        keys = [OFF, *(shift.key for shift in grid.shifts)]
        lines = {
            person.key: tuple(keys[item] for item in row)
            for person, row in zip(grid.people, known.best.lines, strict=True)
        }
        objective, missing = score(grid, lines).objective, known.best.missing
    impossible = known.ending is not None and known.ending.impossible
    status: LinesStatus
    if objective is None or missing:
        status = "infeasible" if impossible else "stopped" if stopped else "unknown"
    elif known.bound is not None and known.bound >= objective:
        status = "optimal"
    else:
        status = "stopped" if stopped else "feasible"
    return LinesResult(
        lines,
        objective,
        None if known.bound is None or objective is None or missing else min(known.bound, objective),
        status,
        monotonic() - known.began,
        known.first_s,
        "columns",
        None if known.ending is None else known.ending.nobody,
        missing,
    )
