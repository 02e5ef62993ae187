"""The same day in three calendars and four languages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate
from pyluach.dates import HebrewDate

from lamplighter.web.calendars import (
    CALENDARS,
    Reckoned,
    date_in,
    month_name,
    month_of,
    read_day,
    reckon,
    write_day,
    write_full,
    write_month,
    write_short,
)
from lamplighter.web.calendars.names import GREGORIAN, HEBREW, JALALI, LEAP_ADARS, WEEKDAY_LETTERS, WEEKDAYS
from lamplighter.web.calendars.writing import hebrew_numeral

SATURDAY = date(2026, 11, 21)
LANGUAGES = ("en", "fa", "he", "ar")
DAYS = st.dates(date(1925, 1, 1), date(2090, 12, 31))


def test_the_libraries_agree_that_it_is_30_aban_and_11_kislev() -> None:
    assert JalaliDate(SATURDAY) == JalaliDate(1405, 8, 30)
    assert HebrewDate.from_pydate(SATURDAY) == HebrewDate(5787, 9, 11)
    assert [reckon(SATURDAY, calendar) for calendar in CALENDARS] == [
        Reckoned("gregorian", 2026, 11, 21),
        Reckoned("jalali", 1405, 8, 30),
        Reckoned("hebrew", 5787, 9, 11),
    ]


@pytest.mark.parametrize(
    ("calendar", "language", "expected"),
    [
        ("gregorian", "en", "21 November 2026"),
        ("gregorian", "fa", "21 نوامبر 2026"),
        ("gregorian", "he", "21 בנובמבר 2026"),
        ("gregorian", "ar", "21 نوفمبر 2026"),
        ("jalali", "en", "30 Aban 1405"),
        ("jalali", "fa", "30 آبان 1405"),
        ("jalali", "he", "30 באבאן 1405"),
        ("jalali", "ar", "30 آبان 1405"),
        ("hebrew", "en", "11 Kislev 5787"),
        ("hebrew", "fa", "11 کیسلو 5787"),
        ("hebrew", "he", "י״א בכסלו תשפ״ז"),
        ("hebrew", "ar", "11 كيسلو 5787"),
    ],
)
def test_a_day_is_written_as_natives_write_it(calendar: str, language: str, expected: str) -> None:
    assert write_day(SATURDAY, calendar, language) == expected


def test_a_hebrew_day_is_written_in_digits_for_whoever_chose_latin_ones() -> None:
    assert write_day(SATURDAY, "hebrew", "he", "latin") == "11 בכסלו 5787"


def test_a_persian_month_that_ends_in_he_leans_on_its_year() -> None:
    assert write_day(date(2026, 1, 5), "gregorian", "fa") == "5 ژانویهٔ 2026"
    assert write_month(date(2026, 5, 5), "gregorian", "fa") == "مهٔ 2026"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Saturday 21 November 2026"),
        ("fa", "شنبه 21 نوامبر 2026"),
        ("he", "שבת, 21 בנובמבר 2026"),
        ("ar", "السبت، 21 نوفمبر 2026"),
    ],
)
def test_the_weekday_comes_first(language: str, expected: str) -> None:
    assert write_full(SATURDAY, "gregorian", language) == expected


@pytest.mark.parametrize(
    ("calendar", "language", "expected"),
    [
        ("gregorian", "en", "21\u00a0Nov\u00a02026"),
        ("gregorian", "fa", "2026/11/21"),
        ("gregorian", "he", "21.11.2026"),
        ("gregorian", "ar", "21\u200f/\u206011\u200f/\u20602026"),
        ("jalali", "en", "30\u00a0Aban\u00a01405"),
        ("jalali", "fa", "1405/08/30"),
        ("jalali", "he", "30\u00a0אבאן\u00a01405"),
        ("hebrew", "he", "י״א\u00a0כסלו\u00a0תשפ״ז"),
    ],
)
def test_a_short_day_fits_a_table_and_cannot_be_mistaken(calendar: str, language: str, expected: str) -> None:
    assert write_short(SATURDAY, calendar, language) == expected


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "א׳"), (10, "י׳"), (11, "י״א"), (15, "ט״ו"), (16, "ט״ז"), (30, "ל׳"), (5787, "תשפ״ז"), (5775, "תשע״ה")],
)
def test_a_number_in_hebrew_letters(number: int, letters: str) -> None:
    assert hebrew_numeral(number) == letters


def test_days_and_years_in_hebrew_letters_are_those_of_the_library() -> None:
    for day in range(1, 30):
        whole = HebrewDate(5787, 1, day)
        assert hebrew_numeral(day) == whole.hebrew_day()
    for year in range(5700, 5900):
        if year % 100:
            assert hebrew_numeral(year) == HebrewDate(year, 1, 1).hebrew_year()


def test_a_leap_year_has_two_adars() -> None:
    first, second, only = HebrewDate(5784, 12, 1), HebrewDate(5784, 13, 1), HebrewDate(5785, 12, 1)
    names = [month_name(reckon(day.to_pydate(), "hebrew"), "en") for day in (first, second, only)]

    assert names == ["Adar I", "Adar II", "Adar"]


def test_every_language_has_every_name() -> None:
    for table in (GREGORIAN, JALALI, HEBREW):
        assert {language: len(set(names)) for language, names in table.items()} == dict.fromkeys(LANGUAGES, 12)
    assert {language: len(set(names)) for language, names in WEEKDAYS.items()} == dict.fromkeys(LANGUAGES, 7)
    assert set(LEAP_ADARS) == set(WEEKDAY_LETTERS) == set(LANGUAGES)


@given(day=DAYS, calendar=st.sampled_from(CALENDARS))
def test_a_day_comes_back_from_its_calendar(day: date, calendar: str) -> None:
    when = reckon(day, calendar)

    assert date_in(calendar, when.year, when.month, when.day) == day


@given(day=DAYS, calendar=st.sampled_from(CALENDARS))
def test_a_month_is_the_days_that_share_its_number(day: date, calendar: str) -> None:
    first, last = month_of(day, calendar)
    this = reckon(day, calendar)

    assert first <= day <= last
    assert {(w.year, w.month) for w in (reckon(first, calendar), reckon(last, calendar))} == {
        (this.year, this.month)
    }
    assert reckon(first, calendar).day == 1
    assert reckon(last + timedelta(days=1), calendar).day == 1


@given(
    day=DAYS,
    calendar=st.sampled_from(CALENDARS),
    language=st.sampled_from(LANGUAGES),
    digits=st.sampled_from(["local", "latin"]),
)
def test_what_is_written_can_be_read_again(day: date, calendar: str, language: str, digits: str) -> None:
    for write in (write_day, write_short):
        assert read_day(write(day, calendar, language, digits)) == day


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-21",
        "2026/11/21",
        "21.11.2026",
        "21/11/2026",
        "۲۰۲۶-۱۱-۲۱",
        "1405/08/30",
        "1405-8-30",
        "۱۴۰۵/۰۸/۳۰",
        "٣٠/٨/١٤٠٥",
        "30 آبان 1405",
        "30 Aban 1405",
        "11 Kislev 5787",
        "11 כסלו 5787",
        'י"א כסלו תשפ"ז',
        "י״א בכסלו תשפ״ז",
        " 21 nov 2026 ",
        "٢١ نوفمبر ٢٠٢٦",
    ],
)
def test_a_day_may_be_typed_in_many_ways(typed: str) -> None:
    assert read_day(typed) == SATURDAY


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "2026-13-01", "31/2/2026", "1404/12/30", "11/9/5787", "1 Adar 5784", "11 Kislev", "30 Elul 5786"],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed) is None
