"""Columns of dates: which calendar and order a whole column is written in, decided once, by all its cells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lamplighter.apps.register.imports.tidy import Cell, latin_digits
from lamplighter.web.calendars import date_in, read_day
from lamplighter.web.calendars.names import GREGORIAN as GREGORIAN_MONTHS

THREE = re.compile(r"(\d{1,4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,4})")
EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
SERIAL = re.compile(r"\d{5}(\.0+)?")
CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[AaPp][Mm]|[+-]\d{2}:?\d{2})?$")
# Day 1 of spreadsheets; they believe that 1900 was a leap year, so it is a day early for every date that matters.
SHEETS_BEGIN = date(1899, 12, 30)
JALALI = range(1250, 1500)
GREGORIAN = range(1850, 2200)
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
SHORT_MONTHS = {
    name[:length].lower(): name for name in GREGORIAN_MONTHS["en"] for length in (3, 4) if len(name) > length
}
# Countries where dates in numbers begin with the month.
MONTH_FIRST_IN = frozenset({"US", "PH", "FM", "MH", "PW"})


@dataclass(frozen=True, slots=True)
class Order:
    """How a column writes its dates. ``sure`` is False where every cell could be read either way."""

    first: str
    sure: bool


def order_of(cells: Iterable[Cell], *, country: str, said: str = "") -> Order:
    """Day or month first, by what most cells allow; by the country's habit where every cell allows both."""
    if said in {DAY_FIRST, MONTH_FIRST}:
        return Order(said, True)
    day_first = month_first = either = 0
    for cell in set(cells):
        found = THREE.match(latin_digits(cell)) if isinstance(cell, str) else None
        if found is None or len(found[1]) > 2:
            continue
        one, two = int(found[1]), int(found[2])
        day_first += 12 < one <= 31 and two <= 12
        month_first += 12 < two <= 31 and one <= 12
        either += one <= 12 and two <= 12 and one != two
    habit = MONTH_FIRST if country in MONTH_FIRST_IN else DAY_FIRST
    if day_first == month_first:
        return Order(habit, not either)
    return Order(DAY_FIRST if day_first > month_first else MONTH_FIRST, True)


def day_in(cell: Cell, order: str, *, latest: int) -> date | None:
    """The date that a cell names, or None; years of two digits end with ``latest``."""
    if isinstance(cell, date):
        return cell
    typed = CLOCK.sub("", latin_digits(cell)).strip()
    if found := THREE.fullmatch(typed):
        one, two, three = found.groups()
        if len(one) >= 3:
            return _in_its_calendar(int(one), int(two), int(three))
        year = int(three) if len(three) > 2 else _century(int(three), latest)
        day, month = (two, one) if order == MONTH_FIRST else (one, two)
        return _in_its_calendar(year, int(month), int(day))
    if found := EIGHT.fullmatch(typed):
        year, month, rest = map(int, found.groups())
        return _in_its_calendar(year, month, rest)
    if SERIAL.fullmatch(typed):
        return SHEETS_BEGIN + timedelta(days=int(float(typed)))
    return _named(typed) if any(letter.isalpha() for letter in typed) else None


def year_in(cell: Cell, order: str, *, latest: int) -> int | None:
    """The Gregorian year that a cell names: a year alone, of either calendar, or that of a date."""
    typed = latin_digits(cell) if isinstance(cell, str) else ""
    if typed.isdecimal() and len(typed) == 4:
        year = int(typed)
        if year in JALALI:
            return year + 621
        return year if year in GREGORIAN else None
    found = day_in(cell, order, latest=latest)
    return found.year if found else None


def _in_its_calendar(year: int, month: int, day: int) -> date | None:
    """The year says which calendar is meant. Hebrew months have no number that everybody agrees on."""
    calendar = "jalali" if year in JALALI else "gregorian" if year in GREGORIAN else ""
    if not calendar:
        return None
    try:
        return date_in(calendar, year, month, day)
    except ValueError:
        return None


def _century(year: int, latest: int) -> int:
    return year + (latest - latest % 100 if year <= latest % 100 + 5 else latest - latest % 100 - 100)


def _named(typed: str) -> date | None:
    """``25-Sep-2006``, ``Sep 25, 2006``, ``25 September 2006``, and what the calendars' own names say."""
    parts = typed.replace(",", " ").replace("-", " ").split()
    if len(parts) == 3:
        if parts[1].isdecimal() and not parts[0].isdecimal():
            parts[:2] = parts[1::-1]
        parts[1] = SHORT_MONTHS.get(parts[1].lower().rstrip("."), parts[1])
    return read_day(typed) or read_day(" ".join(parts))
