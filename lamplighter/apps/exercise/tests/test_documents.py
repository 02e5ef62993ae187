"""YAML as YAML 1.2 means it, with the line of everything, and nothing that could hurt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.apps.exercise.imports.documents import MOST_BYTES, MOST_DEPTH, read
from lamplighter.apps.exercise.imports.found import Unusable


def value_of(text: str) -> object:
    found = read(text.encode())
    assert found.wrong == []
    (document,) = found.documents
    return document.value


@pytest.mark.parametrize("word", ["off", "on", "yes", "no", "06:40", "2026-11-22", "1_000", "=", "<<", "y", "0o8"])
def test_words_that_old_yaml_takes_for_something_else_stay_words(word: str) -> None:
    assert value_of(f"a: {word}") == {"a": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True), ("False", False), ("~", None), ("", None), ("null", None), ("12", 12), ("-3", -3), ("0o17", 15),
        ("0xff", 255), ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("007", 7), ("'12'", "12"), ('"true"', "true"),
        ("!!str 12", "12"),
    ],
)  # fmt: skip
def test_plain_values_are_those_of_yaml_1_2(word: str, value: object) -> None:
    found = value_of(f"a: {word}")

    assert found == {"a": value}
    assert type(found["a"]) is type(value)  # type: ignore[index]


def test_every_part_knows_its_line_by_key_and_by_number() -> None:
    found = read(b"phases:\n  - key: dawn\n    title: A\n    minutes:\n      12\n")

    place = found.documents[0].place
    assert [place.at(path).line for path in ("phases.dawn.title", "phases.1.minutes", "phases.dusk", "")] == [
        3,
        5,
        2,
        1,
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3", "twice", 3),
        ("a: &x 1\nb: *x", "alias", 2),
        ("a:\n  - !!python/object:os.system x", "tag", 2),
        ("a:\n  - !thing {}", "tag", 2),
        ("1: one", "key_not_text", 1),
        ("? [a]\n: b", "key_not_text", 1),
        ("a: .inf", "bad_number", 1),
        ("a: 1e999", "bad_number", 1),
        (f"a: {'9' * 5000}", "bad_number", 1),
        ("a: [1, 2", "not_yaml", 2),
        ("a: 'open", "not_yaml", 1),
        ("a: 1\n b: 2", "not_yaml", 2),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_line(text: str, code: str, line: int) -> None:
    first = read(text.encode(), "x.yaml").wrong[0]

    assert (first.code, first.line, first.file) == (code, line, "x.yaml")


def test_all_mistakes_are_told_at_once() -> None:
    found = read(b"a: 1\na: 2\nb: *x\nc: .nan\n")

    assert [(each.code, each.line) for each in found.wrong] == [("twice", 2), ("alias", 3), ("bad_number", 4)]


def test_a_file_that_is_nested_too_deep_is_refused_and_one_at_the_limit_is_read() -> None:
    assert read(b"[" * MOST_DEPTH + b"]" * MOST_DEPTH).wrong == []
    for text in (b"[" * (MOST_DEPTH + 1), b"{a: " * 100_000, b"- " * 50_000):
        with pytest.raises(Unusable) as refused:
            read(text)
        assert refused.value.code == "too_deep"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" + b"a," * 250_000 + b"]", "too_many_parts"),
        (b"a: \xff", "not_utf8"),
        (b"#" * (MOST_BYTES + 1), "too_big"),
    ],
)
def test_bytes_that_are_no_text_of_ours_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unusable) as refused:
        read(content)

    assert refused.value.code == code


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")

    try:
        found = read(content)
    except Unusable:
        return
    assert all(each.code for each in found.wrong)
