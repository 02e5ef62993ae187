"""``lamplighter roster solve``: benchmark files are solved on the command line, without a database."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lamplighter.apps.roster.bridge.benchmarks import Source, grid_of, lines_of, score
from lamplighter.apps.roster.phrases.benchmarks import LINE_STATUSES
from lamplighter.apps.roster.tests.benchmark_files import WEEK, ends_with, run, week_in
from lamplighter.engines.lines import STATUSES
from tests.realdata import real_file

IMPOSSIBLE = WEEK.replace("Bo,D=7,2400,0", "Bo,D=1,2400,960")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return week_in(tmp_path)


def test_a_small_file_is_solved_and_proven_and_its_roster_written(folder, capsys):
    run("solve", "week.txt", "--limit", "20", "--seed", "3", "--out", "roster.json", "--json")

    told = json.loads(capsys.readouterr().out)
    # Two on the second day, and one more than wanted on the third: nobody works a single day.
    assert (told["instance"], told["status"], told["objective"], told["bound"]) == ("week", "optimal", 1, 1)
    assert (told["hard_violations"], told["gap"], told["seed"], told["workers"]) == (0, 0, 3, 1)
    assert 0 <= told["first_feasible_s"] <= told["seconds"] < 20
    assert told["search"]
    run("check", "week.txt", "roster.json", "--json")
    assert json.loads(capsys.readouterr().out)["objective"] == 1
    assert sorted(path.name for path in folder.iterdir()) == ["roster.json", "week.txt"]


def test_people_read_what_it_costs_and_where_it_is(folder, capsys):
    run("solve", "week.txt", "--limit", "20", "--out", "roster.json")

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "week: Proven: nothing costs less."
    assert "Cost: 1" in told
    assert "Hard rules broken: 0" in told
    assert told[-1] == "Written to roster.json."


def test_more_shifts_than_a_search_can_tell_apart_are_refused(folder, capsys):
    names = [f"S{number}" for number in range(200)]
    shifts, most = "".join(f"{name},60,\n" for name in names), "|".join(f"{name}=7" for name in ["D", *names])
    (folder / "many.txt").write_text(WEEK.replace("D,480,\n", f"D,480,\n{shifts}").replace("D=7", most))

    ends_with(2, "solve", "many.txt", "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["errors"] == [
        {"file": "many.txt", "line": None, "field": "shifts", "found": "201", "expected": "at most 127 shifts"}
    ]


def test_a_file_that_has_no_roster_says_so_and_writes_nothing(folder, capsys):
    (folder / "week.txt").write_text(IMPOSSIBLE)

    ends_with(1, "solve", "week.txt", "--limit", "20", "--out", "roster.json")

    assert capsys.readouterr().out.splitlines()[:2] == [
        "week: No roster can keep all hard rules of this file.",
        "No line of work fits what the rules of Bo ask.",
    ]
    assert not (folder / "roster.json").exists()
    ends_with(1, "solve", "week.txt", "--limit", "20", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["objective"], told["hard_violations"]) == ("infeasible", None, None)
    assert (told["nobody"], told["died"]) == ("Bo", False)


def test_a_file_with_mistakes_is_refused_and_nothing_is_written(folder, capsys):
    (folder / "week.txt").write_text(WEEK.replace("D,480,", "D,-1,"))

    ends_with(2, "solve", "week.txt", "--out", "roster.json", "--json")

    assert json.loads(capsys.readouterr().out)["errors"][0]["line"] == 4
    assert [path.name for path in folder.iterdir()] == ["week.txt"]


@pytest.mark.parametrize(
    ("out", "why"),
    [
        ("nowhere/roster.json", " (No such file or directory)"),
        ("drawer", ", which is a folder"),
        ("week.txt", ", which is the file to solve"),
        ("week.txt/roster.json", " (Not a directory)"),
        ("pipe", ", which is no ordinary file"),
    ],
)
def test_where_nothing_can_be_written_is_said_before_the_search(folder, capsys, out, why):
    (folder / "drawer").mkdir()
    os.mkfifo(folder / "pipe")

    ends_with(2, "solve", "week.txt", "--limit", "600", "--out", out)

    words = f"The roster cannot be written to {out}{why}. Name another file with --out."
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--limit", "0", "give a number of seconds above 0, not “0”."),
        ("--limit", "nan", "give a number of seconds above 0, not “nan”."),
        ("--limit", "soon", "give a number of seconds above 0, not “soon”."),
        ("--workers", "0", "give a whole number from 1 to 256, not “0”."),
        ("--workers", "1.5", "give a whole number from 1 to 256, not “1.5”."),
        ("--seed", "-1", "give a whole number from 0 to 2147483647, not “-1”."),
    ],
)
def test_a_bad_option_is_answered_with_a_sentence(folder, capsys, option, text, words):
    ends_with(2, "solve", "week.txt", option, text)

    assert capsys.readouterr().err.splitlines()[-1].endswith(words)


def test_ctrl_c_gives_the_best_so_far(folder):
    instance = real_file("rostering/instances/Instance8.txt")
    words = [sys.executable, "-m", "lamplighter", "roster", "solve", str(instance), "--limit", "300", "--json"]
    env = os.environ | {
        "PYTHONPATH": str(Path(__file__).resolve().parents[4]),
        "LAMPLIGHTER_DATA": str(folder / "data"),
    }
    # On a terminal it tells how far it is, so that the moment of the first roster is known.
    terminal, end = os.openpty()
    heard = b""
    with subprocess.Popen([*words, "--out", "roster.json"], stdout=subprocess.PIPE, stderr=end, env=env) as process:
        os.close(end)
        while not re.search(rb"cost \d+", heard):
            heard += os.read(terminal, 1000)
        process.send_signal(signal.SIGINT)
        told = json.loads(process.communicate(timeout=60)[0])
        os.close(terminal)

    assert process.returncode == 0
    assert (told["status"], told["hard_violations"]) == ("stopped", 0)
    assert told["seconds"] < 150
    grid = grid_of(Source("Instance8", instance.read_bytes()), None, [], "Instance8")
    lines = lines_of([Source("roster.json", (folder / "roster.json").read_bytes())], grid)
    assert score(grid, lines).objective == told["objective"] >= 1300


def test_every_status_of_the_search_has_a_sentence():
    assert set(LINE_STATUSES) == set(STATUSES)
