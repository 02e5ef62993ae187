from collections import defaultdict
from itertools import pairwise

from hypothesis import given, settings

from lamplighter.engines.services import Group, Map, Node, layered_layout
from lamplighter.engines.services.crossings import Layers, fewest_crossings
from lamplighter.engines.services.tests.maps import maps


def test_services_stand_over_systems_over_supplies():
    city = Map(
        [Node("water", "service"), Node("heat", "service"), Node("scada"), Node("spare"), Node("power", "supply")],
        [Group("water", ("scada",)), Group("heat", ("power",)), Group("scada", ("power",))],
    )

    layout = layered_layout(city)

    assert {key: position.layer for key, position in layout.positions.items()} == {
        "water": 0,
        "heat": 0,
        "scada": 1,
        "spare": 1,
        "power": 2,
    }
    assert layout.crossings == 0


def test_a_line_over_several_layers_bends_in_each():
    city = Map(
        [Node("heat", "service"), Node("scada"), Node("power", "supply")],
        [Group("heat", ("power",)), Group("heat", ("scada",)), Group("scada", ("power",))],
    )

    lines = {(line.dependent, line.member): line for line in layered_layout(city).lines}

    assert [down for _, down in lines["heat", "power"].points] == [0, 1, 2]
    assert lines["heat", "power"].points[1] != lines["heat", "scada"].points[1]


def test_two_crossed_lines_are_uncrossed():
    crossed = Layers([["a", "b"], ["c", "d"]], {"a": ["d"], "b": ["c"]})

    layers, crossings = fewest_crossings(crossed)

    assert crossings == 0
    assert layers.rows in ([["a", "b"], ["d", "c"]], [["b", "a"], ["c", "d"]])


def test_a_circle_has_one_line_upwards():
    city = Map([Node("a"), Node("b"), Node("c")], [Group(x, (y,)) for x, y in ("ab", "bc", "ca")])

    layout = layered_layout(city)

    upwards = [line for line in layout.lines if line.points[0][1] > line.points[-1][1]]
    assert [(line.dependent, line.member) for line in upwards] == [("c", "a")]


def test_an_empty_map_is_an_empty_drawing():
    layout = layered_layout(Map())

    assert (dict(layout.positions), layout.lines, layout.wide, layout.layers) == ({}, (), 0, 0)


@settings(max_examples=80, deadline=None)
@given(maps(most_nodes=8))
def test_every_drawing_is_whole_apart_and_the_same_again(city):
    layout = layered_layout(city)

    rows = defaultdict(list)
    for position in layout.positions.values():
        rows[position.layer].append((position.order, position.along))
    assert layout.positions.keys() == city.node_of.keys()
    assert sorted(rows) == list(range(layout.layers))
    for row in rows.values():
        row.sort()
        assert [order for order, _ in row] == list(range(len(row)))
        assert all(later - earlier >= 0.998 for (_, earlier), (_, later) in pairwise(row))
    for line in layout.lines:
        start, end = layout.positions[line.dependent], layout.positions[line.member]
        assert line.points[0] == (start.along, start.down)
        assert line.points[-1] == (end.along, end.down)
        assert start.layer != end.layer
    again = layered_layout(Map(city.nodes[::-1], city.groups[::-1]))
    assert again == layout
