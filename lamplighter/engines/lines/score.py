"""What a roster costs and which hard rules it breaks, straight from the meaning of the rules.

This is the judge of every search in this engine, and knows nothing of how any of them works.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, get_args

from lamplighter.engines.lines.model import OFF, Grid, Lines, Person, Run, Total, Weekends

PartName = Literal["wishes", "short", "over", "runs", "rests", "totals", "weekends", "split_weekends"]
PARTS: tuple[PartName, ...] = get_args(PartName)
"""Soft costs: wishes not met; people under and over the wanted; runs of shifts, and of free days; totals;
weekends too many; weekends worked on one of two days."""

Rule = Literal[
    "not_allowed",  # a shift that this person may not work
    "free_day",  # a shift on a day that must be free
    "not_next",  # a shift that may not follow the one of the day before
    "run_short",  # too few days in a row
    "run_long",  # too many days in a row
    "total_short",  # a total under its least
    "total_long",  # a total over its most
    "weekends",  # too many weekends
    "demand",  # fewer people than there must be
]
RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True, slots=True)
class Part:
    """One soft cost: how much of it there is, and what it comes to."""

    name: PartName
    amount: int
    cost: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A hard rule that is broken by ``amount`` units on ``days`` (none where it speaks of the whole period).

    ``person`` is empty where the rule is nobody's own; ``shifts`` are those the rule speaks of.
    """

    rule: Rule
    person: str
    days: tuple[int, ...]
    amount: int
    shifts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """``objective`` is the sum of ``parts``; the roster is lawful if nothing is ``broken``."""

    objective: int
    parts: tuple[Part, ...]
    broken: tuple[Broken, ...]

    def cost(self, name: PartName) -> int:
        return next(part.cost for part in self.parts if part.name == name)


@dataclass(frozen=True, slots=True)
class _Charge:
    """So many units of a part, each at a cost, or, where that is None, so much of a broken rule."""

    part: PartName
    amount: int
    each: int | None
    rule: Rule = "demand"
    person: str = ""
    days: tuple[int, ...] = ()
    shifts: tuple[str, ...] = ()


def score(grid: Grid, lines: Lines) -> Score:
    """What ``lines`` cost in ``grid``, and every hard rule that they break.

    Raises
    ------
    ValueError
        If the lines are none of this grid: a person missing or unknown, a line that is too long or too short,
        an unknown shift. The message names the person, and the day where there is one.
    """
    _must_fit(grid, lines)
    amounts: Counter[PartName] = Counter()
    costs: Counter[PartName] = Counter()
    broken = []
    for charge in _charges(grid, lines):
        if charge.amount <= 0:
            continue
        if charge.each is None:
            broken.append(Broken(charge.rule, charge.person, charge.days, charge.amount, charge.shifts))
        elif charge.each:
            amounts[charge.part] += charge.amount
            costs[charge.part] += charge.amount * charge.each
    parts = tuple(Part(name, amounts[name], costs[name]) for name in PARTS)
    return Score(sum(costs.values()), parts, tuple(broken))


def _must_fit(grid: Grid, lines: Lines) -> None:
    """Refuse lines that are none of this grid."""
    known = {person.key for person in grid.people}
    for key in [*(key for key in known if key not in lines), *(key for key in lines if key not in known)]:
        raise ValueError(f"Person {key!r} {'has no line' if key in known else 'is not in the grid'}.")
    for key, line in lines.items():
        if len(line) != grid.days:
            raise ValueError(f"Person {key!r}: the line has {len(line)} days; the period has {grid.days}.")
        for day, shift in enumerate(line):
            if shift != OFF and shift not in grid.shift_numbers:
                raise ValueError(f"Person {key!r}, day {day}: there is no shift {shift!r}.")


def _charges(grid: Grid, lines: Lines) -> Iterator[_Charge]:
    for person in grid.people:
        line = lines[person.key]
        yield from _allowed(grid, person, line)
        for wish in person.wishes:
            yield _Charge("wishes", int((line[wish.day] == wish.shift) != wish.want), wish.cost)
        for run in person.runs:
            yield from _run(person, run, line)
        for total in person.totals:
            yield from _total(person, total, line)
        if person.weekends is not None:
            yield from _weekends(grid, person, person.weekends, line)
    yield from _demands(grid, lines)


def _allowed(grid: Grid, person: Person, line: tuple[str, ...]) -> Iterator[_Charge]:
    """What the person may not work at all, on that day, or after the day before."""
    after = {shift.key: shift.not_next for shift in grid.shifts}
    for day, shift in enumerate(line):
        if shift != OFF and shift not in person.shifts:
            yield _Charge("runs", 1, None, "not_allowed", person.key, (day,), (shift,))
        if shift != OFF and day in person.free:
            yield _Charge("runs", 1, None, "free_day", person.key, (day,), (shift,))
    for day, (first, second) in enumerate(pairwise((person.before, *line)), start=-1):
        if second in after.get(first, ()):
            yield _Charge("runs", 1, None, "not_next", person.key, (day, day + 1), (first, second))


def _run(person: Person, run: Run, line: tuple[str, ...]) -> Iterator[_Charge]:
    """Every run that is too short or too long. Days before the period are nobody's to change and cost nothing."""
    part: PartName = "rests" if OFF in run.of else "runs"
    shifts = tuple(sorted(run.of))
    begun = run.begun or 0
    if begun and line[0] not in run.of:
        yield _Charge(part, run.least - begun, run.short, "run_short", person.key, (0,), shifts)
    for inside, group in groupby(range(len(line)), key=lambda day: line[day] in run.of):
        days = tuple(group)
        if not inside:
            continue
        before = begun if days[0] == 0 else 0
        length = before + len(days)
        unknown = days[0] == 0 and run.begun is None
        if not unknown and days[-1] != len(line) - 1:
            yield _Charge(part, run.least - length, run.short, "run_short", person.key, days, shifts)
        if run.most is not None:
            too_many = length - max(run.most, before)
            yield _Charge(part, too_many, run.long, "run_long", person.key, days, shifts)


def _total(person: Person, total: Total, line: tuple[str, ...]) -> Iterator[_Charge]:
    units = dict(total.units)
    shifts = tuple(sorted(units))
    amount = total.begun + sum(units.get(shift, 0) for shift in line)
    yield _Charge("totals", total.least - amount, total.short, "total_short", person.key, (), shifts)
    if total.most is not None:
        yield _Charge("totals", amount - total.most, total.long, "total_long", person.key, (), shifts)


def _weekends(grid: Grid, person: Person, rule: Weekends, line: tuple[str, ...]) -> Iterator[_Charge]:
    """Weekends too many, and halves of weekends.

    Where the period begins on a Sunday, ``before`` is the Saturday: if it was worked, that weekend counts among those
    begun. Where it ends on a Saturday, nobody knows of the Sunday, and it is no half.
    """
    counted = rule.begun
    days: list[int] = []
    for sunday in range(6 - grid.first_weekday, grid.days + 1, 7):
        saturday_on = sunday >= 1 and line[sunday - 1] != OFF
        sunday_on = 0 <= sunday < grid.days and line[sunday] != OFF
        before_on = sunday == 0 and person.before != OFF
        days += [sunday - 1] * saturday_on + [sunday] * sunday_on
        counted += (saturday_on or sunday_on) and not before_on
        if sunday < grid.days:
            yield _Charge("split_weekends", int((saturday_on or before_on) != sunday_on), rule.split)
    if rule.most is not None:
        yield _Charge("weekends", counted - rule.most, rule.long, "weekends", person.key, tuple(days))


def _demands(grid: Grid, lines: Lines) -> Iterator[_Charge]:
    there = Counter((day, shift) for line in lines.values() for day, shift in enumerate(line))
    for demand in grid.demands:
        count = there[demand.day, demand.shift]
        yield _Charge("short", demand.wanted - count, demand.short)
        yield _Charge("over", count - demand.wanted, demand.over)
        yield _Charge("short", demand.least - count, None, "demand", "", (demand.day,), (demand.shift,))
