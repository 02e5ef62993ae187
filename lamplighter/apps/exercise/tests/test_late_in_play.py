"""Pages late in play: the newest stands open, what was before is folded beneath it."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions import clock, decisions, injects
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.rooms import after, ready_exercise, seated, tree_of_small
from lamplighter.apps.exercise.tests.test_screen import with_seat
from tests.people import Cast, sign_in

MANY = 14


@pytest.fixture
def room(cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """Fourteen things have come, the first decision is taken and the second open."""
    tree = tree_of_small(decision={})
    first = tree["phases"][0]["decisions"][0]
    tree["phases"][0]["decisions"].append({**first, "key": "again", "number": "1.9", "at": "+0:24"})
    exercise = ready_exercise(cast.havn, at=noon, tree=tree, story_starts_at=noon)
    clock.start(exercise, by=cast.ada, at=noon)
    seated(exercise, "mayor", "manager", at=noon)
    for number in range(MANY):
        injects.improvise(exercise, channel="mail", title=f"Mail {number}.", by=cast.ada, at=after(noon, 21))
    decisions.take(exercise, "tell", "now", by=cast.ada, at=after(noon, 25))
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: after(noon, 25))
    return exercise


def console(client: Client, room: Exercise, cast: Cast) -> str:
    ada: Any = sign_in(client, cast.ada)
    return str(ada.get(reverse("console", args=[room.organisation.slug, room.pk])).content.decode())


def between(page: str, start: str, end: str) -> str:
    return page.split(start, 1)[1].split(end, 1)[0]


def numbers(part: str) -> list[int]:
    return [number for number in range(MANY) if f"Mail {number}." in part]


def test_a_watcher_sees_the_newest_ten_and_finds_the_rest_folded(room: Exercise, noon: datetime) -> None:
    page = with_seat(room, SeatKind.OBSERVER, at=noon).get(reverse("watch")).content.decode()
    feed, older = between(page, "data-feed", "data-older"), between(page, "data-older", "</details>")

    assert feed.count("<article") == 10
    assert "<summary>" in older
    assert sorted(numbers(feed) + numbers(older)) == list(range(MANY))
    assert min(numbers(feed)) > max(numbers(older))
    assert 'id="decision-again"' in between(page, "data-now", "data-earlier")
    assert 'id="decision-tell"' in page.split("data-earlier", 1)[1]


def test_the_console_folds_what_was_and_what_is_decided(client: Client, room: Exercise, cast: Cast) -> None:
    page = console(client, room, cast)
    feed = between(page, 'id="feed"', "</section>")
    newest, older = feed.split('id="older"', 1)

    assert newest.count("<article") == 10
    assert sorted(numbers(newest) + numbers(older)) == list(range(MANY))
    assert min(numbers(newest)) > max(numbers(older))
    tell, again = (between(page, f'id="question-{key}"', "</section>") for key in ("tell", "again"))
    assert 'id="folded-tell"' in tell
    assert "Say now what we know" in tell.split('id="folded-tell"', 1)[0]
    assert "Enter ballots" in tell.split('id="folded-tell"', 1)[1]
    assert "folded" not in again
    assert page.index('id="question-again"') < page.index('id="question-tell"')


def test_nothing_is_folded_early_in_play(client: Client, cast: Cast, noon: datetime) -> None:
    room = ready_exercise(cast.havn, at=noon)
    clock.start(room, by=cast.ada, at=noon)

    assert 'id="older"' not in console(client, room, cast)
    page = with_seat(room, SeatKind.OBSERVER, at=noon).get(reverse("watch")).content.decode()
    assert "data-older hidden" in page
