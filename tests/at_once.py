"""Processes, each of two threads, that write into one database at the same moment.

A module of writers ends with :func:`play_part`; its test calls :func:`written_at_once`. Where the threads of one
process are enough, :func:`together` has each of them do a deed of its own.
"""

import subprocess
import sys
from collections.abc import Callable
from threading import Barrier, Thread

import django
from django.db import connection

PROCESSES, THREADS = 2, 2
WRITERS = PROCESSES * THREADS


def written_at_once(module: str, count: int, environment: dict[str, str]) -> str:
    """Prepare, let all write ``count`` times each, and give what is told of it at the end."""

    def command(verb: str, *more: str) -> list[str]:
        return [sys.executable, "-m", module, verb, *more]

    subprocess.run(command("prepare"), env=environment, check=True)
    writers = [subprocess.Popen(command("write", str(count)), env=environment) for _ in range(PROCESSES)]
    assert [writer.wait(timeout=100) for writer in writers] == [0] * PROCESSES
    return subprocess.run(command("tell"), env=environment, check=True, capture_output=True, text=True).stdout


def together(*deeds: Callable[[], object]) -> list[object]:
    """Do all deeds in threads that start together; what each gave, or the exception with which it ended."""
    barrier = Barrier(len(deeds))
    given: list[object] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        barrier.wait()
        try:
            given[place] = deed()
        except Exception as error:
            given[place] = error
        connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def play_part(prepare: Callable[[], None], write: Callable[[int], None], tell: Callable[[], None]) -> None:
    """Do what the command line says: ``prepare``, ``write COUNT`` or ``tell``."""
    django.setup()
    if sys.argv[1] == "write":
        in_threads(write, int(sys.argv[2]))
    else:
        {"prepare": prepare, "tell": tell}[sys.argv[1]]()


def in_threads(write: Callable[[int], None], count: int) -> None:
    """Let every thread of this process write so often, with a connection of its own."""

    def one() -> None:
        write(count)
        connection.close()

    threads = [Thread(target=one) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
