"""Dates as people type them: numbers or names of months, in any of the calendars, scripts and languages."""

import re
from datetime import date

from lamplighter.web.calendars.names import GREGORIAN, HEBREW, JALALI, LEAP_ADARS, MONTHS_SHORT_EN
from lamplighter.web.calendars.reckoning import date_in, is_leap
from lamplighter.web.text import normalise

YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
NAMED = re.compile(r"(\S+)\s+(.+?)\s+(\S+)")
# A comma is only a pause; the joiner is ours, from dates that must not be broken (writing.py).
UNSEEN = str.maketrans({",": " ", "،": " ", "\u2060": None})
VALUES = dict(zip("אבגדהוזחטיכלמנסעפצקרשת", [*range(1, 10), *range(10, 100, 10), 100, 200, 300, 400], strict=True))
# Years of the three calendars that anybody alive would write are centuries apart, so the year says which is meant.
JALALI_YEARS, HEBREW_YEARS = range(1200, 1700), range(5000, 6999)


def _names() -> dict[str, tuple[str, int]]:
    known: dict[str, tuple[str, int]] = {}
    for calendar, tables in (("gregorian", GREGORIAN), ("jalali", JALALI), ("hebrew", HEBREW)):
        for names in tables.values():
            known |= {normalise(name): (calendar, number) for number, name in enumerate(names, 1)}
    known |= {normalise(name): ("gregorian", number) for number, name in enumerate(MONTHS_SHORT_EN, 1)}
    for adars in LEAP_ADARS.values():
        known |= {normalise(name): ("hebrew", number) for number, name in enumerate(adars, 12)}
    return known


NAMES = _names()
PLAIN_ADARS = frozenset(normalise(names[11]) for names in HEBREW.values())


def read_day(text: str) -> date | None:
    """The day that ``text`` names, or None if it names none."""
    typed = normalise(text).translate(UNSEEN).strip()
    try:
        if found := YEAR_FIRST.fullmatch(typed):
            year, month, day = map(int, found.groups())
        elif found := YEAR_LAST.fullmatch(typed):
            day, month, year = map(int, found.groups())
        elif found := NAMED.fullmatch(typed):
            return _named(*found.groups())
        else:
            return None
        if year in HEBREW_YEARS:
            # A Hebrew month has no number that everybody agrees on.
            return None
        return date_in("jalali" if year in JALALI_YEARS else "gregorian", year, month, day)
    except (ValueError, KeyError):
        return None


def _named(day_word: str, month_word: str, year_word: str) -> date:
    name = month_word if month_word in NAMES else month_word.removeprefix("ב")
    calendar, month = NAMES[name]
    day, year = _number(day_word), _number(year_word)
    if calendar == "hebrew":
        year = year + 5000 if year < 1000 else year
        if month == 12 and is_leap(year) and name in PLAIN_ADARS:
            raise ValueError("a leap year has two Adars: say which")
    return date_in(calendar, year, month, day)


def _number(word: str) -> int:
    """Digits, or Hebrew letters: י"א is 11."""
    if word.isdecimal():
        return int(word)
    letters = word.replace('"', "").replace("'", "")
    return sum(VALUES[letter] for letter in letters)
