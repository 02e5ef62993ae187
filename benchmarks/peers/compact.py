"""The compact model of a grid: one Boolean for each person, day and shift; every rule a row of sums.

Grids of Curtois and Qu's kind only: rules hard, nothing known of what came before.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from lamplighter.engines.lines import OFF, Grid, Lines, Person

Term = tuple[int, int]
"""A variable and its coefficient."""


@dataclass(slots=True)
class Compact:
    """Variables 0 to ``len(most)`` - 1, whole numbers from 0 to ``most`` at ``cost`` each; rows of
    (terms, least, most), None where there is no limit; and a cost that is always there."""

    most: list[int] = field(default_factory=list)
    cost: list[int] = field(default_factory=list)
    rows: list[tuple[list[Term], int | None, int | None]] = field(default_factory=list)
    always: int = 0
    works: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def variable(self, most: int = 1, cost: int = 0) -> int:
        self.most.append(most)
        self.cost.append(cost)
        return len(self.most) - 1

    def row(self, terms: list[Term], least: int | None, most: int | None) -> None:
        if terms:
            self.rows.append((terms, least, most))

    def lines(self, grid: Grid, ones: set[int]) -> Lines:
        """The roster in which these variables are 1."""
        lines = {person.key: [OFF] * grid.days for person in grid.people}
        for (person, day, shift), variable in self.works.items():
            if variable in ones:
                lines[person][day] = shift
        return {key: tuple(line) for key, line in lines.items()}


def compact(grid: Grid, until: float) -> Compact:
    """The model of ``grid``.

    Raises
    ------
    ValueError
        For rules that this model has no row for.
    TimeoutError
        If building it takes longer than to ``until`` on the monotonic clock.
    """
    model = Compact()
    for person in grid.people:
        if time.monotonic() > until:
            raise TimeoutError
        _variables(grid, person, model)
        worked = [
            [model.works[k] for k in _keys(grid, person, day) if k in model.works] for day in range(grid.days)
        ]
        for day in range(grid.days):
            model.row([(variable, 1) for variable in worked[day]], None, 1)
        _successions(grid, person, model)
        _runs(grid, person, model, worked)
        _totals(grid, person, model)
        _weekends(grid, person, model, worked)
    _demands(grid, model)
    return model


def _keys(grid: Grid, person: Person, day: int) -> Iterator[tuple[str, int, str]]:
    return ((person.key, day, shift.key) for shift in grid.shifts)


def _variables(grid: Grid, person: Person, model: Compact) -> None:
    for day in range(grid.days):
        for key in (shift.key for shift in grid.shifts if shift.key in person.shifts):
            if day not in person.free:
                model.works[person.key, day, key] = model.variable()
    for wish in person.wishes:
        if wish.shift == OFF:
            raise ValueError(f"Person {person.key!r}: the plain model knows no wish for a free day.")
        variable = model.works.get((person.key, wish.day, wish.shift))
        model.always += wish.cost if wish.want else 0
        if variable is not None:
            model.cost[variable] += -wish.cost if wish.want else wish.cost


def _successions(grid: Grid, person: Person, model: Compact) -> None:
    for day in range(grid.days - 1):
        for shift in grid.shifts:
            first = model.works.get((person.key, day, shift.key))
            keys = ((person.key, day + 1, key) for key in sorted(shift.not_next))
            after = [model.works[key] for key in keys if key in model.works]
            if first is not None and after:
                model.row([(first, 1), *((each, 1) for each in after)], None, 1)


def _runs(grid: Grid, person: Person, model: Compact, worked: list[list[int]]) -> None:
    """No run longer than its most: of so many days one is not in it. None shorter than its least: a day in the
    run, the one before not, means more after it. A day off is one minus the shifts of the day."""
    work = frozenset(shift.key for shift in grid.shifts)
    for run in person.runs:
        if run.short is not None or run.long is not None or run.begun is not None or run.of not in (work, {OFF}):
            raise ValueError(f"Person {person.key!r}: the plain model knows only hard runs of work or rest.")
        sign = 1 if run.of == work else -1
        base = 0 if sign == 1 else 1

        def total(
            days: dict[int, int], least: int | None, most: int | None, sign: int = sign, base: int = base
        ) -> None:
            shift = base * sum(days.values())
            terms = [(variable, sign * each) for day, each in days.items() for variable in worked[day]]
            model.row(terms, None if least is None else least - shift, None if most is None else most - shift)

        if run.most is not None:
            for first in range(grid.days - run.most):
                total(dict.fromkeys(range(first, first + run.most + 1), 1), None, run.most)
        for length in range(1, run.least):
            for first in range(1, grid.days - length):
                inside = dict.fromkeys(range(first, first + length), 1)
                total({first - 1: -1, **inside, first + length: -1}, None, length - 1)


def _totals(grid: Grid, person: Person, model: Compact) -> None:
    for total in person.totals:
        if total.short is not None or total.long is not None:
            raise ValueError(f"Person {person.key!r}: the plain model knows only hard totals.")
        units = dict(total.units)
        terms = [
            (variable, units[key])
            for day in range(grid.days)
            for _, _, key in _keys(grid, person, day)
            if units.get(key) and (variable := model.works.get((person.key, day, key))) is not None
        ]
        model.row(terms, total.least - total.begun, None if total.most is None else total.most - total.begun)


def _weekends(grid: Grid, person: Person, model: Compact, worked: list[list[int]]) -> None:
    rule = person.weekends
    if rule is None or rule.most is None:
        return
    if rule.long is not None or rule.split:
        raise ValueError(f"Person {person.key!r}: the plain model knows only hard weekends.")
    touched: dict[int, int] = {}
    for day in (day for day in range(grid.days) if grid.weekday(day) >= 5):
        week = (grid.first_weekday + day) // 7
        if week not in touched:
            touched[week] = model.variable()
        model.row([*((variable, 1) for variable in worked[day]), (touched[week], -1)], None, 0)
    model.row([(variable, 1) for variable in touched.values()], None, rule.most - rule.begun)


def _demands(grid: Grid, model: Compact) -> None:
    for demand in grid.demands:
        there = [
            variable
            for person in grid.people
            if (variable := model.works.get((person.key, demand.day, demand.shift))) is not None
        ]
        short = model.variable(max(0, demand.wanted - demand.least), demand.short)
        over = model.variable(len(grid.people), demand.over)
        terms = [*((variable, 1) for variable in there), (short, 1), (over, -1)]
        model.row(terms, demand.wanted, demand.wanted)
