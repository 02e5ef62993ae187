"""The product is served, stops at once, keeps its data, and refuses to start with one sentence."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from lamplighter.config.cli import Refusal
from lamplighter.config.management.commands.serve import Command
from lamplighter.config.serving import is_loopback, listen
from tests.people import Cast


class Served:
    """A real ``lamplighter serve`` on a free port, in a data folder of its own."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lamplighter", "serve", "--port", "0", "--no-sample", *more],
            env=environment(folder),
            stdout=subprocess.PIPE,
            text=True,
        )
        self.said = [""]
        while "http://" not in self.said[-1]:
            line = self.process.stdout.readline()
            if not line:
                self.process.communicate()
                raise AssertionError(f"it did not start: {self.said}")
            self.said.append(line)
        self.address = self.said[-1].split()[-1]

    def health(self) -> dict[str, object]:
        with urllib.request.urlopen(f"{self.address}health/", timeout=20) as answer:
            return json.load(answer)

    def worker_heard(self) -> bool:
        return self.health()["worker_silent_s"] is not None

    def children(self) -> list[int]:
        told = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
        return [int(number) for number in told.stdout.split()]

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        self.process.terminate()
        assert self.process.wait(60) == 0


def environment(folder: Path) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "lamplighter.config.settings", "LAMPLIGHTER_DATA": str(folder)}
    return {name: value for name, value in os.environ.items() if not name.startswith("LAMPLIGHTER_")} | settings


def until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("waited for 30 seconds in vain")


def alive(number: int) -> bool:
    """Whether the process runs; one that nobody has buried does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    started = Served(tmp_path)
    with started.process:
        yield started
        started.process.kill()


def test_web_and_worker_start_together_and_stop_without_waiting_for_anybody(served: Served) -> None:
    until(served.worker_heard)
    (worker,) = served.children()
    port = served.address.rstrip("/").rsplit(":")[-1]
    second = subprocess.run(
        [sys.executable, "-m", "lamplighter", "serve", "--port", port],
        env=environment(served.folder),
        capture_output=True,
        text=True,
    )
    served.stop()

    assert (second.returncode, second.stderr) == (
        2,
        f"Port {port} on 127.0.0.1 is taken. Stop what listens there, or choose another: --port {int(port) + 1}.\n",
    )
    assert not alive(worker)
    assert (served.folder / "static" / "staticfiles.json").exists()


def test_the_worker_ends_by_itself_when_the_server_is_killed(served: Served) -> None:
    until(served.worker_heard)
    (worker,) = served.children()
    served.process.send_signal(signal.SIGKILL)
    served.process.wait()

    until(lambda: not alive(worker))


def test_a_bad_setting_and_a_bad_folder_are_one_sentence_each(tmp_path: Path) -> None:
    def told(**changes: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "lamplighter", "serve", "--port", "0"]
        ended = subprocess.run(command, env=environment(tmp_path) | changes, capture_output=True, text=True)
        return ended.returncode, ended.stderr

    assert told(LAMPLIGHTER_DB_POOL="many", LAMPLIGHTER_DATABASE="postgres://x/y") == (
        2,
        "LAMPLIGHTER_DB_POOL must be a whole number of at least 1. Got 'many' instead.\n",
    )
    status, sentence = told(LAMPLIGHTER_DATA="/dev/null/nowhere")
    assert (status, sentence.count("\n")) == (2, 1)
    assert sentence.startswith("The data folder /dev/null/nowhere cannot be written")


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        *((host, True) for host in ("127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost")),
        *((host, False) for host in ("0.0.0.0", "::", "192.0.2.1", "lamps.example")),
    ],
)
def test_loopback_is_known_by_any_of_its_names(host: str, answer: bool) -> None:
    assert is_loopback(host) is answer


def test_a_port_for_the_mighty_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        raise PermissionError(13, "Permission denied")

    class Refusing(socket.socket):
        bind = refuse

    monkeypatch.setattr("lamplighter.config.serving.socket.socket", Refusing)
    with pytest.raises(Refusal, match="Choose one above 1023"):
        listen("127.0.0.1", 80)


def test_an_unknown_host_is_refused() -> None:
    with pytest.raises(Refusal, match="not an address of this machine"):
        listen("no.such.host.invalid", 8000)


def test_sample_cities_are_not_asked_for_beyond_this_machine() -> None:
    with pytest.raises(Refusal, match="Leave out --sample"):
        call_command("serve", host="0.0.0.0", sample=True)


def test_a_database_with_sample_accounts_is_not_served_beyond_this_machine(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAMPLIGHTER_SAMPLE", "no")
    cast.ada.sample = True
    cast.ada.save()

    with pytest.raises(Refusal, match="lamplighter drop sample"):
        call_command("serve", host="0.0.0.0", port=0)


def test_a_proxy_in_front_is_beyond_this_machine(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAMPLIGHTER_SAMPLE", "no")
    settings.ALLOWED_HOSTS = ["127.0.0.1", "lamps.example"]

    with pytest.raises(Refusal, match="LAMPLIGHTER_HOSTS"):
        call_command("serve", port=0, sample=True)
    assert Command().sample_allowed("127.0.0.1", None) is False

    cast.ada.sample = True
    cast.ada.save()
    with pytest.raises(Refusal, match="lamplighter drop sample"):
        call_command("serve", port=0)


def test_a_worker_whose_server_died_before_it_could_look_ends_as_well(served: Served) -> None:
    nobody = 2**22  # above every process number of Linux
    late = [sys.executable, "-m", "lamplighter", "run_worker", "--parent", str(nobody)]

    assert subprocess.run(late, env=environment(served.folder), timeout=30).returncode == 0
