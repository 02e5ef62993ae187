"""What holds for every calculation, whatever the law and the month."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.hours import Holiday, Span, intersect, subtract, total_minutes
from lamplighter.engines.law import Work
from lamplighter.engines.pay import Callout, Earning, Kind, Mode, Rounding, StandbyRates, Terms, earn, reach
from lamplighter.engines.pay.tests.cast import (
    BERLIN,
    CHICAGO,
    EUROPE,
    EUROPE_WEEK,
    IRAN,
    IRAN_WEEK,
    ISRAEL_HOURLY,
    ISRAEL_WEEK,
    JERUSALEM,
    TEHRAN,
    US,
    US_WEEK,
)

# A clock change in three of the four cities lies in this stretch.
BEGIN = datetime(2026, 10, 20, tzinfo=UTC)
MONTH = Span(BEGIN, BEGIN + timedelta(days=24))
HOLIDAYS = (Holiday(date(2026, 10, 28), ("a holiday",)), Holiday(date(2026, 11, 1), ("a guess",), estimated=True))
PLACES = (
    (IRAN, TEHRAN, IRAN_WEEK),
    (ISRAEL_HOURLY, JERUSALEM, ISRAEL_WEEK),
    (EUROPE, BERLIN, EUROPE_WEEK),
    (US, CHICAGO, US_WEEK),
)
EXTRAS: dict[str, Any] = {"standby": StandbyRates(home=Decimal("0.2")), "callout": Callout(60)}


@st.composite
def duties(draw: st.DrawFn) -> list[Work]:
    """Up to eight stretches of a quarter to twenty hours, in any order, overlapping as they like."""
    found = []
    for place in range(draw(st.integers(0, 8))):
        start = BEGIN + timedelta(minutes=15 * draw(st.integers(0, 96 * 20)))
        length = timedelta(minutes=15 * draw(st.integers(1, 80)))
        kind = draw(st.sampled_from(("worked", "worked", "standby_home", "standby_site", "callout")))
        found.append(Work(str(place), Span(start, start + length), kind))
    return found


places = st.sampled_from(PLACES).map(lambda place: (replace(place[0], **EXTRAS), *place[1:]))
effort = settings(max_examples=40, deadline=None)


def earned(work: list[Work], place: tuple, window: Span = MONTH) -> Earning:
    terms, zone, week = place
    return earn(work, terms, window=window, zone=zone, week=week, holidays=HOLIDAYS)


@effort
@given(duties(), places)
def test_every_minute_is_in_one_primary_or_standby_line(work: list[Work], place: tuple) -> None:
    earning = earned(work, place)

    standing = earning.minutes(Kind.STANDBY_HOME, Kind.STANDBY_SITE)
    assert float(earning.minutes() + standing) == total_minutes(intersect([item.span for item in work], MONTH))


@effort
@given(duties(), places, st.integers(1, 23 * 96))
def test_adjacent_windows_lose_and_repeat_nothing(work: list[Work], place: tuple, quarter: int) -> None:
    cut = BEGIN + timedelta(minutes=15 * quarter)

    whole = earned(work, place)
    parts = earned(work, place, Span(MONTH.start, cut)), earned(work, place, Span(cut, MONTH.end))

    for kind in Kind:
        assert whole.minutes(kind) == sum(part.minutes(kind) for part in parts)
    assert sum(line.exact for line in whole.lines) == sum(line.exact for part in parts for line in part.lines)


@effort
@given(duties(), places, st.randoms())
def test_the_order_of_the_work_is_irrelevant(work: list[Work], place: tuple, chance) -> None:
    shuffled = chance.sample(work, len(work))

    assert earned(shuffled, place) == earned(work, place)


@effort
@given(duties(), places)
def test_money_is_never_negative_and_adds_up_by_hand(work: list[Work], place: tuple) -> None:
    earning = earned(work, place)

    assert all(line.amount >= 0 and line.paid >= 0 for line in earning.lines)
    assert earning.total == sum((line.amount for line in earning.lines), Decimal(0))
    assert all(abs(Decimal(float(line.exact)) - line.amount) <= place[0].rounding.step for line in earning.lines)


@effort
@given(duties(), places)
def test_double_pay_doubles_the_amounts_before_rounding(work: list[Work], place: tuple) -> None:
    terms, zone, week = place
    doubled = replace(terms, pay=terms.pay * 2)

    once, twice = earned(work, place), earned(work, (doubled, zone, week))

    assert [line.exact * 2 for line in once.lines] == [line.exact for line in twice.lines]


@effort
@given(duties(), places, st.integers(0, 16))
def test_work_out_of_reach_changes_nothing(work: list[Work], place: tuple, day: int) -> None:
    terms, zone, week = place
    window = Span(BEGIN + timedelta(days=day), BEGIN + timedelta(days=day + 3))
    near = reach(window, terms, zone, week)
    beyond = [item for item in work if not subtract(item.span, near)]

    assert earned(beyond, place, window).lines == earned(work, place, window).lines


@pytest.mark.parametrize(
    ("mode", "cents"),
    [(Mode.HALF_UP, "0.13"), (Mode.HALF_EVEN, "0.12"), (Mode.DOWN, "0.12"), (Mode.UP, "0.13")],
)
def test_half_a_cent_goes_where_the_rule_says(mode: Mode, cents: str) -> None:
    assert Rounding(Decimal("0.01"), mode).money(Fraction(1, 8)) == Decimal(cents)


def test_an_hour_without_pay_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be below zero"):
        replace(US, pay=Decimal(-1))
    with pytest.raises(ValueError, match="more than zero"):
        Terms(Decimal(1), US.period, "USD", Decimal(0), "us-flsa-like")
