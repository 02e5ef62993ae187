"""A ticket opens one stream, to whom it was given, for as long as they may listen."""

from datetime import datetime

import pytest

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.exercise.actions import seats
from lamplighter.apps.exercise.choices import ExerciseState, SeatKind
from lamplighter.apps.exercise.live.tickets import (
    Ticket,
    fallen,
    opened,
    stands,
    ticket_for_console,
    ticket_for_seat,
)
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.rooms import code, ready_exercise, seated
from tests.people import Cast


@pytest.fixture
def exercise(cast: Cast, noon: datetime) -> Exercise:
    return ready_exercise(cast.havn, at=noon, teams=2)


def read(text: str) -> Ticket:
    ticket = opened(text)
    assert ticket is not None
    return ticket


def test_the_console_is_for_those_who_run_exercises_here(exercise: Exercise, cast: Cast) -> None:
    may = {
        name: stands(read(ticket_for_console(exercise, account, "en")))
        for name, account in {"cio": cast.ada, "mayor": cast.of(Role.EXECUTIVE), "elsewhere": cast.chen}.items()
    }

    assert may == {"cio": True, "mayor": False, "elsewhere": False}


def test_a_changed_ticket_opens_nothing(exercise: Exercise, cast: Cast) -> None:
    text = ticket_for_console(exercise, cast.ada, "en")

    assert [opened(one) for one in (text[:-1], f"a{text}", "", "::")] == [None] * 4


def test_a_seat_that_was_moved_or_has_left_asks_anew(exercise: Exercise, cast: Cast, noon: datetime) -> None:
    one, two, three = seated(exercise, "mayor", "cio", "cio", at=noon)
    tickets = [read(ticket_for_seat(seat, "en")) for seat in (one, two, three)]
    seats.move(two, role="cio", team=2, by=cast.ada, at=noon)
    seats.remove(three, by=cast.ada, at=noon)

    assert [stands(ticket) for ticket in tickets] == [True, False, False]
    assert fallen(exercise.pk, tickets) == set(tickets[1:])


def test_a_phone_that_was_lost_hears_nothing_once_the_seat_is_on_another(
    exercise: Exercise, noon: datetime
) -> None:
    (lost,) = seated(exercise, "mayor", at=noon)
    old = read(ticket_for_seat(lost, "en"))
    seats.come_back(code(exercise).shown, lost.return_code)
    lost.refresh_from_db()
    new = read(ticket_for_seat(lost, "en"))

    assert (stands(old), stands(new)) == (False, True)
    assert fallen(exercise.pk, [old, new]) == {old}


def test_a_seat_listens_as_what_it_is(exercise: Exercise, noon: datetime) -> None:
    heard = {}
    for kind in SeatKind.values:
        role = "mayor" if kind == SeatKind.PLAYER else ""
        seat, _ = seats.take(code(exercise, kind).shown, role=role, language="en", at=noon)
        heard[kind] = read(ticket_for_seat(seat, "en")).audience.kind

    assert heard == {"player": "seat", "evaluator": "watch", "observer": "watch", "screen": "screen"}


def test_nobody_listens_to_what_is_over(exercise: Exercise, cast: Cast, noon: datetime) -> None:
    (mayor,) = seated(exercise, "mayor", at=noon)
    tickets = [read(ticket_for_seat(mayor, "en")), read(ticket_for_console(exercise, cast.ada, "en"))]
    Exercise.objects.filter(pk=exercise.pk).update(state=ExerciseState.CLOSED)

    assert [stands(ticket) for ticket in tickets] == [False, False]
    assert fallen(exercise.pk, tickets) == set(tickets)
