"""Whatever is written in the journal can be told: every deed recorded anywhere has its sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from lamplighter.apps.journal.phrases import deeds

APPS = Path(__file__).resolve().parents[2] / "lamplighter" / "apps"
WRITERS = {"record", "record_many", "record_sight", "Deed"}


def codes_in(source: str) -> Iterator[str]:
    """Deed codes that a module writes: the literal first or second argument of whatever writes lines."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called not in WRITERS:
            continue
        for argument in [*node.args[:2], *(word.value for word in node.keywords if word.arg in {"deed", "code"})]:
            yield from literals(argument)


def literals(node: ast.expr) -> Iterator[str]:
    """The codes an argument may be: a literal, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def recorded() -> dict[str, str]:
    """Every deed code in the apps, with the module that writes it."""
    return {
        code: str(module.relative_to(APPS))
        for module in sorted(APPS.rglob("*.py"))
        if "tests" not in module.parts and "migrations" not in module.parts
        for code in codes_in(module.read_text(encoding="utf-8"))
    }


def test_every_deed_has_a_sentence() -> None:
    missing = {code: module for code, module in recorded().items() if code not in deeds()}

    assert missing == {}, "Give each of these a sentence in DEEDS of its app's phrases module."


def test_deeds_are_things_and_verbs() -> None:
    for code in deeds():
        thing, verb = code.split(".")
        assert (thing + verb).replace("_", "").isalpha(), code


def test_every_sentence_says_who() -> None:
    with override("en"):
        for code, sentence in deeds().items():
            assert "{who}" in str(sentence), code
            assert str(sentence).endswith("."), code


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('record(city, "moon.landed", rocket, by=None, at=at)', ["moon.landed"]),
        ('journal.record(city, "a.b" if new else "a.c", x, by=b, at=a)', ["a.b", "a.c"]),
        ('record_many(city, [Deed("a.b", x), Deed(code="a.c")], by=b, at=a)', ["a.b", "a.c"]),
        ('record_sight(city, deed="pay.seen", subject=x, by=b, at=a)', ["pay.seen"]),
    ],
)
def test_the_search_finds_deeds_however_they_are_written(source: str, found: list[str]) -> None:
    assert list(codes_in(source)) == found
