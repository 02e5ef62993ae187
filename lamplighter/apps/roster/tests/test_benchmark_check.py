"""``lamplighter roster check``: rosters of benchmark files, judged on the command line, without a database."""

import json
from pathlib import Path

import pytest

from lamplighter.apps.roster.phrases.benchmarks import LINE_PARTS, LINE_RULES, WANTED
from lamplighter.apps.roster.tests.benchmark_files import WEEK, ends_with, run, week_in
from lamplighter.engines.lines.formats import WANTED as ENGINE_WANTED
from lamplighter.engines.lines.score import PARTS, RULES

REST = [None] * 7


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return week_in(tmp_path)


def roster(folder: Path, **lines: list[str | None]) -> str:
    (folder / "roster.json").write_text(json.dumps(lines))
    return "roster.json"


def test_a_lawful_roster_has_its_cost_and_its_parts(folder, capsys):
    run("check", "week.txt", roster(folder, Ada=REST, Bo=[None, "D", "D", *REST[3:]]), "--json")

    assert json.loads(capsys.readouterr().out) == {
        "instance": "week",
        "objective": 103,
        "hard_violations": 0,
        "parts": dict.fromkeys(PARTS, 0) | {"wishes": 3, "short": 100},
        "violations": [],
    }


def test_a_broken_rule_is_told_with_person_and_days_and_ends_with_1(folder, capsys):
    name = roster(folder, Ada=["D", "D", *REST[2:]], Bo=[None, None, "D", *REST[3:]])

    ends_with(1, "check", "week.txt", name)
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "Hard rules broken: 2",
        "  Ada works D on day 0, which must be free.",
        "  Bo has too few days in a row, days 2. Missing: 1.",
    ]
    ends_with(1, "check", "week.txt", name, "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["hard_violations"] == 2
    assert told["violations"][0] == {
        "rule": "free_day",
        "person": "Ada",
        "days": [0],
        "amount": 1,
        "shifts": ["D"],
        "says": "Ada works D on day 0, which must be free.",
    }


def test_every_mistake_of_a_file_has_file_line_field_and_what_was_expected(folder, capsys):
    (folder / "week.txt").write_text(WEEK.replace("D,480,", "D,long,").replace("Ada,0", "Cy,7"))

    ends_with(2, "check", "week.txt", roster(folder), "--json")

    told = capsys.readouterr()
    assert json.loads(told.out) == {
        "errors": [
            {
                "file": "week.txt",
                "line": 4,
                "field": "Length in mins",
                "found": "long",
                "expected": "a whole number",
            },
            {
                "file": "week.txt",
                "line": 9,
                "field": "EmployeeID",
                "found": "Cy",
                "expected": "a person whom the file defines",
            },
            {
                "file": "week.txt",
                "line": 9,
                "field": "DayIndexes",
                "found": "7",
                "expected": "a day from 0 to 6",
            },
        ]
    }
    assert told.err.splitlines()[0] == (
        "week.txt, line 4, Length in mins: found: “long”; expected: a whole number."
    )


def test_files_that_cannot_be_read_are_all_named(folder, capsys):
    (folder / "drawer").mkdir()

    ends_with(2, "check", "week.txt", "drawer", "nothing.json")
    assert capsys.readouterr().err.splitlines() == [
        "drawer, file: found: “Is a directory”; expected: a file that can be read.",
        "nothing.json, file: found: “No such file or directory”; expected: a file that can be read.",
    ]


def test_a_roster_of_other_people_is_refused(folder, capsys):
    ends_with(2, "check", "week.txt", roster(folder, Ada=REST, Cy=REST))
    assert capsys.readouterr().err.splitlines() == [
        "roster.json, person: found: “Cy”; expected: a person whom the file defines.",
        "roster.json, Bo: found: “nothing”; expected: a list of 7 shifts, null for a day off.",
    ]


def test_a_scenario_without_its_weeks_says_what_is_missing(folder, capsys):
    (folder / "scenario.txt").write_text("SCENARIO = small\n")

    ends_with(2, "check", "scenario.txt", roster(folder))
    ends_with(2, "check", "week.txt", roster(folder), "--history", "scenario.txt")
    assert capsys.readouterr().err.splitlines() == [
        "scenario.txt, --history, --weeks: found: nothing; expected: --history and --weeks with a scenario.",
        "week.txt, --history, --weeks: found: nothing; expected: neither --history nor --weeks with this format.",
    ]


def test_every_code_of_the_engine_has_a_sentence():
    assert set(WANTED) == {*ENGINE_WANTED, "file"}
    assert set(LINE_RULES) == set(RULES)
    assert set(LINE_PARTS) == set(PARTS)
