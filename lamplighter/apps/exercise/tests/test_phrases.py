"""Every code that reading, checking or writing gives has a sentence, and every sentence has its facts."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from lamplighter.apps.exercise.phrases import checking, importing
from lamplighter.engines.exercise import checking as engine
from lamplighter.engines.exercise import reading

APP = Path(__file__).parents[1]
ENGINE = Path(reading.__file__).parent


def calls(folder: Path, *names: str) -> list[ast.Call]:
    """The calls of functions or methods of these names in a folder."""
    return [
        node
        for path in sorted(folder.rglob("*.py"))
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in names
    ]


def literals(nodes: list[ast.Call], place: int) -> set[str]:
    return {
        argument.value
        for node in nodes
        for argument in node.args[place : place + 1]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def test_every_problem_of_the_check_has_a_sentence_and_no_other() -> None:
    assert checking.PROBLEMS.keys() == engine.CODES.keys()


def test_every_complaint_has_a_sentence() -> None:
    told = literals(calls(ENGINE, "complain", "Complaint"), 0) | literals(calls(APP, "Wrong"), 0)
    told |= literals(calls(APP / "imports", "complain"), 0)

    assert told - checking.COMPLAINTS.keys() == set()
    assert len(told) > 15


def test_whatever_is_left_out_or_noticed_has_its_words() -> None:
    left = calls(APP, "leave")

    assert literals(left, 0) - importing.WHAT.keys() == set()
    assert literals(left, 2) | literals(calls(APP, "Unfit"), 0) <= importing.WHY.keys()
    assert literals(calls(APP, "tell"), 0) - importing.NOTICES.keys() == set()
    assert literals(calls(APP, "Unusable"), 0) - importing.UNUSABLE.keys() == set()


def test_no_sentence_waits_for_a_code_that_nobody_gives() -> None:
    left = calls(APP, "leave")

    assert importing.WHY.keys() == literals(left, 2) | literals(calls(APP, "Unfit"), 0)
    assert importing.NOTICES.keys() - literals(calls(APP, "tell"), 0) == set()
    assert importing.UNUSABLE.keys() - literals(calls(APP, "Unusable"), 0) == set()


@pytest.mark.parametrize(
    "words", [importing.WHAT, importing.WHY, importing.NOTICES, importing.UNUSABLE, checking.PROBLEMS]
)
def test_sentences_have_plain_names_for_their_facts(words: dict) -> None:
    for sentence in words.values():
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(str(sentence)))
