"""Three calendars side by side: which year, month and day a date is, and what its months are called."""

from lamplighter.web.calendars.names import WEEKDAY_LETTERS, WEEKDAYS, WEEKDAYS_SHORT
from lamplighter.web.calendars.reading import read_day
from lamplighter.web.calendars.reckoning import CALENDARS, Reckoned, date_in, month_name, month_of, reckon
from lamplighter.web.calendars.writing import (
    write_day,
    write_day_month,
    write_full,
    write_month,
    write_number_of_day,
    write_short,
)

__all__ = [
    "CALENDARS",
    "WEEKDAYS",
    "WEEKDAYS_SHORT",
    "WEEKDAY_LETTERS",
    "Reckoned",
    "date_in",
    "month_name",
    "month_of",
    "read_day",
    "reckon",
    "write_day",
    "write_day_month",
    "write_full",
    "write_month",
    "write_number_of_day",
    "write_short",
]
