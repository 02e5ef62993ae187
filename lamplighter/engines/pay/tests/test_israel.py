"""Israel's Hours of Work and Rest Law, worked by hand: one hour is a hundred shekels."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lamplighter.engines.hours import Holiday, Span
from lamplighter.engines.law import Work
from lamplighter.engines.pay import Earning, Kind, Remark, Terms, earn
from lamplighter.engines.pay.tests.cast import (
    ISRAEL_HOURLY,
    ISRAEL_SALARY,
    ISRAEL_WEEK,
    JERUSALEM,
    codes,
    duty,
    span,
    sums,
)

YEAR = span("2026-01-01T00:00", "2027-01-01T00:00", JERUSALEM)


def earned(*work: Work, terms: Terms = ISRAEL_HOURLY, window: Span = YEAR, **more: object) -> Earning:
    given: dict = {"zone": JERUSALEM, "week": ISRAEL_WEEK, "holidays": (), **more}
    return earn(work, terms, window=window, **given)


def amounts(earning: Earning) -> list[tuple[Kind, int, int]]:
    """Kind, hours and money of the lines that pay."""
    return [(line.kind, int(line.minutes / 60), int(line.amount)) for line in earning.lines if line.amount]


def test_ten_hours_on_the_sabbath() -> None:
    earning = earned(duty("2026-02-07T08:00", "2026-02-07T18:00", JERUSALEM))

    # 8 h at 150 %, then two beyond the norm of the day at 175 %.
    assert amounts(earning) == [
        (Kind.WEEKLY_REST, 8, 1200),
        (Kind.WEEKLY_REST_OVERTIME_1, 2, 350),
    ]
    assert earning.total == 1550


def test_twelve_hours_on_the_sabbath_reach_two_hundred_percent() -> None:
    earning = earned(duty("2026-02-07T06:00", "2026-02-07T18:00", JERUSALEM))

    assert amounts(earning)[2] == (Kind.WEEKLY_REST_OVERTIME_2, 2, 400)


def test_a_monthly_salary_already_pays_the_hour_of_a_sabbath_that_is_given_back() -> None:
    work = duty("2026-02-07T08:00", "2026-02-07T16:00", JERUSALEM)

    given_back = earned(work, terms=ISRAEL_SALARY)
    not_given_back = earned(work, terms=replace(ISRAEL_SALARY, substitute_rest=False))

    assert given_back.hourly == 100
    assert given_back.total == 400
    assert not_given_back.total == 1200


def test_two_shifts_with_seven_hours_between_are_one_workday() -> None:
    early = duty("2026-02-02T06:00", "2026-02-02T12:00", JERUSALEM)
    seven_after = duty("2026-02-02T19:00", "2026-02-02T23:00", JERUSALEM)
    eight_after = duty("2026-02-02T20:00", "2026-02-03T00:00", JERUSALEM)

    # 6 + 4 h in one workday of 8 (one hour after 22:00 makes no night of it): two hours at 125 %.
    assert amounts(earned(early, seven_after)) == [(Kind.BASE, 8, 800), (Kind.OVERTIME_1, 2, 250)]
    # Eight hours between: two workdays, neither beyond its norm, though the second one is night work.
    assert amounts(earned(early, eight_after)) == [(Kind.BASE, 10, 1000)]


@pytest.mark.parametrize(
    ("start", "end", "norm"),
    [
        ("2026-02-02T08:00", "2026-02-02T18:00", 8),
        ("2026-02-02T14:00", "2026-02-03T00:00", 7),  # two hours of it after 22:00
        ("2026-02-02T13:30", "2026-02-02T23:30", 8),  # an hour and a half only
        ("2026-02-06T06:00", "2026-02-06T16:00", 7),  # the eve of the weekly rest
    ],
)
def test_the_night_and_the_eve_shorten_the_norm(start: str, end: str, norm: int) -> None:
    earning = earned(duty(start, end, JERUSALEM))

    assert sums(earning)[Kind.BASE][0] == norm
    assert sums(earning)[Kind.OVERTIME_1] == (Decimal(2), Decimal(250))


def test_no_law_adds_to_the_night_and_the_line_says_so() -> None:
    earning = earned(duty("2026-02-02T22:00", "2026-02-03T05:00", JERUSALEM))

    night = next(line for line in earning.lines if line.kind is Kind.NIGHT_PREMIUM)
    assert (night.minutes, night.amount, night.notes) == (420, 0, (Remark.STATUTORY_NONE,))


def test_a_five_day_week_has_a_longer_day_and_one_short_one() -> None:
    terms = replace(ISRAEL_HOURLY, workdays=5, short_weekday=4)

    monday = earned(duty("2026-02-02T08:00", "2026-02-02T18:00", JERUSALEM), terms=terms)
    thursday = earned(duty("2026-02-05T08:00", "2026-02-05T18:00", JERUSALEM), terms=terms)

    assert sums(monday)[Kind.BASE][0] == Decimal("8.6")
    assert sums(thursday)[Kind.BASE][0] == Decimal("7.6")


def test_a_week_has_a_norm_of_its_own() -> None:
    # Six days of 8 h from Sunday to Friday: 40 h by Thursday, so two hours of Friday are still ordinary.
    week = [duty(f"2026-02-0{day}T08:00", f"2026-02-0{day}T16:00", JERUSALEM) for day in range(1, 7)]

    assert amounts(earned(*week)) == [
        (Kind.BASE, 42, 4200),
        (Kind.OVERTIME_1, 2, 250),
        (Kind.OVERTIME_2, 4, 600),
    ]


def test_the_weekly_norm_of_the_day_holds() -> None:
    # In 2017 the week had 43 h: 5 x 8 h, then three hours on Friday are still ordinary.
    week = [duty(f"2017-02-{day:02d}T08:00", f"2017-02-{day:02d}T16:00", JERUSALEM) for day in range(5, 11)]

    february = span("2017-02-01T00:00", "2017-03-01T00:00", JERUSALEM)
    earning = earned(*week, terms=replace(ISRAEL_HOURLY, weekly_hours=Decimal(43)), window=february)

    assert sums(earning)[Kind.BASE][0] == 43


def test_a_holiday_begins_on_its_eve() -> None:
    kippur = Holiday(date(2026, 9, 21), ("Yom Kippur",))

    earning = earned(duty("2026-09-20T16:00", "2026-09-20T21:00", JERUSALEM), holidays=(kippur,))

    # Two hours before it comes in at 18:00, three in it.
    assert amounts(earning) == [(Kind.BASE, 2, 200), (Kind.HOLIDAY, 3, 450)]


def test_the_autumn_night_has_thirteen_hours() -> None:
    # Saturday 19:00 to Sunday 07:00, 25 October 2026: the clock goes back at 02:00, so 13 h pass.
    # The rest of 36 h that came in on Friday at 18:00 ends at 05:00 by the new clock: 11 h in it.
    # Night norm 7 h at 150 %, two at 175 %, two at 200 %, then two weekday hours of the same workday at 150 %.
    earning = earned(duty("2026-10-24T19:00", "2026-10-25T07:00", JERUSALEM))

    assert earning.minutes() == 13 * 60
    assert amounts(earning) == [
        (Kind.OVERTIME_2, 2, 300),
        (Kind.WEEKLY_REST, 7, 1050),
        (Kind.WEEKLY_REST_OVERTIME_1, 2, 350),
        (Kind.WEEKLY_REST_OVERTIME_2, 2, 400),
    ]
    assert ("clock_change", "+60", date(2026, 10, 25)) in {
        (str(note.code), note.subject, note.on) for note in earning.notes
    }
    # 22-06 by the wall, nine hours by the watch.
    assert sums(earning)[Kind.NIGHT_PREMIUM][0] == 9


def test_the_spring_night_has_eleven_hours() -> None:
    # Thursday 19:00 to Friday 07:00, 27 March 2026: the clock jumps from 02:00 to 03:00.
    # Night norm 7 h, two hours at 125 %, two at 150 %.
    earning = earned(duty("2026-03-26T19:00", "2026-03-27T07:00", JERUSALEM))

    assert amounts(earning) == [
        (Kind.BASE, 7, 700),
        (Kind.OVERTIME_1, 2, 250),
        (Kind.OVERTIME_2, 2, 300),
    ]
    assert sums(earning)[Kind.NIGHT_PREMIUM][0] == 7


def test_a_divisor_the_pack_lacks_falls_back_to_the_contract_and_says_so() -> None:
    earning = earned(
        duty("1999-02-01T08:00", "1999-02-01T18:00", JERUSALEM),
        terms=ISRAEL_SALARY,
        window=span("1999-02-01T00:00", "1999-03-01T00:00", JERUSALEM),
    )

    assert earning.hourly == 100  # 18,200 over 42 x 52 / 12
    assert earning.hourly_fact_id == "contract.weekly_hours"
    assert "fact_missing" in codes(earning)


def test_a_part_timer_earns_hours_between_contract_and_norm_once() -> None:
    # 9,100 a month for 21 h a week is the same 100 an hour: the divisor shrinks with the contract.
    terms = replace(ISRAEL_SALARY, pay=Decimal(9100), weekly_hours=Decimal(21))
    week = [duty(f"2026-02-0{day}T08:00", f"2026-02-0{day}T16:00", JERUSALEM) for day in (1, 2, 3)]

    earning = earned(*week, terms=terms)

    assert earning.hourly == 100
    assert sums(earning) == {
        Kind.BASE: (Decimal(21), Decimal(0)),
        Kind.ADDITIONAL: (Decimal(3), Decimal(300)),
    }
