"""Our own workbook back as a tree: sheets and columns are known by name, and may stand in any order."""

import re
from collections.abc import Sequence
from typing import Any

from lamplighter.apps.exercise.imports import documents, sheets
from lamplighter.apps.exercise.imports.found import Aside, Found, Place, Tree, Unusable, Wrong
from lamplighter.apps.exercise.imports.keys import numbered, time_of
from lamplighter.apps.exercise.imports.offsets import when_of
from lamplighter.apps.exercise.imports.sheets import Column
from lamplighter.apps.exercise.imports.texts import is_language
from lamplighter.apps.exercise.imports.workbook import Cell, Sheet, is_empty, text_in

TRANSLATED = re.compile(r"(.+?)\s*\[([^\[\]]+)\]")
STEMS = {"Injects": "inject", "Decisions": "decision", "Options": "option", "Questions": "question"}


def is_ours(found: Sequence[Sheet]) -> bool:
    """Whether one of the sheets says that the workbook is a scenario of ours."""
    return any(sheet.name == sheets.SCENARIO.name and sheets.MARK in headers(sheet) for sheet in found)


def read(found: Sequence[Sheet]) -> Found:
    """The scenario in the sheets; raises ``Unusable`` where there is not one row that describes it."""
    return Book({sheet.name: sheet for sheet in found}).found()


def headers(sheet: Sheet) -> list[str]:
    return [text_in(cell) for cell in sheet.rows[0][1]] if sheet.rows else []


class Book:
    """Reads all sheets into one tree, whose parts may name each other."""

    def __init__(self, found: dict[str, Sheet]) -> None:
        self.sheets = found
        self.aside = Aside()
        self.wrong: list[Wrong] = []
        self.place = Place(1)
        self.texts: dict[str, dict[str, str]] = {}
        self.keys = 0

    def found(self) -> Found:
        for name in self.sheets.keys() - {sheet.name for sheet in sheets.SHEETS}:
            self.aside.leave("sheet", name, "no_place")
        rows = {sheet.name: self.rows(sheet) for sheet in sheets.SHEETS}
        scenarios = rows["Scenario"]
        if len(scenarios) != 1:
            raise Unusable("one_scenario_row", found=len(scenarios))
        tree: Tree = scenarios[0][1]
        lists: dict[tuple[str, ...], list[Tree]] = {}
        # Whatever stands in something else comes after it.
        for sheet in sorted(sheets.SHEETS, key=lambda each: len(each.way)):
            if len(sheet.way) == 1:
                lists[sheet.way] = tree[sheet.way[0]] = [part for _, part in rows[sheet.name]]
            elif sheet.way:
                lists[sheet.way] = self.hand_out(rows[sheet.name], lists[sheet.way[:-1]], sheet)
        if self.texts:
            tree["texts"] = self.texts
        return Found("xlsx", "workbook_ours", tree, self.aside, tuple(self.wrong), self.place)

    def hand_out(self, rows: list[tuple[str, Tree]], owners: list[Tree], sheet: sheets.Sheet) -> list[Tree]:
        """Each row to the part that it names; a row that names none goes where the row above went."""
        by_key = {part.get("key"): part for part in owners}
        at, name = next(iter(by_key), None), sheet.way[-1]
        given: list[Tree] = []
        for wanted, part in rows:
            if wanted and wanted not in by_key:
                spot = self.place.at(f"{name}.{part.get('key')}")
                facts = {"found": wanted, "sheet": sheet.name}
                self.wrong.append(Wrong(f"no_such_{sheet.owners[0]}", name, spot.line, sheet.name, facts))
                continue
            at = wanted or at
            if at in by_key:
                by_key[at].setdefault(name, []).append(part)
                given.append(part)
        return given

    def rows(self, wanted: sheets.Sheet) -> list[tuple[str, Tree]]:
        """The rows of a sheet as parts, each with the key of the part that it belongs to."""
        sheet = self.sheets.get(wanted.name)
        if sheet is None or not sheet.rows:
            return []
        columns = self.columns(sheet, wanted)
        found = []
        for line, cells in sheet.rows[1:]:
            row = {
                header: cell for header, cell in zip(columns, cells, strict=False) if header and not is_empty(cell)
            }
            if row:
                found.append(self.part(wanted, row, line, columns))
        return found

    def columns(self, sheet: Sheet, wanted: sheets.Sheet) -> list[str]:
        """The headings that mean something here; the others become nothing, and are listed."""
        known = {column.header for column in wanted.columns} | set(wanted.owners)
        columns = []
        for header in headers(sheet):
            stem = TRANSLATED.fullmatch(header)
            plain = stem[1] if stem and is_language(stem[2]) else header
            if header and plain not in known:
                self.aside.leave("column", wanted.name, "column_unknown", name=header)
            columns.append(header if plain in known else "")
        return columns

    def part(self, wanted: sheets.Sheet, row: dict[str, Cell], line: int, columns: list[str]) -> tuple[str, Tree]:
        owner = "".join(text_in(row.get(name, "")) for name in wanted.owners)
        part: Tree = {}
        spot = Place(line, wanted.name)
        for column in wanted.columns:
            if column.header in row:
                self.put(part, column, self.value(column, row[column.header], spot))
        if wanted.name in STEMS and "key" not in part:
            self.keys += 1
            part["key"] = numbered(f"new-{STEMS[wanted.name]}", self.keys, 99)
        base = sheets.path_of(wanted, owner, str(part.get("key", "")))
        if base:
            self.note(base, spot)
        for header in columns:
            if (stem := TRANSLATED.fullmatch(header)) and header in row:
                field = next(column.field for column in wanted.columns if column.header == stem[1])
                path = f"{base}.{field}" if base else field
                self.texts.setdefault(stem[2], {})[path] = written(row[header])
        return owner, part

    def note(self, path: str, spot: Place) -> None:
        """Remember where a part stands."""
        place = self.place
        *around, last = path.split(".")
        for name in around:
            place = place.parts.setdefault(name, Place(spot.line, spot.file))
        place.parts[last] = spot

    def put(self, part: Tree, column: Column, value: Any) -> None:
        *around, last = column.field.split(".")
        for name in around:
            part = part.setdefault(name, {})
        part[last] = value

    def value(self, column: Column, cell: Cell, spot: Place) -> Any:
        """What a cell says, by the kind of its column; what cannot be read stays a text, and is complained about."""
        match column.kind:
            case "list":
                return [name for name in (piece.strip() for piece in re.split(r"[,;\n]", text_in(cell))) if name]
            case "whole" | "number":
                return number_in(cell)
            case "words_or_number":
                return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else written(cell)
            case "truth":
                return {"true": True, "false": False}.get(text_in(cell).lower(), text_in(cell))
            case "time":
                when = when_of(cell)
                # A time typed by hand is often taken for a clock by the spreadsheet; it means the same here.
                known = when and when.kind != "calendar" and when.minutes >= 0
                return time_of(when.minutes) if when and known else text_in(cell)
            case "flow":
                reading = documents.read(text_in(cell).encode(), spot.file)
                if reading.wrong or len(reading.documents) != 1:
                    facts = {"found": text_in(cell), "column": column.header}
                    self.wrong.append(Wrong("bad_condition", column.field, spot.line, spot.file, facts))
                    return None
                return reading.documents[0].value
            case "words":
                return written(cell)
            case _:
                return text_in(cell)


def written(cell: Cell) -> str:
    """A text as it was written, its spaces included."""
    return cell if isinstance(cell, str) else text_in(cell)


def number_in(cell: Cell) -> Any:
    """A number, whole where it is; anything else stays as it is, and the reading of the tree complains."""
    text = text_in(cell)
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() and abs(value) < 1e15 else value
