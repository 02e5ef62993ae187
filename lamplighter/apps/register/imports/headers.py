"""Which row of a table is its header: titles, dates and blank lines often stand above it."""

import re
from collections.abc import Sequence
from datetime import date

from lamplighter.apps.register.imports.targets import is_header
from lamplighter.apps.register.imports.tidy import Cell, latin_digits

NUMBER = re.compile(r"[^\w\s]{0,2}\d[\d.,/:٬٫\-]*")


def header_row(lines: Sequence[Sequence[Cell]]) -> int:
    """Index of the header among the first lines: most known headers, else the first that is about full."""
    known = [sum(isinstance(cell, str) and bool(cell) and is_header(cell) for cell in cells) for cells in lines]
    best = max(known[:20])
    if best >= 2 or (best == 1 and known[0] == 1):
        return known.index(best)
    filled = [sum(bool(cell) for cell in cells) for cells in lines]
    enough = max(1, round(max(filled) * 0.6))
    return next(index for index, count in enumerate(filled) if count >= enough)


def looks_like_data(head: Sequence[Cell], following: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row is data already: no header that we know, and numbers or dates as in the rows below."""
    if any(isinstance(cell, str) and cell and is_header(cell) for cell in head):
        return False
    return any(
        is_number(cell)
        and sum(index < len(row) and is_number(row[index]) for row in following) * 2 > len(following)
        for index, cell in enumerate(head)
    )


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number, a date, or money."""
    return isinstance(cell, date) or NUMBER.fullmatch(latin_digits(cell)) is not None
