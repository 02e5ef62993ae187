"""When something happens, as people write it in a chronogram: ``J-60``, ``H+2``, ``T+00:15``, ``+1:30``, ``08:15``."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

DAY_MIN = 24 * 60
LONGEST_MIN = 400 * DAY_MIN
SIGN = r"(?P<sign>[+-])?\s*"
DAYS = re.compile(
    r"(?:J|D|Day|Jour|יום|روز|يوم)\s*(?:(?P<sign>[+-])\s*(?P<days>\d{1,3}))?(?:[\sT,]+(?P<h>\d{1,2})[:hH](?P<m>\d{2}))?",
    re.IGNORECASE,
)
HOURS = re.compile(r"H\s*(?:(?P<sign>[+-])\s*(?P<h>\d{1,3})(?:[:hH](?P<m>\d{1,2}))?\s*h?)?", re.IGNORECASE)
HOUR_MINUTES = re.compile(r"H\s*(?P<sign>[+-])\s*(?P<m>\d{1,4})\s*(?:min|mn|m|')", re.IGNORECASE)
START = re.compile(r"(?:T|T0)\s*(?:(?P<sign>[+-])\s*(?P<h>\d{1,3}):(?P<m>\d{2})(?::\d{2})?)?", re.IGNORECASE)
START_MINUTES = re.compile(r"T\s*(?P<sign>[+-])\s*(?P<m>\d{1,4})\s*(?:min|mn|m|')?", re.IGNORECASE)
SIGNED = re.compile(r"(?P<sign>[+-])\s*(?P<h>\d{1,4}):(?P<m>[0-5]\d)(?::[0-5]\d)?")
CLOCK = re.compile(r"(?P<h>[01]?\d|2[0-3])\s*[:hH]\s*(?P<m>[0-5]\d)(?::[0-5]\d)?")
MINUTES = re.compile(r"(?P<sign>[+-])?\s*(?P<m>\d{1,5})\s*(?:min|mn|minutes?|'|דקות|دقیقه|دقيقة)", re.IGNORECASE)
ALONE_HOURS = re.compile(r"(?P<sign>[+-])?\s*(?P<h>\d{1,3})\s*(?:h|hours?|heures?|שעות|ساعت|ساعة)", re.IGNORECASE)
# In this order: "H+2" is hours, "T+15" minutes, a clock has no sign.
PATTERNS = (DAYS, HOUR_MINUTES, HOURS, START, START_MINUTES, SIGNED, MINUTES, ALONE_HOURS)
LONGEST_TEXT = 40
PLAIN = re.compile(r"[+-]?\d{1,5}(\.\d{1,3})?")


@dataclass(frozen=True, slots=True)
class When:
    """A time of a row: minutes from the start, minutes of the day, or minutes of a calendar that has days."""

    kind: Literal["from_start", "clock", "calendar"]
    minutes: int
    bare: bool = False


def when_of(cell: Any, unit_min: float = 1) -> When | None:
    """What a cell says of time, or None.

    Parameters
    ----------
    unit_min
        What a number without a unit counts, in minutes; such a time is ``bare``.
    """
    found = _when_of(cell, unit_min)
    # Calendars count from the year 1; only differences between them are of use.
    return found if found and (found.kind == "calendar" or abs(found.minutes) <= LONGEST_MIN) else None


def _when_of(cell: Any, unit_min: float) -> When | None:
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, timedelta):
        return When("from_start", round(cell.total_seconds() / 60))
    if isinstance(cell, datetime):
        return When("calendar", cell.toordinal() * DAY_MIN + cell.hour * 60 + cell.minute)
    if isinstance(cell, date):
        return When("calendar", cell.toordinal() * DAY_MIN)
    if isinstance(cell, time):
        return When("clock", cell.hour * 60 + cell.minute)
    if isinstance(cell, int | float):
        return When("from_start", round(cell * unit_min), bare=True) if abs(cell) < LONGEST_MIN else None
    text = plain(str(cell))
    if len(text) > LONGEST_TEXT:
        return None
    if found := CLOCK.fullmatch(text):
        return When("clock", int(found["h"]) * 60 + int(found["m"]))
    for pattern in PATTERNS:
        if found := pattern.fullmatch(text):
            return When("from_start", signed_minutes(found.groupdict()))
    if PLAIN.fullmatch(text):
        return When("from_start", round(float(text) * unit_min), bare=True)
    return None


def signed_minutes(parts: dict[str, str | None]) -> int:
    """The minutes that the named parts of a pattern come to; the hour of a day counts forward on every day."""
    minutes = int(parts.get("h") or 0) * 60 + int(parts.get("m") or 0)
    days = int(parts.get("days") or 0) * DAY_MIN
    if "days" in parts:
        return (-days if parts.get("sign") == "-" else days) + minutes
    return -minutes if parts.get("sign") == "-" else minutes


def plain(text: str) -> str:
    """With digits of 0–9, one kind of minus, and no spaces around."""
    digits = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in text
    )
    return digits.replace("\u2212", "-").replace("–", "-").replace("\u200e", "").replace("\u200f", "").strip()


def clock_text(minutes: int) -> str:
    """Minutes of a day as ``06:40``."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
