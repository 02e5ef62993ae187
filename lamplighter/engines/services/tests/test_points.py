import pytest
from hypothesis import given, settings

from lamplighter.engines.services import Group, Holding, Map, Need, Node, PointsOfFailure, points_of_failure
from lamplighter.engines.services.tests.maps import maps, smallest_cuts


def clinic() -> Map:
    """Records stand on a database and on one of two lines; the database needs a skill and a contract."""
    return Map(
        nodes=[
            Node("records", "service"),
            Node("database"),
            Node("line 1"),
            Node("line 2"),
            Node("support contract", "supply"),
        ],
        groups=[
            Group("records", ("database",), buffer_min=30),
            Group("records", ("line 1", "line 2")),
            Group("database", ("support contract",), buffer_min=10_000),
        ],
        people=["ada", "ben", "chen"],
        holdings=[Holding("ada", "sql"), Holding("ben", "sql"), Holding("chen", "lines")],
        needs=[Need("database", "sql"), Need("line 2", "lines")],
    )


def test_systems_contracts_and_people_stand_side_by_side():
    assert points_of_failure(clinic()) == (
        PointsOfFailure(
            "records",
            single=("database", "support contract"),
            double=(("ada", "ben"), ("chen", "line 1"), ("line 1", "line 2")),
        ),
    )


def test_order_one_leaves_pairs_out():
    (records,) = points_of_failure(clinic(), order=1)

    assert (records.single, records.double) == (("database", "support contract"), ())


@pytest.mark.parametrize("order", [0, 3])
def test_other_orders_are_refused(order):
    with pytest.raises(ValueError, match=f"order {order}"):
        points_of_failure(clinic(), order)


def test_pairs_over_too_many_things_are_refused_and_single_points_are_not():
    count = 1_300
    city = Map(
        [Node("s", "service"), *(Node(f"n{i}") for i in range(count))],
        [Group("s", tuple(f"n{i}" for i in range(count)), needed=count)],
    )

    (found,) = points_of_failure(city, order=1)

    assert len(found.single) == count
    with pytest.raises(ValueError, match="'s' stands on 1301 nodes and people"):
        points_of_failure(city)


@settings(max_examples=120, deadline=None)
@given(maps())
def test_points_equal_those_found_by_trying_every_one_and_every_pair(city):
    for found in points_of_failure(city):
        single, double = smallest_cuts(city, found.service)

        assert found.single == tuple(sorted(single))
        assert found.double == tuple(sorted(double))


@settings(max_examples=40, deadline=None)
@given(maps())
def test_asking_for_one_service_gives_what_asking_for_all_gives(city):
    for found in points_of_failure(city):
        assert points_of_failure(city, services=[found.service]) == (found,)
