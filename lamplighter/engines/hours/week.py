"""The week as a city lives it, and the days on which it does not work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import holidays as holiday_data
from holidays import HolidayBase

from lamplighter.engines.hours.clock import at_wall
from lamplighter.engines.hours.span import Span

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """First day of the week and the days of rest, as ISO numbers (1 Monday to 7 Sunday).

    Raises
    ------
    ValueError
        If a number is not 1 to 7, or no working day is left.
    """

    first: int
    rest: frozenset[int]

    def __post_init__(self) -> None:
        for number in (self.first, *self.rest):
            if number not in range(1, 8):
                raise ValueError(f"Weekday {number!r} is not 1 (Monday) to 7 (Sunday).")
        if len(self.rest) > 6:
            raise ValueError("A week that is all rest leaves no working day. Remove one rest day.")

    def start_of(self, day: date) -> date:
        """First day of the week in which ``day`` lies."""
        return day - timedelta(days=(day.isoweekday() - self.first) % 7)

    def is_rest(self, day: date) -> bool:
        """Whether ``day`` is a weekly day of rest."""
        return day.isoweekday() in self.rest

    def span_of(self, day: date, zone: ZoneInfo) -> Span:
        """The local week in which ``day`` lies: 168 hours, one more or one fewer when the clock moves."""
        first = self.start_of(day)
        return Span(at_wall(first, time(0), zone), at_wall(first + 7 * DAY, time(0), zone))


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """One public holiday: its date, its names, and whether the date is only calculated.

    ``estimated`` is true where sight of the moon decides and the published date may move by a day.
    """

    on: date
    names: tuple[str, ...]
    estimated: bool = False


def public_holidays(country: str, years: Iterable[int], language: str) -> tuple[Holiday, ...]:
    """Public holidays of a country, sorted by date, named in ``language`` where the data has it.

    Parameters
    ----------
    country
        ISO 3166 code of two letters: IR, IL, DE.
    language
        "fa", "he", "en-us"; a language the country's data lacks falls back to English, then to the
        country's own.

    Raises
    ------
    ValueError
        If no data exist for the country.

    Source: the ``holidays`` package; where it marks a date as estimated, so do we.
    """
    code = country.upper()
    if code not in holiday_data.list_supported_countries():
        raise ValueError(
            f"No public holidays are known for country {country!r}. Give a two-letter code such as IL."
        )
    wanted = sorted(set(years))
    spoken = holiday_data.country_holidays(code).supported_languages
    found = holiday_data.country_holidays(code, years=wanted, language=_language(language, spoken))
    labels = _estimate_labels(found)
    listed = []
    for on in sorted(found):
        if on.year in wanted:
            marked = [_unmarked(name, labels) for name in found.get_list(on)]
            names = tuple(dict.fromkeys(name for name, _ in marked))
            listed.append(Holiday(on, names, any(estimated for _, estimated in marked)))
    return tuple(listed)


def eves(days: Iterable[date], week: Week | None = None) -> frozenset[date]:
    """The days before a holiday, and before the weekly rest if a week is given, that are neither."""
    off = frozenset(days)
    before = {day - DAY for day in off}
    if week is not None:
        around = {day + timedelta(days=n) for day in off for n in range(-7, 8)}
        before |= {day - DAY for day in around if week.is_rest(day)}
    return frozenset(day for day in before if day not in off and not (week is not None and week.is_rest(day)))


def _language(asked: str, spoken: tuple[str, ...]) -> str | None:
    """The data's own code for a language, English if it lacks it, None for the country's own."""
    base = asked.replace("_", "-").split("-")[0].lower()
    for choice in (base, "en"):
        for code in spoken:
            if code.replace("_", "-").split("-")[0].lower() == choice:
                return code
    return None


def _estimate_labels(found: HolidayBase) -> tuple[tuple[str, str], ...]:
    """What the data writes before and after the name of a holiday whose date is only calculated."""
    texts = (getattr(found, name, None) for name in ("estimated_observed_label", "estimated_label"))
    labels = []
    for text in texts:
        if text:
            before, _, after = found.tr(text).partition("%s")
            labels.append((before, after))
    return tuple(labels)


def _unmarked(name: str, labels: tuple[tuple[str, str], ...]) -> tuple[str, bool]:
    for before, after in labels:
        if name.startswith(before) and name.endswith(after):
            return name[len(before) : len(name) - len(after)], True
    return name, False
