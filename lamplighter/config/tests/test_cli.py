"""The command line speaks of the product, and answers a slip with a sentence."""

import pytest

from lamplighter.config import cli
from lamplighter.config.cli import Refusal, command_of, main, overview


def test_help_names_the_products_own_commands_first() -> None:
    lines = overview().splitlines()

    assert any(line.strip().startswith("serve ") for line in lines)
    assert any(line.strip().startswith("drop sample ") for line in lines)
    assert not any(line.strip().startswith(("startapp", "sqlflush")) for line in lines)


def test_every_own_command_has_a_help_of_one_line() -> None:
    for line in overview().splitlines():
        if line.startswith("  "):
            name, _, words = line.strip().partition("  ")
            assert words.strip(), name


@pytest.mark.parametrize(
    ("typed", "name", "rest"),
    [
        (["serve"], "serve", []),
        (["run_worker", "--once"], "run_worker", ["--once"]),
        (["run-worker"], "run_worker", []),
        (["drop", "sample", "--dry-run"], "drop_sample", ["--dry-run"]),
        (["migrate", "work"], "migrate", ["work"]),
        (["roster", "check", "a.txt"], "roster_check", ["a.txt"]),
        (["forget", "answers", "--dry-run"], "forget_answers", ["--dry-run"]),
    ],
)
def test_two_words_may_name_one_command(typed: list[str], name: str, rest: list[str]) -> None:
    assert command_of(typed) == (name, rest)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["serv"], "serve"),
        (["drop"], "drop sample"),
        (["forget"], "forget answers"),
        (["drop", "sampel"], "drop sample"),
        (["migrat"], "migrate"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(typed: list[str], meant: str) -> None:
    with pytest.raises(Refusal, match=f"`lamplighter {meant}`"):
        command_of(typed)


def test_an_unknown_command_leaves_with_two_and_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["zzzz"])

    assert left.value.code == 2
    assert capsys.readouterr().err.splitlines() == [
        "There is no command “zzzz”. `lamplighter --help` lists them all."
    ]


def test_without_words_it_says_what_it_can(capsys: pytest.CaptureFixture[str]) -> None:
    main([])

    assert capsys.readouterr().out == f"{overview()}\n"


def test_nobody_reads_a_traceback(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(words: list[str]) -> None:
        raise cli.OperationalError("no such table: work_job\nand more")

    monkeypatch.setattr(cli, "run", broken)
    with pytest.raises(SystemExit):
        main(["serve"])

    assert capsys.readouterr().err == (
        "The database does not answer as it should: no such table: work_job. `lamplighter migrate` sets it up.\n"
    )
