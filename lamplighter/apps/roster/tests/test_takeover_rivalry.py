"""Two people hand duties over at the same moment, on both databases: the second is refused."""

import subprocess
import sys


def test_rivals_hand_over_once_and_lawfully(own_database: dict[str, str]) -> None:
    rivals = [sys.executable, "-m", "lamplighter.apps.roster.tests.rival_takeovers"]
    done = subprocess.run(rivals, env=own_database, check=True, capture_output=True, text=True, timeout=120)

    assert done.stdout.splitlines() == ["one hole: Overtaken Takeover 1", "one person: Takeover Unlawful 2 2"]
