"""Processes and threads that write at the same moment never fork the chain, nor lose a line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROCESSES, LINES = 2, 20


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """A database of its own, for processes to come."""
    database = f"sqlite:///{tmp_path}/journal.sqlite3"
    if request.param == "postgres":
        database = request.getfixturevalue("fresh_postgres")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
        "LAMPLIGHTER_DATA": str(tmp_path),
        "LAMPLIGHTER_DATABASE": database,
    }


def command(verb: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "lamplighter.apps.journal.tests.writers", verb, *more]


def test_writers_at_the_same_moment_make_one_chain(environment: dict[str, str]) -> None:
    subprocess.run(command("prepare"), env=environment, check=True)

    writers = [subprocess.Popen(command("write", str(LINES)), env=environment) for _ in range(PROCESSES)]
    ended = [writer.wait(timeout=60) for writer in writers]

    told = subprocess.run(command("tell"), env=environment, check=True, capture_output=True, text=True).stdout
    count = PROCESSES * 2 * LINES
    assert ended == [0] * PROCESSES
    assert told.startswith(f"{count}\nhavn: whole, {count} lines")
