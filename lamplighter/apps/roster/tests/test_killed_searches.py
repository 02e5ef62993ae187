"""Real workers fill the drafts of several pools, one is killed in mid-search, and nothing is lost or stored twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lamplighter.apps.roster.tests.pool_yard import POOLS
from lamplighter.apps.work.tests.test_kill import Yard


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def yard(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Yard]:
    database = f"sqlite:///{tmp_path}/yard.sqlite3"
    if request.param == "postgres":
        database = request.getfixturevalue("fresh_postgres")
    made = Yard(tmp_path, database, "lamplighter.apps.roster.tests.pool_yard")
    yield made
    for worker in made.workers:
        worker.kill()
        worker.wait()


def test_every_pool_has_one_lawful_draft_though_a_worker_is_killed_in_mid_search(yard: Yard) -> None:
    killed, other = yard.worker(), yard.worker()
    yard.wait_for("searching", killed)
    yard.wait_for("searching", other)
    killed.kill()
    third = yard.worker()
    yard.wait_for("searching", third)
    yard.go()
    yard.wait_for_all(*(f"over-{number}" for number in range(1, POOLS + 1)))

    told = yard.tell()
    assert told["states"] == ["done"] * POOLS
    assert told["losses"] == 1
    assert told["pools"] == [
        {"pool": f"Desk {number}", "stored": 1, "holes": 0, "against": 0} for number in range(POOLS)
    ]
