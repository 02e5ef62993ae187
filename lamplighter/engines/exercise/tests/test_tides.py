from lamplighter.engines.exercise import Outage
from lamplighter.engines.exercise.tests.scenes import town
from lamplighter.engines.exercise.tides import fallen, past

MIN = 60
CITY = town().map
HORIZON = 100_000


def test_a_service_falls_when_nobody_can_serve_by_hand_any_longer():
    found = fallen(CITY, (Outage("system:14", 10 * MIN, None, "a"),), HORIZON)

    assert found == {"system:14": ((10 * MIN, None),), "service:1": ((70 * MIN, None),)}


def test_what_is_mended_in_time_never_falls():
    found = fallen(CITY, (Outage("system:14", 0, 59 * MIN, "a"),), HORIZON)

    assert found == {"system:14": ((0, 59 * MIN),)}


def test_a_service_is_past_what_the_city_bears_until_it_is_back():
    out = (Outage("system:14", 0, 200 * MIN, "a"),)

    assert past(CITY, out, HORIZON) == {"service:1": ((180 * MIN, 200 * MIN),)}
    assert past(CITY, (Outage("system:14", 0, 180 * MIN, "a"),), HORIZON) == {}


def test_a_thing_that_is_out_twice_is_out_from_first_to_last():
    found = fallen(CITY, (Outage("system:14", 0, 10, "a"), Outage("system:14", 100, 110, "b")), HORIZON)

    assert found["system:14"] == ((0, 110),)


def test_what_is_not_on_the_map_takes_nothing_down():
    assert fallen(CITY, (Outage("system:99", 0, None, "a"),), HORIZON) == {}
    assert fallen(CITY, (), HORIZON) == {}
