"""Where the law names little or nothing: a week's threshold, the contract, and what the city decided."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from lamplighter.engines.hours import Holiday
from lamplighter.engines.law import Work
from lamplighter.engines.pay import Callout, Earning, Kind, PayPeriod, Policy, Remark, StandbyRates, Terms, earn
from lamplighter.engines.pay.tests.cast import (
    BERLIN,
    CHICAGO,
    EUROPE,
    EUROPE_WEEK,
    US,
    US_WEEK,
    codes,
    duty,
    span,
    sums,
)

US_YEAR = span("2026-01-01T00:00", "2027-01-01T00:00", CHICAGO)
EU_YEAR = span("2026-01-01T00:00", "2027-01-01T00:00", BERLIN)
# Sunday 1 to Thursday 5 March 2026 four times 10 h, then six: 46 hours.
FORTY_SIX = (
    *(duty(f"2026-03-0{day}T08:00", f"2026-03-0{day}T18:00", CHICAGO) for day in (1, 2, 3, 4)),
    duty("2026-03-05T08:00", "2026-03-05T14:00", CHICAGO),
)


def in_us(*work: Work, terms: Terms = US) -> Earning:
    return earn(work, terms, window=US_YEAR, zone=CHICAGO, week=US_WEEK, holidays=())


def in_europe(*work: Work, terms: Terms = EUROPE, holidays: tuple[Holiday, ...] = ()) -> Earning:
    return earn(work, terms, window=EU_YEAR, zone=BERLIN, week=EUROPE_WEEK, holidays=holidays)


def test_a_week_of_forty_six_hours_earns_six_at_one_and_a_half() -> None:
    earning = in_us(*FORTY_SIX)

    # 6 x 40 x 1.5; the salary pays the first forty.
    assert sums(earning)[Kind.BASE] == (Decimal(40), Decimal(0))
    assert sums(earning)[Kind.OVERTIME_1] == (Decimal(6), Decimal(360))
    overtime = next(line for line in earning.lines if line.kind is Kind.OVERTIME_1)
    assert (overtime.article, overtime.fact_id) == ("29 USC 207(a)", "us-flsa-like.overtime_multiplier")


def test_pay_by_the_hour_pays_the_first_forty_too() -> None:
    earning = in_us(*FORTY_SIX, terms=replace(US, pay=Decimal(40), period=PayPeriod.HOUR))

    assert earning.total == 40 * 40 + 360


def test_exempt_staff_see_their_hours_and_no_money() -> None:
    earning = in_us(*FORTY_SIX, terms=replace(US, exempt="computer employee"))

    assert earning.total == 0
    assert earning.minutes() == 46 * 60
    assert earning.minutes(Kind.OVERTIME_1) == 6 * 60
    assert all(Remark.EXEMPT in line.notes for line in earning.lines)


def test_a_european_standby_pays_what_the_city_decided() -> None:
    terms = replace(EUROPE, standby=StandbyRates(home=Decimal("0.2")))

    earning = in_europe(duty("2026-03-03T16:00", "2026-03-04T08:00", BERLIN, "standby_home"), terms=terms)

    # 16 h at a fifth of 30 euros.
    [line] = earning.lines
    assert (line.kind, line.amount) == (Kind.STANDBY_HOME, Decimal("96.00"))
    assert (line.fact_id, line.article, line.notes) == ("policy.standby_home", "", (Remark.POLICY,))
    assert line.kind not in {Kind.BASE, Kind.ADDITIONAL}


def test_standby_without_a_decision_is_shown_at_nothing_and_asked_about() -> None:
    earning = in_europe(duty("2026-03-03T16:00", "2026-03-04T08:00", BERLIN, "standby_home"))

    [line] = earning.lines
    assert (line.minutes, line.amount) == (960, 0)
    assert line.notes == (Remark.STATUTORY_NONE, Remark.RATE_UNDECIDED)
    assert Remark.RATE_UNDECIDED in codes(earning)


def test_a_short_call_out_is_topped_up_and_stops_the_standby_clock() -> None:
    terms = replace(EUROPE, standby=StandbyRates(home=Decimal("0.2")), callout=Callout(60))

    earning = in_europe(
        duty("2026-03-03T16:00", "2026-03-04T08:00", BERLIN, "standby_home"),
        duty("2026-03-03T21:00", "2026-03-03T21:20", BERLIN, "callout"),
        terms=terms,
    )

    # 20 min worked: 10.00. 40 min promised: 20.00. 15 h 40 min of standby at 6.00: 94.00.
    assert [(line.kind, line.minutes, line.amount) for line in earning.lines] == [
        (Kind.BASE, 20, Decimal("10.00")),
        (Kind.STANDBY_HOME, 940, Decimal("94.00")),
        (Kind.CALLOUT_MINIMUM, 40, Decimal("20.00")),
    ]
    assert earning.total == Decimal("124.00")


def test_a_second_call_inside_the_promise_is_not_promised_twice() -> None:
    calls = (
        duty("2026-03-03T21:00", "2026-03-03T21:20", BERLIN, "callout"),
        duty("2026-03-03T21:40", "2026-03-03T21:50", BERLIN, "callout"),
    )

    earning = in_europe(*calls, terms=replace(EUROPE, callout=Callout(60)))

    # Promised 21:00 to 22:40; worked 30 of those 100 minutes.
    assert earning.minutes() == 30
    assert earning.minutes(Kind.CALLOUT_MINIMUM) == 70


@pytest.mark.parametrize(
    ("start", "end", "night_from", "night_to", "hours"),
    [
        ("2026-03-03T14:00", "2026-03-03T22:00", time(22), time(6), 0),
        ("2026-03-03T22:00", "2026-03-04T06:00", time(22), time(6), 8),
        ("2026-03-03T00:00", "2026-03-03T08:00", time(22), time(6), 6),
        ("2026-03-03T22:00", "2026-03-04T06:00", time(0), time(5), 5),
        ("2026-03-03T08:00", "2026-03-03T16:00", time(0), time(5), 0),
    ],
)
def test_night_hours_are_those_in_the_night(
    start: str, end: str, night_from: time, night_to: time, hours: int
) -> None:
    policy = Policy(night=Decimal("0.25"), night_from=night_from, night_to=night_to)

    earning = in_europe(duty(start, end, BERLIN), terms=replace(EUROPE, policy=policy))

    assert earning.minutes(Kind.NIGHT_PREMIUM) == hours * 60
    assert earning.total == hours * Decimal("7.5")


def test_the_citys_rest_and_holiday_shares_stand_without_an_article() -> None:
    policy = Policy(weekly_rest=Decimal("0.5"), holiday=Decimal(1))
    labour_day = Holiday(date(2026, 5, 1), ("Tag der Arbeit",))

    earning = in_europe(
        duty("2026-05-01T08:00", "2026-05-01T16:00", BERLIN),
        duty("2026-05-02T08:00", "2026-05-02T16:00", BERLIN),
        terms=replace(EUROPE, policy=policy),
        holidays=(labour_day,),
    )

    assert sums(earning) == {
        Kind.BASE: (Decimal(16), Decimal(0)),
        Kind.WEEKLY_REST_PREMIUM: (Decimal(8), Decimal(120)),
        Kind.HOLIDAY_PREMIUM: (Decimal(8), Decimal(240)),
    }
    assert {line.article for line in earning.lines} == {""}


def test_beyond_the_contract_the_citys_overtime_share_counts() -> None:
    week = [duty(f"2026-03-0{day}T08:00", f"2026-03-0{day}T17:00", BERLIN) for day in (2, 3, 4, 5, 6)]

    plain = in_europe(*week)
    decided = in_europe(*week, terms=replace(EUROPE, policy=Policy(overtime=Decimal("0.25"))))

    assert sums(plain)[Kind.ADDITIONAL] == (Decimal(5), Decimal(150))
    assert sums(decided)[Kind.OVERTIME_1] == (Decimal(5), Decimal("187.5"))


def test_two_duties_at_once_are_one_hour_of_pay() -> None:
    earning = in_us(
        duty("2026-03-02T08:00", "2026-03-02T16:00", CHICAGO),
        duty("2026-03-02T12:00", "2026-03-02T20:00", CHICAGO),
    )

    assert earning.minutes() == 12 * 60


def test_waiting_at_the_workplace_is_work_where_the_law_says_so() -> None:
    waiting = ("2026-03-02T08:00", "2026-03-02T16:00")

    us = in_us(duty(*waiting, CHICAGO, "standby_site"))
    europe = in_europe(
        duty(*waiting, BERLIN, "standby_site"), terms=replace(EUROPE, standby=StandbyRates(site=Decimal("0.5")))
    )

    assert sums(us) == {Kind.BASE: (Decimal(8), Decimal(0))}
    assert sums(europe) == {Kind.STANDBY_SITE: (Decimal(8), Decimal(120))}


def test_a_person_under_no_pay_law_earns_by_contract_and_the_page_says_so() -> None:
    earning = in_europe(
        duty("2026-03-03T08:00", "2026-03-03T16:00", BERLIN), terms=replace(EUROPE, pack="city-policy")
    )

    assert sums(earning) == {Kind.BASE: (Decimal(8), Decimal(0))}
    assert Remark.NO_PAY_LAW in codes(earning)
