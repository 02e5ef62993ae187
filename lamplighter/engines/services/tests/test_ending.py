import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.services import Group, Map, Node, cascade, restoration
from lamplighter.engines.services.replay import MOST_FALLS, Replay
from lamplighter.engines.services.tests.maps import Stepper, conditions, maps, outages


def tower(**power) -> Map:
    """Alarm on 2 of 3 servers (30 minutes to restart), servers on power (5, 10 and 20 minutes to restart)."""
    return Map(
        nodes=[
            Node("alarm", "service", rto_min=30),
            Node("power", "supply"),
            *(Node(f"server {i}", rto_min=rto) for i, rto in ((1, 5), (2, 10), (3, 20))),
        ],
        groups=[
            Group("alarm", ("server 1", "server 2", "server 3"), needed=2),
            *(Group(f"server {i}", ("power",), **power) for i in (1, 2, 3)),
        ],
    )


def test_the_service_returns_after_its_second_server():
    city = tower()

    end = restoration(city, cascade(city, {"power": 0}, 60), {"power": 240})

    assert end.back_min == {"power": 240, "server 1": 245, "server 2": 250, "server 3": 260, "alarm": 280}
    assert end.order == ("power", "server 1", "server 2", "server 3", "alarm")
    assert (end.spared, end.not_repaired, end.circles, end.waiting) == ((), (), (), ())


def test_a_repair_within_the_battery_spares_what_hangs_on_it():
    city = tower(buffer_min=60)
    fall = cascade(city, {"power": 0}, 600)

    on_the_minute = restoration(city, fall, {"power": 60})
    too_late = restoration(city, fall, {"power": 61})

    assert on_the_minute.spared == ("alarm", "server 1", "server 2", "server 3")
    assert on_the_minute.back_min == {"power": 60}
    assert too_late.back_min["alarm"] == 61 + 10 + 30


def test_what_nobody_repairs_stays_out_and_holds_the_rest_down():
    city = tower()

    end = restoration(city, cascade(city, {"power": 0, "server 1": 0}, 60), {"server 1": 5})

    assert end.back_min == {}
    assert end.not_repaired == ("power",)
    assert end.waiting == ("alarm", "server 1", "server 2", "server 3")


def test_two_that_wait_for_each_other_never_start():
    city = Map(
        [Node("names"), Node("storage"), Node("mail", "service"), Node("power", "supply")],
        [
            Group("names", ("storage",)),
            Group("storage", ("names",)),
            Group("storage", ("power",)),
            Group("mail", ("names",)),
        ],
    )

    end = restoration(city, cascade(city, {"power": 0}, 60), {"power": 10})

    assert end.back_min == {"power": 10}
    assert end.circles == (("names", "storage"),)
    assert end.waiting == ("mail",)


def test_an_outage_handed_round_a_ring_is_given_up():
    ring = 12
    city = Map(
        [Node(f"n{i:02}", rto_min=1) for i in range(ring)],
        [Group(f"n{i:02}", (f"n{i - 1:02}",), buffer_min=1) for i in range(1, ring)]
        + [Group("n00", (f"n{ring - 1:02}",), buffer_min=1)],
    )

    end = restoration(city, cascade(city, {"n00": 0}, 60), {"n00": 5})

    assert end.order == ()
    assert sum(entry.happening == "fallen" for entry in end.log) <= (MOST_FALLS + 1) * ring


@pytest.mark.parametrize(
    ("repair", "words"),
    [
        ({"server 1": 5}, "'server 1' is to be repaired but was not marked out"),
        ({"nobody": 5}, "'nobody' is neither"),
        ({"power": -5}, "repair of 'power' is -5"),
    ],
)
def test_repairs_that_make_no_sense_are_refused(repair, words):
    city = tower()

    with pytest.raises(ValueError, match=words):
        restoration(city, cascade(city, {"power": 0}, 60), repair)


def returns_slowly(city, fall, repair):
    """When each comes back if every repair comes after every fall: go round until nothing moves."""
    up = dict.fromkeys(city.people, 0)
    up.update({key: fall.out[key] + repair[key] for key in fall.out if key not in city.node_of})
    up.update({node.key: 0 for node in city.nodes if node.key not in fall.fell_min})
    endless = float("inf")
    moved = True
    while moved:
        moved = False
        for node in city.nodes:
            if node.key not in fall.fell_min:
                continue
            back, hurt = 0, False
            for members, needed, _ in conditions(city, node.key):
                if needed:
                    kth = sorted(up.get(member, endless) for member in members)[needed - 1]
                    hurt |= kth > 0
                    back = max(back, kth)
            back = back + node.rto_min if hurt else 0
            if node.key in fall.out:
                back = max(back, fall.out[node.key] + repair[node.key])
            if back < up.get(node.key, endless):
                up[node.key] = back
                moved = True
    return {key: minute for key, minute in up.items() if key in fall.fell_min}


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_late_repairs_bring_back_by_the_kth_member_and_own_restart(data):
    city = data.draw(maps())
    fall = cascade(city, data.draw(outages(city)), 1000)
    repair = {key: data.draw(st.integers(100, 120)) for key in fall.out}

    end = restoration(city, fall, repair)

    assert end.back_min == returns_slowly(city, fall, repair)
    assert list(end.back_min) == list(end.order)
    assert sorted(end.back_min.values()) == list(end.back_min.values())
    stuck = set(end.waiting).union(*end.circles)
    assert stuck == fall.fell_min.keys() - end.back_min.keys()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_replay_equals_going_minute_by_minute(data):
    city = data.draw(maps(restarts=(1, 2, 3), fallbacks=(0, 0, 2, 3)))
    out = data.draw(outages(city))
    repair = {key: data.draw(st.integers(0, 8)) for key in out if data.draw(st.booleans())}
    until = 25

    replay = Replay(city, out, repair)
    slow = Stepper(city, out, repair).run(until)

    fast_log = [(entry.at_min, entry.key, entry.happening) for entry in replay.log if entry.at_min < until]
    assert sorted(fast_log) == sorted(slow.log)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_without_repairs_the_replay_is_the_cascade(data):
    city = data.draw(maps())
    fall = cascade(city, data.draw(outages(city)), 1000)

    log = Replay(city, fall.out, {}).log

    assert {entry.key: entry.at_min for entry in log if entry.happening == "fallen"} == fall.fell_min
