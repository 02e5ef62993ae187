"""People at the same rosters at the same moment, on both databases: one version, one draft a pool, all lawful."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_rivals_change_only_what_is_lawful_and_publish_and_draft_once(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    sqlite = f"sqlite:///{tmp_path}/roster.sqlite3"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
        "LAMPLIGHTER_DATA": str(tmp_path),
        "LAMPLIGHTER_DATABASE": sqlite if kind == "sqlite" else request.getfixturevalue("fresh_postgres"),
    }

    rivals = [sys.executable, "-m", "lamplighter.apps.roster.tests.rivals"]
    done = subprocess.run(rivals, env=environment, check=True, capture_output=True, text=True, timeout=120)

    assert done.stdout.splitlines() == [
        "given: Duty Unlawful 1",
        "published: Publication Publication Publication 1 1",
        "drafts: 3 3 0",
    ]
