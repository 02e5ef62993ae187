"""Files of Curtois and Qu: what they mean, what they cost, and what is said of a file that cannot be used."""

import re
from pathlib import Path

import pytest

from lamplighter.engines.lines import OFF, Demand, Run, Total, Weekends, Wish
from lamplighter.engines.lines.formats import WANTED, Malformed, Source, curtois_qu, solution
from lamplighter.engines.lines.score import score
from tests.realdata import real_data_folder, real_file

SMALL = """\
# A small one
SECTION_HORIZON
# days
8

SECTION_SHIFTS
E,480,
N,600,E|N

SECTION_STAFF
Ada,E=8|N=2,2400,480,5,2,2,1
Bo,E=8|N=0,2400,0,5,1,1,2

SECTION_DAYS_OFF
Ada,0,3
SECTION_SHIFT_ON_REQUESTS
Bo,1,E,3
SECTION_SHIFT_OFF_REQUESTS
Ada,2,N,2
SECTION_COVER
0,E,1,100,1
7,N,1,90,2
"""
SHIFTS, STAFF, COVER = "N,600,E|N", "Bo,E=8|N=0,2400,0,5,1,1,2", "7,N,1,90,2"


def read(text: str | bytes):
    content = text if isinstance(text, bytes) else text.encode()
    return curtois_qu.read(Source("file.txt", content), "file")


def wrong(text: str | bytes) -> list[tuple[int | None, str, str, str]]:
    with pytest.raises(Malformed) as refusal:
        read(text)
    assert {each.wanted for each in refusal.value.complaints} <= set(WANTED)
    return [(each.line, each.field, each.found, each.wanted) for each in refusal.value.complaints]


def test_a_small_file_says_what_it_says():
    grid = read(SMALL)
    ada, bo = grid.people

    assert (grid.days, grid.first_weekday, grid.name) == (8, 0, "file")
    assert [(each.key, each.minutes, each.not_next) for each in grid.shifts] == [
        ("E", 480, frozenset()),
        ("N", 600, frozenset({"E", "N"})),
    ]
    assert (ada.shifts, bo.shifts) == ({"E", "N"}, {"E"})
    assert (ada.free, ada.wishes, bo.wishes) == ({0, 3}, (Wish(2, "N", False, 2),), (Wish(1, "E", True, 3),))
    assert ada.runs == (Run(frozenset({"E", "N"}), 2, 5), Run(frozenset({OFF}), 2))
    assert ada.totals == (Total((("E", 480), ("N", 600)), 480, 2400), Total((("N", 1),), most=2))
    assert ada.weekends == Weekends(1)
    assert grid.demands == (Demand(0, "E", 1, 100, 1), Demand(7, "N", 1, 90, 2))


def other_order(text: str) -> str:
    head, *sections = re.split(r"(?m)^(?=SECTION_)", text)
    return head + "".join(f"{section}\n" for section in reversed(sections))


@pytest.mark.parametrize(
    "same",
    [
        SMALL.replace("\n", "\r\n"),
        "\ufeff" + SMALL,
        SMALL.replace("\n", "  \t\n"),
        SMALL.replace(",", " , "),
        SMALL.replace("\n", "\n\n# and a word\n"),
        SMALL.replace("E,480,", "E,480, # early"),
        SMALL.rstrip("\n"),
        other_order(SMALL),
    ],
    ids=["windows", "mark", "trailing", "spaces", "comments", "comment behind", "no last line end", "other order"],
)
def test_how_it_is_written_makes_no_difference(same):
    assert read(same) == read(SMALL)


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("\n8\n", "\neight\n", (4, "horizon", "eight", "integer")),
        ("\n8\n", "\n0\n", (4, "horizon", "0", "at_least")),
        ("\n8\n", "\n8\n9\n", (5, "horizon", "9", "one_value")),
        ("E,480,", "E,-480,", (7, "Length in mins", "-480", "at_least")),
        ("E,480,", "E,4e2,", (7, "Length in mins", "4e2", "integer")),
        ("E,480,", "E,480", (7, "fields", "2", "fields")),
        ("E,480,", ",480,\nE,480,", (7, "ShiftID", "", "name")),
        (SHIFTS, "N,600,E|X", (8, "Shifts which cannot follow this shift", "X", "shift")),
        (SHIFTS, f"{SHIFTS}\nE,1,", (9, "ShiftID", "E", "new_name")),
        (STAFF, STAFF.replace("2400,0", "2400,2401"), (12, "MaxTotalMinutes", "2400", "not_under")),
        (STAFF, STAFF.replace("5,1,1", "1,2,1"), (12, "MaxConsecutiveShifts", "1", "not_under")),
        (STAFF, STAFF.replace("5,1,1", "0,1,1"), (12, "MaxConsecutiveShifts", "0", "at_least")),
        (STAFF, STAFF.replace("N=0", "X=0|N=0"), (12, "MaxShifts", "X", "shift")),
        (STAFF, STAFF.replace("|N=0", ""), (12, "MaxShifts", "E=8", "every")),
        (STAFF, STAFF.replace("N=0", "N"), (12, "MaxShifts", "N", "pair")),
        (STAFF, STAFF.replace("N=0", "N=-1"), (12, "MaxShifts", "-1", "at_least")),
        (STAFF, STAFF.replace("N=0", "N=0|N=1"), (12, "MaxShifts", "N=1", "once_only")),
        (STAFF, STAFF + ",9", (12, "fields", "9", "fields")),
        (STAFF, f"{STAFF}\n{STAFF}", (13, "ID", "Bo", "new_name")),
        ("Ada,0,3", "Ada,0,8", (15, "DayIndexes", "8", "day")),
        ("Ada,0,3", "Ada,-1", (15, "DayIndexes", "-1", "day")),
        ("Ada,0,3", "Ada", (15, "fields", "1", "fields_or_more")),
        ("Ada,0,3", "Cy,0", (15, "EmployeeID", "Cy", "person")),
        ("Bo,1,E,3", "Bo,1,X,3", (17, "ShiftID", "X", "shift")),
        ("Bo,1,E,3", "Bo,99,E,3", (17, "Day", "99", "day")),
        ("Bo,1,E,3", "Bo,1,E,-3", (17, "Weight", "-3", "at_least")),
        ("Bo,1,E,3", "Bo,1,E,3\nBo,1,E,4", (18, "EmployeeID, Day, ShiftID", "Bo,1,E", "once")),
        (COVER, "7,N,1,90", (22, "fields", "4", "fields")),
        (COVER, "7,N,1.5,90,2", (22, "Requirement", "1.5", "integer")),
        (COVER, "7,N,1,90,²", (22, "Weight for over", "²", "integer")),
        (COVER, "0,E,1,90,2", (22, "Day, ShiftID", "0,E", "once")),
        ("E,480,", "E,10081,", (7, "Length in mins", "10081", "at_most")),
        ("Bo,1,E,3", "Bo,1,E,1000000001", (17, "Weight", "1000000001", "at_most")),
        (COVER, "7,N,1000001,90,2", (22, "Requirement", "1000001", "at_most")),
        (COVER, "7,N,1,90,1000000001", (22, "Weight for over", "1000000001", "at_most")),
        (COVER, f"{COVER}\nSECTION_MORE\n1", (23, "section", "SECTION_MORE", "known_section")),
        (COVER, f"{COVER}\nSECTION_COVER\n1,E,1,1,1", (23, "section", "SECTION_COVER", "once")),
        ("# A small one", "E,480,", (1, "section", "E,480,", "heading")),
        ("SECTION_DAYS_OFF\nAda,0,3\n", "", (None, "SECTION_DAYS_OFF", "", "section")),
        (f"E,480,\n{SHIFTS}\n", "", (6, "SECTION_SHIFTS", "", "content")),
    ],
)
def test_one_mistake_is_one_complaint_with_its_place(before, after, complaint):
    assert wrong(SMALL.replace(before, after, 1)) == [complaint]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file():
    text = SMALL.replace("E,480,", "E,x,").replace(STAFF, "Bo,1").replace(COVER, "9,X,1,1,1")

    assert wrong(text) == [
        (7, "Length in mins", "x", "integer"),
        (12, "fields", "2", "fields"),
        (22, "Day", "9", "day"),
        (22, "ShiftID", "X", "shift"),
    ]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", (None, "file", "", "content")),
        (b" \r\n\t\n", (None, "file", "", "content")),
        (SMALL.replace("Bo", "Bé").encode("latin-1"), (12, "file", "byte 0xe9", "text")),
        (b"\x7fELF\x02\x00\x00", (1, "file", "byte 0x00", "text")),
        (SMALL.encode("utf-16"), (1, "file", "byte 0xff", "text")),
    ],
    ids=["empty", "blank", "latin", "program", "utf-16"],
)
def test_what_is_no_text_in_utf_8_is_said_so(content, complaint):
    assert wrong(content) == [complaint]


def test_a_roster_is_read_as_it_was_written():
    grid = read(SMALL)
    lines = {"Ada": (OFF, "N", *[OFF] * 6), "Bo": ("E",) * 8}

    text = solution.write(lines)

    assert text.splitlines()[1] == '  "Ada": [null, "N", null, null, null, null, null, null],'
    assert solution.read(Source("out.json", text.encode()), grid) == lines


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ("{", [(1, "file", "the end", "json")]),
        ("[1]", [(None, "file", "[1]", "pair")]),
        ("[" * 100_000, [(None, "file", "[" * 20, "json")]),
        (
            '{"Ada": ["E"], "Cy": []}',
            [(None, "person", "Cy", "person"), (None, "Ada", "1 days", "days"), (None, "Bo", "nothing", "days")],
        ),
        (
            '{"Ada": [null,null,7,"X",null,null,null,null], "Bo": [null,null,null,null,null,null,null,null], "Bo": 1}',
            [
                (None, "person", "Bo", "once_only"),
                (None, "Ada, day 2", "7", "shift"),
                (None, "Ada, day 3", '"X"', "shift"),
                (None, "Bo", "1", "days"),
            ],
        ),
    ],
    ids=["cut off", "list", "deep", "people and days", "shifts"],
)
def test_a_roster_that_cannot_be_used_is_complained_of_at_once(text, complaints):
    with pytest.raises(Malformed) as refusal:
        solution.read(Source("out.json", text.encode()), read(SMALL))

    assert [(each.line, each.field, each.found, each.wanted) for each in refusal.value.complaints] == complaints


def published() -> list[Path]:
    return sorted((real_data_folder() / "rostering" / "solutions").glob("*.json"))


@pytest.mark.parametrize("path", published(), ids=lambda path: path.stem)
def test_a_published_roster_costs_what_its_authors_say(path):
    name, _, cost = path.stem.partition("_")
    grid = read(real_file(f"rostering/instances/{name}.txt").read_bytes())

    result = score(grid, solution.read(Source(path.name, path.read_bytes()), grid))

    assert (result.objective, result.broken) == (int(cost), ())
