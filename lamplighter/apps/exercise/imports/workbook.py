"""A workbook as rows of cells, opened with care: two far cells would make a table of billions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from lamplighter.apps.exercise.imports.archive import Entry
from lamplighter.apps.exercise.imports.found import Unusable

Cell = str | float | bool | date | time | datetime | timedelta
MOST_ROWS = 20_000
MOST_COLUMNS = 300
PART = re.compile(r"xl/worksheets/[^/]+\.xml")
# Tags are looked at up to a length that no honest one has, so that a hostile one costs no more.
FILLED_CELL = re.compile(rb"""<(?:\w{1,20}:)?c\s[^<>]{0,200}?\br=["']([A-Z]{1,3})(\d{1,7})["']""")
ROW = re.compile(rb"<row\b")
NAMED_SHEET = re.compile(
    rb'<sheet\b[^<>]{0,300}?\bname="([^"<>]{0,300})"[^<>]{0,300}?\b\w{1,20}:id="([^"<>]{0,100})"'
)
RELATION = re.compile(rb"<Relationship\b[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows that hold something, each with its number, and how many rows hold nothing."""

    name: str
    rows: list[tuple[int, list[Cell]]]
    empty_rows: int = 0
    visible: bool = True


def sheets_of(content: bytes, entries: Sequence[Entry]) -> list[Sheet]:
    """All sheets of a workbook.

    Raises
    ------
    Unusable
        ``damaged``, ``protected``, or ``too_many_rows`` (more than 20,000, or more than 300 columns).
    """
    for entry in entries:
        if PART.fullmatch(entry.name):
            refuse_far_cells(entry.content)
    written = rows_written(entries)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return [
            sheet_of(book, meta.name, "Visible" in str(meta.visible), written.get(meta.name, 0))
            for meta in book.sheets_metadata
            if "WorkSheet" in str(meta.typ)
        ]
    except CalamineError as error:
        raise Unusable("protected" if "password" in str(error).lower() else "damaged") from error
    # What a damaged workbook makes the library raise is not written down anywhere; none of it may reach the reader.
    except (OSError, ValueError, RuntimeError, OverflowError, ArithmeticError) as error:
        raise Unusable("damaged") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Unusable("damaged") from error


def sheet_of(book: Any, name: str, visible: bool, written: int) -> Sheet:
    found = book.get_sheet_by_name(name)
    first_column = found.start[1] if found.start else 0
    first_row = found.start[0] if found.start else 0
    rows = []
    for number, cells in enumerate(found.to_python(skip_empty_area=True), first_row + 1):
        # Columns are called by their letters, so those before the first that holds something stay.
        row: list[Cell] = [""] * first_column + [cell if cell is not None else "" for cell in cells]
        if any(not is_empty(cell) for cell in row):
            rows.append((number, row))
    return Sheet(name, rows, max(0, written - len(rows)), visible)


def is_empty(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def refuse_far_cells(sheet: bytes) -> None:
    for column, row in FILLED_CELL.findall(sheet):
        if int(row) > MOST_ROWS or number_of(column.decode()) > MOST_COLUMNS:
            raise Unusable("too_many_rows", rows=MOST_ROWS, columns=MOST_COLUMNS)


def rows_written(entries: Sequence[Entry]) -> dict[str, int]:
    """For each sheet the number of rows that the file holds, those of empty cells too; nothing where it is unclear."""
    parts = {entry.name: entry.content for entry in entries}
    targets = {}
    for relation in RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        identity = re.search(rb'\bId="([^"]*)"', relation)
        target = re.search(rb'\bTarget="/?(?:xl/)?([^"]*)"', relation)
        if identity and target:
            targets[identity[1]] = f"xl/{target[1].decode('utf-8', 'replace')}"
    return {
        name.decode("utf-8", "replace"): len(ROW.findall(parts.get(targets.get(identity, ""), b"")))
        for name, identity in NAMED_SHEET.findall(parts.get("xl/workbook.xml", b""))
    }


def text_in(cell: Cell) -> str:
    """A cell as it is read: whole numbers without their fraction."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | int) and float(cell).is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").strip()


def letters(index: int) -> str:
    """A, B, … Z, AA: what a spreadsheet calls a column; ``index`` counts from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def number_of(name: str) -> int:
    """The number of a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number
