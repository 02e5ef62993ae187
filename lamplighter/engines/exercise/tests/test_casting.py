from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.exercise.casting import cast
from lamplighter.engines.exercise.scenario import Target
from lamplighter.engines.exercise.tests.town import FACTS, town
from lamplighter.engines.services import Map, Node
from lamplighter.engines.services.tests.maps import maps


def found(*targets, city=None, carries=FACTS, names=None):
    return cast(targets, town() if city is None else city, carries, names)


def test_the_system_that_most_services_hang_on():
    assert found(Target("host", "system", "most_services")).of == {"host": "system:files"}


def test_a_service_that_only_loses_a_reserve_does_not_stand_on_it():
    feed = Target("feed", "system", kinds=("feed",))
    lit = Target("lit", "service", under="feed")
    names = {"system:feed-a": {"en": "Feed A"}}

    assert found(feed, lit, names=names).missing == ("lit",)


def test_a_service_under_a_host_is_the_one_that_can_wait_least():
    host = Target("host", "supply")
    vital = Target("vital", "service", "shortest_tolerance", under="host")

    assert found(host, vital).of == {"host": "supply:host", "vital": "service:care"}


def test_a_supply_under_a_service_is_what_the_service_stands_on():
    care = Target("care", "service", tier=1)
    host = Target("host", "supply", under="care")

    assert found(host, care).of["host"] == "supply:host"


def test_where_nothing_fits_the_other_target_is_taken_and_else_it_is_missing():
    rare = Target("rare", "service", tier=9, else_="big")
    big = Target("big", "service", "most_residents")
    none = Target("none", "service", tier=9)

    assert found(rare, big, none).of == {"rare": "service:light", "big": "service:light"}
    assert found(rare, big, none).missing == ("none",)


def test_a_service_without_fallback_comes_before_one_that_can_wait_less():
    assert found(Target("bare", "service", "no_fallback")).of == {"bare": "service:permits"}


def test_kinds_are_looked_for_in_names_too_and_in_any_case():
    assert found(
        Target("x", "system", kinds=("CLOUD", "Verzeichnis")), names={"system:directory": {"de": "verzeichnis"}}
    ).of == {"x": "system:directory"}


def test_around_the_clock_is_asked_for_both_ways():
    assert found(Target("night", "service", around_the_clock=True)).of == {"night": "service:care"}
    assert found(Target("day", "service", around_the_clock=False)).of == {"day": "service:light"}


def test_pools_are_found_beside_the_map_and_ties_go_to_the_smaller_key():
    assert found(Target("desk", "pool")).of == {"desk": "pool:1"}


def test_targets_that_lean_on_each_other_find_nothing():
    assert found(Target("a", "service", under="b"), Target("b", "service", under="a")).missing == ("a", "b")


def test_an_empty_city_misses_everything():
    assert found(Target("host", "system"), city=Map(), carries={}).missing == ("host",)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_the_order_in_which_the_map_is_written_decides_nothing(data):
    city = data.draw(maps())
    turned = Map(city.nodes[::-1], city.groups[::-1], city.people[::-1], city.holdings[::-1], city.needs[::-1])
    targets = [
        Target("host", "system", "most_services", else_="any"),
        Target("any", "service"),
        Target("hit", "service", "shortest_tolerance", under="host"),
    ]

    assert cast(targets, city, {}) == cast(targets, turned, {})
    for key in cast(targets, city, {}).of.values():
        assert isinstance(city.node_of[key], Node)
