"""Two people hand duties over at the same moment, on both databases: the second is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_rivals_hand_over_once_and_lawfully(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> None:
    sqlite = f"sqlite:///{tmp_path}/takeover.sqlite3"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
        "LAMPLIGHTER_DATA": str(tmp_path),
        "LAMPLIGHTER_DATABASE": sqlite if kind == "sqlite" else request.getfixturevalue("fresh_postgres"),
    }

    rivals = [sys.executable, "-m", "lamplighter.apps.roster.tests.rival_takeovers"]
    done = subprocess.run(rivals, env=environment, check=True, capture_output=True, text=True, timeout=120)

    assert done.stdout.splitlines() == ["one hole: Overtaken Takeover 1", "one person: Takeover Unlawful 2 2"]
