import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.services import Cause, Group, Holding, Map, Need, Node, cascade, explain
from lamplighter.engines.services.tests.maps import falls_slowly, maps, outages

HOUR = 60


def havn() -> Map:
    """Emergency calls stand on two switches (one is enough) and on power with a battery of two hours."""
    return Map(
        nodes=[
            Node("emergency calls", "service", mtpd_min=30, fallback_min=45),
            Node("parking", "service"),
            Node("switch A"),
            Node("switch B"),
            Node("power", "supply"),
        ],
        groups=[
            Group("emergency calls", ("switch A", "switch B"), needed=1),
            Group("parking", ("switch A", "switch B"), needed=2, buffer_min=10),
            Group("switch A", ("power",), buffer_min=2 * HOUR),
            Group("switch B", ("power",), buffer_min=3 * HOUR),
        ],
        people=["ada", "ben"],
        holdings=[Holding("ada", "dispatch"), Holding("ben", "dispatch", 2)],
        needs=[Need("emergency calls", "dispatch")],
    )


def test_power_fails_and_each_thing_falls_when_its_battery_is_empty():
    fall = cascade(havn(), {"power": 0}, 24 * HOUR)

    assert fall.fell_min == {
        "power": 0,
        "switch A": 120,
        "parking": 130,
        "switch B": 180,
        "emergency calls": 225,
    }
    assert fall.degraded_min == {"emergency calls": 180}


def test_the_horizon_is_the_last_minute_looked_at():
    on_the_line = cascade(havn(), {"power": 0}, 120)
    just_before = cascade(havn(), {"power": 0}, 119)

    assert on_the_line.fell_min == {"power": 0, "switch A": 120}
    assert just_before.fell_min == {"power": 0}


def test_a_service_served_by_hand_at_the_horizon_has_not_fallen():
    fall = cascade(havn(), {"power": 0}, 200)

    assert "emergency calls" not in fall.fell_min
    assert fall.degraded_min == {"emergency calls": 180}
    assert fall.cause["emergency calls"].lost == ("switch A", "switch B")


def test_both_dispatchers_away_leave_the_service_to_its_fallback():
    fall = cascade(havn(), {"ada": 10, "ben": 20}, HOUR * 24)

    assert fall.fell_min == {"emergency calls": 65}
    assert fall.cause["emergency calls"] == Cause(
        "need", 20, Need("emergency calls", "dispatch"), ("ada", "ben"), "ben"
    )


def test_the_chain_of_causes_runs_from_the_service_to_the_root():
    city = havn()
    fall = cascade(city, {"power": 5}, 24 * HOUR)

    chain = explain(city, fall, "emergency calls")

    assert [(step.key, step.fell_min) for step in chain] == [
        ("emergency calls", 230),
        ("switch B", 185),
        ("power", 5),
    ]
    assert [step.cause.kind for step in chain] == ["group", "group", "out"]
    assert chain[0].cause.lost == ("switch A", "switch B")


def test_a_chain_may_end_in_a_person():
    city = havn()
    fall = cascade(city, {"ada": 0, "ben": 7}, 24 * HOUR)

    assert [step.key for step in explain(city, fall, "emergency calls")] == ["emergency calls", "ben"]


def test_two_that_hold_each_other_up_stand_until_one_is_pushed():
    city = Map([Node("a"), Node("b")], [Group("a", ("b",)), Group("b", ("a",))])

    assert cascade(city, {}, 100).fell_min == {}
    assert cascade(city, {"a": 3}, 100).fell_min == {"a": 3, "b": 3}


def test_a_need_short_already_does_not_fell_a_node_that_runs_today():
    city = Map(
        [Node("register", "service")],
        people=["ada"],
        holdings=[Holding("ada", "cobol")],
        needs=[Need("register", "cobol", people=2)],
    )

    assert cascade(city, {}, 100).fell_min == {}
    assert cascade(city, {"ada": 4}, 100).fell_min == {"register": 4}


def test_a_service_marked_out_is_not_given_by_hand():
    fall = cascade(havn(), {"emergency calls": 9}, 100)

    assert (fall.fell_min, fall.degraded_min) == ({"emergency calls": 9}, {})
    assert fall.cause == {"emergency calls": Cause("out", 9)}


@pytest.mark.parametrize(
    ("out", "horizon", "words"),
    [
        ({"harbour": 0}, 10, "'harbour' is neither a node nor a person"),
        ({"power": -1}, 10, "from which 'power' is out is -1"),
        ({"power": 0}, float("inf"), "horizon_min is inf"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(out, horizon, words):
    with pytest.raises(ValueError, match=words):
        cascade(havn(), out, horizon)


def test_explaining_what_stands_is_refused():
    city = havn()

    with pytest.raises(ValueError, match="'parking' does not fall within 10 minutes"):
        explain(city, cascade(city, {"power": 0}, 10), "parking")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_fast_fall_equals_the_slow_one(data):
    city = data.draw(maps())
    out = data.draw(outages(city))
    horizon = data.draw(st.integers(0, 12))

    fall = cascade(city, out, horizon)

    assert (fall.fell_min, fall.degraded_min) == falls_slowly(city, out, horizon)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_cause_is_enough_and_every_chain_ends_in_what_was_marked_out(data):
    city = data.draw(maps())
    out = data.draw(outages(city))

    fall = cascade(city, out, 12)

    assert fall.cause.keys() == fall.fell_min.keys() | fall.degraded_min.keys()
    for key, cause in fall.cause.items():
        chain = explain(city, fall, key)
        assert chain[-1].key in out
        assert len({step.key for step in chain}) == len(chain)
        if cause.source is not None:
            node = city.node_of[key]
            hit = cause.at_min + cause.source.buffer_min
            assert fall.degraded_min.get(key, hit) == hit
            assert fall.fell_min.get(key, hit + node.fallback_min) == hit + node.fallback_min


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_of_input_decides_nothing(data):
    city = data.draw(maps())
    out = data.draw(outages(city))
    turned = Map(*(tuple(reversed(part)) for part in (city.nodes, city.groups, city.people)),
                 holdings=city.holdings[::-1], needs=city.needs[::-1])  # fmt: skip

    assert cascade(turned, out, 12) == cascade(city, out, 12)
