"""Year, month and day of a date in the Gregorian, Jalali and Hebrew calendar, and back."""

from dataclasses import dataclass
from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate
from pyluach.dates import HebrewDate

from lamplighter.web.calendars.names import GREGORIAN, HEBREW, JALALI, LEAP_ADARS

CALENDARS = ("gregorian", "jalali", "hebrew")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A date as one calendar counts it; Hebrew months count from Nisan, so Tishrei is 7."""

    calendar: str
    year: int
    month: int
    day: int


def reckon(day: date, calendar: str) -> Reckoned:
    """``day`` in ``calendar``."""
    if calendar == "jalali":
        jalali = JalaliDate(day)
        return Reckoned(calendar, jalali.year, jalali.month, jalali.day)
    if calendar == "hebrew":
        hebrew = HebrewDate.from_pydate(day)
        return Reckoned(calendar, hebrew.year, hebrew.month, hebrew.day)
    return Reckoned("gregorian", day.year, day.month, day.day)


def date_in(calendar: str, year: int, month: int, day: int) -> date:
    """The date that ``calendar`` calls so. ValueError if it has no such day."""
    if calendar == "jalali":
        return JalaliDate(year, month, day).to_gregorian()
    if calendar == "hebrew":
        return HebrewDate(year, month, day).to_pydate()
    return date(year, month, day)


def month_of(day: date, calendar: str) -> tuple[date, date]:
    """First and last date of the month of ``calendar`` that ``day`` lies in."""
    first = day - timedelta(days=reckon(day, calendar).day - 1)
    # No month of any of the three is longer than 31 days or shorter than 28.
    probe = first + timedelta(days=31)
    return first, probe - timedelta(days=reckon(probe, calendar).day)


def month_name(when: Reckoned, language: str) -> str:
    """What ``language`` calls the month of ``when``."""
    if when.calendar == "hebrew":
        if when.month >= 12 and is_leap(when.year):
            return LEAP_ADARS[language][when.month - 12]
        return HEBREW[language][when.month - 1]
    names = JALALI if when.calendar == "jalali" else GREGORIAN
    return names[language][when.month - 1]


def is_leap(hebrew_year: int) -> bool:
    """Whether the Hebrew year has two Adars."""
    return (7 * hebrew_year + 1) % 19 < 7
