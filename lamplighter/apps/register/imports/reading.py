"""A file as rows: CSV in any usual encoding and delimiter, or a workbook, known by what it holds, not by its name."""

import csv
import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from lamplighter.apps.register.imports.decoding import decode
from lamplighter.apps.register.imports.headers import header_row, looks_like_data
from lamplighter.apps.register.imports.measuring import opens_safely
from lamplighter.apps.register.imports.tidy import Cell, shown, tidy
from lamplighter.apps.register.imports.wrong import Unusable

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
MOST_ROWS = 250_000
MOST_COLUMNS = 400
SAMPLES = 3
DELIMITERS = ",;\t|"
SAYS_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
PART_OF_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>/]*>\s*<(?:v|is|f)')
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its headers as found (empty where nameless), and its rows, each with its number in the file."""

    headers: tuple[str, ...]
    rows: list[tuple[int, list[Cell]]]
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_at: int = 1

    def samples(self, index: int) -> list[str]:
        """A few different values of one column, to show what it holds."""
        found: dict[str, None] = {}
        for _, cells in self.rows[:400]:
            if value := shown(cells[index]):
                found[value] = None
            if len(found) == SAMPLES:
                break
        return list(found)

    def headers_hash(self) -> str:
        """The same for every file with these headers in this order."""
        names = "\n".join(" ".join(header.casefold().split()) for header in self.headers)
        return hashlib.sha256(names.encode()).hexdigest()

    def column_name(self, index: int) -> str:
        """How a message calls the column: its header, told apart where several are called so, else its letter."""
        header = self.headers[index]
        if not header:
            return letters(index)
        before = self.headers[:index].count(header)
        return f"{header} ({before + 1})" if before else header


def read(content: bytes, *, sheet: str = "") -> Sheet:
    """The table in ``content``; of a workbook the sheet of that name, else the one with most cells.

    Raises
    ------
    Unusable
        If it is no table: empty, too large, damaged, protected, or not a spreadsheet at all.
    """
    if not content.strip(b"\0 \r\n\t"):
        raise Unusable("empty")
    if len(content) > MOST_BYTES:
        raise Unusable("too_big", megabytes=MOST_BYTES // 1024**2)
    if content.startswith((b"PK\x03\x04", OLD_WORKBOOK)):
        return _workbook(content, sheet)
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Unusable("not_a_table")
    return _text(content)


def letters(index: int) -> str:
    """A, B, … Z, AA: what a spreadsheet calls a column."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


# --- Text ----------------------------------------------------------------------------------------------------
def _text(content: bytes) -> Sheet:
    text, encoding = decode(content)
    head = text[:4000]
    if sum(letter < " " and letter not in "\t\r\n\f\v" for letter in head) * 20 > len(head):
        raise Unusable("not_a_table")
    said = SAYS_DELIMITER.match(text)
    skipped = 0
    if said:
        text, skipped = text[said.end() :], 1
    delimiter = said[1] if said and said[1] in DELIMITERS else _delimiter_of(text)
    return _table(_lines(text, delimiter), encoding=encoding, delimiter=delimiter, skipped=skipped)


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            # A quote that nobody closes makes the rest of the file one cell.
            if any(cell.count("\n") > 60 for cell in row if len(cell) > 200):
                raise Unusable("open_quote", row=number)
            yield row
    except csv.Error as error:
        raise Unusable("open_quote", row=number + 1) from error


def _delimiter_of(text: str) -> str:
    """The one that cuts the first lines into the most cells, the same number in most lines."""
    head = text[:60_000]
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(StringIO(head, newline=""), delimiter=delimiter) if any(row)][:80]
        except csv.Error:
            continue
        width, lines = max(Counter(map(len, rows)).items(), key=lambda found: (found[1], found[0]), default=(1, 0))
        score = (width - 1) * (lines / len(rows)) ** 2 if rows else 0.0
        if score > most:
            best, most = delimiter, score
    return best


# --- Workbooks -----------------------------------------------------------------------------------------------
def _workbook(content: bytes, wanted: str) -> Sheet:
    if content.startswith(b"PK"):
        _refuse_bombs(content)
    if not opens_safely(content):
        raise Unusable("too_many_rows", rows=MOST_ROWS)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = tuple(book.sheet_names)
        if wanted and wanted not in names:
            raise Unusable("no_such_sheet", sheet=wanted, sheets=", ".join(names))
        chosen = wanted or _fullest(book, names)
        if not chosen:
            raise Unusable("empty")
        found: list[list[Any]] = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise Unusable("protected" if "password" in str(error).lower() else "damaged") from error
    # What a damaged workbook makes the library raise is not written down anywhere; none of it may reach the reader.
    except (OSError, ValueError, RuntimeError, OverflowError, ArithmeticError) as error:
        raise Unusable("damaged") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Unusable("damaged") from error
    return _table(iter(found), sheets=names, sheet=chosen)


def _fullest(book: CalamineWorkbook, names: tuple[str, ...]) -> str:
    best, most = "", 0
    for name, meta in zip(names, book.sheets_metadata, strict=True):
        if "Sheet" not in str(meta.typ).split(".")[-1] or "Hidden" in str(meta.visible):
            continue
        sheet = book.get_sheet_by_name(name)
        if sheet.height * sheet.width > most:
            best, most = name, sheet.height * sheet.width
    return best


def _refuse_bombs(content: bytes) -> None:
    """A small archive can unpack to gigabytes, and two far cells make a table of billions: neither is opened."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            names = {entry.filename: entry for entry in packed.infolist()}
            if sum(entry.file_size for entry in names.values()) > MOST_UNPACKED:
                raise Unusable("too_big", megabytes=MOST_UNPACKED // 1024**2)
            for name in names:
                if PART_OF_SHEETS.match(name):
                    _refuse_far_cells(packed.read(name))
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise Unusable("damaged") from error
    if not any(name.endswith(("workbook.xml", "workbook.bin", "content.xml")) for name in names):
        raise Unusable("not_a_table")


def _refuse_far_cells(sheet: bytes) -> None:
    last_row, columns = 0, set()
    for column, row in FILLED_CELL.findall(sheet):
        columns.add(column)
        last_row = max(last_row, int(row))
    if last_row > MOST_ROWS + 50:
        raise Unusable("too_many_rows", rows=MOST_ROWS)
    if any(len(column) > 2 for column in columns):
        raise Unusable("too_many_columns", columns=MOST_COLUMNS)


# --- Both ----------------------------------------------------------------------------------------------------
def _table(found: Iterable[list[Any]], *, skipped: int = 0, **more: Any) -> Sheet:
    lines: list[tuple[int, list[Cell]]] = []
    for number, row in enumerate(found, 1 + skipped):
        cells = [tidy(cell) for cell in row]
        if any(cells):
            lines.append((number, cells))
        if len(lines) > MOST_ROWS + 50:
            raise Unusable("too_many_rows", rows=MOST_ROWS)
    if not lines:
        raise Unusable("empty")
    at = header_row([cells for _, cells in lines[:30]])
    head = lines[at][1]
    if looks_like_data(head, [cells for _, cells in lines[at + 1 : at + 30]]):
        header_at, head, rows = 0, [""] * len(head), lines[at:]
    else:
        header_at, rows = lines[at][0], lines[at + 1 :]
    if not rows:
        raise Unusable("no_rows")
    width = max(len(head), max(len(cells) for _, cells in rows))
    if width > MOST_COLUMNS:
        raise Unusable("too_many_columns", columns=MOST_COLUMNS)
    names = [shown(cell) for cell in head] + [""] * (width - len(head))
    for _, cells in rows:
        if len(cells) < width:
            cells.extend([""] * (width - len(cells)))
    kept = [index for index in range(width) if names[index] or any(cells[index] for _, cells in rows)]
    if len(kept) < width:
        rows = [(number, [cells[index] for index in kept]) for number, cells in rows]
    headers = tuple(names[index][:200] for index in kept)
    return Sheet(headers, rows, header_at=header_at, **more)
