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
    """Deed codes that a module writes: what is called a deed, and what is given as one to whatever writes lines."""
    tree = ast.parse(source)
    places = dict.fromkeys(WRITERS, slice(2)) | handing_on(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and "deed" in {getattr(target, "id", "") for target in node.targets}:
            yield from literals(node.value)
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        by_name = {"deed", "code"} if called in WRITERS else {"deed"}
        named = [word.value for word in node.keywords if word.arg in by_name]
        for argument in [*node.args[places.get(called, slice(0))], *named]:
            yield from literals(argument)


def handing_on(tree: ast.Module) -> dict[str, slice]:
    """The module's own functions that are told a deed and write it, with the place at which they are told."""
    found: dict[str, slice] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        names = [argument.arg for argument in node.args.args]
        calls = {getattr(each.func, "id", "") for each in ast.walk(node) if isinstance(each, ast.Call)}
        if "deed" in names and calls & WRITERS:
            found[node.name] = slice(names.index("deed"), names.index("deed") + 1)
    return found


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
        ('deed = "a.b" if on else "a.c"\nrecord(city, deed, x, by=b, at=a)', ["a.b", "a.c"]),
        ('rewrite(draft, change, deed="a.b", by=b, at=a)', ["a.b"]),
        ('def told(x, deed):\n  record(city, deed, x, by=b, at=a)\ntold(thing, "a.b")', ["a.b"]),
    ],
)
def test_the_search_finds_deeds_however_they_are_written(source: str, found: list[str]) -> None:
    assert list(codes_in(source)) == found
