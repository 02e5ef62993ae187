from datetime import date
from zoneinfo import ZoneInfo

import pytest

from lamplighter.engines.hours import Holiday, Week, eves, public_holidays

TEHRAN_WEEK = Week(first=6, rest=frozenset({4, 5}))


def test_a_week_begins_on_its_own_first_day():
    assert TEHRAN_WEEK.start_of(date(2026, 1, 9)) == date(2026, 1, 3)
    assert TEHRAN_WEEK.start_of(date(2026, 1, 10)) == date(2026, 1, 10)
    assert TEHRAN_WEEK.is_rest(date(2026, 1, 9))
    assert not TEHRAN_WEEK.is_rest(date(2026, 1, 10))


def test_a_week_with_a_clock_change_has_an_hour_less_or_more():
    zone = ZoneInfo("Asia/Jerusalem")
    week = Week(first=7, rest=frozenset({5, 6}))

    assert week.span_of(date(2026, 3, 24), zone).hours == 167
    assert week.span_of(date(2026, 10, 27), zone).hours == 169


@pytest.mark.parametrize(("first", "rest"), [(0, {5}), (8, {5}), (1, {9}), (1, set(range(1, 8)))])
def test_a_week_that_cannot_be_is_refused(first, rest):
    with pytest.raises(ValueError, match=r"Weekday|no working day"):
        Week(first, frozenset(rest))


def test_persian_holidays_of_nowruz_are_certain_and_those_of_the_moon_are_estimated():
    named = {day.on: day for day in public_holidays("IR", [2027], "en")}

    assert named[date(2027, 3, 21)] == Holiday(date(2027, 3, 21), ("Nowruz",), False)
    assert named[date(2027, 6, 16)] == Holiday(date(2027, 6, 16), ("Ashura",), True)


def test_holidays_speak_the_language_asked_for_and_lose_no_mark_by_it():
    persian = {day.on: day for day in public_holidays("ir", [2027], "fa")}
    hebrew = {day.on: day for day in public_holidays("IL", [2026], "he")}

    assert persian[date(2027, 6, 16)].estimated
    assert "تخمینی" not in persian[date(2027, 6, 16)].names[0]
    assert hebrew[date(2026, 9, 21)].names == ("יום כיפור",)


def test_a_language_the_data_lacks_falls_back_to_english():
    assert public_holidays("IL", [2026], "fa") == public_holidays("IL", [2026], "en-us")


def test_years_are_kept_to_and_sorted():
    listed = [day.on for day in public_holidays("IL", [2027, 2026], "en")]

    assert listed == sorted(listed)
    assert {day.year for day in listed} == {2026, 2027}


def test_an_unknown_country_says_so():
    with pytest.raises(ValueError, match="'QQ'"):
        public_holidays("QQ", [2026], "en")


def test_an_eve_is_a_working_day_before_a_day_off():
    week = Week(first=7, rest=frozenset({6}))

    # Yom Kippur is a Monday; a Saturday holiday is also the weekly rest and its eve is the Friday.
    assert eves([date(2026, 9, 21)]) == {date(2026, 9, 20)}
    assert eves([date(2026, 9, 12), date(2026, 9, 13)]) == {date(2026, 9, 11)}
    assert date(2026, 9, 18) in eves([date(2026, 9, 21)], week)
    assert date(2026, 9, 19) not in eves([date(2026, 9, 20)], week)
