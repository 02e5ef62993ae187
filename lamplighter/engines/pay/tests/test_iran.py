"""Iran's Labour Law, worked by hand: one hour is a million rials."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lamplighter.engines.hours import Holiday
from lamplighter.engines.law import Work, pack
from lamplighter.engines.pay import Earning, Kind, Remark, Terms, earn
from lamplighter.engines.pay.tests.cast import IRAN, IRAN_WEEK, TEHRAN, codes, duty, span, sums

# Khordad 1405: 31 days.
KHORDAD = span("2026-05-22T00:00", "2026-06-22T00:00", TEHRAN)
KHOMEINI = Holiday(date(2026, 6, 4), ("Death of Imam Khomeini",))
SHIFTS = replace(IRAN, shift_worker=True)


def earned(*work: Work, terms: Terms = IRAN, **more: object) -> Earning:
    given: dict = {"window": KHORDAD, "zone": TEHRAN, "week": IRAN_WEEK, "holidays": (KHOMEINI,), **more}
    return earn(work, terms, **given)


def test_a_month_with_a_night_a_friday_and_a_holiday() -> None:
    earning = earned(
        duty("2026-05-24T20:00", "2026-05-25T08:00", TEHRAN),
        duty("2026-05-29T08:00", "2026-05-29T16:00", TEHRAN),
        duty("2026-06-04T08:00", "2026-06-04T20:00", TEHRAN),
    )

    # Night 20-08 is 12 h: 8 in the salary, 4 beyond the day at 1.40, 8 of the 12 at night at 0.35.
    # Friday, with another day of rest: 8 h in the salary and 0.40 on top. Holiday: all 12 h at 1.40.
    assert sums(earning) == {
        Kind.BASE: (Decimal(16), Decimal(0)),
        Kind.OVERTIME_1: (Decimal(4), Decimal(5_600_000)),
        Kind.HOLIDAY: (Decimal(12), Decimal(16_800_000)),
        Kind.NIGHT_PREMIUM: (Decimal(8), Decimal(2_800_000)),
        Kind.WEEKLY_REST_PREMIUM: (Decimal(8), Decimal(3_200_000)),
    }
    assert earning.total == Decimal(28_400_000)
    assert [(line.kind, line.article) for line in earning.lines] == [
        (Kind.BASE, "arts 36, 51"),
        (Kind.OVERTIME_1, "art. 59(b)"),
        (Kind.HOLIDAY, "arts 59-63"),
        (Kind.NIGHT_PREMIUM, "art. 58"),
        (Kind.WEEKLY_REST_PREMIUM, "art. 62 note 1"),
    ]
    assert earning.hourly == 1_000_000
    assert earning.notes == ()


THREE_TURNS = (
    duty("2026-05-23T06:00", "2026-05-23T14:00", TEHRAN),
    duty("2026-05-25T14:00", "2026-05-25T22:00", TEHRAN),
    duty("2026-05-27T22:00", "2026-05-28T06:00", TEHRAN),
)


@pytest.mark.parametrize(
    ("work", "share", "amount"),
    [
        (THREE_TURNS[:2], "0.1", 22_000_000),
        (THREE_TURNS, "0.15", 33_000_000),
        # Twelve-hour days and nights: 07-19 is mostly morning, 19-07 mostly night.
        (
            (
                duty("2026-05-23T07:00", "2026-05-23T19:00", TEHRAN),
                duty("2026-05-25T19:00", "2026-05-26T07:00", TEHRAN),
            ),
            "0.225",
            49_500_000,
        ),
    ],
)
def test_who_rotates_gets_the_pattern_and_no_night_premium(work: tuple[Work, ...], share: str, amount: int) -> None:
    earning = earned(*work, terms=SHIFTS)

    pattern = next(line for line in earning.lines if line.kind is Kind.SHIFT_PREMIUM)
    assert (pattern.rate, pattern.amount, pattern.article) == (Decimal(share), Decimal(amount), "art. 56")
    assert (pattern.monthly, pattern.part) == (220_000_000, Fraction(1))
    assert earning.total == amount
    nights = [line for line in earning.lines if line.kind is Kind.NIGHT_PREMIUM]
    assert all(line.amount == 0 and line.notes == (Remark.IN_PATTERN,) for line in nights)


def test_a_shift_worker_who_only_worked_nights_did_not_rotate() -> None:
    earning = earned(THREE_TURNS[2], terms=SHIFTS)

    assert sums(earning)[Kind.NIGHT_PREMIUM] == (Decimal(8), Decimal(2_800_000))
    assert Kind.SHIFT_PREMIUM not in sums(earning)
    assert Remark.NO_ROTATION in codes(earning)


def test_half_a_month_of_shifts_earns_half_the_pattern() -> None:
    earning = earned(*THREE_TURNS, terms=SHIFTS, window=span("2026-05-22T00:00", "2026-06-06T00:00", TEHRAN))

    # 15 days of a month of 30: 15 % of 220 million, halved.
    assert sums(earning)[Kind.SHIFT_PREMIUM][1] == 16_500_000
    assert Remark.PART_MONTH in codes(earning)


def test_shift_hours_are_counted_over_four_weeks() -> None:
    # Nineteen days of 10 h from Saturday 23 May without Fridays and the holiday: 190 h, of which 176 are ordinary.
    days = [day for day in range(23, 32) if day != 29]
    dates = [f"2026-05-{day}" for day in days] + [f"2026-06-{d:02d}" for d in (1, 2, 3, 6, 7, 8, 9, 10, 11, 13, 14)]
    work = [duty(f"{day}T06:00", f"{day}T16:00", TEHRAN) for day in dates]
    late = duty("2026-06-16T14:00", "2026-06-16T22:00", TEHRAN)

    earning = earned(*work, late, terms=replace(SHIFTS, cycle_from=date(2026, 5, 23)))

    assert len(dates) == 19
    # 190 + 8 = 198 h, 22 beyond 176.
    assert sums(earning)[Kind.BASE] == (Decimal(176), Decimal(0))
    assert sums(earning)[Kind.OVERTIME_1] == (Decimal(22), Decimal(30_800_000))


def test_an_office_week_makes_duty_overtime_even_on_its_first_day() -> None:
    office = [span(f"2026-05-{day}T08:00", f"2026-05-{day}T16:48", TEHRAN) for day in (23, 24, 25, 26, 27)]

    earning = earned(
        duty("2026-05-23T18:00", "2026-05-23T20:00", TEHRAN),
        terms=replace(IRAN, day_hours=Decimal("8.8")),
        ordinary=office,
    )

    assert sums(earning) == {Kind.OVERTIME_1: (Decimal(2), Decimal(2_800_000))}


def test_a_call_out_is_emergency_overtime_whatever_the_week_holds() -> None:
    earning = earned(duty("2026-05-26T10:00", "2026-05-26T12:00", TEHRAN, "callout"))

    [line] = earning.lines
    assert (line.kind, line.amount, line.article) == (Kind.OVERTIME_1, 2_800_000, "art. 60")
    assert line.notes == (Remark.CALLED_OUT, Remark.EMERGENCY)
    assert line.from_memory


def test_a_friday_without_another_rest_is_overtime_too() -> None:
    earning = earned(
        duty("2026-05-29T08:00", "2026-05-29T16:00", TEHRAN), terms=replace(IRAN, substitute_rest=False)
    )

    assert earning.total == Decimal(8_000_000) * Decimal("1.4") + Decimal(8_000_000) * Decimal("0.4")


def test_labour_day_is_a_holiday_that_no_calendar_needs_to_name() -> None:
    # 11 Ordibehesht 1404 is 1 May 2025, a Thursday.
    earning = earned(
        duty("2025-05-01T08:00", "2025-05-01T12:00", TEHRAN),
        window=span("2025-04-21T00:00", "2025-05-22T00:00", TEHRAN),
        holidays=(),
    )

    assert sums(earning) == {Kind.HOLIDAY: (Decimal(4), Decimal(5_600_000))}


def test_an_estimated_holiday_waits_for_a_persons_word() -> None:
    guess = Holiday(date(2026, 6, 4), ("Eid al-Ghadir",), estimated=True)

    earning = earned(duty("2026-06-04T08:00", "2026-06-04T12:00", TEHRAN), holidays=(guess,))

    assert sums(earning) == {Kind.BASE: (Decimal(4), Decimal(0))}
    assert Remark.HOLIDAY_UNCONFIRMED in codes(earning)


def test_a_month_that_straddles_a_change_of_law_splits() -> None:
    law = pack("ir-labour-1990")
    old = next(fact for fact in law.facts if fact.param == "night_premium")
    until = replace(old, id=f"{old.id}@1990-11-20", valid_to=date(2026, 5, 25))
    after = replace(old, id=f"{old.id}@2026-05-26", value=0.5, valid_from=date(2026, 5, 26))
    law = replace(law, facts=(*(fact for fact in law.facts if fact is not old), until, after))

    earning = earned(duty("2026-05-25T22:00", "2026-05-26T06:00", TEHRAN), law=law)

    nights = [line for line in earning.lines if line.kind is Kind.NIGHT_PREMIUM]
    # Two hours before midnight at 35 %, six after it at 50 %.
    assert [(line.minutes, line.amount, line.valid_to) for line in nights] == [
        (120, 700_000, date(2026, 5, 25)),
        (360, 3_000_000, None),
    ]


def test_a_pack_without_a_premium_says_so_and_loses_no_minute() -> None:
    law = pack("ir-labour-1990")
    law = replace(law, facts=tuple(fact for fact in law.facts if fact.param != "overtime_premium"))

    earning = earned(duty("2026-05-24T08:00", "2026-05-24T18:00", TEHRAN), law=law)

    assert earning.minutes() == 600
    assert ("fact_missing", "overtime_premium") in {(str(note.code), note.subject) for note in earning.notes}


def test_a_holiday_on_a_friday_draws_on_both_articles_and_says_so() -> None:
    uprising = Holiday(date(2026, 6, 5), ("15 Khordad",))

    earning = earned(duty("2026-06-05T08:00", "2026-06-05T12:00", TEHRAN), holidays=(uprising,))

    assert earning.total == Decimal(4_000_000) * Decimal("1.4") + Decimal(4_000_000) * Decimal("0.4")
    assert Remark.HOLIDAY_ON_REST_DAY in codes(earning)


def test_a_night_over_the_end_of_the_month_is_cut_there_and_counted_once() -> None:
    night = duty("2026-06-21T20:00", "2026-06-22T08:00", TEHRAN)
    tir = span("2026-06-22T00:00", "2026-07-23T00:00", TEHRAN)

    before, after = earned(night), earned(night, window=tir)

    # 20-24 in Khordad, 00-08 in Tir; the day's eight hours end at 04:00, so all overtime falls in Tir.
    assert sums(before) == {
        Kind.BASE: (Decimal(4), Decimal(0)),
        Kind.NIGHT_PREMIUM: (Decimal(2), Decimal(700_000)),
    }
    assert sums(after) == {
        Kind.BASE: (Decimal(4), Decimal(0)),
        Kind.OVERTIME_1: (Decimal(4), Decimal(5_600_000)),
        Kind.NIGHT_PREMIUM: (Decimal(6), Decimal(2_100_000)),
    }
