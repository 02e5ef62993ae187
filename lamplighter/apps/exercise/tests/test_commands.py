"""``lamplighter exercise check|rehearse|convert``: no database is asked, and every end has its status."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lamplighter.apps.exercise.imports.imported import imported
from lamplighter.apps.exercise.tests.files import SMALL, openaev
from tests.realdata import real_file

AKIRA = "exercise/openaev-scenario-Akira_Ransomware_Crisis.zip"


def run(name: str, *arguments: object) -> int:
    """The status that a command ends with."""
    try:
        call_command(f"exercise_{name}", *map(str, arguments))
    except SystemExit as end:
        return int(end.code or 0)
    except CommandError as error:
        return error.returncode
    return 0


def test_the_check_of_akira_tells_programs_all_of_it(capsys) -> None:
    assert run("check", real_file(AKIRA), "--json") == 0

    told = json.loads(capsys.readouterr().out)
    problems, left_out = told.pop("problems"), told.pop("left_out")
    digest = told.pop("digest")
    assert told == {
        "file": "openaev-scenario-Akira_Ransomware_Crisis.zip",
        "format": "openaev",
        "recognised_by": "the ZIP entry marked Scenario",
        "title": "Tabletop Exercise - Akira Ransomware Crisis",
        "scenario": {
            "id": "093d1e0a-b88b-5eb4-b7e9-9a01128345c1",
            "slug": "tabletop-exercise-akira-ransomware-crisis",
            "version": "1.0.0",
        },
        "organisation": None,
        "dry_run": True,
        "stored": False,
        "already": False,
        "languages": ["en"],
        "phases": 1,
        "injects": 20,
        "roles": 14,
        "variables": 8,
        "decisions": 0,
        "options": 0,
        "objectives": 1,
        "expected_actions": 19,
        "conditions": 1,
        "questions": 0,
        "survey_questions": 0,
        "attachments": 0,
    }
    assert len(digest) == 64
    assert left_out[1] == {
        "what": "message header",
        "where": "scenario_information",
        "count": 1,
        "code": "replaced_by_mark",
        "why": "Every item is marked EXERCISE by Lamplighter.",
    }
    assert {each["severity"] for each in problems} == {"warning", "notice"}
    assert all(each["sentence"].endswith(".") for each in problems)


def test_people_read_what_a_file_holds_and_what_is_wrong(capsys, tmp_path) -> None:
    (tmp_path / "small.yaml").write_text(
        SMALL.read_text(encoding="utf-8").replace("decider: mayor", "decider: king"), encoding="utf-8"
    )

    assert run("check", tmp_path / "small.yaml") == 1

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "A supplier goes dark (small-dark 1.0.0)"
    assert "Languages: en, ar, fa, he." in told
    assert "  phases.dawn.decisions.tell: The role king is not defined." in told


def test_a_file_with_mistakes_is_refused_with_all_of_them(capsys, tmp_path) -> None:
    (tmp_path / "small.yaml").write_text(
        SMALL.read_text(encoding="utf-8")
        .replace("minutes: 20", "minuets: 20")
        .replace("mode: single", "mode: lot"),
        encoding="utf-8",
    )

    assert run("check", tmp_path / "small.yaml", "--json") == 2

    caught = capsys.readouterr()
    assert [(each["line"], each["where"], each["code"]) for each in json.loads(caught.out)["errors"]] == [
        (1, "minutes", "missing"),
        (11, "minuets", "unknown_field"),
        (74, "phases.dawn.decisions.tell.mode", "unknown_value"),
    ]
    assert "small.yaml, line 74, phases.dawn.decisions.tell.mode: Found: lot; expected: single" in caught.err


@pytest.mark.parametrize("name", ["check", "rehearse"])
def test_what_is_no_scenario_ends_with_2_and_one_sentence(name: str, capsys, tmp_path) -> None:
    (tmp_path / "list.txt").write_text("milk, bread")

    with pytest.raises(CommandError, match=r"list\.txt is no scenario: neither YAML") as refused:
        call_command(f"exercise_{name}", str(tmp_path / "list.txt"))

    assert refused.value.returncode == 2
    assert run(name, tmp_path / "nowhere.yaml", "--json") == 2
    assert json.loads(capsys.readouterr().out)["errors"][0]["code"] == "unreadable"


def test_a_rehearsal_repeats_itself_and_another_seed_decides_otherwise(capsys) -> None:
    told = []
    for seed in (1, 1, *range(2, 12)):
        assert run("rehearse", SMALL, "--seed", seed, "--json") == 0
        told.append(json.loads(capsys.readouterr().out))

    assert told[0] == told[1]
    assert all(each["ended"] for each in told)
    taken = {each["value"] for play in told for each in play["happened"] if each["kind"] == "decision.taken"}
    assert taken >= {"now", "wait"}


def test_people_read_a_rehearsal_as_a_story(capsys) -> None:
    assert run("rehearse", SMALL, "--seed", 1) == 0

    told = capsys.readouterr().out.splitlines()
    assert "  +0:00  inject  The desk calls" in told
    assert "  +0:20  asked  What do residents hear, and when?" in told


@pytest.mark.parametrize(("form", "ending"), [("yaml", ".yaml"), ("xlsx", ".xlsx"), ("openaev", ".zip")])
def test_a_file_is_written_beside_under_the_name_of_its_scenario(
    form, ending, capsys, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "power.zip").write_bytes(openaev())

    assert run("convert", "power.zip", "--format", form, "--json") == 0

    told = json.loads(capsys.readouterr().out)
    assert told["out"] == f"power-cut{ending}"
    assert imported(Path(f"power-cut{ending}")).tree["title"] == "Power cut"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["power.zip", f"power-cut{ending}"])
    assert run("convert", "power.zip", "--format", form) == 2, "it exists already"


def test_nothing_is_written_over_the_source_or_where_nothing_can_be(tmp_path) -> None:
    (tmp_path / "a.yaml").write_bytes(SMALL.read_bytes())

    for out in (tmp_path / "a.yaml", tmp_path, tmp_path / "nowhere" / "b.yaml"):
        assert run("convert", tmp_path / "a.yaml", "--format", "yaml", "--out", out) == 2
    assert (tmp_path / "a.yaml").read_bytes() == SMALL.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_one_language_can_be_asked_of_an_archive_alone(tmp_path) -> None:
    out = tmp_path / "x.zip"

    assert run("convert", SMALL, "--format", "openaev", "--language", "fa", "--out", out) == 0
    assert imported(out).tree["title"] == "تأمین‌کننده خاموش شد"
    assert run("convert", SMALL, "--format", "openaev", "--language", "fr", "--out", out) == 2
    assert run("convert", SMALL, "--format", "yaml", "--language", "fa", "--out", out) == 2
