from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.hours import Span, at_wall, day_span, local_days, total_minutes, wall_windows

JERUSALEM = ZoneInfo("Asia/Jerusalem")
TEHRAN = ZoneInfo("Asia/Tehran")
BERLIN = ZoneInfo("Europe/Berlin")
UTC_ZONE = ZoneInfo("UTC")
ZONES = [JERUSALEM, TEHRAN, BERLIN, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/Havana")]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_a_time_the_clock_jumps_over_is_the_first_instant_after():
    assert at_wall(date(2026, 3, 27), time(2, 30), JERUSALEM) == utc(2026, 3, 27, 0)
    assert at_wall(date(2026, 3, 29), time(2, 15), BERLIN) == utc(2026, 3, 29, 1)


def test_a_time_the_clock_shows_twice_is_the_first():
    assert at_wall(date(2026, 10, 25), time(1, 30), JERUSALEM) == utc(2026, 10, 24, 22, 30)
    assert at_wall(date(2026, 10, 25), time(2, 30), BERLIN) == utc(2026, 10, 25, 0, 30)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2026, 3, 27), JERUSALEM, 23),
        (date(2026, 10, 25), JERUSALEM, 25),
        (date(2026, 3, 29), BERLIN, 23),
        (date(2026, 10, 25), BERLIN, 25),
        (date(2022, 3, 22), TEHRAN, 23),  # the last year Iran moved its clock, at midnight
        (date(2022, 9, 21), TEHRAN, 25),
        (date(2023, 3, 22), TEHRAN, 24),
        (date(2026, 9, 22), TEHRAN, 24),
    ],
)
def test_a_day_is_as_long_as_the_clock_says(day, zone, hours):
    assert day_span(day, zone).hours == hours


def test_a_day_the_zone_skipped_has_no_span():
    with pytest.raises(ValueError, match="not after its start"):
        day_span(date(2011, 12, 30), ZoneInfo("Pacific/Apia"))


def test_a_night_crosses_midnight_and_is_shorter_in_spring_and_longer_in_autumn():
    spring = wall_windows(Span(utc(2026, 3, 26, 12), utc(2026, 3, 27, 12)), JERUSALEM, time(22), time(6))
    autumn = wall_windows(Span(utc(2026, 10, 24, 12), utc(2026, 10, 25, 12)), JERUSALEM, time(22), time(6))

    assert spring == (Span(utc(2026, 3, 26, 20), utc(2026, 3, 27, 3)),)
    assert autumn == (Span(utc(2026, 10, 24, 19), utc(2026, 10, 25, 4)),)


def test_a_window_belongs_to_the_weekday_on_which_it_begins():
    week = Span(utc(2026, 1, 4, 20), utc(2026, 1, 11, 20))  # a Sunday to a Sunday

    fridays = wall_windows(week, TEHRAN, time(22), time(6), weekdays={5})

    assert fridays == (Span(utc(2026, 1, 9, 18, 30), utc(2026, 1, 10, 2, 30)),)


def test_the_part_before_midnight_of_the_day_before_is_seen():
    early = Span(utc(2026, 1, 6, 0), utc(2026, 1, 6, 2))

    assert wall_windows(early, UTC_ZONE, time(22), time(6)) == (early,)


def test_equal_start_and_end_mean_a_whole_day():
    span = Span(utc(2026, 1, 6, 12), utc(2026, 1, 7, 12))

    parts = wall_windows(span, UTC_ZONE, time(0), time(0))

    assert parts == (Span(utc(2026, 1, 6, 12), utc(2026, 1, 7)), Span(utc(2026, 1, 7), utc(2026, 1, 7, 12)))


def test_local_days_end_before_an_end_at_midnight():
    span = Span(utc(2026, 1, 5, 20, 30), utc(2026, 1, 7, 20, 30))  # midnight to midnight in Tehran

    assert local_days(span, TEHRAN) == (date(2026, 1, 6), date(2026, 1, 7))


clocks = st.times(max_value=time(23, 59)).map(
    lambda clock: clock.replace(minute=clock.minute // 5 * 5, second=0, microsecond=0)
)
days = st.dates(date(2021, 1, 1), date(2027, 12, 31))
change_days = st.sampled_from(
    [
        date(2026, 3, 27),
        date(2026, 10, 25),
        date(2026, 3, 29),
        date(2022, 3, 22),
        date(2022, 9, 21),
        date(2026, 4, 5),
    ]
)


@given(days | change_days, clocks, st.sampled_from(ZONES))
def test_at_wall_is_the_first_instant_whose_clock_has_reached_it(day, clock, zone):
    at = at_wall(day, clock, zone)
    wanted = datetime.combine(day, clock)

    assert at.astimezone(zone).replace(tzinfo=None) >= wanted
    assert (at - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None) < wanted


@settings(max_examples=60)
@given(
    change_days | days,
    st.integers(-30, 30),
    st.integers(1, 60),
    clocks,
    clocks,
    st.sampled_from(ZONES),
    st.none() | st.sets(st.integers(1, 7)),
)
def test_an_instant_is_in_a_window_when_its_local_clock_is(day, shift, length, start, end, zone, weekdays):
    first = datetime.combine(day, time(0), tzinfo=UTC) + timedelta(hours=shift)
    span = Span(first, first + timedelta(hours=length))

    parts = wall_windows(span, zone, start, end, weekdays)

    instant, inside = first, 0
    while instant < span.end:
        wall = instant.astimezone(zone)
        clock = wall.time()
        if start < end:
            begun = wall.date() if start <= clock < end else None
        else:
            begun = wall.date() if clock >= start else wall.date() - timedelta(days=1) if clock < end else None
        expected = begun is not None and (weekdays is None or begun.isoweekday() in weekdays)
        assert any(part.holds(instant) for part in parts) == expected
        inside += expected
        instant += timedelta(minutes=5)
    assert total_minutes(parts) == inside * 5
