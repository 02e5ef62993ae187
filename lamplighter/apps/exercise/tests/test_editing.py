"""One part changed: the rest stays, and translations go with the text they belong to."""

from typing import Any

import pytest

from lamplighter.apps.exercise.bridge.definition import define
from lamplighter.apps.exercise.bridge.editing import (
    NotThere,
    add,
    drop,
    found_in,
    keys_taken,
    move,
    part_at,
    put,
    say,
)
from lamplighter.apps.exercise.tests.files import small


@pytest.fixture
def tree() -> dict[str, Any]:
    return define(small().tree).tree


def test_putting_back_what_was_there_changes_nothing(tree: dict[str, Any]) -> None:
    keys = {
        "scenario": "head",
        "phase": "dawn",
        "inject": "press",
        "decision": "tell",
        "option": "tell.now",
        "question": "who",
        "role": "mayor",
        "objective": "inform",
        "task": "inform.tell",
        "target": "vital",
        "variable": "supplier",
        "look": "1",
        "ask": "ready",
    }

    for kind, key in keys.items():
        assert put(tree, kind, key, part_at(tree, kind, key)) == tree, kind


def test_a_part_is_shown_without_the_parts_inside_it_and_put_without_losing_them(tree: dict[str, Any]) -> None:
    decision = part_at(tree, "decision", "tell")

    new = put(tree, "decision", "tell", decision | {"question": "Who hears what?"})

    assert "options" not in decision
    assert found_in(new, "decision", "tell").part["question"] == "Who hears what?"
    assert found_in(new, "decision", "tell").part["options"] == found_in(tree, "decision", "tell").part["options"]


def test_a_part_keeps_its_key_whatever_is_put_in_its_place(tree: dict[str, Any]) -> None:
    new = put(tree, "inject", "call", part_at(tree, "inject", "call") | {"key": "other"})

    assert found_in(new, "inject", "call").place == 0


def test_dropping_an_option_takes_its_translation_along(tree: dict[str, Any]) -> None:
    new = drop(tree, "option", "tell.wait")

    assert "decisions.tell.options.wait.text" not in new["texts"]["he"]
    assert "decisions.tell.options.now.text" in new["texts"]["he"]


def test_taking_a_text_away_takes_its_translation_along(tree: dict[str, Any]) -> None:
    tree = say(tree, "he", {"injects.call.expected": "…"})
    without = {name: value for name, value in part_at(tree, "inject", "call").items() if name != "expected"}

    new = put(tree, "inject", "call", without)

    assert "injects.call.expected" not in new["texts"]["he"]


def test_translations_of_counted_texts_follow_them(tree: dict[str, Any]) -> None:
    tree = say(tree, "he", {"roles.mayor.powers.1": "one", "roles.mayor.powers.2": "two"})
    mayor = part_at(tree, "role", "mayor")

    turned = put(tree, "role", "mayor", mayor | {"powers": mayor["powers"][::-1]})
    fewer = put(tree, "role", "mayor", mayor | {"powers": mayor["powers"][1:]})
    worded = put(tree, "role", "mayor", mayor | {"powers": ["Other words", mayor["powers"][1]]})

    assert powers(turned) == {"roles.mayor.powers.1": "two", "roles.mayor.powers.2": "one"}
    assert powers(fewer) == {"roles.mayor.powers.1": "two"}
    assert powers(worded) == {"roles.mayor.powers.1": "one", "roles.mayor.powers.2": "two"}


def powers(tree: dict[str, Any]) -> dict[str, str]:
    return {path: text for path, text in tree["texts"]["he"].items() if path.startswith("roles.mayor.powers")}


def test_what_the_guide_looks_for_moves_with_its_translation(tree: dict[str, Any]) -> None:
    tree = add(tree, "look", {"task": "tell", "look_for": "Second"})
    tree = say(tree, "he", {"guide.1.look_for": "one", "guide.2.look_for": "two"})

    moved = move(tree, "look", "2", -1)
    dropped = drop(tree, "look", "1")
    before = add(tree, "look", {"task": "tell", "look_for": "Between"}, after="1")

    assert moved["guide"][0]["look_for"] == "Second"
    assert moved["texts"]["he"]["guide.1.look_for"] == "two"
    assert dropped["texts"]["he"]["guide.1.look_for"] == "two"
    assert before["texts"]["he"]["guide.3.look_for"] == "two"


def test_an_inject_moves_to_another_phase_with_its_translation(tree: dict[str, Any]) -> None:
    tree = add(tree, "phase", {"key": "later", "title": "Later", "minutes": 10, "starts": "+5:00"})

    new = put(tree, "inject", "press", part_at(tree, "inject", "press"), above="later")

    assert found_in(new, "inject", "press").above == "later"
    assert new["texts"]["he"]["injects.press.body"] == tree["texts"]["he"]["injects.press.body"]


def test_phases_injects_and_decisions_share_their_keys(tree: dict[str, Any]) -> None:
    assert keys_taken(tree, "inject") == {"dawn", "call", "press", "tell"}
    assert keys_taken(tree, "option", "tell") == {"now", "wait"}
    assert keys_taken(tree, "role") == {"mayor", "manager", "cio"}


def test_at_the_end_of_a_list_a_part_stays(tree: dict[str, Any]) -> None:
    assert move(tree, "role", "mayor", -1) == tree
    assert [role["key"] for role in move(tree, "role", "mayor", 1)["roles"]] == ["manager", "mayor", "cio"]


def test_what_is_not_there_is_said_to_be_missing(tree: dict[str, Any]) -> None:
    for kind, key in (("inject", "nothing"), ("option", "tell"), ("nonsense", "call")):
        with pytest.raises(NotThere):
            part_at(tree, kind, key)
