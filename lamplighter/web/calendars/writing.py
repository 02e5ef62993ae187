"""Dates as natives write them. Digits are Latin here; the filters put them into the reader's script."""

from datetime import date

from lamplighter.web.calendars.names import EZAFE, MONTHS_SHORT_EN, WEEKDAYS
from lamplighter.web.calendars.reckoning import Reckoned, month_name, reckon

# Signs nobody sees: reading order after them is leftwards; no line may be broken here; a space that holds.
RLM, JOINER, NBSP = "\u200f", "\u2060", "\u00a0"
UNITS = ("", "א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט")
TENS = ("", "י", "כ", "ל", "מ", "נ", "ס", "ע", "פ", "צ")
HUNDREDS = ("", "ק", "ר", "ש", "ת", "תק", "תר", "תש", "תת", "תתק")


def hebrew_numeral(number: int) -> str:
    """Number below 1000 (thousands are dropped, as in years) in Hebrew letters: 11 is י״א, 5787 is תשפ״ז."""
    number %= 1000
    tens, units = divmod(number % 100, 10)
    letters = HUNDREDS[number // 100] + TENS[tens] + UNITS[units]
    # 15 and 16 would spell parts of the Name.
    letters = letters.replace("יה", "טו").replace("יו", "טז")
    return f"{letters}׳" if len(letters) == 1 else f"{letters[:-1]}״{letters[-1]}"


def in_letters(when: Reckoned, language: str, digits: str) -> bool:
    """Whether day and year are written in Hebrew letters."""
    return when.calendar == "hebrew" and language == "he" and digits == "local"


def write_day_month(day: date, calendar: str, language: str, digits: str = "local") -> str:
    """``21 November``."""
    when = reckon(day, calendar)
    number = hebrew_numeral(when.day) if in_letters(when, language, digits) else str(when.day)
    month = month_name(when, language)
    return f"{number} ב{month}" if language == "he" else f"{number} {month}"


def write_number_of_day(day: date, calendar: str, language: str, digits: str = "local") -> str:
    """``21``."""
    when = reckon(day, calendar)
    return hebrew_numeral(when.day) if in_letters(when, language, digits) else str(when.day)


def write_day(day: date, calendar: str, language: str, digits: str = "local") -> str:
    """``21 November 2026``."""
    when = reckon(day, calendar)
    year = hebrew_numeral(when.year) if in_letters(when, language, digits) else str(when.year)
    day_month = write_day_month(day, calendar, language, digits)
    if language == "fa":
        name = month_name(when, language)
        day_month = day_month.replace(name, EZAFE.get(name, name))
    return f"{day_month} {year}"


def write_full(day: date, calendar: str, language: str, digits: str = "local") -> str:
    """``Saturday 21 November 2026``."""
    comma = {"he": ",", "ar": "،"}.get(language, "")
    weekday = WEEKDAYS[language][day.weekday()]
    return f"{weekday}{comma} {write_day(day, calendar, language, digits)}"


def write_month(day: date, calendar: str, language: str, digits: str = "local") -> str:
    """``November 2026``."""
    when = reckon(day, calendar)
    year = hebrew_numeral(when.year) if in_letters(when, language, digits) else str(when.year)
    name = month_name(when, language)
    return f"{EZAFE.get(name, name) if language == 'fa' else name} {year}"


def write_short(day: date, calendar: str, language: str, digits: str = "local") -> str:
    """As short as it may be in a table without being mistaken: ``21 Nov 2026``, ``1405/08/30``, ``21.11.2026``."""
    when = reckon(day, calendar)
    if in_letters(when, language, digits):
        return NBSP.join((hebrew_numeral(when.day), month_name(when, language), hebrew_numeral(when.year)))
    if when.calendar == "hebrew" or (when.calendar == "jalali" and language in {"en", "he"}):
        return NBSP.join((str(when.day), month_name(when, language), str(when.year)))
    if language == "fa":
        return f"{when.year}/{when.month:02}/{when.day:02}"
    if language == "he":
        return f"{when.day}.{when.month}.{when.year}"
    if language == "ar":
        if digits == "latin":
            return f"{when.day}/{when.month}/{when.year}"
        # The marks keep day, month, year in reading order: a slash between Arabic digits would run leftwards.
        return f"{when.day}{RLM}/{JOINER}{when.month}{RLM}/{JOINER}{when.year}"
    return NBSP.join((str(when.day), MONTHS_SHORT_EN[when.month - 1], str(when.year)))
