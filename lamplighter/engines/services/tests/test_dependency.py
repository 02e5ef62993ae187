from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.services import (
    Dependency,
    Group,
    Holding,
    Map,
    Need,
    Node,
    OneAbsence,
    SkillGap,
    key_person_dependency,
    one_absence_away,
)
from lamplighter.engines.services.tests.maps import SKILLS, fewest_absences, maps


def city_with(holdings, needs, groups=(), nodes=()):
    people = sorted({holding.person for holding in holdings})
    return Map([Node("water", "service"), *nodes], groups, people, holdings, needs)


def pumps(*holdings):
    """Water needs one of two pumps; each pump needs one fitter of its own make."""
    return city_with(
        holdings,
        [Need("pump A", "make A"), Need("pump B", "make B")],
        [Group("water", ("pump A", "pump B"), needed=1)],
        [Node("pump A"), Node("pump B")],
    )


def test_three_holders_where_two_are_needed_bear_one_absence():
    city = city_with(
        [Holding("ada", "valves"), Holding("ben", "valves"), Holding("chen", "valves", 2)],
        [Need("water", "valves", people=2)],
    )

    (water,) = key_person_dependency(city)

    assert water == Dependency("water", 2, (SkillGap("water", "valves", 1, 2, 3, None),), False, True)
    assert one_absence_away(city) == ()


def test_level_counts():
    city = city_with([Holding("ada", "valves"), Holding("ben", "valves", 2)], [Need("water", "valves", level=2)])

    (water,) = key_person_dependency(city)

    assert water.slack == 1


def test_what_a_service_cannot_do_without_counts_and_a_stand_in_does_not():
    city = city_with(
        [Holding("ada", "network"), Holding("ben", "network"), Holding("ada", "pumps")],
        [Need("network", "network", response_min=30), Need("pump A", "pumps")],
        [Group("water", ("control",)), Group("control", ("network",)), Group("water", ("pump A", "pump B"))],
        [Node("control"), Node("network"), Node("pump A"), Node("pump B")],
    )

    (water,) = key_person_dependency(city)

    assert water == Dependency("water", 2, (SkillGap("network", "network", 1, 1, 2, 30),), False, True)


def test_a_service_short_of_people_says_so():
    city = city_with([Holding("ada", "valves")], [Need("water", "valves", people=3)])

    (water,) = key_person_dependency(city)
    (row,) = one_absence_away(city)

    assert water.slack == -1
    assert row.uncovered


def test_without_needs_nothing_can_be_said():
    (water,) = key_person_dependency(city_with([], []))

    assert water == Dependency("water", None, (), False, True)


def test_one_administrator_of_two_stand_ins_is_one_absence():
    city = pumps(Holding("ada", "make A"), Holding("ada", "make B"))

    (water,) = key_person_dependency(city)

    assert (water.slack, water.through_alternatives, water.exact) == (1, True, True)
    assert one_absence_away(city) == (
        OneAbsence("water", "pump A", "make A", 1, 1, 1, None, alone=False),
        OneAbsence("water", "pump B", "make B", 1, 1, 1, None, alone=False),
    )


def test_two_administrators_of_two_stand_ins_are_two_absences():
    (water,) = key_person_dependency(pumps(Holding("ada", "make A"), Holding("ben", "make B")))

    assert (water.slack, water.through_alternatives, water.exact) == (2, True, True)


def test_beyond_two_absences_the_slack_may_be_a_bound_and_says_so():
    shared = [Holding(person, make) for person in ("ada", "ben", "chen") for make in ("make A", "make B")]
    apart = [Holding(f"{person} {make}", make) for person in ("ada", "ben") for make in ("make A", "make B")]

    (both,) = key_person_dependency(pumps(*shared, Holding("dov", "make A")))
    (each,) = key_person_dependency(pumps(*apart))

    assert (both.slack, both.exact) == (7, False)  # truly 4
    assert (each.slack, each.exact) == (4, False)  # truly 4


def test_a_stand_in_that_nobody_can_run_gives_no_credit():
    city = pumps(Holding("ada", "make A"))

    (water,) = key_person_dependency(city)

    assert (water.slack, water.binding[0].node) == (1, "pump A")


def test_one_absence_away_has_no_place_for_a_person():
    names = {field.name for field in fields(OneAbsence)} | {field.name for field in fields(SkillGap)}

    assert names == {
        "alone", "holders", "level", "node", "people", "response_min", "service", "skill",
    }  # fmt: skip


def test_asking_about_what_is_no_service_is_refused():
    with pytest.raises(ValueError, match="'pump A' is not a service"):
        key_person_dependency(pumps(), ["pump A"])


@settings(max_examples=150, deadline=None)
@given(maps())
def test_slack_equals_the_fewest_absences_found_by_trying(city):
    for found in key_person_dependency(city):
        fewest = fewest_absences(city, found.service)
        if fewest is None:
            assert found.slack is None
        elif fewest == 0:
            assert found.slack <= 0
        elif found.exact or fewest <= 2:
            assert found.slack == fewest
        else:
            assert found.slack > fewest
        assert bool(found.binding) == (found.slack is not None)


@settings(max_examples=100, deadline=None)
@given(maps())
def test_one_absence_away_lists_exactly_the_services_with_slack_one_or_less(city):
    listed = {row.service for row in one_absence_away(city)}

    assert listed == {
        found.service for found in key_person_dependency(city) if found.slack is not None and found.slack <= 1
    }


@settings(max_examples=100, deadline=None)
@given(maps(), st.sampled_from(SKILLS), st.integers(1, 2))
def test_one_more_holder_never_lowers_an_exact_slack(city, skill, level):
    helped = replace(city, people=(*city.people, "new"), holdings=(*city.holdings, Holding("new", skill, level)))

    for before, after in zip(key_person_dependency(city), key_person_dependency(helped), strict=True):
        assert (before.slack is None) == (after.slack is None)
        assert before.slack is None or after.slack >= min(before.slack, 3)


@settings(max_examples=60, deadline=None)
@given(maps(), st.randoms())
def test_swapping_people_changes_nothing(city, random):
    order = list(city.people)
    random.shuffle(order)
    other = dict(zip(city.people, order, strict=True))
    holdings = tuple(replace(holding, person=other[holding.person]) for holding in city.holdings)
    swapped = replace(city, holdings=holdings)

    assert key_person_dependency(swapped) == key_person_dependency(city)
    assert one_absence_away(swapped) == one_absence_away(city)
