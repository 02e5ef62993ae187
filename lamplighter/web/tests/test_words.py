"""Filters write as the reader chose."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import translation

from lamplighter.web.numerals import LRI, NBSP, PDI
from lamplighter.web.reader import Reader, read_as
from lamplighter.web.templatetags import words

INSTANT = datetime(2026, 11, 21, 21, 40, tzinfo=UTC)
TEHRAN, COPENHAGEN = ZoneInfo("Asia/Tehran"), ZoneInfo("Europe/Copenhagen")


@pytest.fixture(autouse=True)
def nobody_reads_after_us() -> Iterator[None]:
    yield
    read_as(Reader())


def reading(
    language: str, calendar: str = "gregorian", digits: str = "local", zone: ZoneInfo | None = None
) -> None:
    read_as(Reader(language=language, calendar=calendar, digits=digits, zone=zone or ZoneInfo("UTC")))


@pytest.mark.parametrize(
    ("language", "digits", "expected"),
    [
        ("en", "local", "1,234,567.5"),
        ("he", "local", "1,234,567.5"),
        ("fa", "local", "۱٬۲۳۴٬۵۶۷٫۵"),
        ("ar", "local", "١٬٢٣٤٬٥٦٧٫٥"),
        ("fa", "latin", "1,234,567.5"),
    ],
)
def test_a_number_has_the_readers_digits_and_separators(language: str, digits: str, expected: str) -> None:
    reading(language, digits=digits)

    assert words.num(1234567.5) == expected


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [
        (0, None, "0"),
        (1000, None, "1,000"),
        (100, None, "100"),
        (Decimal("12.50"), None, "12.5"),
        (Decimal("1E+3"), None, "1,000"),
        (1.005, None, "1.01"),
        (2, 1, "2.0"),
        (0.25, 1, "0.3"),
        (None, None, ""),
    ],
)
def test_a_number_has_as_many_decimals_as_it_needs(number: Any, decimals: int | None, expected: str) -> None:
    assert words.num(number, decimals) == expected


def test_a_minus_stands_before_its_number_in_both_directions() -> None:
    assert words.num(-3) == "\u22123"

    reading("fa")
    assert words.num(-3) == f"{LRI}\u2212۳{PDI}"


@pytest.mark.parametrize(
    ("language", "currency", "expected"),
    [
        ("en", "EUR", "€1,234.50"),
        ("en", "DKK", f"DKK{NBSP}1,234.50"),
        ("en", "IRR", f"IRR{NBSP}1,235"),
        ("en", "JOD", f"JOD{NBSP}1,234.500"),
        ("fa", "IRR", f"۱٬۲۳۵{NBSP}ریال"),
        ("fa", "EUR", f"۱٬۲۳۴٫۵۰{NBSP}یورو"),
        ("he", "ILS", f"1,234.50{NBSP}₪"),
        ("ar", "SAR", f"١٬٢٣٤٫٥٠{NBSP}ر.س"),
        ("ar", "JOD", f"١٬٢٣٤٫٥٠٠{NBSP}د.أ"),
    ],
)
def test_money_is_signed_where_the_language_signs_it(language: str, currency: str, expected: str) -> None:
    reading(language)

    assert words.money(Decimal("1234.5"), currency) == expected


def test_a_debt_has_its_minus_before_the_sign() -> None:
    assert words.money(-5, "EUR") == "\u2212€5.00"
    assert words.money(Decimal("-0.001"), "EUR") == "€0.00"
    assert words.money_round(Decimal("1234.5"), "EUR") == "€1,235"


@pytest.mark.parametrize(("language", "expected"), [("en", "42%"), ("fa", "۴۲٪"), ("he", "42%"), ("ar", "٤٢٪")])
def test_percent(language: str, expected: str) -> None:
    reading(language)

    assert words.percent(0.42) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (200, "3 hours 20 minutes"),
        (61, "1 hour 1 minute"),
        (6750, "112 hours 30 minutes"),
        (89.6, "1 hour 30 minutes"),
    ],
)
def test_a_length_of_time_is_written_in_words(minutes: float, expected: str) -> None:
    assert words.duration(minutes) == expected


def test_an_instant_is_written_by_the_readers_clock_and_calendar() -> None:
    reading("fa", "jalali", zone=TEHRAN)

    assert words.day(INSTANT) == "۱ آذر ۱۴۰۵"
    assert words.clock(INSTANT) == "۰۱:۱۰"
    assert words.weekday(INSTANT) == "یکشنبه"


def test_a_date_is_the_same_day_in_every_zone() -> None:
    reading("en", zone=TEHRAN)

    assert words.day(date(2026, 11, 21)) == "21 November 2026"


def test_clocks_go_back_in_copenhagen_and_the_page_says_so() -> None:
    reading("en", zone=COPENHAGEN)

    assert words.clock(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)) == "02:30"
    assert words.clock(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)) == "02:30"


def test_a_range_of_clocks_starts_at_the_left_in_every_direction() -> None:
    reading("he")

    assert words.until(time(22), time(6)) == f"{LRI}22:00–06:00{PDI}"


def test_a_range_of_days() -> None:
    assert words.through(date(2026, 11, 21), date(2026, 11, 28)) == "21 November 2026 to 28 November 2026"
    assert words.through(date(2026, 11, 21), date(2026, 11, 21)) == "21 November 2026"


def test_nothing_is_written_as_nothing() -> None:
    nothing = [write(None) for write in (words.day, words.day_short, words.clock, words.moment, words.duration)]

    assert nothing == [""] * 5
    assert words.money(None, "EUR") == words.percent(None) == ""


def test_a_name_keeps_its_own_direction_and_is_escaped() -> None:
    page = engines["django"].from_string("{% name who %}")

    assert page.render({"who": "Ana <b>"}) == "<bdi>Ana &lt;b&gt;</bdi>"


def test_a_number_for_a_machine_stays_plain() -> None:
    reading("fa")
    with translation.override("fa"):
        page = engines["django"].from_string("{{ n|raw }} {{ n }} {{ n|num }} {{ code|digits }}")

        assert page.render({"n": 12345, "code": "A-7"}) == "12345 12345 ۱۲٬۳۴۵ A-۷"
