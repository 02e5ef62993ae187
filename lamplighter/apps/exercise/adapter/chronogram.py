"""A scenario as a workbook: a row for each inject, decision, option, and whatever else rows can hold."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from lamplighter.apps.exercise.adapter.exported import Exported
from lamplighter.apps.exercise.imports import sheets
from lamplighter.apps.exercise.imports.found import Aside, Tree
from lamplighter.apps.exercise.imports.sheets import Column, Row, Sheet, field_of, rows_of

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "yi", "ckb", "ps"}
WIDTHS = {"words": 48, "flow": 32, "words_or_number": 32, "list": 24}
WIDTH = 14
MOST_SIGNS = 32_767
# XML has no way to write these; spreadsheets refuse a file that tries.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet reads "_x000D_" as the sign of that number; its own way to write it is to write the "_" as a number.
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def export(tree: Tree) -> Exported:
    """The workbook; ``tree`` is in canonical form."""
    writer = Writer(tree)
    return Exported(writer.content(), ".xlsx", tuple(writer.aside.left_out))


class Writer:
    """Writes all sheets, and gathers what they cannot hold."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.aside = Aside()
        self.texts: dict[str, dict[str, str]] = tree.get("texts", {})
        self.book = Workbook(write_only=True)

    def content(self) -> bytes:
        self.leave()
        for sheet in sheets.SHEETS:
            rows = list(rows_of(self.tree, sheet))
            if rows or sheet in (sheets.INJECTS, sheets.DECISIONS, sheets.ROLES, sheets.VARIABLES):
                self.sheet(sheet, rows)
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()

    def sheet(self, sheet: Sheet, rows: list[Row]) -> None:
        page = self.book.create_sheet(sheet.name)
        page.sheet_view.rightToLeft = self.tree.get("language", "").split("-")[0] in RIGHT_TO_LEFT
        page.freeze_panes = "A2"
        columns = list(self.columns(sheet, rows))
        heads = [
            *sheet.owners,
            *(f"{column.header} [{code}]" if code else column.header for column, code in columns),
        ]
        for number in range(1, len(heads) + 1):
            kind = columns[number - 1 - len(sheet.owners)][0].kind if number > len(sheet.owners) else "text"
            page.column_dimensions[get_column_letter(number)].width = WIDTHS.get(kind, WIDTH)
        page.append([self.cell(page, head, bold=True) for head in heads])
        for row in rows:
            cells = [self.value(row, column, code) for column, code in columns]
            page.append([self.cell(page, value) for value in (*row.owners, *cells)])

    def columns(self, sheet: Sheet, rows: list[Row]) -> Iterator[tuple[Column, str]]:
        """The columns of a sheet; those with texts once more for each language that has one here."""
        for column in sheet.columns:
            yield column, ""
            if column.kind in ("words", "words_or_number"):
                for code, said in sorted(self.texts.items()):
                    # A language without a single text yet is still one of the scenario's: its titles wait for it.
                    empty = not said and (sheet, column.field) == (sheets.SCENARIO, "title")
                    if empty or any(path_of(row, column) in said for row in rows):
                        yield column, code

    def value(self, row: Row, column: Column, code: str) -> Any:
        if code:
            return self.texts[code].get(path_of(row, column))
        value = field_of(row.part, column.field)
        if value is None:
            return None
        match column.kind:
            case "list":
                return ", ".join(value)
            case "truth":
                return "true" if value else "false"
            case "flow":
                return flow(value)
            case _:
                return value

    def cell(self, page: Any, value: Any, *, bold: bool = False) -> Any:
        if not isinstance(value, str):
            return WriteOnlyCell(page, value)
        plain = CONTROL.sub("", value)
        if plain != value:
            self.aside.leave("control_signs", page.title, "signs")
        if len(plain) > MOST_SIGNS:
            self.aside.leave("cut_text", page.title, "too_long")
            plain = plain[:MOST_SIGNS]
        cell = WriteOnlyCell(page, ESCAPED.sub("_x005F_", plain))
        # Always a text: "=1+1" or "+0:20" is nothing to be reckoned.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            cell.font = Font(bold=True)
        return cell

    def leave(self) -> None:
        """What a workbook has no place for."""
        counts: Counter[tuple[str, str]] = Counter()
        phases = sheets.parts(self.tree, "phases")
        for phase in phases:
            counts["effects", "phases"] += len(phase.get("effects", []))
            for inject in sheets.parts(phase, "injects"):
                counts["effects", "injects"] += len(inject.get("effects", []))
                counts["attachment_content", "injects"] += "attachment" in inject
            for decision in sheets.parts(phase, "decisions"):
                for option in sheets.parts(decision, "options"):
                    counts["effects", "options"] += len(option.get("effects", []))
                    counts["prices", "options"] += len(option.get("prices", []))
        counts["guide", "guide"] = len(self.tree.get("guide", []))
        cards = ("powers", "limits", "first_duties", "deputy")
        counts["role_card", "roles"] = sum(
            any(role.get(name) for name in cards) for role in self.tree.get("roles", [])
        )
        for (what, where), count in counts.items():
            self.aside.leave(what, where, "not_in_workbook", count)


def path_of(row: Row, column: Column) -> str:
    """What translators call the text in this cell."""
    return f"{row.path}.{column.field}" if row.path else column.field


def flow(value: Any) -> str:
    """A condition or list on one line, as YAML; as JSON, which is YAML too, where a text in it is unusual."""
    written: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False)
    plain = written.removesuffix("\n")
    return plain if "\n" not in plain else json.dumps(value, ensure_ascii=False)
