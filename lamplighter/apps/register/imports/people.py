"""Rows of a staff or payroll list as people: who each row speaks of, and what it says of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from lamplighter.apps.register.choices import ImportKind, PayPeriod
from lamplighter.apps.register.imports.cells import Ground, ReadColumn, read_columns
from lamplighter.apps.register.imports.reading import Sheet
from lamplighter.apps.register.imports.wrong import Notice, Wrong
from lamplighter.web.text import normalise

# "Police Department (416)": payrolls put the end of the unit's code behind its name, cut off by the column's width.
SUFFIX = re.compile(r"\s*\((\w{0,4})\)?$")
WORK_DAYS = 5
HALF_WEEK = Decimal(20)
FULL_TIME = Decimal(40)
AGES = range(14, 100)

Key = tuple[Any, ...]


@dataclass(slots=True)
class PersonRow:
    """What one row says. None: it does not say, so what the register knows stays as it is."""

    line: int
    name: str
    number: str | None = None
    unit: str | None = None
    unit_code: str | None = None
    title: str | None = None
    post_code: str | None = None
    joined_on: date | None = None
    left_on: date | None = None
    kind: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    weekly_hours: Decimal | None = None
    base_pay: Decimal | None = None
    pay_period: str | None = None
    supplier: str | None = None
    email: str | None = None
    phone: str | None = None
    sex: str | None = None
    birth_year: int | None = None


@dataclass(slots=True)
class People:
    """Every good row by its key, and what is wrong in the others, whose people are not taken to have left."""

    by: str
    rows: dict[Key, PersonRow]
    mentioned: set[Key] = field(default_factory=set)
    mentioned_names: set[str] = field(default_factory=set)
    wrong: list[Wrong] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    total: int = 0


def read_people(sheet: Sheet, mapping: Mapping[str, str], ground: Ground, *, pay_period: str = "") -> People:
    """The people in ``sheet``; ``pay_period`` is for which time base pay pays where no column says it."""
    columns, wrong, notices = read_columns(sheet, dict(mapping), ImportKind.PEOPLE, ground)
    by = identity(columns)
    found = People(by, {}, notices=notices, total=len(sheet.rows))
    if by == "name_place":
        found.notices.append(Notice("by_name_and_place"))
    if "base_pay" in columns and "pay_period" not in columns and not pay_period:
        found.notices.append(Notice("paid_monthly", {"column": columns["base_pay"].header}))
    if not {"name", "first_name", "last_name"} & set(columns):
        found.notices.append(Notice("by_number_alone"))
    bad = {each.row for each in wrong}
    values = {target: column.values for target, column in columns.items()}
    said = [(target, values[target]) for target in PLAIN if target in values]
    halves = 0
    again: list[int] = []
    for place, (line, _) in enumerate(sheet.rows):
        row = PersonRow(line, _name(values, place))
        for target, known in said:
            setattr(row, target, known[place])
        if row.unit is not None:
            row.unit = unit_name(row.unit, row.unit_code)
        _pay(row, values, place, pay_period)
        halves += _hours(row, values, place)
        if "age" in values and values["age"][place] is not None:
            row.birth_year = ground.as_of.year - values["age"][place]
        problems = list(_contradictions(row, columns, place))
        key = key_of(row, by)
        first = found.rows.get(key) if row.name else None
        if line in bad or problems:
            wrong += problems
            found.mentioned.add(key)
            found.mentioned_names.add(normalise(row.name))
        elif first is None:
            found.rows[key] = row
        elif _same(first, row):
            again.append(line)
        else:
            wrong.append(_twice(row, first, columns, by))
    if halves:
        found.notices.append(Notice("part_time_halved", {"rows": halves, "hours": str(HALF_WEEK)}))
    if again:
        found.notices.append(Notice("rows_again", {"rows": len(again), "first": again[0]}))
    found.wrong = sorted(wrong, key=lambda each: each.row)
    return found


PLAIN = (
    "number", "unit", "unit_code", "title", "post_code", "joined_on", "left_on", "kind", "starts_on", "ends_on",
    "weekly_hours", "supplier", "email", "phone", "sex", "birth_year",
)  # fmt: skip


def identity(columns: Mapping[str, ReadColumn]) -> str:
    """By what people are told apart: staff number, else name and hire date, else name, unit and title."""
    if "number" in columns:
        return "number"
    return "name_day" if "joined_on" in columns else "name_place"


def key_of(row: PersonRow, by: str) -> Key:
    """What the same person has in every file."""
    if by == "number":
        return (row.number,)
    if by == "name_day":
        return (normalise(row.name), row.joined_on)
    return (normalise(row.name), normalise(row.unit or ""), normalise(row.title or ""))


def unit_name(name: str, code: str | None) -> str:
    """Without the end of the unit's code behind it, or what is left of one that was cut off."""
    found = SUFFIX.search(name)
    if found is None:
        return name
    ends_the_code = bool(code) and bool(found[1]) and str(code).endswith(found[1])
    cut_off = not name.endswith(")") and (not found[1] or found[1].isdigit())
    return name[: found.start()] if (ends_the_code or cut_off) and found.start() else name


def _name(values: Mapping[str, list[Any]], place: int) -> str:
    if "name" in values:
        return values["name"][place] or ""
    parts = (values[part][place] for part in ("first_name", "last_name") if part in values)
    if "first_name" in values or "last_name" in values:
        return " ".join(part for part in parts if part)[:160]
    return values["number"][place] or ""


def _pay(row: PersonRow, values: Mapping[str, list[Any]], place: int, usual: str) -> None:
    """Base pay for its period; of a row paid by the hour, the hourly rate."""
    base = values["base_pay"][place] if "base_pay" in values else None
    hourly = values["hourly_rate"][place] if "hourly_rate" in values else None
    by_hour = values["salaried"][place] if "salaried" in values else None
    if hourly is not None and (by_hour or (by_hour is None and base is None)):
        row.base_pay, row.pay_period = hourly, str(PayPeriod.HOUR)
    elif base is not None:
        said = values["pay_period"][place] if "pay_period" in values else None
        row.base_pay, row.pay_period = base, said or usual or str(PayPeriod.MONTH)


def _hours(row: PersonRow, values: Mapping[str, list[Any]], place: int) -> bool:
    """Weekly hours from the day's, or half a week for part time that says no hours; True if so."""
    if row.weekly_hours is None and "daily_hours" in values and values["daily_hours"][place] is not None:
        row.weekly_hours = min(values["daily_hours"][place] * WORK_DAYS, Decimal(168))
    if row.weekly_hours is None and "full_time" in values:
        if values["full_time"][place] is False:
            row.weekly_hours = HALF_WEEK
            return True
        if values["full_time"][place]:
            row.weekly_hours = FULL_TIME
    return False


def _contradictions(row: PersonRow, columns: Mapping[str, ReadColumn], place: int) -> Any:
    """What is missing in a row, or contradicts itself."""

    def wrong(target: str, code: str, value: object = "", **facts: Any) -> Wrong:
        return Wrong(row.line, columns[target].header, str(value), code, facts, target)

    if not row.name and _named_by(columns) != "number":
        yield wrong(_named_by(columns), "missing_name")
    if "number" in columns and not row.number:
        yield wrong("number", "missing_number", name=row.name)
    if row.joined_on and row.left_on and row.left_on < row.joined_on:
        yield wrong("left_on", "left_before", row.left_on, joined=row.joined_on.isoformat())
    starts = row.starts_on or row.joined_on
    if starts and row.ends_on and row.ends_on < starts:
        yield wrong("ends_on", "ends_before", row.ends_on, starts=starts.isoformat())
    if "age" in columns and (age := columns["age"].values[place]) is not None and age not in AGES:
        yield wrong("age", "no_age", age)


def _twice(row: PersonRow, first: PersonRow, columns: Mapping[str, ReadColumn], by: str) -> Wrong:
    target = "number" if by == "number" else _named_by(columns)
    value = row.number if by == "number" else row.name
    return Wrong(row.line, columns[target].header, value or "", f"twice_{by}", {"first": first.line}, target)


def _named_by(columns: Mapping[str, ReadColumn]) -> str:
    """The column that names people."""
    return next((target for target in ("name", "last_name", "first_name") if target in columns), "number")


def _same(one: PersonRow, other: PersonRow) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in PersonRow.__slots__ if name != "line")
