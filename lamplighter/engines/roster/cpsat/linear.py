"""The linear programme over columns: each person one set of seats, each group of seats covered as often as it has.

Prices of groups are held in a box. Where the box binds, a group may be covered too little or too often, at the
price of the box's edge: what the programme says of its prices stays true, and they do not jump about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

Prices = NDArray[np.float64]


@dataclass(frozen=True)
class Priced:
    """An optimum: its value, a price for each group, a rent for each person, how much of each column, and slack.

    Slack is what is covered too little or too often only because the box is where it is.
    """

    value: float
    prices: Prices
    rents: Mapping[int, float]
    shares: Sequence[float]
    slack: float


class Covering:
    """Columns come in one at a time; each optimum starts from the one before."""

    def __init__(self, people: Sequence[int], sizes: Sequence[int]) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._solver.SuppressOutput()
        self._endless = self._solver.infinity()
        self._groups = [self._solver.Constraint(float(size), float(size)) for size in sizes]
        self._people = {person: self._solver.Constraint(1, 1) for person in people}
        self._goal = self._solver.Objective()
        self._goal.SetMinimization()
        self._under = [self._slack(row, 1) for row in self._groups]
        self._over = [self._slack(row, -1) for row in self._groups]
        self._boxed = list(self._under)
        self._columns: list[pywraplp.Variable] = []
        self.steps = 0

    def hold(self, low: Prices, high: Prices, ceiling: Prices) -> None:
        """Let each group's price move between these two only; at its ceiling it is what an empty seat really costs."""
        self._boxed = [under for under, now, most in zip(self._under, high, ceiling, strict=True) if now < most]
        for number in range(len(self._groups)):
            self._goal.SetCoefficient(self._under[number], float(high[number]))
            self._goal.SetCoefficient(self._over[number], -float(low[number]))

    def add(self, person: int, counts: Mapping[int, int], cost: int) -> None:
        """One more column: how many seats of each group it takes."""
        column = self._solver.NumVar(0, self._endless, "")
        self._goal.SetCoefficient(column, cost)
        self._people[person].SetCoefficient(column, 1)
        for group, count in counts.items():
            self._groups[group].SetCoefficient(column, count)
        self._columns.append(column)

    def solve(self) -> Priced | None:
        """The optimum; None if the solver gives up on its numbers."""
        status = self._solver.Solve()
        self.steps += self._solver.iterations()
        if status != pywraplp.Solver.OPTIMAL:
            return None
        return Priced(
            self._goal.Value(),
            np.array([row.dual_value() for row in self._groups]),
            {person: row.dual_value() for person, row in self._people.items()},
            [column.solution_value() for column in self._columns],
            sum(each.solution_value() for each in (*self._boxed, *self._over)),
        )

    def _slack(self, row: pywraplp.Constraint, sign: int) -> pywraplp.Variable:
        slack = self._solver.NumVar(0, self._endless, "")
        row.SetCoefficient(slack, sign)
        return slack
