import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.services import Event, Group, Holding, Map, Need, Node, what_if
from lamplighter.engines.services.tests.maps import maps, outages


def harbour() -> Map:
    """Ship traffic on radar (battery one hour); served by radio for 30 minutes; tolerable for 2 hours."""
    return Map(
        nodes=[
            Node("ship traffic", "service", mtpd_min=120, rto_min=15, fallback_min=30),
            Node("radar", rto_min=20),
            Node("power contract", "supply"),
        ],
        groups=[Group("ship traffic", ("radar",)), Group("radar", ("power contract",), buffer_min=60)],
        people=["ada"],
        holdings=[Holding("ada", "radar")],
        needs=[Need("radar", "radar", buffer_min=600)],
    )


def told(events):
    return [(event.at_min, event.happening) for event in events]


def test_residents_see_it_degraded_then_fallen_then_past_what_is_tolerable():
    seen = what_if(harbour(), ["power contract"], [], horizon_min=1000)

    assert seen.events == (
        Event(60, "ship traffic", "degraded"),
        Event(90, "ship traffic", "fallen"),
        Event(210, "ship traffic", "mtpd"),
    )
    assert seen.restoration is None


def test_the_mtpd_counts_only_inside_the_horizon():
    on_the_line = what_if(harbour(), {"power contract": 0}, {}, horizon_min=210)
    just_before = what_if(harbour(), {"power contract": 0}, {}, horizon_min=209)

    assert told(on_the_line.events)[-1] == (210, "mtpd")
    assert told(just_before.events)[-1] == (90, "fallen")


def test_a_person_away_counts_from_their_own_minute():
    seen = what_if(harbour(), {}, {"ada": 5}, horizon_min=700)

    assert told(seen.events) == [(605, "degraded"), (635, "fallen")]


@pytest.mark.parametrize(
    ("repair", "story"),
    [
        (60, []),  # the battery holds
        (69, [(60, "degraded"), (89, "relieved")]),  # power 69, radar 89: the radio was enough
        (100, [(60, "degraded"), (90, "fallen"), (135, "back")]),  # power 100, radar 120, service 15 later
        (175, [(60, "degraded"), (90, "fallen"), (210, "back")]),  # back on the minute of the MTPD
        (176, [(60, "degraded"), (90, "fallen"), (210, "mtpd"), (211, "back")]),
    ],
)
def test_the_sooner_the_repair_the_less_residents_see(repair, story):
    seen = what_if(harbour(), ["power contract"], [], 1000, repair_min={"power contract": repair})

    assert told(seen.events) == story


def test_people_and_systems_are_not_mixed_up():
    with pytest.raises(ValueError, match="'ada' is a person but is among systems_out"):
        what_if(harbour(), ["ada"], [], 10)
    with pytest.raises(ValueError, match="'radar' is a system but is among people_out"):
        what_if(harbour(), [], ["radar"], 10)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_without_repairs_and_with_none_given_the_story_is_the_same(data):
    city = data.draw(maps())
    out = data.draw(outages(city))
    systems = {key: minute for key, minute in out.items() if key in city.node_of}
    people = {key: minute for key, minute in out.items() if key not in city.node_of}

    assert what_if(city, systems, people, 12).events == what_if(city, systems, people, 12, {}).events
