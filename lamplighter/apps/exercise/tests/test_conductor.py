"""Whoever keeps the time of exercises writes what is due, and finds out when nobody kept it."""

from datetime import datetime, timedelta

import pytest

from lamplighter.apps.exercise.actions import clock
from lamplighter.apps.exercise.live import conductor as conductors
from lamplighter.apps.exercise.live.conductor import Conductor
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.rooms import after, kinds, ready_exercise
from tests.people import Cast


class Wall:
    """A clock on the wall that somebody turns."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def wall(noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Wall:
    made = Wall(noon)
    monkeypatch.setattr(conductors, "now", made)
    return made


@pytest.fixture
def started(cast: Cast, noon: datetime) -> Exercise:
    exercise = ready_exercise(cast.havn, at=noon)
    clock.start(exercise, by=cast.ada, at=noon)
    return exercise


def keep_time(wall: Wall, until: datetime, conductor: Conductor, step: timedelta = timedelta(seconds=4)) -> None:
    while wall.at < until:
        wall.at += step
        conductor.once()


def test_what_is_due_comes_without_anybody_looking(started: Exercise, wall: Wall, noon: datetime) -> None:
    keep_time(wall, after(noon, 50), Conductor())

    assert kinds(started, "inject.released", "decision.opened", "decision.closed", "server.away") == [
        "inject.released call",
        "decision.opened tell",
        "decision.closed tell",
        "inject.released press",
    ]


def test_two_conductors_write_nothing_twice(started: Exercise, wall: Wall, noon: datetime) -> None:
    one, two = Conductor(), Conductor()
    while wall.at < after(noon, 50):
        wall.at += timedelta(seconds=3)
        one.once()
        two.once()

    told = kinds(started, "inject.released", "decision.opened", "decision.closed")
    assert len(told) == len(set(told)) == 4


def test_a_look_at_what_is_not_due_costs_one_question(
    started: Exercise, wall: Wall, django_assert_num_queries: object
) -> None:
    conductor = Conductor()
    conductor.once()
    wall.at += timedelta(seconds=1)
    with django_assert_num_queries(1):  # type: ignore[operator]
        conductor.once()


def test_after_a_long_absence_the_story_has_stood_still(started: Exercise, wall: Wall, noon: datetime) -> None:
    keep_time(wall, noon + timedelta(seconds=12), Conductor())
    wall.at += timedelta(minutes=30)
    returned = Conductor()
    for _ in range(5):
        returned.once()
        wall.at += timedelta(seconds=1)

    assert kinds(started)[-2:] == ["server.away", "clock.paused"]
    assert "decision.opened tell" not in kinds(started)


def test_after_a_short_absence_the_story_goes_on(started: Exercise, wall: Wall, noon: datetime) -> None:
    keep_time(wall, after(noon, 19), Conductor())
    wall.at += timedelta(seconds=18)
    Conductor().once()

    assert "server.away" not in kinds(started)
    assert "decision.opened tell" in kinds(started)


def test_an_exercise_that_cannot_be_played_does_not_stop_the_others(
    cast: Cast, started: Exercise, wall: Wall, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    torn = ready_exercise(cast.elsewhere, at=noon)
    clock.start(torn, by=cast.chen, at=noon)
    Exercise.objects.filter(pk=torn.pk).update(tree={"torn": True}, digest="e" * 64)
    keep_time(wall, after(noon, 21), Conductor())

    assert "decision.opened tell" in kinds(started)
    assert "could not be advanced" in caplog.text
