"""A file is known by what it holds; what is damaged or hostile is refused with one sentence."""

import json
import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.apps.exercise.imports.archive import MOST_ENTRIES
from lamplighter.apps.exercise.imports.found import Unusable
from lamplighter.apps.exercise.imports.imported import Malformed, imported, imported_bytes
from lamplighter.apps.exercise.phrases import importing
from lamplighter.apps.exercise.tests.files import SMALL, openaev, workbook, zipped


def refused(content: bytes, name: str = "a.bin") -> str:
    with pytest.raises(Unusable) as error:
        imported_bytes(content, name)
    said = importing.said(importing.UNUSABLE, error.value.code, {"file": name, **error.value.facts})
    assert said.endswith(".")
    assert "{" not in said
    return error.value.code


def test_the_name_of_a_file_tells_nothing() -> None:
    for name in ("scenario.xlsx", "scenario.zip", "scenario"):
        assert imported_bytes(SMALL.read_bytes(), name).format == "yaml"
    assert imported_bytes(openaev(), "scenario.yaml").format == "openaev"


def test_a_zip_of_yaml_and_a_folder_of_it_are_the_same_scenario(tmp_path) -> None:
    structure, *texts = SMALL.read_text(encoding="utf-8").split("\n---\n")
    files = {"scenario.yaml": structure, **{f"{number}.yml": text for number, text in enumerate(texts)}}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    packed = zipped(*((name, "", text.encode()) for name, text in files.items()))

    digests = {imported(tmp_path).digest, imported_bytes(packed, "x.zip").digest, imported(SMALL).digest}

    assert len(digests) == 1
    assert imported(tmp_path).tree["texts"].keys() == {"he", "fa", "ar"}


def test_json_that_is_our_format_is_read_as_such() -> None:
    tree = imported(SMALL).tree

    assert imported_bytes(json.dumps(tree).encode(), "x.json").digest == imported(SMALL).digest


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\0\0\n", "empty"),
        (b"%PDF-1.7", "not_a_scenario"),
        (b"\xd0\xcf\x11\xe0old workbook", "not_a_scenario"),
        (b"<!doctype html><p>Sign in", "web_page"),
        (b"just words", "not_a_scenario"),
        (b"title: A scenario without its mark", "not_a_scenario"),
        (b'{"some": "json"}', "not_a_scenario"),
        (b"lamplighter: texts/1\nlanguage: he\ntexts: {}", "texts_alone"),
        (b"lamplighter: scenario/1\n---\nlamplighter: scenario/1", "two_scenarios"),
        (b"PK\x03\x04 no archive", "damaged"),
        (openaev(injects=[{}] * 2_001), "too_many_injects"),
        (zipped(("readme.txt", "", b"hello")), "not_a_scenario"),
        (zipped(("scenario.yaml", "", b" " * 3_000_000)), "bomb"),
        (zipped(*((f"{number}.yaml", "", b"a: 1") for number in range(MOST_ENTRIES + 1))), "too_many_entries"),
    ],
)
def test_what_is_no_scenario_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_an_archive_that_lies_about_its_size_is_not_unpacked_beyond_what_it_said() -> None:
    honest = zipped(("scenario.yaml", "Scenario", b"0" * 40_000_000))
    at = honest.rindex(b"PK\x01\x02") + 24
    lying = honest[:at] + struct.pack("<I", 900_000) + honest[at + 4 :]

    assert refused(lying) == "damaged"


def test_an_archive_with_a_password_is_refused() -> None:
    plain = bytearray(zipped(("scenario.yaml", "", b"a: 1")))
    plain[plain.rindex(b"PK\x01\x02") + 8] |= 1

    assert refused(bytes(plain)) == "protected"


def test_entries_that_name_other_places_are_only_names(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)

    found = imported_bytes(zipped(("../../escape.yaml", "", SMALL.read_bytes())), "x.zip")

    assert found.tree["slug"] == "small-dark"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_and_a_folder_without_yaml_are_refused(tmp_path) -> None:
    for path, code in ((tmp_path / "nowhere.yaml", "unreadable"), (tmp_path, "empty_folder")):
        with pytest.raises(Unusable) as error:
            imported(path)
        assert error.value.code == code


def test_every_mistake_of_a_scenario_is_told_with_its_line() -> None:
    text = SMALL.read_text(encoding="utf-8")
    text = text.replace("minutes: 20 ", "minutes: soon ").replace("channel: phone", "channel: pigeon")
    text = text.replace("  title: הספק נדם", "  injects.nobody.body: הספק נדם")

    with pytest.raises(Malformed) as error:
        imported_bytes(text.encode(), "x.yaml")

    lines = text.splitlines()
    told = [(each.code, each.where, lines[(each.line or 1) - 1].strip()) for each in error.value.wrong]
    assert told == [
        ("wrong_type", "minutes", "minutes: soon   # in the room"),
        ("unknown_value", "phases.dawn.injects.call.channel", "channel: pigeon"),
        ("unknown_key", "texts.he.injects.nobody.body", "injects.nobody.body: הספק נדם"),
    ]


def test_texts_that_two_documents_say_are_told() -> None:
    again = (
        SMALL.read_text(encoding="utf-8") + "---\nlamplighter: texts/1\nlanguage: ar\ntexts: {title: مرة أخرى}\n"
    )

    with pytest.raises(Malformed) as error:
        imported_bytes(again.encode(), "x.yaml")

    assert [(each.code, each.where) for each in error.value.wrong] == [("said_twice", "texts.ar.title")]


def test_yaml_that_breaks_in_the_middle_is_told_with_its_line_and_not_as_another_kind_of_file() -> None:
    text = SMALL.read_text(encoding="utf-8").replace("to: [cio]", "to: [cio")

    with pytest.raises(Malformed) as error:
        imported_bytes(text.encode(), "x.yaml")

    assert [(each.code, each.line) for each in error.value.wrong] == [("not_yaml", 53)]


# Made once: a workbook says when it was made, and is a byte longer at times.
WHOLE = (openaev(), workbook(["Time", "Title", "To"], ["H+1", "A", "B"]))


@settings(max_examples=50)
@given(st.data())
def test_bytes_changed_at_random_are_read_or_refused_and_never_break(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(WHOLE)))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=6)):
        content[at] = data.draw(st.integers(0, 255))

    try:
        imported_bytes(bytes(content), "x")
    except (Unusable, Malformed):
        return


def test_the_reader_of_zip_files_checks_what_it_reads() -> None:
    damaged = bytearray(openaev())
    with zipfile.ZipFile(BytesIO(bytes(damaged))) as packed:
        begins = packed.infolist()[0].header_offset + 60
    damaged[begins] ^= 0xFF

    assert refused(bytes(damaged)) in {"damaged", "not_json"}
