"""Times of chronograms, as people write them."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.apps.exercise.imports.keys import time_of
from lamplighter.apps.exercise.imports.offsets import when_of

DAY = 24 * 60


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("J-60", -60 * DAY), ("J", 0), ("J+1", DAY), ("D+1 08:30", DAY + 510), ("J-1 18:00", -DAY + 1080), ("H", 0),
        ("H+2", 120), ("H-1", -60), ("H+2h30", 150), ("H+0:45", 45), ("H + 15 min", 15), ("T0", 0), ("T+00:15", 15),
        ("T+90", 90), ("T-00:30", -30), ("+1:30", 90), ("-0:10", -10), ("+0:45:00", 45), ("90 min", 90), ("2 h", 120),
        ("\u2212 0:10", -10), ("+۱:۳۰", 90), ("יום+2", 2 * DAY), ("روز +۱", DAY),
    ],
)  # fmt: skip
def test_times_from_the_start_are_minutes(said: str, minutes: int) -> None:
    found = when_of(said)

    assert found is not None
    assert (found.kind, found.minutes, found.bare) == ("from_start", minutes, False)


@pytest.mark.parametrize("said", ["08:15", "8h15", "8:15", "٠٨:١٥", "08:15:00", time(8, 15)])
def test_clocks_are_minutes_of_the_day(said: object) -> None:
    found = when_of(said)

    assert found is not None
    assert (found.kind, found.minutes) == ("clock", 495)


def test_numbers_and_spans_of_a_spreadsheet_are_understood() -> None:
    assert [(when.minutes, when.bare) for cell in (30, 30.0, "45") if (when := when_of(cell))] == [
        (30, True),
        (30, True),
        (45, True),
    ]
    span = when_of(timedelta(hours=26, minutes=5))
    assert span is not None
    assert (span.kind, span.minutes) == ("from_start", 1565)
    first, later = when_of(datetime(2026, 3, 10, 8)), when_of(datetime(2026, 3, 11, 9, 30))
    assert first is not None
    assert later is not None
    assert later.minutes - first.minutes == DAY + 90


@pytest.mark.parametrize(
    "said", ["", "soon", "team1", "message2", "25:00", "08:75", "J-x", "H+", True, None, "D-9999", 1e12]
)
def test_what_is_no_time_is_none(said: object) -> None:
    assert when_of(said) is None


@settings(max_examples=50)
@given(st.integers(min_value=0, max_value=300 * DAY))
def test_our_own_way_to_write_a_time_is_read_back(minutes: int) -> None:
    found = when_of(time_of(minutes))

    assert found is not None
    assert (found.kind, found.minutes) == ("from_start", minutes)
