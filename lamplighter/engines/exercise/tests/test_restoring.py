import pytest

from lamplighter.engines.exercise.impact import impact
from lamplighter.engines.exercise.restoring import restored
from lamplighter.engines.exercise.scenario import Range
from lamplighter.engines.exercise.state import Outage
from lamplighter.engines.exercise.tests.town import H, town
from lamplighter.engines.services import Group, Map, Node

BROKEN = [
    Outage("system:files", 0, None, "a"),
    Outage("system:directory", 0, None, "a"),
    Outage("system:feed-a", 0, None, "a"),
    Outage("system:feed-b", 0, None, "a"),
]
HOURS = {
    "system:files": Range(1, 4, 10),
    "system:directory": Range(1, 2, 3),
    "system:feed-a": Range(1, 1, 1),
    "system:feed-b": Range(1, 3, 5),
}


def test_one_crew_works_through_the_order_and_what_nobody_named_comes_last():
    seen = restored(town(), BROKEN, ["system:feed-a", "service:care"], 1, HOURS, "likely")

    assert list(seen.done_s.items()) == [
        ("system:feed-a", 1 * H),
        ("system:files", 5 * H),
        ("system:directory", 7 * H),
        ("system:feed-b", 10 * H),
    ]
    # Light needs one feed and half an hour; permits need the directory too.
    assert seen.back_s == {"service:light": H + 1800, "service:care": 5 * H, "service:permits": 7 * H}
    assert seen.order == ("service:light", "service:care", "service:permits")


def test_a_second_crew_takes_the_next_thing_when_it_is_free():
    seen = restored(town(), BROKEN, ["system:files", "system:directory", "system:feed-a"], 2, HOURS, "likely")

    assert seen.done_s == {
        "system:files": 4 * H,
        "system:directory": 2 * H,
        "system:feed-a": 3 * H,
        "system:feed-b": 6 * H,
    }


def test_a_service_brings_forward_everything_broken_that_it_stands_on():
    seen = restored(town(), BROKEN, ["service:permits"], 1, HOURS, "low")

    assert list(seen.done_s)[:2] == ["system:directory", "system:files"]


def test_work_begins_when_it_is_told_to_and_never_before_the_thing_is_out():
    late = [Outage("system:files", 7 * H, None, "a"), Outage("system:directory", 0, H, "a")]

    assert restored(town(), late, [], 1, HOURS, "likely", begin_s=2 * H).done_s == {"system:files": 11 * H}
    assert restored(town(), late[:1], [], 1, HOURS, "likely", begin_s=8 * H).done_s == {"system:files": 12 * H}


def test_the_outages_it_hands_back_end_as_it_says():
    seen = restored(town(), BROKEN, ["service:care"], 1, HOURS, "high")
    course = impact(town(), seen.outages, 0, 1000 * H)

    assert {key: spells[-1].back_s for key, spells in course.spells.items()} == seen.back_s


def test_services_that_wait_for_each_other_never_come_back():
    city = Map(
        [Node("service:a", "service"), Node("service:b", "service")],
        [Group("service:a", ("service:b",)), Group("service:b", ("service:a",))],
    )

    seen = restored(city, [Outage("service:a", 0, None, "x")], [], 1, {"service:a": Range(1, 1, 1)}, "likely")

    assert seen.never == ("service:a", "service:b")


def test_no_crew_no_hours_and_unknown_things_are_refused():
    with pytest.raises(ValueError, match="There are 0 crews"):
        restored(town(), BROKEN, [], 0, HOURS, "likely")
    with pytest.raises(ValueError, match="'system:files' is to be mended but has no repair hours"):
        restored(town(), BROKEN[:1], [], 1, {}, "likely")
    with pytest.raises(ValueError, match="'service:none' is neither a node nor a person"):
        restored(town(), BROKEN, ["service:none"], 1, HOURS, "likely")


def test_nothing_broken_is_nothing_to_do():
    assert restored(town(), [], [], 1, {}, "likely").done_s == {}
