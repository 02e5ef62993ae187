"""Daily rest, weekly rest, rest after a call-out: just inside, on the line, just outside."""

from decimal import Decimal

import pytest

from lamplighter.engines.hours import Span
from lamplighter.engines.law import PACKS, Work, judge
from lamplighter.engines.law.tests.scenes import (
    BERLIN,
    CITY,
    EU,
    IL,
    IR,
    JERUSALEM,
    MONDAY_WEEK,
    PLAIN,
    SATURDAY_WEEK,
    SUNDAY_WEEK,
    TEHRAN,
    US,
    at,
    ben,
    breaches,
    days,
    span,
    work,
)


@pytest.mark.parametrize(("start", "broken"), [("07:01", 0), ("07:00", 0), ("06:59", 1)])
def test_eleven_hours_between_two_evenings_and_a_morning(start, broken):
    done = [work("2026-03-02 12:00", 8), work(f"2026-03-03 {start}", 8)]

    assert len(breaches("daily_rest", ben(EU), done)) == broken


def test_a_breach_says_how_much_rest_there_was_and_where_the_law_says_more():
    [found] = breaches("daily_rest", ben(EU), [work("2026-03-02 12:00", 8), work("2026-03-03 04:00", 8)])

    assert (found.value, found.limit, found.unit) == (Decimal(8), Decimal(11), "h")
    assert (found.fact_id, found.article) == ("eu-wtd-2003-88.daily_rest", "art. 3")
    assert found.keys == ("2026-03-02 12:00 worked", "2026-03-03 04:00 worked")
    assert found.span == span("2026-03-02 12:00", 24)
    assert not found.inherited


@pytest.mark.parametrize(("hours", "broken"), [(12.9, 0), (13, 0), (13.1, 1)])
def test_a_single_duty_leaves_eleven_hours_of_its_day(hours, broken):
    assert len(breaches("daily_rest", ben(EU), [work("2026-03-02 08:00", hours)])) == broken


@pytest.mark.parametrize(("end_hours", "broken"), [(2.9, 0), (3, 0), (3.1, 1)])
def test_a_split_day_is_lawful_if_it_ends_in_time(end_hours, broken):
    done = [work("2026-03-02 08:00", 4), work("2026-03-02 18:00", end_hours)]

    assert len(breaches("daily_rest", ben(EU), done)) == broken


def test_three_short_duties_may_break_what_no_two_of_them_do():
    three = [work("2026-03-02 08:00", 2), work("2026-03-02 17:00", 2), work("2026-03-03 03:00", 2)]

    assert breaches("daily_rest", ben(EU), three[:2]) == []
    assert breaches("daily_rest", ben(EU), three[1:]) == []
    assert len(breaches("daily_rest", ben(EU), three)) == 1


@pytest.mark.parametrize(("start", "broken"), [("05:00", 0), ("04:00", 0), ("03:00", 1)])
def test_israel_asks_eight_hours_between_workdays(start, broken):
    # 11 hours of work and a pause of 8 leave the day at 19; a shorter pause makes one long day of 16 and more.
    done = [work("2026-03-02 09:00", 11), work(f"2026-03-03 {start}", 8)]

    assert len(breaches("daily_rest", ben(IL), done)) == broken


@pytest.mark.parametrize(("start", "broken"), [("07:00", 0), ("06:59", 1)])
def test_where_the_law_names_no_rest_the_city_does(start, broken):
    done = [work("2026-03-02 12:00", 8, zone=TEHRAN), work(f"2026-03-03 {start}", 8, zone=TEHRAN)]

    assert breaches("daily_rest", ben(IR), done, zone=TEHRAN) == []
    assert len(breaches("daily_rest", ben(IR + CITY), done, zone=TEHRAN)) == broken


def test_the_city_does_not_speak_where_the_law_does():
    done = [work("2026-03-02 12:00", 8), work("2026-03-03 05:00", 8)]

    assert breaches("daily_rest", ben(IL + CITY), done) == []


@pytest.mark.parametrize(("day", "broken"), [("2026-03-21", 0), ("2026-03-28", 1), ("2026-10-24", 0)])
def test_rest_is_elapsed_time_when_the_clock_moves(day, broken):
    # 20:00 to 07:00 is eleven hours on most nights, ten when Berlin springs forward, twelve in autumn.
    after = day[:-2] + str(int(day[-2:]) + 1)
    done = [work(f"{day} 12:00", 8, zone=BERLIN), work(f"{after} 07:00", 8, zone=BERLIN)]

    assert len(breaches("daily_rest", ben(EU), done, zone=BERLIN)) == broken


def test_standby_at_home_is_rest_unless_the_answer_must_come_within_eight_minutes():
    evening = work("2026-03-02 12:00", 8)
    morning = work("2026-03-03 08:00", 8)

    for soon, broken in ((None, 0), (30, 0), (9, 0), (8, 1), (5, 1)):
        home = work("2026-03-02 20:00", 12, "standby_home", response_min=soon)
        assert len(breaches("daily_rest", ben(EU), [evening, home, morning])) == broken


def test_standby_on_site_and_a_call_out_are_never_rest():
    evening, morning = work("2026-03-02 12:00", 8), work("2026-03-03 08:00", 8)
    home = work("2026-03-02 20:00", 12, "standby_home")

    site = [evening, work("2026-03-02 20:00", 12, "standby_site"), morning]
    called = [evening, home, work("2026-03-03 01:00", 1, "callout"), morning]

    assert len(breaches("daily_rest", ben(EU), site)) == 1
    assert len(breaches("daily_rest", ben(EU), called)) == 1


def test_rest_between_two_people_is_nobodys_business():
    ada, chen = work("2026-03-02 12:00", 8), work("2026-03-02 20:00", 8)

    assert judge(ben(EU), [ada], zone=PLAIN, week=MONDAY_WEEK) == ()
    assert judge(ben(EU), [chen], zone=PLAIN, week=MONDAY_WEEK) == ()


def test_history_that_was_unlawful_is_inherited_and_closes_nothing_else():
    horizon = Span(at("2026-03-04 00:00"), at("2026-03-11 00:00"))
    past = [work("2026-03-02 12:00", 8), work("2026-03-03 01:00", 8)]

    [found] = breaches("daily_rest", ben(EU), [*past, work("2026-03-05 08:00", 8)], horizon=horizon)

    assert found.inherited


# Weekly rest


@pytest.mark.parametrize(("start", "broken"), [("19:01", 0), ("19:00", 0), ("18:59", 1)])
def test_thirty_five_hours_once_a_week(start, broken):
    # Twelve hours each day; the only long pause runs from Friday 08:00 to Saturday evening.
    done = [*days("2026-03-01 20:00", 5, 12), work(f"2026-03-07 {start}", 29)]

    assert len(breaches("weekly_rest", ben(EU), done)) == broken


def test_a_weekly_rest_breach_names_the_longest_rest_there_was():
    [found] = breaches("weekly_rest", ben(EU), days("2026-03-02 08:00", 7, 10))

    assert (found.value, found.limit, found.article) == (Decimal(14), Decimal(35), "art. 5")
    assert len(found.keys) == 7


@pytest.mark.parametrize(("start", "broken"), [("00:30", 0), ("00:00", 0), ("-1", 1)])
def test_israel_asks_thirty_six_hours(start, broken):
    zone = JERUSALEM
    week = days("2026-03-01 12:00", 5, 12, zone=zone)  # Sunday to Thursday, until midnight
    saturday = work("2026-03-07 12:00", 12, zone=zone) if start != "-1" else work("2026-03-07 11:59", 12, zone=zone)

    found = breaches("weekly_rest", ben(IL), [*week, saturday], zone=zone, week=SUNDAY_WEEK)

    assert len(found) == broken


@pytest.mark.parametrize(("hours", "broken"), [(11.9, 0), (12, 0), (12.1, 1)])
def test_a_fixed_rest_day_must_lie_inside_the_rest(hours, broken):
    # Friday until noon, then Saturday the rest day, then Sunday from midnight of the next week.
    done = [work("2026-03-06 00:00", hours, zone=JERUSALEM), work("2026-03-08 00:00", 8, zone=JERUSALEM)]
    subject = ben(IL, weekly_rest_day=6)

    found = breaches("weekly_rest", subject, done, zone=JERUSALEM, week=SUNDAY_WEEK)

    assert len(found) == broken


@pytest.mark.parametrize(
    ("day", "broken"), [("2026-03-05 15:59", 0), ("2026-03-05 16:00", 0), ("2026-03-05 16:01", 1)]
)
def test_in_iran_friday_is_free_from_midnight_to_midnight(day, broken):
    done = [work(day, 8, zone=TEHRAN), work("2026-03-07 00:00", 8, zone=TEHRAN)]
    subject = ben(IR, weekly_rest_day=5)

    assert len(breaches("weekly_rest", subject, done, zone=TEHRAN, week=SATURDAY_WEEK)) == broken


@pytest.mark.parametrize(("worked", "broken"), [(5, 0), (6, 0), (7, 1)])
def test_without_a_fixed_day_any_whole_day_will_do(worked, broken):
    done = days("2026-02-28 08:00", worked, 8, zone=TEHRAN)

    assert len(breaches("weekly_rest", ben(IR), done, zone=TEHRAN, week=SATURDAY_WEEK)) == broken


@pytest.mark.parametrize(("worked", "broken"), [(5, 0), (6, 1)])
def test_us_staff_rest_by_city_policy_alone(worked, broken):
    done = days("2026-03-02 00:00", worked, 14)
    done += days(f"2026-03-0{2 + worked} 00:00", 7 - worked, 13) if broken else []

    assert breaches("weekly_rest", ben(US), done) == []
    assert len(breaches("weekly_rest", ben(US + CITY), done)) == broken


def test_the_city_may_change_its_own_figure():
    own = {**PACKS, "city-policy": PACKS["city-policy"].with_values({"daily_rest": 12})}
    done = [work("2026-03-02 12:00", 8), work("2026-03-03 07:00", 8)]

    assert len(breaches("daily_rest", ben(IR + CITY), done, packs=own)) == 1


# Rest after a call-out


@pytest.mark.parametrize(("start", "broken"), [("10:01", 0), ("10:00", 0), ("09:59", 1)])
def test_eight_hours_after_a_call_out_at_night(start, broken):
    done = [work("2026-03-03 01:00", 1, "callout"), work(f"2026-03-03 {start}", 8)]

    assert len(breaches("rest_after_callout", ben(US + CITY), done)) == broken


def test_a_call_out_by_day_asks_for_no_rest_of_its_own():
    done = [work("2026-03-03 14:00", 1, "callout"), work("2026-03-03 16:00", 2)]

    assert breaches("rest_after_callout", ben(US + CITY), done) == []


def test_standby_may_go_on_after_a_call_out():
    done = [work("2026-03-03 01:00", 1, "callout"), work("2026-03-03 03:00", 2, "standby_home")]

    assert breaches("rest_after_callout", ben(US + CITY), done) == []


# Two places


@pytest.mark.parametrize(("start", "broken"), [("16:01", 0), ("16:00", 0), ("15:59", 1)])
def test_nobody_is_on_two_duties_at_once(start, broken):
    done = [work("2026-03-02 08:00", 8), work(f"2026-03-02 {start}", 2)]

    assert len(breaches("double_booking", ben(()), done)) == broken


def test_a_call_out_belongs_to_its_standby_but_not_to_other_work():
    night = work("2026-03-02 20:00", 12, "standby_home")
    called = work("2026-03-02 23:00", 1, "callout")

    assert breaches("double_booking", ben(()), [night, called]) == []
    assert len(breaches("double_booking", ben(()), [work("2026-03-02 22:00", 8), called])) == 1


def test_an_overlap_says_for_how_long():
    [found] = breaches("double_booking", ben(()), [work("2026-03-02 08:00", 8), work("2026-03-02 14:30", 8)])

    assert (found.value, found.limit) == (Decimal("1.5"), Decimal(0))
    assert found.span == span("2026-03-02 14:30", 1.5)


def test_two_fixed_duties_at_once_are_inherited():
    one = Work("a", span("2026-03-02 08:00", 8), fixed=True)
    two = Work("b", span("2026-03-02 10:00", 8), fixed=True)

    [found] = breaches("double_booking", ben(()), [one, two])

    assert found.inherited
