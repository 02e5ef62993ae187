"""``lamplighter import people`` and ``import services``: what they print and end with, and what survives a kill."""

import json
import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lamplighter.apps.register.models import Person, PrivateFacts, Service
from lamplighter.apps.register.tests.test_import_people import FIRST
from tests.people import Cast


def run(command: str, *words: str) -> tuple[int, str]:
    """What it ends with, and what it prints."""
    printed = StringIO()
    try:
        call_command(command, *words, stdout=printed)
    except SystemExit as end:
        return int(end.code or 0), printed.getvalue()
    except CommandError as error:
        return error.returncode, str(error)
    return 0, printed.getvalue()


@pytest.fixture
def staff(tmp_path: Path) -> str:
    path = tmp_path / "staff.csv"
    path.write_text(FIRST)
    return str(path)


def test_people_come_in_and_the_second_time_nothing_changes(cast: Cast, staff: str) -> None:
    ended, printed = run("import_people", staff, "--city", "havn", "--as-of", "2026-01-01")

    assert ended == 0
    assert "Not stored: Sex" in printed
    assert "Rows: 3. Added: 3." in printed
    assert "Brought in as of 2026-01-01." in printed
    assert Person.objects.filter(organisation=cast.havn).count() == 3
    assert "changes nothing" in run("import_people", staff, "--city", "havn", "--as-of", "2026-01-01")[1]


def test_a_dry_run_changes_nothing_and_json_tells_programs(cast: Cast, staff: str) -> None:
    ended, printed = run("import_people", staff, "--city", "havn", "--dry-run", "--json")

    told = json.loads(printed)
    assert (ended, told["brought_in"], told["counts"]["added"]) == (0, False, 3)
    assert told["columns"]["Title"] == "title"
    assert not Person.objects.exists()


def test_mistakes_stop_everything_unless_they_are_left_out(cast: Cast, staff: str) -> None:
    Path(staff).write_text(FIRST.replace("2020-01-15", "31/31/2020"))

    ended, printed = run("import_people", staff, "--city", "havn")
    assert ended == 1
    assert "Row 3, Hire date, “31/31/2020”: This is not a day that we can read" in printed
    assert not Person.objects.exists()

    assert run("import_people", staff, "--city", "havn", "--leave-out-errors")[0] == 0
    assert Person.objects.count() == 2


def test_sex_is_kept_only_if_asked_for(cast: Cast, staff: str) -> None:
    assert run("import_people", staff, "--city", "havn", "--map", "Sex=sex")[0] == 2
    assert run("import_people", staff, "--city", "havn", "--with", "sex")[0] == 0
    assert PrivateFacts.objects.count() == 3


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("{}", "--city", "nowhere"), "There is no city “nowhere”."),
        (("{}x", "--city", "havn"), "The file {}x cannot be read: No such file or directory."),
        (("{}", "--city", "havn", "--map", "Shoe=Name"), "“Shoe” is neither a column of the file nor a meaning"),
        (("{}", "--city", "havn", "--map", "Name=-,Staff number=-"), "No column is chosen for “Name”."),
        (("{}", "--city", "havn", "--with", "shoe"), "--with knows sex and age, not “shoe”."),
    ],
)
def test_what_cannot_be_done_ends_with_two_and_a_sentence(
    cast: Cast, staff: str, words: tuple[str, ...], sentence: str
) -> None:
    ended, printed = run("import_people", *(word.format(staff) for word in words))

    assert ended == 2
    assert printed.startswith(sentence.format(staff))


def test_services_come_in(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "services.csv"
    path.write_text("Service;Tier;Depends on\nWater;1;Pumps\n")

    ended, printed = run("import_services", str(path), "--city", "havn")

    assert ended == 0
    assert "New systems: 1." in printed
    assert Service.objects.get(organisation=cast.havn).name == "Water"


def test_a_kill_in_the_middle_leaves_nothing_half_done(tmp_path: Path) -> None:
    yard = [sys.executable, "-m", "lamplighter.apps.register.tests.import_yard"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
        "LAMPLIGHTER_DATA": str(tmp_path),
        "LAMPLIGHTER_DATABASE": f"sqlite:///{tmp_path}/yard.sqlite3",
    }

    def tell(verb: str) -> Any:
        done = subprocess.run(
            [*yard, verb, str(tmp_path)], env=environment, check=True, capture_output=True, text=True
        )
        return json.loads(done.stdout.splitlines()[-1])

    tell("prepare")
    writing = subprocess.Popen([*yard, "stop_half_way", str(tmp_path)], env=environment)
    for _ in range(1500):
        if (tmp_path / "half").exists():
            break
        time.sleep(0.02)
    assert (tmp_path / "half").exists()
    writing.send_signal(signal.SIGKILL)
    writing.wait()

    empty = {"people": 0, "posts": 0, "contracts": 0, "units": 0, "lines": 0, "imports": 0}
    assert tell("tell") == empty
    assert tell("bring_in") == {"people": 3, "posts": 3, "contracts": 3, "units": 2, "lines": 6, "imports": 1}
