import pytest

from lamplighter.engines.services import Group, Holding, Map, Need, Node

TWO = [Node("a", "service"), Node("b")]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"nodes": [Node("a"), Node("a")]}, "Node 'a' is given twice"),
        ({"nodes": [Node("a", "office")]}, "Node 'a' has kind 'office'"),
        ({"nodes": [Node("a", rto_min=-1)]}, "rto_min of node 'a' is -1"),
        ({"nodes": [Node("a", mtpd_min=float("nan"))]}, "mtpd_min of node 'a' is nan"),
        ({"nodes": [Node("a", "service", fallback_min=float("inf"))]}, "fallback_min of node 'a' is inf"),
        ({"nodes": [Node("a", "system", fallback_min=5)]}, "system 'a' has fallback_min 5"),
        ({"groups": [Group("x", ("b",))]}, "under 'x', which is no node"),
        ({"groups": [Group("a", ("x",))]}, "names 'x', which is no node"),
        ({"groups": [Group("a", ("b", "b"))]}, "names a member twice"),
        ({"groups": [Group("a", ("a", "b"))]}, "depend on itself"),
        ({"groups": [Group("a", ("b",), needed=2)]}, "needs 2 of 1"),
        ({"groups": [Group("a", ("b",), needed=0)]}, "needs 0 of 1"),
        ({"groups": [Group("a", ("b",), buffer_min=-5)]}, "buffer_min is -5"),
        ({"people": ["p", "p"]}, "Person 'p' is given twice"),
        ({"people": ["a"]}, "'a' is both a person and a node"),
        ({"holdings": [Holding("p", "sql")]}, "held by 'p', who is not among the people"),
        ({"people": ["p"], "holdings": [Holding("p", "sql"), Holding("p", "sql", 2)]}, "holds skill 'sql' twice"),
        ({"needs": [Need("x", "sql")]}, "needed by 'x', which is no node"),
        ({"needs": [Need("a", "sql"), Need("a", "sql")]}, "is given twice"),
        ({"needs": [Need("a", "sql", people=0)]}, "asks for 0 people"),
        ({"needs": [Need("a", "sql", response_min=-1)]}, "response_min is -1"),
        ({"needs": [Need("a", "sql", buffer_min=-1)]}, "buffer_min is -1"),
    ],
)
def test_a_map_that_makes_no_sense_is_refused_in_words(parts, words):
    with pytest.raises(ValueError, match=words):
        Map(**({"nodes": TWO} | parts))


def test_every_key_has_a_kind():
    city = Map([*TWO, Node("c", "supply")], people=["p"])

    assert [city.kind_of(key) for key in "abcp"] == ["service", "system", "supply", "person"]
    with pytest.raises(ValueError, match="'q' is neither a node nor a person"):
        city.kind_of("q")
