from datetime import UTC, datetime, timedelta

import pytest

from lamplighter.engines.exercise.clock import SPEEDS_PCT, Clock, ClockEvent, clock_of, refused

T = datetime(2026, 3, 2, 6, 40, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return T + timedelta(seconds=seconds)


def started(speed_pct: int = 400) -> ClockEvent:
    return ClockEvent("started", T, speed_pct)


def test_story_time_waits_for_the_start_and_then_runs_at_its_speed():
    assert clock_of([]).story_s(at(999)) == 0

    clock = clock_of([started(400)])

    assert [clock.story_s(at(s)) for s in (-5, 0, 0.2, 0.25, 60)] == [0, 0, 0, 1, 240]


def test_a_pause_takes_nothing_away_and_adds_nothing():
    clock = clock_of([started(100), ClockEvent("paused", at(60)), ClockEvent("resumed", at(600))])

    assert clock.story_s(at(600)) == 60
    assert clock.story_s(at(660)) == 120


def test_a_new_speed_counts_from_where_the_story_is():
    clock = clock_of([started(100), ClockEvent("speed", at(60), 1200)])

    assert clock.story_s(at(61)) == 72


def test_a_jump_lands_where_it_says_running_or_paused():
    running = clock_of([started(100), ClockEvent("jumped", at(60), to_s=3600)])
    paused = clock_of([started(100), ClockEvent("paused", at(60)), ClockEvent("jumped", at(90), to_s=3600)])

    assert running.story_s(at(61)) == 3601
    assert paused.story_s(at(9999)) == 3600


def test_a_wall_that_goes_back_moves_the_story_neither_way():
    clock = clock_of([started(100), ClockEvent("speed", at(100), 200), ClockEvent("paused", at(40))])

    assert clock.story_s(at(40)) == 100
    assert clock.anchor_wall == at(100)


@pytest.mark.parametrize("speed_pct", SPEEDS_PCT)
def test_the_wall_of_a_second_is_the_first_instant_that_shows_it(speed_pct):
    clock = clock_of([started(speed_pct)])

    for second in (0, 1, 2, 59, 61, 86_399):
        wall = clock.wall_of(second)
        assert wall is not None
        assert clock.story_s(wall) >= second
        assert second == 0 or clock.story_s(wall - timedelta(microseconds=1)) < second


def test_a_clock_that_does_not_run_reaches_no_second():
    assert Clock().wall_of(5) is None
    assert clock_of([started(), ClockEvent("paused", at(1))]).wall_of(5) is None


REFUSALS = [
    ([], ClockEvent("paused", T), "not_running"),
    ([], ClockEvent("jumped", T, to_s=5), "not_running"),
    ([], ClockEvent("started", T, 401), "speed_unknown"),
    ([], ClockEvent("started", T, 400), None),
    ([started()], started(), "already_running"),
    ([started()], ClockEvent("resumed", at(1)), "already_running"),
    ([started()], ClockEvent("speed", at(1), 0), "speed_unknown"),
    ([started(100)], ClockEvent("jumped", at(60), to_s=59), "backwards"),
    ([started(100)], ClockEvent("jumped", at(60), to_s=60), None),
    ([started(100)], ClockEvent("jumped", at(60)), "backwards"),
    ([started(), ClockEvent("paused", at(1))], ClockEvent("paused", at(2)), "not_running"),
    ([started(), ClockEvent("paused", at(1))], ClockEvent("speed", at(2), 800), None),
    ([started(), ClockEvent("ended", at(1))], ClockEvent("resumed", at(2)), "over"),
    ([started(), ClockEvent("ended", at(1))], started(), "over"),
]


@pytest.mark.parametrize(("before", "event", "code"), REFUSALS)
def test_what_makes_no_sense_is_refused_with_its_reason(before, event, code):
    assert refused(clock_of(before), event) == code


@pytest.mark.parametrize(("before", "event", "code"), REFUSALS)
def test_what_is_refused_changes_nothing_if_it_is_written_all_the_same(before, event, code):
    if code not in (None, "speed_unknown"):
        assert clock_of([*before, event]) == clock_of(before)
