"""The city at dusk: it changes with what follows from a decision, and by itself as the story goes on."""

import asyncio
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions import clock, decisions
from lamplighter.apps.exercise.bridge.city import Dusk, Lamp, Row, dusk_of
from lamplighter.apps.exercise.bridge.saying import scene_of
from lamplighter.apps.exercise.bridge.visible import Audience, dusk, lines_for
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.live import watch
from lamplighter.apps.exercise.live.feed import Feed, part_bytes
from lamplighter.apps.exercise.live.hub import Hub, Listener
from lamplighter.apps.exercise.live.tickets import Ticket
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.played import FROZEN
from lamplighter.apps.exercise.tests.rooms import after, ready_exercise, seated, tree_of_small
from lamplighter.apps.exercise.tests.test_screen import with_seat
from tests.people import Cast, sign_in

MAYOR, CIO = Audience("seat", "mayor", 1), Audience("seat", "cio", 1)
SCREEN, WATCH, CONSOLE = Audience("screen"), Audience("watch"), Audience("console")
EVERYBODY = (MAYOR, CIO, SCREEN, WATCH, CONSOLE)
HOUR = 3600

# Two counters on two servers on one host: mended in the order that the room decides.
TWO: dict[str, Any] = {
    "map": {
        "nodes": [
            {"key": "system:1", "kind": "system"},
            {"key": "system:2", "kind": "system"},
            {"key": "service:1", "kind": "service", "mtpd_min": 120},
            {"key": "service:2", "kind": "service", "mtpd_min": 120},
        ],
        "groups": [
            {"dependent": "service:1", "members": ["system:1"]},
            {"dependent": "service:2", "members": ["system:2"]},
        ],
    },
    "names": {
        "system:1": {"en": "Directory"},
        "system:2": {"en": "Files"},
        "service:1": {"en": "Counter"},
        "service:2": {"en": "Wages"},
    },
    "facts": {"service:1": {"residents": 9000, "tier": 1}, "service:2": {"residents": 800, "tier": 1}},
    "cast": {"host": "system:1", "files": "system:2", "vital": "service:1", "first": "service:2"},
}
ORDER = {
    "mode": "rank",
    "options": [
        {"key": "counter", "text": "The counter", "effects": [{"back": "host", "hours": [2, 4, 8]}]},
        {"key": "wages", "text": "The wages", "effects": [{"back": "files", "hours": [5, 10, 20]}]},
    ],
}


def playing(cast: Cast, noon: datetime, frozen: dict[str, Any], tree: dict[str, Any]) -> Exercise:
    exercise = ready_exercise(
        cast.havn, at=noon, frozen=deepcopy(FROZEN) | frozen, frozen_at=noon, story_starts_at=noon, tree=tree
    )
    clock.start(exercise, by=cast.ada, at=noon)
    seated(exercise, "mayor", "manager", "cio", at=noon)
    return exercise


@pytest.fixture
def room(cast: Cast, noon: datetime) -> Exercise:
    """The counter's server is out from the beginning: an hour by hand, tolerable for two more."""
    return playing(cast, noon, {}, tree_of_small())


@pytest.fixture
def ranking(cast: Cast, noon: datetime) -> Exercise:
    """Two servers are out; the decision says in which order they are mended."""
    tree = tree_of_small(decision=ORDER)
    tree["targets"].append({"key": "files", "what": "system", "choose": "any"})
    tree["phases"][0]["effects"].append({"dark": "files", "hours": [24, 96, 240]})
    return playing(cast, noon, TWO, tree)


def at_second(exercise: Exercise, second: int) -> Dusk:
    return dusk_of(scene_of(exercise), "en", second)


def lamps(exercise: Exercise, second: int) -> dict[str, str]:
    return {lamp.name: lamp.now for row in at_second(exercise, second).rows for lamp in row.lamps}


def told(exercise: Exercise, audience: Audience, after_line: int = 0) -> list[str]:
    parts = lines_for(scene_of(exercise), audience, after_line)
    return [text for part in parts if part.context.get("kind") == "effect" for text in part.context["follows"]]


def took(exercise: Exercise, cast: Cast, value: Any, at: datetime) -> int:
    """Take the decision; the number of the line before."""
    before = scene_of(exercise).state.last
    decisions.take(exercise, "tell", value, by=cast.ada, at=at)
    return before


def test_what_follows_from_a_decision_is_told_to_everybody(room: Exercise, cast: Cast, noon: datetime) -> None:
    clock.advance(room.pk, at=after(noon, 25))

    before = took(room, cast, "wait", after(noon, 25))

    for audience in EVERYBODY:
        assert told(room, audience, before) == ["Trust falls by 3 to 20 points, felt 6 hours later."]


def test_what_goes_dark_is_told_with_how_long_a_repair_takes(room: Exercise) -> None:
    assert told(room, MAYOR)[0] == "\u2068Case server\u2069 goes dark; repair takes 1 to 10 days."


def test_what_follows_from_an_inject_is_told_to_those_who_received_it(cast: Cast, noon: datetime) -> None:
    tree = tree_of_small()
    tree["phases"][0]["injects"][0]["effects"] = [{"people": [1, 2, 4]}]
    room = playing(cast, noon, {}, tree)

    heard = {one for one in EVERYBODY if "It touches 1 to 4 people." in told(room, one)}

    assert heard == {CIO, WATCH, CONSOLE}


def drawn_for(room: Exercise, audience: Audience) -> list[Dusk]:
    parts = lines_for(scene_of(room), audience)
    return [part.context["dusk"] for part in parts if part.replaces == "dusk"]


def test_each_effect_draws_the_same_city_anew_for_everybody(room: Exercise) -> None:
    (seen,) = drawn_for(room, SCREEN)

    assert [drawn_for(room, one) for one in EVERYBODY] == [[seen]] * len(EVERYBODY)


def test_what_one_role_alone_was_told_of_is_dark_for_all_and_told_to_no_other(cast: Cast, noon: datetime) -> None:
    tree = tree_of_small()
    tree["phases"][0]["effects"] = []
    tree["phases"][0]["injects"][0]["effects"] = [{"dark": "host", "hours": [24, 96, 240]}]
    room = playing(cast, noon, {}, tree)

    assert {one for one in EVERYBODY if told(room, one)} == {CIO, WATCH, CONSOLE}
    assert [len(drawn_for(room, one)) for one in EVERYBODY] == [1] * len(EVERYBODY)


def test_a_phone_folds_the_city_beneath_its_sum(room: Exercise, noon: datetime, monkeypatch: Any) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: after(noon, 61))
    page = with_seat(room, SeatKind.PLAYER, role="mayor", at=noon).get(reverse("seat")).content.decode()
    city = page.split('id="dusk"', 1)[1].split("</section>", 1)[0]

    assert "<details>" in city
    assert "1 service is out." in city.split("</summary>", 1)[0]
    assert "past what residents can bear" not in city
    assert page.index('id="dusk"') < page.index("data-feed")
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: after(noon, 60 + 121))
    later = with_seat(room, SeatKind.PLAYER, role="mayor", at=noon).get(reverse("seat")).content.decode()
    assert "1 is past what residents can bear." in later


def test_one_event_of_a_full_city_stays_below_what_a_phone_is_sent_at_once(cast: Cast, noon: datetime) -> None:
    everything = Dusk(
        rows=tuple(
            Row(
                tier,
                tuple(
                    Lamp(f"service:{tier}{n}", "A service of the city", "out", 9000, "06:40", "18:00")
                    for n in range(10)
                ),
            )
            for tier in (1, 2, 3)
        ),
        lit=0,
        by_hand=0,
        out=30,
        past=0,
        dark_residents=9000,
    )
    room = playing(cast, noon, {}, tree_of_small())
    scene = scene_of(room)
    scene.kept["dusk", "en", 0] = everything

    assert len(part_bytes(None, dusk(scene, MAYOR, 0))) < 8_000


def test_lamps_return_in_the_order_that_was_decided(ranking: Exercise, cast: Cast, noon: datetime) -> None:
    clock.advance(ranking.pk, at=after(noon, 20))
    before = took(ranking, cast, ["wages", "counter"], after(noon, 20))
    decided_s = 20 * 60

    assert lamps(ranking, decided_s + HOUR) == {"Counter": "out", "Wages": "out"}
    assert lamps(ranking, decided_s + 10 * HOUR) == {"Counter": "past", "Wages": "lit"}
    assert lamps(ranking, decided_s + 14 * HOUR) == {"Counter": "lit", "Wages": "lit"}
    assert told(ranking, SCREEN, before) == [
        "\u2068Files\u2069 works again about 10 hours later.",
        "\u2068Directory\u2069 works again about 14 hours later.",
    ]


def test_the_other_order_brings_the_other_lamp_back_first(ranking: Exercise, cast: Cast, noon: datetime) -> None:
    clock.advance(ranking.pk, at=after(noon, 20))
    took(ranking, cast, ["counter", "wages"], after(noon, 20))

    assert lamps(ranking, 20 * 60 + 4 * HOUR) == {"Counter": "lit", "Wages": "past"}


def instants(feed: Feed, noon: datetime, *minutes: int) -> Iterator[bool]:
    for minute in minutes:
        yield feed.turned(after(noon, minute))


def test_the_city_is_drawn_anew_at_each_minute_at_which_a_service_changes(room: Exercise, noon: datetime) -> None:
    feed = Feed(room.pk)
    assert list(instants(feed, noon, 0, 30, 59)) == [False, False, False]

    # Its hour by hand is over; then it is out for longer than tolerable.
    assert list(instants(feed, noon, 60, 61, 179, 180, 181)) == [True, False, False, True, False]
    assert "out for too long" in feed.dusk(WATCH, after(noon, 181)).decode()
    assert b"id: " not in feed.dusk(WATCH, after(noon, 181))[:40].split(b"\n")[0]


def test_a_stream_draws_the_city_in_its_readers_language(room: Exercise, noon: datetime) -> None:
    html = Feed(room.pk).dusk(Audience("watch", language="he"), after(noon, 5)).decode()

    assert "event: part" in html
    assert 'id="dusk"' in html
    assert "תרגיל" in html


def with_law(hours: str = "breach_authority") -> dict[str, Any]:
    tree = tree_of_small()
    tree["phases"][0]["effects"].append({"law": hours, "done": False})
    return tree


def test_a_clock_of_the_law_runs_until_its_duty_is_done(cast: Cast, noon: datetime) -> None:
    room = playing(cast, noon, {"country": "DK"}, with_law())
    clock.advance(room.pk, at=after(noon, 25))

    (running,) = at_second(room, 25 * 60).deadlines
    assert (running.left_min, running.over, running.reviewed) == (72 * 60 - 25, False, False)
    assert at_second(room, 72 * HOUR).deadlines[0].over

    before = took(room, cast, "now", after(noon, 25))
    assert at_second(room, 26 * 60).deadlines == ()
    assert told(room, MAYOR, before)[1].startswith("Report of the breach to the authority: done, ")


def test_where_the_law_is_not_known_no_deadline_is_made_up(cast: Cast, noon: datetime) -> None:
    room = playing(cast, noon, {"country": "AQ"}, with_law())

    assert [(one.clock, one.ends_s) for one in at_second(room, 0).deadlines] == [("", None)]
    assert told(room, SCREEN)[-1].endswith("How much time there is, the city's lawyer must say.")


def test_console_and_screen_show_how_much_time_the_law_leaves(
    cast: Cast, noon: datetime, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: after(noon, 10))
    room = playing(cast, noon, {"country": "DK"}, with_law())
    ada: Any = sign_in(client, cast.ada)
    pages = [
        ada.get(reverse("console", args=["havn", room.pk])).content.decode(),
        with_seat(room, SeatKind.SCREEN, at=noon).get(reverse("screen")).content.decode(),
        with_seat(room, SeatKind.OBSERVER, at=noon).get(reverse("watch")).content.decode(),
    ]

    for page in pages:
        assert 'data-deadline="breach_authority"' in page
        assert "not yet reviewed by a lawyer" in page
        assert "of the story are left" in page


def test_time_alone_shows_the_city_anew_to_everybody(
    room: Exercise, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    instant = [after(noon, 59)]
    monkeypatch.setattr(watch, "now", lambda: instant[0])
    hub, loop = Hub(), asyncio.new_event_loop()
    listeners = [Listener(Ticket(room.pk, audience)) for audience in EVERYBODY]
    last = scene_of(room).state.last
    for listener in listeners:
        hub.join(listener, last)
    watcher = watch.Watcher(hub)
    watcher.loop = loop
    watcher.once()
    loop.run_until_complete(asyncio.sleep(0))
    assert [listener.queue.qsize() for listener in listeners] == [0] * len(listeners)

    instant[0] = after(noon, 61)
    watcher.once()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()

    heard = {one.ticket.audience: one.queue.get_nowait() if one.queue.qsize() else None for one in listeners}
    assert {audience for audience, told in heard.items() if told} == set(EVERYBODY)
    assert all(told and told[0] == 0 and b'id="dusk"' in told[1] for told in heard.values())
