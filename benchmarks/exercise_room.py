"""How fast a full room hears what has come: many phones at one server, injects by the clock and by hand, answers.

``python -m benchmarks.exercise_room --phones 500`` serves a fresh folder, opens a stream for every phone from a process
of its own, and prints how long after each inject the phones had it, and how long an answer took to be kept.
"""

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def main() -> None:
    """One run; ends with 1 if somebody heard too late, or a vote is missing or double."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--phones", type=int, default=500)
    asked.add_argument("--injects", type=int, default=20, help="half by the clock, half by hand")
    asked.add_argument(
        "--database", default="sqlite", help="sqlite, or the address of an empty PostgreSQL database"
    )
    asked.add_argument("--listen", metavar="FILE", help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.listen:
        print(json.dumps(asyncio.run(listening(json.loads(Path(told.listen).read_text())))))
        return
    with tempfile.TemporaryDirectory(prefix="exercise-room-") as folder:
        own = f"sqlite:///{folder}/room.sqlite3"
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
            "LAMPLIGHTER_DATA": folder,
            "LAMPLIGHTER_DATABASE": own if told.database == "sqlite" else told.database,
        }
        command = [
            sys.executable,
            "-m",
            "benchmarks.exercise_room_play",
            folder,
            str(told.phones),
            str(told.injects),
        ]
        ended = subprocess.run(command, env=environment, check=False)
    sys.exit(ended.returncode)


async def listening(plan: dict[str, Any]) -> dict[str, Any]:
    """All phones at once, in this process: when each had each line."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits[1], limits[1]))
    place = urlsplit(plan["address"])
    arrivals: dict[str, list[float]] = {}
    let_in: list[float] = []
    done = asyncio.Event()
    missing = [len(plan["tickets"])]
    began = time.monotonic()

    async def phone(ticket: str) -> None:
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        writer.write(f"GET /live/?t={ticket} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        seen: set[bytes] = set()
        pending = b""
        while line := await reader.readline():
            if line.startswith(b"retry:"):
                let_in.append(time.monotonic() - began)
                if len(let_in) == len(plan["tickets"]):
                    print(json.dumps({"let_in_s": round(max(let_in), 2)}), file=sys.stderr, flush=True)
            elif line.startswith(b"id:"):
                pending = line[3:].strip()
            elif b"<article" in line and pending not in seen and b'data-kind="press"' in line:
                seen.add(pending)
                arrivals.setdefault(pending.decode(), []).append(time.time())
                if len(seen) == plan["wanted"]:
                    missing[0] -= 1
                    if not missing[0]:
                        done.set()

    tasks = [asyncio.ensure_future(phone(ticket)) for ticket in plan["tickets"]]
    with suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), plan["seconds"])
    for task in tasks:
        task.cancel()
    return {"arrivals": arrivals}


if __name__ == "__main__":
    main()
