import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.exercise.impact import Change, Spell, impact
from lamplighter.engines.exercise.spans import joined
from lamplighter.engines.exercise.state import Outage
from lamplighter.engines.exercise.tests.town import FACTS, H, town
from lamplighter.engines.exercise.tides import fallen, past
from lamplighter.engines.services import what_if
from lamplighter.engines.services.tests.maps import maps

DARK = Outage("supply:host", 1800, None, "dawn")


def state(at_s, outages=(DARK,), horizon_s=100 * H):
    return {one.key: one for one in impact(town(), outages, at_s, horizon_s, FACTS).services}


@pytest.mark.parametrize(
    ("at_s", "now"),
    [
        (1799, "lit"),
        (1800, "by_hand"),
        (1800 + 2 * H - 1, "by_hand"),
        (1800 + 2 * H, "out"),
        (1800 + 6 * H - 1, "out"),
        (1800 + 6 * H, "past"),
        (99 * H, "past"),
    ],
)
def test_care_goes_on_by_hand_then_is_out_then_past_what_is_tolerable(at_s, now):
    assert state(at_s)["service:care"].now == now


def test_what_will_come_is_told_before_it_comes():
    care = state(0)["service:care"]

    assert (care.now, care.degraded_s, care.fell_s, care.past_s, care.back_s) == (
        "lit",
        1800,
        1800 + 2 * H,
        1800 + 6 * H,
        None,
    )
    assert care.chain == ("service:care", "system:files", "supply:host")
    assert state(0)["service:light"].chain == ()


def test_a_repair_brings_everything_back_and_ends_the_count_of_hours():
    until_s = 1800 + 5 * H
    seen = impact(town(), [Outage("supply:host", 1800, until_s, "dawn")], until_s, 100 * H, FACTS)

    assert {one.key: one.now for one in seen.services} == {
        "service:care": "lit",
        "service:light": "lit",
        "service:permits": "lit",
    }
    assert seen.spells == {
        "service:care": (Spell(1800, 1800 + 2 * H, None, until_s),),
        "service:permits": (Spell(None, 1800, None, until_s),),
    }
    assert seen.service_hours_lost == 3 + 5


def test_hours_are_lost_only_up_to_the_horizon():
    assert impact(town(), [DARK], 0, 1800 + 3 * H).service_hours_lost == 1 + 3
    assert impact(town(), [DARK], 0, 1799).service_hours_lost == 0


def test_residents_in_the_dark_are_those_of_the_largest_service_that_is_out():
    early, late = impact(town(), [DARK], 1799, 10 * H, FACTS), impact(town(), [DARK], 1800, 10 * H, FACTS)

    assert (early.dark_residents, late.dark_residents) == (0, 30_000)
    assert early.dark_residents_max == late.dark_residents_max == 30_000


def test_a_thing_out_twice_counts_once_from_its_first_fall_to_its_last_repair():
    twice = [Outage("system:files", 0, H, "a"), Outage("system:files", 5 * H, 6 * H, "b")]
    once = [Outage("system:files", 0, 6 * H, "a")]

    assert impact(town(), twice, 5 * H, 20 * H) == impact(town(), once, 5 * H, 20 * H)
    # Before the second begins, it is not counted yet.
    assert impact(town(), twice, 2 * H, 20 * H) == impact(town(), twice[:1], 2 * H, 20 * H)


def test_outages_that_overlap_are_one_whenever_it_is_asked():
    overlapping = [Outage("system:files", 0, 2 * H, "a"), Outage("system:files", H, None, "b")]

    assert impact(town(), overlapping, 0, 20 * H).spells["service:permits"] == (Spell(None, 0),)


def test_nothing_broken_is_all_lit():
    seen = impact(town(), [], 0, 20 * H, FACTS)

    assert [one.now for one in seen.services] == ["lit"] * 3
    assert (seen.events, seen.service_hours_lost, seen.dark_residents_max) == ((), 0, 0)


def test_a_pool_of_people_is_not_on_the_map_and_takes_nothing_with_it():
    assert impact(town(), [Outage("pool:1", 0, None, "a")], 0, H) == impact(town(), [], 0, H)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_it_says_what_the_map_says_of_the_same_outages(data):
    city = data.draw(maps(most_people=0))
    nodes = data.draw(st.lists(st.sampled_from([node.key for node in city.nodes]), max_size=3, unique=True))
    start_s = data.draw(st.integers(0, 5)) * 60
    out = {node: data.draw(st.integers(0, 4)) for node in nodes}
    if out:
        out[nodes[0]] = 0
    repair = {node: data.draw(st.integers(1, 6)) for node in nodes if data.draw(st.booleans())}
    outages = [
        Outage(
            node,
            start_s + minute * 60,
            start_s + (minute + repair[node]) * 60 if node in repair else None,
            "x",
        )
        for node, minute in out.items()
    ]

    seen = impact(city, outages, 0, start_s + 15 * 60)

    expected = what_if(city, out, {}, 15, repair).events
    assert seen.events == tuple(
        Change(start_s + int(one.at_min * 60), one.service, one.happening) for one in expected
    )
    by_minute = [impact(city, outages, start_s + minute * 60, start_s + 15 * 60) for minute in range(15)]
    # A minute that is out begins and ends on the minute here, so that counting minutes counts hours.
    assert sum(len(one.out) for one in by_minute) == pytest.approx(seen.service_hours_lost * 60)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_lamps_and_conditions_tell_the_same_story(data):
    city = data.draw(maps(most_people=0))
    keys = st.sampled_from([node.key for node in city.nodes])
    drawn = data.draw(st.lists(st.tuples(keys, st.integers(0, 5), st.none() | st.integers(1, 5)), max_size=4))
    outages = [
        Outage(key, at * 60, None if for_min is None else (at + for_min) * 60, "x") for key, at, for_min in drawn
    ]
    horizon_s = 15 * 60

    spells = impact(city, outages, horizon_s, horizon_s).spells

    def lamps(begin, end):
        return {
            key: found
            for key, own in spells.items()
            if (found := joined((begin(one), end(one)) for one in own if begin(one) is not None))
        }

    def until_horizon(told):
        found = {
            key: tuple((a, b if b is not None and b <= horizon_s else None) for a, b in spans if a <= horizon_s)
            for key, spans in told.items()
            if key in city.services
        }
        return {key: spans for key, spans in found.items() if spans}

    assert lamps(lambda one: one.fell_s, lambda one: one.back_s) == until_horizon(fallen(city, outages, horizon_s))
    assert lamps(lambda one: one.past_s, lambda one: one.back_s) == until_horizon(past(city, outages, horizon_s))
