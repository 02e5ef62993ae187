"""Cells as people meant them: without padding, marks of direction, or letters of another keyboard."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

Cell = str | date
# Marks that steer direction and spaces that take no room. The non-joiner (200C) is part of Persian words.
INVISIBLE = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
PERSIAN = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})
DIGITS = str.maketrans(
    {chr(start + digit): str(digit) for start in (0x0660, 0x06F0, 0xFF10) for digit in range(10)}
)


def tidy(value: Any) -> Cell:
    """One cell as text without padding, or as a date where the spreadsheet knew that it is one."""
    if type(value) is str:
        return text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(repr(value)), "f")
    return text(str(value))


def text(value: str) -> str:
    """``value`` in one line, one space between words, none around."""
    if not value.isascii():
        value = INVISIBLE.sub("", unicodedata.normalize("NFC", value)).strip("\u200c")
    elif not value.isprintable():
        value = INVISIBLE.sub("", value)
    return " ".join(value.split())


def persian(value: str) -> str:
    """With Persian letters where an Arabic keyboard wrote others."""
    return value if value.isascii() else value.translate(PERSIAN)


def latin_digits(value: str) -> str:
    """With Latin digits in place of those of another script."""
    return value if value.isascii() else value.translate(DIGITS)


def shown(value: Cell) -> str:
    """A cell as text, for a message."""
    return value.isoformat() if isinstance(value, date) else value
