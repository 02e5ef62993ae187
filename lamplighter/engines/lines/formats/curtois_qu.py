"""Reads the benchmark files of Curtois and Qu into a grid.

Source: T. Curtois and R. Qu, "Computational results on new staff scheduling benchmark instances", 2014. Sections of
fields between commas. The period begins on a Monday, and what came before is unknown: runs that touch its first or
last day may be short. A weekend counts if Saturday or Sunday is worked. Only requests and cover may be missed, at
their weights; every other rule is hard.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from lamplighter.engines.lines.formats.complaints import Complaints, Source
from lamplighter.engines.lines.model import OFF, Demand, Grid, Person, Run, Shift, Total, Weekends, Wish

SECTIONS = (
    "SECTION_HORIZON",
    "SECTION_SHIFTS",
    "SECTION_STAFF",
    "SECTION_DAYS_OFF",
    "SECTION_SHIFT_ON_REQUESTS",
    "SECTION_SHIFT_OFF_REQUESTS",
    "SECTION_COVER",
)
NEVER_EMPTY = SECTIONS[:3]
LONGEST_DAYS = 10_000
"""A period that is longer than a human's working life is a slip of the pen."""
LONGEST_SHIFT = 7 * 24 * 60
"""So is a shift of more minutes than a week has."""
MOST_WEIGHT, MOST_PEOPLE = 10**9, 10**6
"""A search keeps costs apart from what must not be, which costs a thousand times as much as the largest weight."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    fields: tuple[str, ...]


@dataclass(slots=True)
class _Staff:
    """One person as the staff section tells, before wishes and days off are known."""

    shifts: frozenset[str]
    runs: tuple[Run, ...]
    totals: tuple[Total, ...]
    weekends: Weekends
    free: set[int] = field(default_factory=set)
    wishes: list[Wish] = field(default_factory=list)


def read(source: Source, name: str = "") -> Grid:
    """The grid of one file; ``name`` is what it shall be called.

    Raises
    ------
    Malformed
        With every complaint about the file: line, field, what was found and what was wanted.
    """
    reading = _Reading(Complaints(source.name))
    sections = reading.sections(source.content)
    reading.horizon(sections["SECTION_HORIZON"])
    reading.read_shifts(sections["SECTION_SHIFTS"])
    reading.read_staff(sections["SECTION_STAFF"])
    reading.days_off(sections["SECTION_DAYS_OFF"])
    for wanted, section in ((True, "SECTION_SHIFT_ON_REQUESTS"), (False, "SECTION_SHIFT_OFF_REQUESTS")):
        reading.requests(sections[section], wanted=wanted)
    demands = tuple(reading.cover(sections["SECTION_COVER"]))
    reading.wrong.done()
    people = (
        Person(
            key,
            each.shifts,
            free=frozenset(each.free),
            runs=each.runs,
            totals=each.totals,
            weekends=each.weekends,
            wishes=tuple(each.wishes),
        )
        for key, each in reading.staff.items()
    )
    return Grid(reading.days, tuple(reading.shifts.values()), tuple(people), demands, name=name)


@dataclass(slots=True)
class _Reading:
    """What is known so far. A part that is wrong is left out, so that the rest can be looked at too.

    ``named`` are the names of people and shifts, of those too whose own lines are wrong: that is said once.
    """

    wrong: Complaints
    days: int = LONGEST_DAYS
    shifts: dict[str, Shift] = field(default_factory=dict)
    staff: dict[str, _Staff] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=dict)

    def sections(self, content: bytes) -> dict[str, list[_Row]]:
        """The rows of each section, without comments and empty lines."""
        found: dict[str, list[_Row]] = {}
        begun: dict[str, int] = {}
        rows: list[_Row] | None = None
        for number, line in self.wrong.lines_of(content):
            told = line.split(" #")[0].strip()
            if not told or told.startswith("#"):
                continue
            if told.startswith("SECTION_"):
                rows = []
                if told not in SECTIONS:
                    self.wrong.add(number, "section", told, "known_section")
                elif told in begun:
                    self.wrong.add(number, "section", told, "once", first=begun[told])
                else:
                    rows = found[told] = []
                    begun[told] = number
            elif rows is None:
                self.wrong.add(number, "section", told, "heading")
                rows = []
            else:
                rows.append(_Row(number, tuple(part.strip() for part in told.split(","))))
        for section in SECTIONS:
            if section not in found:
                self.wrong.add(None, section, "", "section")
            elif section in NEVER_EMPTY and not found[section]:
                self.wrong.add(begun[section], section, "", "content")
        return {section: found.get(section, []) for section in SECTIONS}

    def horizon(self, rows: list[_Row]) -> None:
        if not rows:
            return
        for row in rows[1:]:
            self.wrong.add(row.line, "horizon", ",".join(row.fields), "one_value")
        days = self.wrong.integer(rows[0].line, "horizon", ",".join(rows[0].fields), 1, LONGEST_DAYS)
        self.days = days or LONGEST_DAYS

    def read_shifts(self, rows: list[_Row]) -> None:
        well = list(self._of_length(rows, 3))
        named = self._new_names("ShiftID", well)
        self.named["shift"] = {row.fields[0] for row in rows}
        for row in well:
            minutes = self.wrong.integer(row.line, "Length in mins", row.fields[1], most=LONGEST_SHIFT)
            not_next = [each.strip() for each in row.fields[2].split("|")] if row.fields[2] else []
            for each in not_next:
                if each not in self.named["shift"]:
                    self.wrong.add(row.line, "Shifts which cannot follow this shift", each, "shift")
            if named.get(row.fields[0]) == row.line:
                self.shifts[row.fields[0]] = Shift(row.fields[0], minutes or 0, frozenset(not_next))

    def read_staff(self, rows: list[_Row]) -> None:
        well = list(self._of_length(rows, 8))
        named = self._new_names("ID", well)
        self.named["person"] = {row.fields[0] for row in rows}
        for row in well:
            told = self._staff(row)
            if named.get(row.fields[0]) == row.line:
                self.staff[row.fields[0]] = told

    def _staff(self, row: _Row) -> _Staff:
        most_of = self._most_of(row)
        names = (
            "MaxTotalMinutes",
            "MinTotalMinutes",
            "MaxConsecutiveShifts",
            "MinConsecutiveShifts",
            "MinConsecutiveDaysOff",
            "MaxWeekends",
        )
        least = {"MaxConsecutiveShifts": 1}
        numbers = {
            name: self.wrong.integer(row.line, name, text, least.get(name, 0))
            for name, text in zip(names, row.fields[2:], strict=True)
        }
        for what in ("TotalMinutes", "ConsecutiveShifts"):
            low, high = numbers[f"Min{what}"], numbers[f"Max{what}"]
            if low is not None and high is not None and low > high:
                self.wrong.add(row.line, f"Max{what}", high, "not_under", least=low, other=f"Min{what}")
        number = {name: value or 0 for name, value in numbers.items()}
        allowed = frozenset(shift for shift in self.shifts if most_of.get(shift, 0) > 0)
        lengths = tuple((shift.key, shift.minutes) for shift in self.shifts.values())
        return _Staff(
            allowed,
            runs=(
                Run(
                    frozenset(self.shifts),
                    max(1, number["MinConsecutiveShifts"]),
                    number["MaxConsecutiveShifts"],
                ),
                Run(frozenset({OFF}), max(1, number["MinConsecutiveDaysOff"])),
            ),
            totals=(
                Total(lengths, number["MinTotalMinutes"], number["MaxTotalMinutes"]),
                *(
                    Total(((shift, 1),), most=most)
                    for shift, most in most_of.items()
                    if shift in allowed and most < self.days
                ),
            ),
            weekends=Weekends(number["MaxWeekends"]),
        )

    def _most_of(self, row: _Row) -> dict[str, int]:
        """How often at most the person may work each shift."""
        found: dict[str, int] = {}
        for part in row.fields[1].split("|"):
            shift, equals, text = (each.strip() for each in part.partition("="))
            if not equals:
                self.wrong.add(row.line, "MaxShifts", part, "pair", form="ShiftID=number")
                found.setdefault(shift, 0)
            elif self._shift(row, "MaxShifts", shift):
                if shift in found:
                    self.wrong.add(row.line, "MaxShifts", part, "once_only")
                most = self.wrong.integer(row.line, "MaxShifts", text)
                found.setdefault(shift, most or 0)
        for shift in self.shifts:
            if shift not in found:
                self.wrong.add(row.line, "MaxShifts", row.fields[1], "every", missing=shift)
        return found

    def days_off(self, rows: list[_Row]) -> None:
        for row in rows:
            if len(row.fields) < 2:
                self.wrong.add(row.line, "fields", len(row.fields), "fields_or_more", count=2)
                continue
            person = self._person(row)
            for text in row.fields[1:]:
                day = self.wrong.day(row.line, "DayIndexes", text, self.days)
                if person is not None and day is not None:
                    person.free.add(day)

    def requests(self, rows: list[_Row], *, wanted: bool) -> None:
        first: dict[tuple[str, ...], int] = {}
        for row in self._of_length(rows, 4):
            key, day_text, shift, weight_text = row.fields
            person, known = self._person(row), self._shift(row, "ShiftID", shift)
            day = self.wrong.day(row.line, "Day", day_text, self.days)
            weight = self.wrong.integer(row.line, "Weight", weight_text, most=MOST_WEIGHT)
            if day is not None:
                self._once(row, "EmployeeID, Day, ShiftID", (key, str(day), shift), first)
            if person is not None and day is not None and known and weight is not None:
                person.wishes.append(Wish(day, shift, wanted, weight))

    def cover(self, rows: list[_Row]) -> Iterator[Demand]:
        first: dict[tuple[str, ...], int] = {}
        for row in self._of_length(rows, 5):
            day = self.wrong.day(row.line, "Day", row.fields[0], self.days)
            known = self._shift(row, "ShiftID", row.fields[1])
            numbers = [
                self.wrong.integer(row.line, name, text, most=most)
                for (name, most), text in zip(
                    (
                        ("Requirement", MOST_PEOPLE),
                        ("Weight for under", MOST_WEIGHT),
                        ("Weight for over", MOST_WEIGHT),
                    ),
                    row.fields[2:],
                    strict=True,
                )
            ]
            if day is not None:
                self._once(row, "Day, ShiftID", (str(day), row.fields[1]), first)
            wanted, short, over = (number or 0 for number in numbers)
            if day is not None and known:
                yield Demand(day, row.fields[1], wanted, short, over)

    def _of_length(self, rows: list[_Row], count: int) -> Iterator[_Row]:
        """Rows with so many fields; the others are complained of."""
        for row in rows:
            if len(row.fields) == count:
                yield row
            else:
                self.wrong.add(row.line, "fields", len(row.fields), "fields", count=count)

    def _new_names(self, place: str, rows: list[_Row]) -> dict[str, int]:
        """The line of each name, where it stands first."""
        first: dict[str, int] = {}
        for key, group in groupby(rows, key=lambda row: row.fields[0]):
            for row in group:
                if not key:
                    self.wrong.add(row.line, place, "", "name")
                elif key in first:
                    self.wrong.add(row.line, place, key, "new_name", first=first[key])
                else:
                    first[key] = row.line
        return first

    def _once(self, row: _Row, place: str, key: tuple[str, ...], first: dict[tuple[str, ...], int]) -> None:
        if first.setdefault(key, row.line) != row.line:
            self.wrong.add(row.line, place, ",".join(key), "once", first=first[key])

    def _person(self, row: _Row) -> _Staff | None:
        self._must_be_named("person", row, "EmployeeID", row.fields[0])
        return self.staff.get(row.fields[0])

    def _shift(self, row: _Row, place: str, key: str) -> bool:
        self._must_be_named("shift", row, place, key)
        return key in self.shifts

    def _must_be_named(self, kind: Literal["person", "shift"], row: _Row, place: str, key: str) -> None:
        """Complain of an unknown name, unless nothing is named at all: that has been said."""
        if self.named[kind] and key not in self.named[kind]:
            self.wrong.add(row.line, place, key, kind)
