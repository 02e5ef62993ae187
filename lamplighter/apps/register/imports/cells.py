"""Columns of cells as values: each different cell is read once, whatever the number of rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lamplighter.apps.register.imports import days, numbers
from lamplighter.apps.register.imports.columns import EMAIL
from lamplighter.apps.register.imports.reading import Sheet
from lamplighter.apps.register.imports.targets import OF_KIND
from lamplighter.apps.register.imports.tidy import Cell, latin_digits, persian, shown
from lamplighter.apps.register.imports.words import code_in
from lamplighter.apps.register.imports.wrong import Notice, Wrong

CENT = Decimal("0.01")
MOST_MONEY = Decimal(10) ** 12
LENGTHS = {
    "number": 60, "name": 160, "first_name": 80, "last_name": 80, "unit": 160, "unit_code": 40, "title": 160,
    "post_code": 60, "supplier": 160, "email": 254, "phone": 40, "code": 40, "about": 300, "manual_fallback": 300,
    "depends_on": 2000, "skills": 2000,
}  # fmt: skip
# Of two spellings of these, digits of another script are the same thing.
CODES = frozenset({"number", "unit_code", "post_code", "code", "phone"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What the reading of cells needs to know of the city and of the reader's choices."""

    country: str
    language: str
    currency: str
    as_of: date
    day_order: str = ""


class Refused(Exception):
    """This cell cannot be read so; the code says why."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One mapped column: the value of each of its rows, None where a cell is empty or wrong."""

    target: str
    header: str
    values: list[Any]


def read_columns(
    sheet: Sheet, mapping: dict[str, str], kind: str, ground: Ground
) -> tuple[dict[str, ReadColumn], list[Wrong], list[Notice]]:
    """Every mapped column, read; what is wrong in them; and what the reader should know of how they were read."""
    reads = {target.key: target.reads for target in OF_KIND[kind]}
    found: dict[str, ReadColumn] = {}
    wrong: list[Wrong] = []
    notices: list[Notice] = []
    for place, target in mapping.items():
        index = int(place)
        if index >= len(sheet.headers) or target not in reads:
            continue
        cells = [row[index] for _, row in sheet.rows]
        header = sheet.column_name(index)
        reader, notice = _reader(reads[target], target, header, cells, ground)
        known: dict[Cell, Any] = {"": None}
        values = []
        for (line, _), cell in zip(sheet.rows, cells, strict=True):
            if cell not in known:
                try:
                    known[cell] = reader(cell)
                except Refused as refused:
                    known[cell] = refused
            value = known[cell]
            if isinstance(value, Refused):
                wrong.append(Wrong(line, header, shown(cell), value.code, value.facts, target))
                value = None
            values.append(value)
        found[target] = ReadColumn(target, header, values)
        notices += notice
    return found, wrong, notices


def _reader(
    reads: str, target: str, header: str, cells: Iterable[Cell], ground: Ground
) -> tuple[Callable[[Cell], Any], list[Notice]]:
    """How one column is read, and what is to be said about that."""
    if reads in {"day", "year"}:
        order = days.order_of(cells, country=ground.country, said=ground.day_order)
        notices = [] if order.sure else [Notice(f"days_{order.first}", {"column": header})]
        latest = ground.as_of.year
        if reads == "year":
            return lambda cell: _year(cell, order.first, latest), notices
        return lambda cell: _day(cell, order.first, latest), notices
    if reads in {"money", "hours", "whole"}:
        mark = numbers.decimal_mark(cells, ground.currency if reads == "money" else "")
        if reads == "money":
            return lambda cell: _money(cell, mark, ground.currency), []
        return (lambda cell: _hours(cell, mark)) if reads == "hours" else (lambda cell: _whole(cell, mark)), []
    if reads == "minutes":
        return lambda cell: _minutes(cell, header), []
    if reads == "email":
        return _email, []
    if reads in {"kind", "period", "full_time", "salaried", "sex", "tier", "service_hours"}:
        return lambda cell: _word(cell, reads), []
    to_persian = ground.language == "fa"
    return lambda cell: _text(cell, target, to_persian=to_persian), []


def _text(cell: Cell, target: str, *, to_persian: bool) -> str:
    text = shown(cell)
    if target in CODES:
        text = latin_digits(text)
    elif to_persian:
        text = persian(text)
    most = LENGTHS.get(target, 160)
    if len(text) > most:
        raise Refused("too_long", most=most)
    return text


def _email(cell: Cell) -> str:
    text = shown(cell).lower()
    if not EMAIL.fullmatch(text) or len(text) > LENGTHS["email"]:
        raise Refused("no_address")
    return text


def _day(cell: Cell, order: str, latest: int) -> date:
    found = days.day_in(cell, order, latest=latest)
    if found is None:
        raise Refused("no_day")
    if not date(1900, 1, 1) <= found <= date(latest + 60, 12, 31):
        raise Refused("day_far", day=found.isoformat())
    return found


def _year(cell: Cell, order: str, latest: int) -> int:
    found = days.year_in(cell, order, latest=latest)
    if found is None or not latest - 110 <= found <= latest - 10:
        raise Refused("no_year")
    return found


def _money(cell: Cell, mark: str, currency: str) -> Decimal:
    found = numbers.number_in(cell, mark)
    if found is None:
        raise Refused("no_money")
    if numbers.is_in_toman(cell) and currency == "IRR":
        found *= 10
    if found < 0:
        raise Refused("negative")
    if found >= MOST_MONEY:
        raise Refused("too_much")
    return found.quantize(CENT, ROUND_HALF_UP)


def _hours(cell: Cell, mark: str) -> Decimal:
    found = numbers.hours_in(cell, mark)
    if found is None:
        raise Refused("no_number")
    if not 0 < found <= 168:
        raise Refused("no_hours")
    return found.quantize(CENT, ROUND_HALF_UP)


def _whole(cell: Cell, mark: str) -> int:
    found = numbers.number_in(cell, mark)
    if found is None:
        raise Refused("no_number")
    if found < 0:
        raise Refused("negative")
    if found > 2_000_000_000:
        raise Refused("too_much")
    return int(found.to_integral_value(ROUND_HALF_UP))


def _minutes(cell: Cell, header: str) -> int:
    found = numbers.minutes_in(cell, header)
    if found is None:
        raise Refused("no_duration")
    if found > 2_000_000_000:
        raise Refused("too_much")
    return found


def _word(cell: Cell, name: str) -> str | bool:
    code = code_in(shown(cell), name)
    if code is None:
        raise Refused(f"no_{name}")
    return code == "yes" if name in {"full_time", "salaried"} else code
