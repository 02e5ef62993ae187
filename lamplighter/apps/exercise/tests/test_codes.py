"""The codes that let people in: made, shown with a square for a camera, printed, closed."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.models import Exercise, JoinCode
from lamplighter.apps.exercise.tests.rooms import code, ready_exercise
from tests.people import Cast, sign_in


@pytest.fixture
def room(cast: Cast, noon: datetime) -> Exercise:
    return ready_exercise(cast.havn, at=noon)


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.ada)  # type: ignore[return-value]


def test_codes_are_made_shown_and_closed(ada: Client, room: Exercise) -> None:
    codes = reverse("exercise_codes", args=["havn", room.pk])

    assert ada.post(reverse("code_new", args=["havn", room.pk]), {"kind": "player"}).status_code == 302
    made = JoinCode.objects.get()
    page = ada.get(codes).content.decode()
    poster = ada.get(reverse("exercise_poster", args=["havn", room.pk])).content.decode()
    ada.post(reverse("code_close", args=["havn", room.pk, made.pk]))

    assert made.shown in page
    assert reverse("join_code", args=[made.shown]) in page
    assert made.shown in poster
    assert made.shown not in ada.get(codes).content.decode()
    assert ada.post(reverse("code_new", args=["havn", room.pk]), {"kind": "dragon"}).status_code == 409


def test_an_address_that_only_this_machine_finds_is_said_to_be_one(ada: Client, room: Exercise) -> None:
    codes = reverse("exercise_codes", args=["havn", room.pk])
    warning = "LAMPLIGHTER_HOSTS"

    assert warning in ada.get(codes, headers={"host": "localhost"}).content.decode()
    Exercise.objects.update(address="http://10.1.2.3:8000/")
    page = ada.get(codes, headers={"host": "localhost"}).content.decode()
    assert warning not in page


def test_no_code_of_another_exercise_is_closed_from_here(
    ada: Client, room: Exercise, cast: Cast, noon: datetime
) -> None:
    other = code(ready_exercise(cast.havn, at=noon))

    assert ada.post(reverse("code_close", args=["havn", room.pk, other.pk])).status_code == 404
    assert JoinCode.objects.get(pk=other.pk).closed_at is None
