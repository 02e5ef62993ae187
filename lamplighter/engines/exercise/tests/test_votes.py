from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamplighter.engines.exercise import Option, Spread, Tie, Won, of_tables, spread, unfit, winner
from lamplighter.engines.exercise.tests.scenes import decision

ABC = tuple(Option(key, {"en": key}) for key in "abc")


def asked(mode="single", rule="role", **more):
    return decision("d", mode=mode, rule=rule, options=ABC if mode in ("single", "rank") else (), **more)


@pytest.mark.parametrize(
    ("of", "value", "code"),
    [
        (asked(), "a", None),
        (asked(), "z", "no_option"),
        (asked(), None, "no_option"),
        (asked("rank"), ["c", "a", "b"], None),
        (asked("rank"), ["c", "a"], "not_all_ranked"),
        (asked("rank"), ["c", "a", "a"], "not_all_ranked"),
        (asked("rank"), "cab", "not_all_ranked"),
        (asked("number", bounds=(0, 10)), 0, None),
        (asked("number", bounds=(0, 10)), 10.0, None),
        (asked("number", bounds=(0, 10)), 10.5, "out_of_bounds"),
        (asked("number"), float("nan"), "no_number"),
        (asked("number"), True, "no_number"),
        (asked("number"), "3", "no_number"),
        (asked("text"), "Call them.", None),
        (asked("text"), "  ", "no_text"),
        (asked("text"), "x" * 500, None),
        (asked("text"), "x" * 501, "too_long"),
    ],
)
def test_a_value_fits_its_question_or_says_why_not(of, value, code):
    assert unfit(of, value) == code


@pytest.mark.parametrize(
    ("mode", "value", "code"), [("single", "c", "no_option"), ("rank", "abc", "not_all_ranked")]
)
def test_a_hidden_option_is_the_facilitators_alone(mode, value, code):
    shown = (*ABC[:2], Option("c", {"en": "c"}, hidden=True))
    of = decision("d", mode=mode, rule="plurality", options=shown)
    given = value if mode == "single" else list(value)

    assert unfit(of, given) == code
    assert unfit(of, given, hidden=True) is None
    assert spread(of, [given]).n == 0


def test_a_hidden_option_makes_no_tie_among_ranks():
    of = decision("d", mode="rank", rule="plurality", options=(*ABC[:2], Option("c", {"en": "c"}, hidden=True)))

    assert winner(of, [["b", "a"]], None) == Won(("b", "a"))


def test_every_option_stands_in_the_spread_and_nothing_else_counts():
    assert spread(asked(), ["a", "c", "a", "z", None]) == Spread(3, {"a": 2, "b": 0, "c": 1})
    assert spread(asked(), []) == Spread(0, {"a": 0, "b": 0, "c": 0})


def test_ranks_are_told_by_first_places_and_points():
    found = spread(asked("rank"), [["a", "b", "c"], ["a", "c", "b"], ["b", "a", "c"]])

    assert found == Spread(3, {"a": 2, "b": 1, "c": 0}, {"a": 5, "b": 3, "c": 1})


def test_numbers_are_told_by_five():
    assert spread(asked("number"), [1, 2, 3, 4, 10]).five == (1, 2, 3, 4, 10)
    assert spread(asked("number"), [2, 4]).five == (2, 2.5, 3, 3.5, 4)
    assert spread(asked("number"), []).five is None


def test_texts_are_only_counted():
    assert spread(asked("text"), ["a", "b"]) == Spread(2)


@pytest.mark.parametrize(
    ("rule", "values", "own", "outcome"),
    [
        ("role", ["a", "a", "b"], "b", Won("b", 2)),
        ("role", ["a", "a"], None, Tie()),
        ("plurality", ["a", "a", "b", "c"], "c", Won("a", 2)),
        ("plurality", ["a", "b"], None, Tie(("a", "b"))),
        ("plurality", [], "a", Tie()),
        ("majority", ["a", "a", "b"], None, Won("a", 1)),
        ("majority", ["a", "a", "b", "c"], None, Tie(("a",))),
        ("consensus", ["a", "a"], None, Won("a")),
        ("consensus", ["a", "a", "b"], None, Tie(("a", "b"))),
    ],
)
def test_a_rule_gives_one_value_or_leaves_it_to_the_facilitator(rule, values, own, outcome):
    found = winner(asked(rule=rule), values, own)

    assert found == outcome
    assert getattr(found, "value", None) == getattr(outcome, "value", None)
    assert getattr(found, "leading", None) == getattr(outcome, "leading", None)


def test_a_vote_on_numbers_is_their_median():
    assert winner(asked("number", "majority"), [3, 30, 7], None).value == 7


def test_a_vote_on_ranks_is_their_order_by_points():
    ranks = [["a", "b", "c"], ["a", "c", "b"], ["b", "a", "c"]]

    assert winner(asked("rank", "plurality"), ranks, None).value == ("a", "b", "c")
    assert winner(asked("rank", "plurality"), [["a", "b", "c"], ["b", "a", "c"]], None).leading == ("a", "b")


def test_texts_cannot_be_voted_on():
    assert isinstance(winner(asked("text", "plurality"), ["x", "x", "y"], None), Tie)


def test_the_room_follows_most_of_its_tables():
    assert of_tables(asked(), ["a", "b", "a"]).value == "a"
    assert of_tables(asked(), ["a", "b"]).leading == ("a", "b")
    assert of_tables(asked("number"), [1, 5, 6]).value == 5
    assert of_tables(asked("rank"), [["a", "b", "c"], ["c", "b", "a"], ["a", "b", "c"]]).value == ("a", "b", "c")
    assert isinstance(of_tables(asked(), []), Tie)


@given(st.lists(st.sampled_from("abc"), min_size=1), st.randoms())
def test_the_order_in_which_answers_come_decides_nothing(values, shuffler):
    shuffled = list(values)
    shuffler.shuffle(shuffled)

    for rule in ("plurality", "majority"):
        one, other = winner(asked(rule=rule), values, None), winner(asked(rule=rule), shuffled, None)
        assert getattr(one, "value", one) == getattr(other, "value", other)
        assert getattr(one, "leading", None) == getattr(other, "leading", None)
    assert spread(asked(), values).counts == {key: Counter(values)[key] for key in "abc"}
