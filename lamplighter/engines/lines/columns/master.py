"""The master program: how much of each known line to take, so that everybody has one and the demand is met."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from lamplighter.engines.lines.book import Line
from lamplighter.engines.lines.columns.part import SCARCE, Part
from lamplighter.engines.lines.pricing import Found

NO_LINE = 1e7
"""What it costs the program to give somebody no line at all."""


@dataclass(frozen=True)
class Worth:
    """A solution: its value, the worth of a line to each scope, the price of each day and item, the shares taken."""

    value: float
    each: NDArray[np.float64]
    prices: NDArray[np.float64]
    shares: NDArray[np.float64]


class Master:
    """Grows by lines; the columns of a part's master program, and what is known of each."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.count = 0
        self.iterations = 0
        self.owners = np.empty(1024, dtype=np.int32)
        self.lines = np.empty((1024, part.days), dtype=np.int8)
        self.costs = np.empty(1024)
        self.known: set[tuple[int, bytes]] = set()
        self.highs = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex")):
            self.highs.setOptionValue(option, value)
        self._rows()

    def _rows(self) -> None:
        part, inf = self.part, highspy.kHighsInf
        people = len(part.scopes)
        cells = np.argwhere((part.short > 0) | (part.over > 0) | (self.part.least > 0))
        self.row_of = np.full(part.wanted.shape, -1, dtype=np.int64)
        self.row_of[cells[:, 0], cells[:, 1]] = people + np.arange(len(cells))
        rows = people + len(cells)
        wanted = part.wanted[cells[:, 0], cells[:, 1]].astype(float)
        sides = np.concatenate([np.ones(people), wanted])
        nothing = np.zeros(0, dtype=np.int32)
        self.highs.addRows(rows, sides, sides, 0, np.zeros(rows, dtype=np.int32), nothing, np.zeros(0))
        # Somebody without a line; too few; too many; and fewer than the hard minimum.
        least = part.least[cells[:, 0], cells[:, 1]]
        short, over = part.short[cells[:, 0], cells[:, 1]], part.over[cells[:, 0], cells[:, 1]]
        at = people + np.arange(len(cells))
        hard = least > 0
        mild = np.where(hard, np.maximum(wanted - np.maximum(least, 0), 0), inf)
        index = np.concatenate([np.arange(people), at, at, at[hard]])
        value = np.concatenate([np.ones(people + len(at)), -np.ones(len(at)), np.ones(hard.sum())])
        cost = np.concatenate([np.full(people, NO_LINE), short, over, short[hard] + SCARCE])
        upper = np.concatenate([np.full(people, inf), mild, np.full(len(at) + hard.sum(), inf)])
        self.slacks = len(index)
        self.short_at = people + np.arange(len(cells))
        self.cells = cells
        self.highs.addCols(
            self.slacks, cost, np.zeros(self.slacks), upper, self.slacks,
            np.arange(self.slacks, dtype=np.int32), index.astype(np.int32), value,
        )  # fmt: skip

    def take(self, found: Sequence[Found], prices: NDArray[np.float64]) -> int:
        """Take in what was found for each scope at these prices; gives how many lines were new."""
        days = np.arange(self.part.days)
        owners, lines, costs = [], [], []
        for owner, one in enumerate(found):
            for line, cost in zip(one.lines, one.costs, strict=True):
                owners.append(owner)
                lines.append(line)
                costs.append(cost - float(prices[days, line].sum()))
        return self.add(owners, lines, costs)

    def add(self, owners: Sequence[int], lines: Sequence[Line], costs: Sequence[float]) -> int:
        """Take in lines that are not known yet, each with its own cost; gives how many were new."""
        starts: list[int] = []
        index: list[NDArray[np.int64]] = []
        new_costs: list[float] = []
        filled = 0
        days = np.arange(self.part.days)
        for owner, line, cost in zip(owners, lines, costs, strict=True):
            key = (owner, line.tobytes())
            if key in self.known:
                continue
            self.known.add(key)
            self._keep(owner, line, cost)
            rows = self.row_of[days, line]
            entries = np.concatenate([[owner], rows[(rows >= 0) & (line > 0)]])
            starts.append(filled)
            index.append(entries)
            new_costs.append(cost)
            filled += len(entries)
        if starts:
            new = len(starts)
            self.highs.addCols(
                new, np.array(new_costs), np.zeros(new), np.full(new, highspy.kHighsInf), filled,
                np.array(starts, dtype=np.int32), np.concatenate(index).astype(np.int32), np.ones(filled),
            )  # fmt: skip
        return len(starts)

    def _keep(self, owner: int, line: Line, cost: float) -> None:
        if self.count == len(self.owners):
            self.owners = np.concatenate([self.owners, np.empty_like(self.owners)])
            self.costs = np.concatenate([self.costs, np.empty_like(self.costs)])
            self.lines = np.concatenate([self.lines, np.empty_like(self.lines)])
        self.owners[self.count], self.lines[self.count], self.costs[self.count] = owner, line, cost
        self.count += 1

    def reprice(self) -> None:
        """Take over what it costs that somebody is missing, which the part has changed."""
        short = self.part.short[self.cells[:, 0], self.cells[:, 1]]
        self.highs.changeColsCost(len(self.cells), self.short_at.astype(np.int32), short)

    def missing(self, worth: Worth) -> float:
        """How many are missing altogether in a solution; a share of a line is a share of a person."""
        cover = np.zeros(self.part.wanted.shape)
        days = np.arange(self.part.days)
        for at in np.nonzero(worth.shares > 1e-9)[0]:
            cover[days, self.lines[at]] += worth.shares[at]
        gaps = np.maximum(self.part.wanted - cover, 0)
        return float(gaps[self.cells[:, 0], self.cells[:, 1]].sum())

    def allow(self, may: NDArray[np.bool_]) -> None:
        """Of the known lines only these may be taken."""
        at = (self.slacks + np.arange(self.count)).astype(np.int32)
        upper = np.where(may, highspy.kHighsInf, 0.0)
        self.highs.changeColsBounds(self.count, at, np.zeros(self.count), upper)

    def copy(self, kept: NDArray[np.intp] | None = None, part: Part | None = None) -> "Master":
        """Another master, of these known lines alone if any are named, that begins where this one's solution stands.

        ``part`` is the same part for another thread.
        """
        kept = np.arange(self.count) if kept is None else kept
        other = Master(part or self.part)
        other.add(self.owners[kept].tolist(), list(self.lines[kept]), self.costs[kept].tolist())
        standing, basis = self.highs.getBasis(), highspy.HighsBasis()
        status = list(standing.col_status)
        basis.col_status = status[: self.slacks] + [status[self.slacks + at] for at in kept.tolist()]
        basis.row_status = list(standing.row_status)
        basis.valid, basis.alien = True, True  # some that were basic are gone
        other.highs.setBasis(basis)
        return other

    def solve(self, narrowed: bool = False) -> Worth:
        """The value of the program over the lines known; ``narrowed`` if some were forbidden since the last time."""
        # New columns leave the last basis primal feasible, forbidden ones leave it dual feasible.
        self.highs.setOptionValue("simplex_strategy", 1 if narrowed else 4)
        self.highs.run()
        self.iterations += self.highs.getInfo().simplex_iteration_count
        solution = self.highs.getSolution()
        duals = np.array(solution.row_dual)
        people = len(self.part.scopes)
        prices = np.zeros(self.row_of.shape)
        rows = self.row_of >= 0
        prices[rows] = -duals[self.row_of[rows]]
        return Worth(
            self.highs.getInfo().objective_function_value,
            duals[:people],
            prices,
            np.array(solution.col_value)[self.slacks :],
        )

    def whole_numbers(self, seconds: float, below: float) -> list[int] | None:
        """The lines (one a scope, as column numbers) of the best mixture-free choice cheaper than ``below``, if any.

        Ends the use of this master: its program has become another.
        """
        kind = [highspy.HighsVarType.kInteger] * self.count
        at = (self.slacks + np.arange(self.count)).astype(np.int32)
        self.highs.changeColsIntegrality(self.count, at, np.array([int(each) for each in kind], dtype=np.uint8))
        for option, value in (
            ("presolve", "on"),
            ("solver", "choose"),
            ("time_limit", self.highs.getRunTime() + seconds),
            ("objective_bound", below),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.9),
        ):
            self.highs.setOptionValue(option, value)
        self.highs.run()
        info = self.highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        if info.objective_function_value >= below:
            return None
        shares = np.array(self.highs.getSolution().col_value)[self.slacks :]
        taken = np.nonzero(shares > 0.5)[0]
        if len(taken) != len(self.part.scopes):
            return None
        return [int(each) for each in taken[np.argsort(self.owners[taken])]]

    def cheapest_known(
        self, prices: NDArray[np.float64], may: NDArray[np.bool_] | None = None
    ) -> NDArray[np.float64]:
        """For each scope the least that a known line costs at these prices."""
        count = self.count
        best = np.full(len(self.part.scopes), 1e11)
        value = self.costs[:count].copy()
        columns = prices[np.arange(self.part.days)[None, :], self.lines[:count]]
        value += columns.sum(axis=1)
        if may is not None:
            value[~may] = 1e11
        np.minimum.at(best, self.owners[:count], value)
        return best
