"""A list as a file that somebody takes away: CSV or XLSX, every page of it, nothing the reader may not see."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lamplighter.web.clock import now
from lamplighter.web.reader import reader

if TYPE_CHECKING:
    from lamplighter.web.listing import Column, Listing

# A spreadsheet takes a text that begins so for a formula and would run it.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WIDTHS = {"day": 13, "moment": 18, "number": 12, "money": 14, "name": 28}


def export(listing: "Listing", form: str) -> HttpResponse:
    """The whole of ``listing`` as a file to save; whoever keeps the journal is told."""
    columns = [column for column in listing.shown if column.exported]
    rows = ([_plain(column, row) for column in columns] for row in listing.all_rows())
    content, count = _WRITERS[form](columns, rows, str(listing.title or listing.name))
    if listing.exported:
        listing.exported(form, count)
    city = getattr(getattr(listing.request, "organisation", None), "slug", "")
    stem = "-".join(part for part in (listing.name, city, now().date().isoformat()) if part)
    return _to_save(content, form, stem)


def as_file(
    form: str, stem: str, title: str, columns: list["Column"], rows: Iterable[Iterable[Any]]
) -> HttpResponse:
    """Any table as a file to save: what the cells hold comes in ``rows``, in the order of ``columns``."""
    safe_rows = ([safe(it) if isinstance(it, str) else it for it in row] for row in rows)
    content, _count = _WRITERS[form](columns, safe_rows, title)
    return _to_save(content, form, stem)


def _to_save(content: bytes, form: str, stem: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=KINDS[form])
    answer["Content-Disposition"] = f'attachment; filename="{stem}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def safe(text: str) -> str:
    """``text`` so that no spreadsheet runs it: an apostrophe before what would begin a formula."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{clean}" if clean.lstrip(" ").startswith(STARTS_A_FORMULA) else clean


def _plain(column: "Column", row: Any) -> Any:
    """A value as a spreadsheet knows it: a number, a date, a moment on the reader's clock, or safe text."""
    value = column.of(row)
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.astimezone(reader().zone).replace(tzinfo=None, second=0, microsecond=0)
    if isinstance(value, (int, float, Decimal, date)):
        return value
    return safe(str(value))


def _csv(columns: list["Column"], rows: Iterator[list[Any]], title: str) -> tuple[bytes, int]:
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow(safe(str(column.label)) for column in columns)
    count = 0
    for row in rows:
        writer.writerow(it.isoformat(" ", "minutes") if isinstance(it, datetime) else it for it in row)
        count += 1
    # The mark in front tells spreadsheets that the letters are UTF-8.
    return sheet.getvalue().encode("utf-8-sig"), count


def _xlsx(columns: list["Column"], rows: Iterator[list[Any]], title: str) -> tuple[bytes, int]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(" " if letter in "[]:*?/\\" else letter for letter in title)[:31])
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column.kind, 22)
    sheet.append([_cell(sheet, safe(str(column.label)), bold=True) for column in columns])
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, it) if isinstance(it, (str, date, Decimal)) else it for it in row])
        count += 1
    content = BytesIO()
    book.save(content)
    return content.getvalue(), count


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    if bold:
        cell.font = Font(bold=True)
    return cell


_WRITERS = {"csv": _csv, "xlsx": _xlsx}
