"""The scribe writes many answers at once, tells each its own, and lets none be spoiled by another."""

from datetime import datetime
from random import Random

import pytest

from lamplighter.apps.exercise.actions import clock, seats
from lamplighter.apps.exercise.actions.answers import Given
from lamplighter.apps.exercise.live import scribe as scribes
from lamplighter.apps.exercise.live.scribe import Scribe, Waiting
from lamplighter.apps.exercise.models import Answer, Exercise, Line, Seat
from lamplighter.apps.exercise.queries.log import first_broken
from lamplighter.apps.exercise.tests.rooms import after, ready_exercise, seated
from tests.people import Cast

SEATS, POISONED = 60, 12


@pytest.fixture
def instant(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> datetime:
    """The scribe's clock stands while the decision is open."""
    at = after(noon, 25)
    monkeypatch.setattr(scribes, "now", lambda: at)
    return at


@pytest.fixture
def room(cast: Cast, noon: datetime) -> tuple[Exercise, list[Seat]]:
    exercise = ready_exercise(cast.havn, at=noon)
    sitting = seated(exercise, *["cio"] * SEATS, at=noon)
    clock.start(exercise, by=cast.ada, at=noon)
    return exercise, sitting


def test_answers_in_random_batches_are_all_kept_and_poison_stays_alone(
    room: tuple[Exercise, list[Seat]], instant: datetime
) -> None:
    exercise, sitting = room
    lot = Random(7)
    wanted = [Waiting(exercise.pk, Given(seat.pk, "tell", lot.choice(["now", "wait"]))) for seat in sitting]
    poison = [
        Waiting(exercise.pk, Given(lot.choice(sitting).pk, "tell", {"no": "option"})) for _ in range(POISONED)
    ]
    mixed = [*wanted, *poison]
    lot.shuffle(mixed)
    scribe = Scribe()
    while mixed:
        size = lot.randint(1, 20)
        for one in mixed[:size]:
            scribe.waiting.put(one)
        mixed = mixed[size:]
        scribe.once()

    assert [one.told.result(0) for one in wanted] == [None] * SEATS
    assert [one.told.result(0) for one in poison] == ["no_option"] * POISONED
    kept = dict(Answer.objects.values_list("seat_id", "value"))
    assert kept == {one.given.seat_id: one.given.value for one in wanted}
    assert Line.objects.filter(exercise=exercise, kind="answer.given").count() == SEATS
    assert first_broken(Exercise.objects.get(pk=exercise.pk)) is None


def test_five_hundred_answers_ask_the_database_seldom(
    room: tuple[Exercise, list[Seat]],
    instant: datetime,
    django_assert_max_num_queries: object,
) -> None:
    exercise, sitting = room
    scribe = Scribe()
    batch = [Waiting(exercise.pk, Given(seat.pk, "tell", "now")) for seat in sitting]

    with django_assert_max_num_queries(25):  # type: ignore[operator]
        scribe.write(batch)

    assert Answer.objects.count() == SEATS


def test_what_a_phone_has_shown_never_goes_back(room: tuple[Exercise, list[Seat]], instant: datetime) -> None:
    _exercise, (one, two, *_more) = room
    scribe = Scribe()
    for seat, number in ((one, 5), (one, 3), (two, 2)):
        scribe.see(seat.pk, number)
    scribe.write_seen()
    scribe.see(one.pk, 4)
    scribe.write_seen()

    assert dict(Seat.objects.filter(pk__in=[one.pk, two.pk]).values_list("pk", "seen_number")) == {
        one.pk: 5,
        two.pk: 2,
    }


def test_an_answer_to_an_exercise_that_is_gone_is_told_as_an_error(cast: Cast, instant: datetime) -> None:
    scribe = Scribe()
    waiting = Waiting(10**6, Given(1, "tell", "now"))
    seen = []
    scribe_close = scribes.connection.close
    try:
        scribes.connection.close = lambda: seen.append(True)  # type: ignore[method-assign]
        scribe.write([waiting])
    finally:
        scribes.connection.close = scribe_close  # type: ignore[method-assign]

    assert isinstance(waiting.told.exception(0), Exercise.DoesNotExist)
    assert seen == [True]


def test_without_a_scribe_an_answer_is_written_at_once(
    room: tuple[Exercise, list[Seat]], instant: datetime
) -> None:
    _exercise, (seat, *_more) = room
    scribes.answer(seat, "tell", "wait", reason="Later.", at=instant)
    seats.mark_seen({seat.pk: 9}, at=instant)

    assert Answer.objects.get().value == "wait"
