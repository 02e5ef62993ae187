"""How many workers a country needs: ``python -m benchmarks.pools [--pools N] [--workers 1,2] [--kill]``.

Makes a database with a pool of 18 people in each of many cities (three shifts a day with primary and backup, under
the laws of the sample cities), asks for a draft of four weeks for every one, and has real worker processes do them:
first one process, then two. With ``--kill`` workers are killed without warning in the middle of their work and others
started. In the end every pool must have exactly one draft, stored once; every roster is judged by the law once more.

Wall time says how long a country waits and depends on what else the machine does; the processor's time a job hardly
does. The ratio compares jobs a minute with those of the first number of workers.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.postgres import server

ROOT = Path(__file__).resolve().parents[1]
SILENCE_S = 5
HEAD = (
    f"{'workers':>7} {'wall s':>8} {'jobs/min':>8} {'ratio':>6} {'median s':>8} {'p95 s':>6} {'cpu s/job':>9} "
    f"{'proven':>6} {'med gap':>7} {'max gap':>7} {'holes':>9} {'lost':>4} {'twice':>5} {'unlawful':>8} {'kills':>5}"
)


def main() -> int:
    """Measure one number of workers after the other; 1 if a job was lost, done twice, or broke the law."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pools", type=int, default=1400)
    asked.add_argument("--workers", default="1,2", help="numbers of worker processes, with commas")
    asked.add_argument("--limit", type=int, default=0, metavar="S", help="seconds a search may take")
    asked.add_argument("--kill", action="store_true", help="kill workers at random moments")
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument(
        "--database", default="sqlite", help="sqlite, postgres (a server of its own), or the address of a server"
    )
    said = asked.parse_args()
    print(f"{said.pools} pools of 18 people, four weeks, on {said.database.split(':')[0]}\n{HEAD}", flush=True)
    rows: list[dict[str, Any]] = []
    for workers in map(int, said.workers.split(",")):
        order = {
            "pools": said.pools,
            "workers": workers,
            "limit_s": said.limit,
            "kill": said.kill,
            "seed": said.seed,
        }
        with tempfile.TemporaryDirectory() as folder, database(said.database, folder) as address:
            rows.append(measured(order, folder, address))
        print(line(rows[-1], rows[0]), flush=True)
    for row in rows:
        print(
            f"  {row['workers']} workers: made in {row['made_s']:.0f} s; searches {row['searches']}, "
            f"{row['statuses']}; jobs taken from the dead {row['restarts']}; longest {row['most_s']:.1f} s"
        )
    wrong = ("lost", "twice", "unlawful", "empty", "not_one_draft")
    return int(any(row[name] for row in rows for name in wrong))


@contextmanager
def database(kind: str, folder: str) -> Iterator[str]:
    """Address of an empty database for as long as the block lasts."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/pools.sqlite3"
    elif kind == "postgres":
        with server.running() as address:
            yield address
    else:
        parts, name = urlsplit(kind), f"pools_{os.urandom(4).hex()}"
        with psycopg.connect(kind, autocommit=True) as connection:
            connection.execute(f"create database {name}")
            try:
                yield parts._replace(path=f"/{name}").geturl()
            finally:
                connection.execute(f"drop database {name} with (force)")


def measured(order: dict[str, Any], folder: str, address: str) -> dict[str, Any]:
    """One measurement, in a process of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
        "LAMPLIGHTER_DATA": folder,
        "LAMPLIGHTER_DATABASE": address,
        "LAMPLIGHTER_SAMPLE": "yes",
        "LAMPLIGHTER_LOG": "ERROR",
        # A killed worker's job is taken up after this: shorter than in the product, so that kills weigh less.
        "LAMPLIGHTER_WORKER_SILENCE_S": str(SILENCE_S),
    }
    command = [sys.executable, "-m", "benchmarks.pools_country", json.dumps(order)]
    ended = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if ended.returncode:
        raise SystemExit(f"{order['workers']} workers were not measured: status {ended.returncode}")
    told: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return told


def line(row: dict[str, Any], first: dict[str, Any]) -> str:
    """One row of the table."""
    rate = row["pools"] / row["wall_s"] * 60
    ratio = rate / (first["pools"] / first["wall_s"] * 60)
    gaps = ["-" if row[name] is None else f"{row[name]:.2%}" for name in ("median_gap", "most_gap")]
    holes = f"{row['holes']}/{row['with_holes']}"
    return (
        f"{row['workers']:>7} {row['wall_s']:>8.1f} {rate:>8.1f} {ratio:>6.2f} {row['median_s']:>8.2f} "
        f"{row['p95_s']:>6.1f} {row['cpu_s'] / row['pools']:>9.2f} {row['statuses'].get('optimal', 0):>6} "
        f"{gaps[0]:>7} {gaps[1]:>7} {holes:>9} {row['lost']:>4} {row['twice']:>5} {row['unlawful']:>8} "
        f"{row['kills']:>5}"
    )


if __name__ == "__main__":
    sys.exit(main())
