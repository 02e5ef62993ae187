"""Limits on hours, by day, week, four weeks and on average; each just inside, on the line, just outside."""

from datetime import date
from decimal import Decimal

import pytest

from lamplighter.engines.hours import Span
from lamplighter.engines.law import judge
from lamplighter.engines.law.tests.scenes import (
    BERLIN,
    CITY,
    EU,
    IL,
    IR,
    JERUSALEM,
    PLAIN,
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


@pytest.mark.parametrize(("hours", "broken"), [(11.9, 0), (12, 0), (12.1, 1)])
def test_the_israeli_permit_allows_twelve_hours_a_day(hours, broken):
    assert len(breaches("daily_hours", ben(IL), [work("2026-03-02 08:00", hours)])) == broken


@pytest.mark.parametrize(("start", "hours", "broken"), [("18:00", 3.9, 0), ("18:00", 4, 0), ("18:00", 4.1, 1)])
def test_in_israel_a_short_pause_joins_two_duties_into_one_workday(start, hours, broken):
    done = [work("2026-03-02 08:00", 8), work(f"2026-03-02 {start}", hours)]

    assert len(breaches("daily_hours", ben(IL), done)) == broken


def test_a_pause_of_eight_hours_parts_two_workdays():
    parted = [work("2026-03-02 08:00", 8), work("2026-03-03 00:00", 8)]
    joined = [work("2026-03-02 08:00", 8), work("2026-03-02 23:59", 8)]

    assert judge(ben(IL), parted, zone=PLAIN, week=SUNDAY_WEEK) == ()
    assert [one.rule for one in judge(ben(IL), joined, zone=PLAIN, week=SUNDAY_WEEK)] == ["daily_rest"]


@pytest.mark.parametrize(
    ("day", "hours", "broken"), [("2018-03-18", 8, 0), ("2018-03-18", 9, 1), ("2018-03-19", 9, 0)]
)
def test_before_the_general_permit_only_the_norm_of_the_day_holds(day, hours, broken):
    done = [work(f"{day} 08:00", hours, zone=JERUSALEM)]

    assert len(breaches("daily_hours", ben(IL), done, zone=JERUSALEM, week=SUNDAY_WEEK)) == broken


@pytest.mark.parametrize(("hours", "broken"), [(6.9, 0), (7, 0), (7.1, 1)])
def test_the_eve_of_a_holiday_had_a_norm_of_seven_hours(hours, broken):
    done = [work("2017-09-20 07:00", hours, zone=JERUSALEM)]  # the next day is Rosh Hashanah
    holidays = frozenset({date(2017, 9, 21)})

    found = breaches("daily_hours", ben(IL), done, zone=JERUSALEM, week=SUNDAY_WEEK, holidays=holidays)

    assert len(found) == broken


@pytest.mark.parametrize(("hours", "broken"), [(11.9, 0), (12, 0), (12.1, 1)])
def test_iranian_day_workers_have_eight_hours_and_four_of_overtime(hours, broken):
    done = [work("2026-03-02 07:00", hours, zone=TEHRAN)]

    assert len(breaches("daily_hours", ben(IR, shift_work=False), done, zone=TEHRAN)) == broken
    assert breaches("daily_hours", ben(IR), done, zone=TEHRAN) == []


@pytest.mark.parametrize(("hours", "broken"), [(11.9, 0), (12, 0), (12.1, 1)])
def test_the_city_caps_the_day_where_no_law_does(hours, broken):
    assert len(breaches("daily_hours", ben(US + CITY), [work("2026-03-02 08:00", hours)])) == broken


# The week


def israeli_week(first: str, hours: float):
    return [*days(f"{first} 08:00", 5, 8, zone=JERUSALEM), *extra(first, hours - 40)]


def extra(first: str, hours: float):
    day = date.fromisoformat(first).toordinal() + 5
    return [work(f"{date.fromordinal(day)} 08:00", hours, zone=JERUSALEM)]


@pytest.mark.parametrize(
    ("first", "hours", "broken"),
    [
        ("2000-06-18", 44.9, 0),
        ("2000-06-18", 45, 0),
        ("2000-06-18", 45.1, 1),
        ("2000-06-25", 45, 0),  # began while 45 hours were in force
        ("2000-07-02", 43, 0),
        ("2000-07-02", 43.1, 1),
        ("2018-03-11", 43.1, 1),
        ("2018-03-25", 57.9, 0),  # 43 and 16 would be 59, but the permit ends at 58
        ("2018-03-25", 58, 0),
        ("2018-03-25", 58.1, 1),
        ("2018-04-01", 58, 0),  # 42 and 16
        ("2018-04-01", 58.1, 1),
    ],
)
def test_the_israeli_week_by_the_law_of_its_time(first, hours, broken):
    done = israeli_week(first, hours)

    found = breaches("weekly_hours", ben(IL), done, zone=JERUSALEM, week=SUNDAY_WEEK)

    assert len(found) == broken


def test_a_week_breach_cites_the_order_in_force():
    [old] = breaches("weekly_hours", ben(IL), israeli_week("2017-03-05", 44), zone=JERUSALEM, week=SUNDAY_WEEK)
    [new] = breaches("weekly_hours", ben(IL), israeli_week("2026-03-01", 59), zone=JERUSALEM, week=SUNDAY_WEEK)

    assert (old.value, old.limit, old.article) == (Decimal(44), Decimal(43), "extension order 2000")
    assert (new.value, new.limit, new.article) == (Decimal(59), Decimal(58), "extension order 2018")


@pytest.mark.parametrize(("hours", "broken"), [(11.9, 0), (12, 0), (12.1, 1)])
def test_a_night_across_the_edge_of_the_week_counts_on_each_side(hours, broken):
    # Four times twelve hours, and a last night from Sunday into the next week: only hours before midnight count.
    done = [*days("2026-03-02 08:00", 4, 12), work(f"2026-03-08 {'12:06' if hours < 12 else '12:00'}", 20)]
    done += [work("2026-03-07 08:00", 0.1)] if hours > 12 else []

    assert len(breaches("weekly_hours", ben(US + CITY), done)) == broken


@pytest.mark.parametrize(("day", "total"), [("2026-03-29", Decimal(23)), ("2026-10-25", Decimal(25))])
def test_a_night_is_as_long_as_it_lasts_when_the_clock_moves(day, total):
    midnight_to_midnight = Span(at(f"{day} 00:00", BERLIN), at(f"{day[:-2]}{int(day[-2:]) + 1} 00:00", BERLIN))
    one = work(f"{day} 00:00", midnight_to_midnight.minutes / 60, zone=BERLIN)

    [found] = breaches("daily_hours", ben(US + CITY), [one], zone=BERLIN)

    assert found.value == min(total, Decimal(13))  # a stretch between two daily rests holds 13 hours at most
    assert one.span.hours == total


# Averages


@pytest.mark.parametrize(("last", "broken"), [(7.9, 0), (8, 0), (8.1, 1)])
def test_forty_eight_hours_on_average(last, broken):
    done = [*days("2026-03-02 08:00", 5, 8), work("2026-03-07 08:00", last)]
    horizon = Span(at("2026-03-02 00:00"), at("2026-03-09 00:00"))

    assert len(breaches("weekly_hours_average", ben(EU), done, horizon=horizon)) == broken
    assert breaches("weekly_hours_average", ben(EU, opt_out=True), done, horizon=horizon) == []
    assert breaches("weekly_hours_average", ben(EU, exempt=True), done, horizon=horizon) == []


def test_a_week_by_itself_says_nothing_of_four_months():
    done = days("2026-03-02 08:00", 6, 12)

    assert "weekly_hours_average" not in {one.rule for one in judge(ben(EU), done, zone=PLAIN, week=SUNDAY_WEEK)}


def test_a_heavy_week_is_lawful_after_light_ones():
    horizon = Span(at("2026-03-02 00:00"), at("2026-03-09 00:00"))
    heavy = days("2026-03-02 08:00", 6, 10)

    light = days("2026-02-02 08:00", 4, 30, step=7)

    assert len(breaches("weekly_hours_average", ben(EU), heavy, horizon=horizon)) == 1
    assert breaches("weekly_hours_average", ben(EU), [*light, *heavy], horizon=horizon) == []


@pytest.mark.parametrize(("hours", "broken"), [(47.9, 0), (48, 0), (48.1, 18)])
def test_the_average_looks_back_seventeen_weeks_and_no_more(hours, broken):
    # 34 weeks are known; every window of 17 weeks, moved week by week, must keep the limit.
    done = days("2026-01-05 08:00", 34, hours, step=7)
    horizon = Span(at("2026-01-05 00:00"), at("2026-08-31 00:00"))

    assert len(breaches("weekly_hours_average", ben(EU), done, horizon=horizon)) == broken


@pytest.mark.parametrize(("last", "broken"), [(7.9, 0), (8, 0), (8.1, 1)])
def test_no_consent_lifts_the_average_of_night_workers(last, broken):
    done = [*days("2026-03-02 22:00", 5, 8), work("2026-03-08 08:00", last)]
    horizon = Span(at("2026-03-02 00:00"), at("2026-03-09 00:00"))

    agreed = ben(EU, opt_out=True, night_worker=True)

    assert len(breaches("night_hours_average", agreed, done, horizon=horizon)) == broken
    assert breaches("night_hours_average", ben(EU), done, horizon=horizon) == []


# Four weeks


@pytest.mark.parametrize(("last", "broken"), [(7.9, 0), (8, 0), (8.1, 1)])
def test_iranian_shift_work_has_176_hours_in_four_weeks(last, broken):
    done = [*days("2026-02-28 22:00", 21, 8, zone=TEHRAN), work("2026-03-26 22:00", last, zone=TEHRAN)]

    assert len(breaches("shift_hours_4weeks", ben(IR), done, zone=TEHRAN, week=SATURDAY_WEEK)) == broken
    assert breaches("shift_hours_4weeks", ben(IR, shift_work=False), done, zone=TEHRAN, week=SATURDAY_WEEK) == []


def test_any_four_weeks_count_not_only_those_of_the_plan():
    history = days("2026-02-28 08:00", 14, 8, zone=TEHRAN)
    planned = days("2026-03-14 08:00", 9, 8, zone=TEHRAN)
    horizon = Span(at("2026-03-14 00:00", TEHRAN), at("2026-04-11 00:00", TEHRAN))

    found = breaches(
        "shift_hours_4weeks", ben(IR), [*history, *planned], zone=TEHRAN, week=SATURDAY_WEEK, horizon=horizon
    )

    assert [one.value for one in found] == [Decimal(184)]
    assert not found[0].inherited


@pytest.mark.parametrize(("last", "broken"), [(3.9, 0), (4, 0), (4.1, 1)])
def test_part_time_stays_part_time(last, broken):
    # 20 hours a week and 8 above it: 112 hours in four weeks.
    done = [*days("2026-03-02 08:00", 27, 4), work("2026-03-29 08:00", last)]

    found = breaches("contract_hours", ben(CITY, weekly_hours=20), done)

    assert [(one.value, one.limit, one.unit) for one in found] == [
        (Decimal("28.02"), Decimal(28), "h/week")
    ] * broken
    assert breaches("contract_hours", ben(CITY), done) == []


@pytest.mark.parametrize(("last", "broken"), [(23.9, 0), (24, 0), (24.1, 1)])
def test_a_quarter_of_the_time_on_standby_at_most(last, broken):
    done = [*days("2026-03-02 08:00", 6, 24, "standby_home"), work("2026-03-20 08:00", last, "standby_site")]

    assert len(breaches("standby_share", ben(CITY), done)) == broken


# Who is outside


def test_an_exempt_post_is_outside_the_law_but_not_outside_the_policy():
    done = [work("2026-03-02 08:00", 14)]

    assert breaches("daily_hours", ben(IL, exempt=True), done) == []
    assert [one.fact_id for one in breaches("daily_hours", ben(IL + CITY, exempt=True), done)] == [
        "city-policy.duty_hours_max"
    ]


def test_iran_knows_no_exemption_so_the_mark_changes_nothing():
    done = days("2026-02-28 22:00", 23, 8, zone=TEHRAN)

    found = breaches("shift_hours_4weeks", ben(IR, exempt=True), done, zone=TEHRAN, week=SATURDAY_WEEK)

    assert len(found) == 1
