"""Chronograms as they are written in meetings: with headings in five languages, or with none."""

from datetime import time
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.apps.exercise.imports.columns import chosen
from lamplighter.apps.exercise.imports.found import Unusable
from lamplighter.apps.exercise.imports.imported import Imported, imported, imported_bytes
from lamplighter.apps.exercise.imports.keys import literal, time_of
from lamplighter.apps.exercise.imports.words import CHANNELS, HEADERS, channel_of, meaning_of
from lamplighter.apps.exercise.tests.files import workbook, zipped
from tests.realdata import real_file

HEAD = ("No", "Time", "Channel", "From", "To", "Subject", "Message", "Expected action", "Objective", "Comment")


def of(*rows, columns: str = "") -> Imported:
    return imported_bytes(workbook(*rows), "Night watch.xlsx", chosen(columns))


def injects(found: Imported) -> list[dict]:
    return [inject for phase in found.tree["phases"] for inject in phase["injects"]]


def test_the_real_chronogram_without_headings_is_understood() -> None:
    found = imported(real_file("exercise/openaev-xls-import-test_1.xlsx"))

    assert found.definition.counts()["injects"] == 2
    assert [(inject["channel"], inject["to"], inject["kind"], inject["release"]) for inject in injects(found)] == [
        ("message", ["team1"], "facilitation", "manual"),
        ("mail", ["team2"], "facilitation", "manual"),
    ]
    assert [inject["title"] for inject in injects(found)] == ["message1", "subject"]
    assert [(each.what, each.where, each.code, each.count) for each in found.left_out] == [
        ("row", "CHECKLIST", "empty_row", 43),
        ("column", "CHECKLIST", "column_unknown", 1),
        ("column", "CHECKLIST", "column_unknown", 1),
        ("row", "CHECKLIST 3", "unknown_channel", 1),
    ]
    assert [(each.code, each.where, each.facts["found"]) for each in found.notices] == [
        ("before_start", "CHECKLIST 1", "J-60"),
        ("before_start", "CHECKLIST 2", "J-30"),
    ]


def test_what_is_guessed_can_be_corrected() -> None:
    path = real_file("exercise/openaev-xls-import-test_1.xlsx")

    found = imported(path, chosen("G=title, E=nothing, I=comment"))

    assert [inject["title"] for inject in injects(found)] == ["description", "message2"]
    assert injects(found)[0]["controller"] == "expectation done"


def test_a_chronogram_with_headings_becomes_injects_with_tasks() -> None:
    found = of(
        ("The exercise of the night", None),
        HEAD,
        (
            1,
            "H+0",
            "Phone call",
            "Guard",
            "CIO; Mayor",
            "It is dark",
            "Nobody {knows}.",
            "Call the mayor",
            "Lead",
            "slowly",
        ),
        (2, "H+1", "Tweet", "A citizen", "all", None, "Why is it dark?", None, None, None),
    )

    first, second = injects(found)
    assert first == {
        "key": "inject-01",
        "number": "1",
        "channel": "phone",
        "from": "Guard",
        "to": ["cio", "mayor"],
        "title": "It is dark",
        "body": "Nobody {{knows}}.",
        "release": "timed",
        "at": "+0:00",
        "expected": "Call the mayor",
        "objective": "lead",
        "task": "task-01",
        "controller": "slowly",
    }
    assert (second["channel"], second.get("to", []), second["at"], second["title"]) == (
        "social",
        [],
        "+1:00",
        "Why is it dark?",
    )
    assert found.tree["title"] == "Night watch"
    assert [objective["key"] for objective in found.tree["objectives"]] == ["lead"]


@pytest.mark.parametrize(
    ("head", "channel", "language"),
    [
        (("שעה", "ערוץ", "אל", "כותרת", "תוכן"), "מייל", "he"),
        (("زمان", "کانال", "گیرنده", "عنوان", "متن"), "ایمیل", "fa"),
        (("الوقت", "القناة", "المستلم", "العنوان", "النص"), "بريد إلكتروني", "ar"),
        (("Horaire", "Moyen", "Destinataire", "Objet", "Contenu"), "courriel", "en"),
    ],
)
def test_headings_are_known_in_the_languages_of_cities(head: tuple[str, ...], channel: str, language: str) -> None:
    words = {"he": "החשמל נפל בעיר", "fa": "برق شهر رفته است", "ar": "انقطعت الكهرباء في المدينة", "en": "Panne"}[
        language
    ]
    found = of(head, ("+0:10", channel, words, words, f"{words}. {words}."))

    (inject,) = injects(found)
    assert (inject["channel"], inject["at"], inject["title"]) == ("mail", "+0:10", words)
    assert found.tree["language"] == language
    assert found.tree["roles"][0]["name"] == words


def test_clocks_count_from_the_first_and_pass_midnight() -> None:
    found = of(
        HEAD[1:6],
        *((clock, "mail", "A", "B", f"At {clock}") for clock in ("22:30", "22:10", "23:50", "00:20", "06:00")),
    )

    assert found.tree["story"]["at"] == "22:30"
    assert [(inject["release"], inject.get("at")) for inject in injects(found)] == [
        ("timed", "+0:00"),
        ("manual", None),
        ("timed", "+1:20"),
        ("timed", "+1:50"),
        ("timed", "+7:30"),
    ]


def test_phases_are_those_of_their_column_and_times_count_from_their_openings() -> None:
    found = of(
        ("Phase", "Time", "Channel", "Title"),
        ("Night", "+0:10", "mail", "A"),
        (None, "+0:30", "mail", "B"),
        ("Morning", "+7:00", "mail", "C"),
        ("Morning", "+7:30", "mail", "D"),
    )

    assert [(phase["key"], phase["title"], phase["starts"]) for phase in found.tree["phases"]] == [
        ("night", "Night", "+0:10"),
        ("morning", "Morning", "+7:00"),
    ]
    assert [inject["at"] for inject in injects(found)] == ["+0:00", "+0:20", "+0:00", "+0:30"]


def test_cells_that_a_spreadsheet_took_for_times_are_times() -> None:
    found = of(("Time", "Channel", "Title"), (time(8), "mail", "A"), (time(9, 15), "mail", "B"))

    assert [inject["at"] for inject in injects(found)] == ["+0:00", "+1:15"]
    assert found.tree["story"]["at"] == "08:00"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("later", "mail", "A"), "time_unreadable"),
        ((None, "mail", "A"), "time_missing"),
        ((15, "mail", "A"), "minutes_assumed"),
        (("+0:05", None, "A"), "channel_assumed"),
        (("J-1", "mail", "A"), "before_start"),
    ],
)
def test_what_was_assumed_is_told_with_its_row(row: tuple, code: str) -> None:
    found = of(("Time", "Channel", "Title"), ("+0:00", "mail", "First"), row)

    assert [(each.code, each.where) for each in found.notices] == [(code, "Chronogram 3")]


def test_other_sheets_and_columns_nobody_knows_are_left_out_by_name() -> None:
    found = of((*HEAD[1:6], "Budget code"), ("+0:00", "mail", "A", "B", "C", "X-17"))

    assert [(each.what, each.code, each.facts) for each in found.left_out] == [
        ("column", "column_unknown", {"name": "Budget code"})
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("Time", "Channel", "Title")], "no_injects_in_table"),
        ([("Time", "Channel", "Title"), ("+0:00", "pigeon", "A")], "no_injects_in_table"),
        ([("+0:00", "mail"), ("+0:10", "mail")], "no_text_column"),
        ([], "empty"),
        ([*[[None]] * 20_000, ["far"]], "too_many_rows"),
        ([[*[None] * 300, "far"]], "too_many_rows"),
    ],
)
def test_a_workbook_without_injects_is_refused(rows: list, code: str) -> None:
    with pytest.raises(Unusable) as refused:
        of(*rows)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("asked", "code"),
    [("C", "map_form"), ("1=title", "map_form"), ("C=colour", "map_meaning"), ("=title", "map_form")],
)
def test_a_map_that_says_nothing_is_refused(asked: str, code: str) -> None:
    with pytest.raises(Unusable) as refused:
        chosen(asked)

    assert refused.value.code == code


def test_a_cell_far_away_is_refused_however_its_tag_is_written() -> None:
    parts = {"[Content_Types].xml": b"", "xl/workbook.xml": b"<workbook/>"}
    for tag in (b'<c r="XFD9">', b'<c s="1" r="XFD9"/>', b"<x:c r='XFD9'>", b'<c\n r="A1048576">'):
        packed = zipped(*((name, "", content) for name, content in parts.items()), ("xl/worksheets/a.xml", "", tag))
        with pytest.raises(Unusable) as refused:
            imported_bytes(packed, "x.xlsx")
        assert refused.value.code == "too_many_rows"


def test_no_word_means_two_things() -> None:
    for table, look in ((HEADERS, meaning_of), (CHANNELS, channel_of)):
        for meaning, names in table.items():
            for name in names:
                assert look(name) is not None, name
            assert look(names[0]) == meaning


TEXTS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30
).filter(lambda text: text.strip() == text and text)


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(0, 5000), st.sampled_from(sorted(CHANNELS)), TEXTS, TEXTS), min_size=1, max_size=8
    )
)
def test_whatever_stands_in_the_rows_arrives(rows: list[tuple[int, str, str, str]]) -> None:
    found = of(("Time", "Channel", "Title", "Body"), *((time_of(at), *row) for at, *row in rows))

    # Texts are kept in the one form of Unicode that digests are taken of.
    assert [(inject["at"], inject["channel"], inject["title"], inject["body"]) for inject in injects(found)] == [
        (time_of(at), channel, normalize("NFC", literal(" ".join(title.split()))), normalize("NFC", literal(body)))
        for at, channel, title, body in rows
    ]
