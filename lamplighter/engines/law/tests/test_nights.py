"""Night work: weeks with nights, nights in a row, and no overtime at night."""

from decimal import Decimal

import pytest

from lamplighter.engines.hours import Span
from lamplighter.engines.law.tests.scenes import (
    CITY,
    IL,
    IR,
    JERUSALEM,
    SATURDAY_WEEK,
    SUNDAY_WEEK,
    TEHRAN,
    US,
    at,
    ben,
    breaches,
    days,
    work,
)


def nights(*evenings: str):
    return [work(f"{evening} 22:00", 8, zone=JERUSALEM) for evening in evenings]


@pytest.mark.parametrize(
    ("evenings", "broken"),
    [
        (("2026-03-03", "2026-03-17"), 0),  # one week between: one in two
        (("2026-03-03", "2026-03-05"), 0),  # twice in one week
        (("2026-03-03", "2026-03-10"), 1),
        (("2017-03-07", "2017-03-28"), 0),  # two weeks between: one in three
        (("2017-03-07", "2017-03-21"), 1),
        (("2018-02-27", "2018-03-13"), 1),  # the later week began on 11 March, under the old law
        (("2018-03-06", "2018-03-20"), 0),  # and here on 18 March, under the new
    ],
)
def test_israeli_night_weeks_by_the_law_of_their_time(evenings, broken):
    found = breaches("night_weeks", ben(IL), nights(*evenings), zone=JERUSALEM, week=SUNDAY_WEEK)

    assert len(found) == broken


@pytest.mark.parametrize(("end", "broken"), [(1.9, 0), (2, 1), (2.1, 1)])
def test_two_hours_in_the_night_make_night_work_in_israel(end, broken):
    done = [*nights("2026-03-03"), work("2026-03-10 22:00", end, zone=JERUSALEM)]

    assert len(breaches("night_weeks", ben(IL), done, zone=JERUSALEM, week=SUNDAY_WEEK)) == broken


def test_a_night_week_in_history_closes_the_next_week_only():
    horizon = Span(at("2026-03-08 00:00", JERUSALEM), at("2026-03-22 00:00", JERUSALEM))

    next_week = breaches(
        "night_weeks",
        ben(IL),
        nights("2026-03-03", "2026-03-10"),
        zone=JERUSALEM,
        week=SUNDAY_WEEK,
        horizon=horizon,
    )
    after = breaches(
        "night_weeks",
        ben(IL),
        nights("2026-03-03", "2026-03-17"),
        zone=JERUSALEM,
        week=SUNDAY_WEEK,
        horizon=horizon,
    )

    assert [one.inherited for one in next_week] == [False]
    assert after == []


@pytest.mark.parametrize(("count", "broken"), [(3, 0), (4, 0), (5, 1), (7, 1)])
def test_four_nights_in_a_row_and_not_five(count, broken):
    done = days("2026-03-02 22:00", count, 8)

    assert len(breaches("consecutive_nights", ben(US + CITY), done)) == broken


def test_a_night_that_starts_after_midnight_belongs_to_the_evening_before():
    done = [*days("2026-03-02 22:00", 4, 6), work("2026-03-07 00:00", 6)]

    [found] = breaches("consecutive_nights", ben(US + CITY), done)

    assert (found.value, found.limit, found.unit) == (Decimal(5), Decimal(4), "nights")


@pytest.mark.parametrize(("hours", "broken"), [(3.9, 0), (4, 1)])
def test_an_evening_that_ends_early_in_the_night_is_no_night_duty(hours, broken):
    # The city counts a duty as a night from three hours between 23:00 and 06:00.
    done = [*days("2026-03-02 22:00", 4, 8), work("2026-03-06 22:00", hours)]

    assert len(breaches("consecutive_nights", ben(US + CITY), done)) == broken


@pytest.mark.parametrize(("hours", "broken"), [(7.9, 0), (8, 0), (8.1, 1)])
def test_no_overtime_on_a_day_with_night_work_in_iran(hours, broken):
    done = [work("2026-03-02 22:00", hours, zone=TEHRAN)]

    assert (
        len(breaches("night_overtime", ben(IR, shift_work=False), done, zone=TEHRAN, week=SATURDAY_WEEK)) == broken
    )


def test_overtime_by_day_is_no_matter_of_the_night():
    done = [work("2026-03-02 07:00", 12, zone=TEHRAN)]

    assert breaches("night_overtime", ben(IR, shift_work=False), done, zone=TEHRAN, week=SATURDAY_WEEK) == []


def test_a_day_duty_and_a_night_duty_on_one_day_are_overtime_at_night():
    done = [work("2026-03-02 08:00", 6, zone=TEHRAN), work("2026-03-02 21:00", 4, zone=TEHRAN)]

    [found] = breaches("night_overtime", ben(IR, shift_work=False), done, zone=TEHRAN, week=SATURDAY_WEEK)

    assert (found.value, found.limit, found.article) == (Decimal(10), Decimal(8), "art. 61")
    assert breaches("night_overtime", ben(IR), done, zone=TEHRAN, week=SATURDAY_WEEK) == []
