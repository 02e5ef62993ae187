"""A real worker process is killed, frozen and told to stop in mid-job; the result is stored once."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


class Yard:
    """One database, what ``module`` prepares in it, and the worker processes that were started on it."""

    def __init__(self, folder: Path, database: str, module: str = "lamplighter.apps.work.tests.yard") -> None:
        self.folder = folder
        self.module = module
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
            "LAMPLIGHTER_DATA": str(folder),
            "LAMPLIGHTER_DATABASE": database,
            "LAMPLIGHTER_WORKER_SILENCE_S": "2",
        }
        self.workers: list[subprocess.Popen[bytes]] = []
        subprocess.run(self.command("prepare"), env=self.environment, check=True)

    def command(self, verb: str) -> list[str]:
        return [sys.executable, "-m", self.module, verb, str(self.folder)]

    def worker(self) -> subprocess.Popen[bytes]:
        started = subprocess.Popen(self.command("work"), env=self.environment)
        self.workers.append(started)
        return started

    def wait_for(self, what: str, worker: subprocess.Popen[bytes]) -> None:
        self.wait_for_all(f"{what}-{worker.pid}")

    def wait_for_all(self, *names: str) -> None:
        until(lambda: all((self.folder / name).exists() for name in names))

    def go(self) -> None:
        (self.folder / "go").touch()

    def tell(self) -> dict[str, Any]:
        told = subprocess.run(self.command("tell"), env=self.environment, check=True, capture_output=True)
        return json.loads(told.stdout)


def until(true: Callable[[], bool]) -> None:
    for _ in range(1500):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("waited for 30 seconds in vain")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def yard(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Yard]:
    database = f"sqlite:///{tmp_path}/yard.sqlite3"
    if request.param == "postgres":
        database = request.getfixturevalue("fresh_postgres")
    made = Yard(tmp_path, database)
    yield made
    for worker in made.workers:
        worker.kill()
        worker.wait()


def test_a_job_survives_the_killing_of_its_worker_and_is_stored_once(yard: Yard) -> None:
    first = yard.worker()
    yard.wait_for("started", first)
    first.kill()
    second = yard.worker()
    yard.wait_for("started", second)
    yard.go()
    yard.wait_for("stored", second)

    told = yard.tell()
    assert (told["state"], told["attempt"], told["losses"], told["stored"]) == ("done", 2, 1, "stored,")


def test_a_frozen_worker_that_wakes_up_late_stores_nothing(yard: Yard) -> None:
    first = yard.worker()
    yard.wait_for("started", first)
    first.send_signal(signal.SIGSTOP)
    second = yard.worker()
    yard.wait_for("started", second)
    yard.go()
    yard.wait_for("stored", second)
    first.send_signal(signal.SIGCONT)
    first.terminate()
    first.wait(10)

    told = yard.tell()
    assert (told["state"], told["attempt"], told["stored"]) == ("done", 2, "stored,")


def test_a_worker_told_to_stop_gives_its_job_back_before_it_is_done(yard: Yard) -> None:
    worker = yard.worker()
    yard.wait_for("started", worker)
    worker.terminate()

    assert worker.wait(60) == 0
    told = yard.tell()
    assert (told["state"], told["losses"], told["stored"], told["workers"]) == ("waiting", 0, "", 0)
