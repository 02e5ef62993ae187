"""Streams tell everybody what is theirs, once, in order; who has left hears nothing."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came out of one exercise with five audiences."""
    folder = tmp_path_factory.mktemp("streams")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "LAMPLIGHTER_DATA": str(folder),
        "LAMPLIGHTER_DATABASE": f"sqlite:///{folder}/streams.sqlite3",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "lamplighter.apps.exercise.tests.streams"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=170,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "Traceback" not in ran.stderr, ran.stderr[-3000:]
    return json.loads(ran.stdout)


def test_a_stream_is_what_browsers_call_one(told: dict[str, Any]) -> None:
    assert told["headers"]["content-type"].startswith("text/event-stream")
    assert told["headers"]["cache-control"] == "no-store"


def test_each_hears_in_its_own_language_what_is_meant_for_it(told: dict[str, Any]) -> None:
    texts = told["texts"]

    assert "Night desk" in texts["cio"]
    assert "Night desk" in texts["console"]
    assert "Night desk" not in texts["mayor"]
    assert "Night desk" not in texts["screen"]
    assert "For the mayor" not in texts["cio"] + texts["screen"]
    assert "מה ישמעו התושבים" in texts["mayor"]
    assert "What do residents hear" in texts["cio"]


def test_a_ticket_tells_what_it_was_given_for_whatever_the_cookie_beside_it(told: dict[str, Any]) -> None:
    # The cookie is that of the chief information officer, whom the night desk calls.
    assert ["Night desk" in told["texts"][name] for name in ("cio", "mayor", "screen")] == [True, False, False]


def test_what_is_private_stands_in_no_stream(told: dict[str, Any]) -> None:
    everything = "".join(told["texts"].values())

    assert "reason of my own" not in everything
    assert "Another reason" not in everything
    assert "A note of control" not in everything
    assert "Who leads here?" not in told["texts"]["screen"] + told["texts"]["watch"]


def test_only_the_room_hears_how_many_have_answered(told: dict[str, Any]) -> None:
    assert "2 of 2 have answered" in told["texts"]["console"]
    assert "have answered" not in told["texts"]["cio"]


def test_every_item_is_marked_as_exercise(told: dict[str, Any]) -> None:
    for text in told["texts"].values():
        assert text.count("<article") + text.count("<section") == text.count("tag--ember")


def test_who_was_away_is_told_exactly_what_was_missed(told: dict[str, Any]) -> None:
    assert told["missed"] == ["First missed", "Second missed"]
    assert told["in_order"]
    assert told["same"]


def test_who_has_left_is_sent_away_and_not_let_in_again(told: dict[str, Any]) -> None:
    assert told["sent_away"]
    assert told["refused"] == [403, 403, 403]


def test_who_reads_too_slowly_is_let_go(told: dict[str, Any]) -> None:
    assert told["slow_was_let_go"]


def test_many_streams_need_few_threads_and_leave_nothing(told: dict[str, Any]) -> None:
    assert told["threads_with_many"] < 60
    assert told["listeners_left"] == 5
    assert told["threads_left"] == []
    assert told["done"]
