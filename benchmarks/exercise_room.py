"""How fast a full room hears what has come: many phones at real servers, injects by the clock and by hand, answers.

``python -m benchmarks.exercise_room --phones 500`` serves a fresh folder with a process as people start it, opens a
stream for every phone from another process, and prints how long after each inject the phones had it, how long an answer
took to be kept over HTTP, and whether one was lost or kept twice. ``--database postgres --servers 2`` starts PostgreSQL
as the tests do, and two servers on one database, half of the phones at each.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from tests.postgres import server


def main() -> None:
    """One run; ends with 1 if somebody heard too late, or a vote is missing or double."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--phones", type=int, default=500)
    asked.add_argument("--injects", type=int, default=20, help="half by the clock, half by hand")
    asked.add_argument(
        "--database",
        default="sqlite",
        help="sqlite, postgres (a server of its own), or the address of an empty PostgreSQL database",
    )
    asked.add_argument(
        "--servers", type=int, default=1, help="processes that serve; more than one needs PostgreSQL"
    )
    told = asked.parse_args()
    if told.servers > 1 and told.database == "sqlite":
        asked.error("Several servers share a database over the network: add --database postgres.")
    with tempfile.TemporaryDirectory(prefix="exercise-room-") as folder, database(told.database, folder) as address:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
            "LAMPLIGHTER_DATA": folder,
            "LAMPLIGHTER_DATABASE": address,
        }
        numbers = [str(number) for number in (told.phones, told.injects, told.servers)]
        command = [sys.executable, "-m", "benchmarks.exercise_room_play", folder, *numbers]
        ended = subprocess.run(command, env=environment, check=False)
    sys.exit(ended.returncode)


@contextmanager
def database(asked: str, folder: str) -> Iterator[str]:
    """The address of an empty database, as long as it is needed."""
    if asked == "postgres":
        with server.running() as address:
            yield address
    else:
        yield f"sqlite:///{folder}/room.sqlite3" if asked == "sqlite" else asked


if __name__ == "__main__":
    main()
