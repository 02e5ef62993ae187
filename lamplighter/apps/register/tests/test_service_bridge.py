"""The bridge from rows to the map, worked by hand on the harbour town."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lamplighter.apps.register.actions.contracts import begin_contract
from lamplighter.apps.register.actions.people import end_employment
from lamplighter.apps.register.actions.services import close_thing
from lamplighter.apps.register.bridge import absences, chart_of, drawing_of, fall_of, key_of, map_of, points
from lamplighter.apps.register.tests.harbour import harbour
from lamplighter.engines.services import Group, Need


@pytest.fixture
def town(cast, noon):
    return harbour(cast.havn, by=cast.ada, at=noon)


def names(things):
    return [each.name for each in things]


def test_rows_become_the_map(cast, noon, town):
    city = map_of(cast.havn, noon.date())

    assert len(city.nodes) == 6
    assert (
        Group(
            key_of("service", town.calls.pk),
            (key_of("system", town.switch_a.pk), key_of("system", town.switch_b.pk)),
            needed=1,
            buffer_min=0,
        )
        in city.groups
    )
    assert Need(key_of("system", town.switch_a.pk), str(town.radio.pk), 3, 1, None) in city.needs
    assert set(city.people) == {key_of("person", town.mara.pk), key_of("person", town.idris.pk)}


def test_the_map_takes_eight_queries_whatever_its_size(cast, noon, town, django_assert_num_queries):
    with django_assert_num_queries(8):
        chart_of(cast.havn, noon.date())
    with django_assert_num_queries(8):
        chart_of(cast.elsewhere, noon.date())


def test_one_absence_is_told_by_service_and_skill(cast, noon, town):
    rows = absences(cast.havn, noon.date())

    assert [(row.service.name, row.node.name, row.skill, row.people, row.holders) for row in rows] == [
        ("Parking permits", "Switch A", "Radio gateway", 1, 1)
    ]


def test_whoever_has_left_holds_nothing(cast, noon, town):
    day = noon.date()
    end_employment(town.mara, day - timedelta(days=1), by=cast.ada, at=noon)

    rows = absences(cast.havn, day)

    assert [(row.service.name, row.skill, row.holders, row.code) for row in rows] == [
        ("Emergency calls", "Dispatch", 1, "one_absence_away"),
        ("Parking permits", "Radio gateway", 0, "nobody_holds"),
    ]


def test_a_contract_that_has_ended_ends_what_its_person_holds(cast, noon, town):
    day = noon.date()
    begin_contract(
        town.mara,
        starts_on=day - timedelta(days=90),
        ends_on=day - timedelta(days=1),
        rule_pack="city-policy",
        by=cast.ada,
        at=noon,
    )

    assert [row.holders for row in absences(cast.havn, day)] == [1, 0]
    assert [row.holders for row in absences(cast.havn, day - timedelta(days=1))] == [1]


def test_points_of_failure_name_things_and_people(cast, noon, town):
    chart = chart_of(cast.havn, noon.date())

    calls, permits = points(chart, town.calls.pk), points(chart, town.permits.pk)

    assert names(calls.single) == ["Electricity", "Power"]
    assert [names(pair) for pair in calls.double] == [
        ["Switch A", "Switch B"],
        ["Switch B", "Mara Quist"],
        ["Idris Bell", "Mara Quist"],
    ]
    assert names(permits.single) == ["Electricity", "Mara Quist", "Power", "Switch A"]
    assert (permits.double, permits.pairs_left_out) == ((), False)


def test_power_fails_and_services_fall_one_after_the_other(cast, noon, town):
    chart = chart_of(cast.havn, noon.date())

    fall = fall_of(chart, [key_of("system", town.power.pk)], [], 480, {})

    told = [(row.service.name, row.degraded_min, row.fell_min, row.past_min) for row in fall.services]
    assert told == [("Parking permits", None, 130, None), ("Emergency calls", 180, 225, 255)]
    assert [[link.thing.name for link in row.chain] for row in fall.services] == [
        ["Parking permits", "Switch A", "Power"],
        ["Emergency calls", "Switch B", "Power"],
    ]
    assert [(part.state, part.first, part.last) for part in fall.services[1].parts] == [
        ("lit", 1, 37),
        ("by_hand", 37, 46),
        ("out", 46, 52),
        ("past", 52, 97),
    ]
    assert names(fall.not_repaired) == ["Power"]


def test_what_is_repaired_comes_back_in_order(cast, noon, town):
    chart = chart_of(cast.havn, noon.date())
    power = key_of("system", town.power.pk)

    fall = fall_of(chart, [power], [], 480, {power: 200})

    # Switch A fell at 120 and needs 60 to restart; permits have no time of their own. Calls ran by hand only.
    assert [(each.thing.name, each.at_min) for each in fall.returns] == [
        ("Power", 200),
        ("Switch B", 200),
        ("Switch A", 260),
        ("Parking permits", 260),
    ]
    assert names(fall.spared) == ["Emergency calls"]
    assert fall.not_repaired == ()


def test_a_contract_that_has_ended_is_out_from_the_start(cast, noon):
    day = noon.date()
    town = harbour(cast.havn, by=cast.ada, at=noon, ends_on=day - timedelta(days=1))
    chart = chart_of(cast.havn, day)

    fall = fall_of(chart, [], [], 480, {})

    assert chart.ended == (key_of("supply", town.grid.pk),)
    assert [(row.service.name, row.fell_min, row.anyway) for row in fall.services] == [
        ("Parking permits", 130, True),
        ("Emergency calls", 225, True),
    ]


def test_what_is_closed_leaves_the_map(cast, noon, town):
    close_thing(town.permits, noon.date(), by=cast.ada, at=noon)

    city = map_of(cast.havn, noon.date())

    assert len(city.services) == 1
    assert len(city.groups) == 4


LTR = """\
Emergency calls / Parking permits
Switch B / Switch A
Power
Electricity"""


def test_the_drawing_begins_where_reading_begins(cast, noon, town):
    chart = chart_of(cast.havn, noon.date())

    ltr = drawing_of(chart, chart.whole, rtl=False)
    rtl = drawing_of(chart, chart.whole, rtl=True)

    assert ltr.outline() == LTR
    assert rtl.outline().splitlines() == LTR.splitlines()[::-1]
    assert [box.thing.key for box in ltr.boxes] == [box.thing.key for box in rtl.boxes]
    assert [box.y for box in ltr.boxes] == [box.y for box in rtl.boxes]
    mirrored = [ltr.wide - box.x - box.wide for box in ltr.boxes]
    assert mirrored == [box.x for box in rtl.boxes]


def test_a_cone_is_a_service_and_what_it_stands_on(cast, noon, town):
    chart = chart_of(cast.havn, noon.date())

    part = chart.cone([key_of("service", town.permits.pk)])

    assert sorted(chart.thing(node.key).name for node in part.nodes) == [
        "Electricity",
        "Parking permits",
        "Power",
        "Switch A",
    ]


def test_on_paper_every_box_is_whole_on_some_sheet(cast, noon, town):
    chart = chart_of(cast.havn, noon.date())
    drawing = drawing_of(chart, chart.whole, rtl=False)
    tall = replace(drawing, high=4_000.0)

    assert drawing.paper == [(0.0, drawing.high)]
    assert all(
        any(top <= y and y + 44 <= top + high for top, high in tall.paper) for y in range(0, int(tall.high) - 44)
    )
