"""People at the same rosters at the same moment, on both databases: one version, one draft a pool, all lawful."""

import subprocess
import sys


def test_rivals_change_only_what_is_lawful_and_publish_and_draft_once(own_database: dict[str, str]) -> None:
    rivals = [sys.executable, "-m", "lamplighter.apps.roster.tests.rivals"]
    done = subprocess.run(rivals, env=own_database, check=True, capture_output=True, text=True, timeout=120)

    assert done.stdout.splitlines() == [
        "given: Duty Unlawful 1",
        "published: Publication Publication Publication 1 1",
        "drafts: 3 3 0",
    ]
