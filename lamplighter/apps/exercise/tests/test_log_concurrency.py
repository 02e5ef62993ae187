"""Processes and threads that play at the same moment never fork the log, lose a line, or write one twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROCESSES, DEEDS = 2, 15


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """A database of its own, for processes to come."""
    database = f"sqlite:///{tmp_path}/exercise.sqlite3"
    if request.param == "postgres":
        database = request.getfixturevalue("fresh_postgres")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
        "LAMPLIGHTER_DATA": str(tmp_path),
        "LAMPLIGHTER_DATABASE": database,
    }


def command(verb: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "lamplighter.apps.exercise.tests.writers", verb, *more]


def test_writers_at_the_same_moment_make_one_log(environment: dict[str, str]) -> None:
    subprocess.run(command("prepare"), env=environment, check=True)

    writers = [subprocess.Popen(command("write", str(DEEDS)), env=environment) for _ in range(PROCESSES)]
    ended = [writer.wait(timeout=100) for writer in writers]

    ran = subprocess.run(command("tell"), env=environment, check=True, capture_output=True, text=True)
    told = json.loads(ran.stdout)
    assert ended == [0] * PROCESSES
    assert (told["numbers"], told["broken"], told["dated"]) == (True, "None", True)
    assert told["notes"] == PROCESSES * 2 * DEEDS
    assert told["contested"] == sorted(f"contested-{number}" for number in range(DEEDS))
    assert sorted(told["due"]) == ["call", "press"]
