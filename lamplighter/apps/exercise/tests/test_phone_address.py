"""Where phones in the room find the server: written down with the exercise, on everything that they are shown."""

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.forms.exercises import server_in
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.rooms import code, ready_exercise
from lamplighter.apps.exercise.views.console import hidden
from tests.people import Cast, sign_in

LAN = "http://192.168.1.20:8000"
FACTS = {"title": "Spring", "day": "2026-05-04", "hour": "13:30", "language": "en", "teams": 1, "keep_days": 90}


@pytest.fixture
def browser(client: Any, cast: Cast) -> Any:
    return sign_in(client, cast.ada)


def drafted(cast: Cast, noon: datetime) -> Exercise:
    """An exercise in preparation whose city was frozen empty."""
    frozen = {"seed": 1, "map": {"nodes": [], "groups": []}, "names": {}, "facts": {}, "cast": {}, "posts": []}
    return ready_exercise(
        cast.havn, at=noon, state=ExerciseState.DRAFT, story_starts_at=noon, frozen_at=noon, frozen=frozen
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (LAN, LAN),
        (f"{LAN}/", LAN),
        ("HTTPS://Exercise.Havn.example", "https://exercise.havn.example"),
        ("http://[fd00::20]:8000", "http://[fd00::20]:8000"),
    ],
)
def test_an_address_is_kept_as_far_as_it_names_a_server(typed: str, kept: str) -> None:
    assert server_in(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "192.168.1.20:8000",
        "ftp://192.168.1.20",
        "http://",
        "http://two words",
        "http://192.168.1.20/join/",
        "http://192.168.1.20?code=1",
        "http://ada@192.168.1.20",
        "http://192.168.1.20:99999",
        "http://[fd00",
        "javascript:alert(1)",
    ],
)
def test_what_names_no_server_is_refused(typed: str) -> None:
    assert server_in(typed) is None


@pytest.mark.parametrize(
    ("address", "only_here"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.1.1", True),
        ("http://[::1]:8000", True),
        ("http://0.0.0.0:8000", True),
        (LAN, False),
        ("https://exercise.havn.example", False),
    ],
)
def test_it_is_known_which_address_only_this_machine_finds(address: str, only_here: bool) -> None:
    assert hidden(address) is only_here


def test_what_is_written_down_stands_on_codes_and_poster(browser: Any, cast: Cast, noon: datetime) -> None:
    one = drafted(cast, noon)
    edit = reverse("exercise_edit", args=["havn", one.pk])

    refused = browser.post(edit, FACTS | {"address": f"{LAN}/join/"})
    kept = browser.post(edit, FACTS | {"address": "http://۱۹۲.168.1.20:8000/"})

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert "is no address of a server" in refused.content.decode()
    Exercise.objects.update(state=ExerciseState.READY)
    typed = code(one).shown
    for page in ("exercise_codes", "exercise_poster"):
        text = browser.get(reverse(page, args=["havn", one.pk])).content.decode()
        assert f"{LAN}/j/{typed}/" in text, page


def test_setting_it_ready_warns_where_no_phone_can_come_in(browser: Any, cast: Cast, noon: datetime) -> None:
    one = drafted(cast, noon)
    here, warning = {"host": "localhost"}, "Only this machine finds the address for phones"

    hidden_one = browser.post(reverse("exercise_ready", args=["havn", one.pk]), headers=here, follow=True)
    Exercise.objects.update(state=ExerciseState.DRAFT, address=LAN)
    found_one = browser.post(reverse("exercise_ready", args=["havn", one.pk]), headers=here, follow=True)

    assert "The exercise is ready." in hidden_one.content.decode()
    assert warning in hidden_one.content.decode()
    assert "The exercise is ready." in found_one.content.decode()
    assert warning not in found_one.content.decode()
