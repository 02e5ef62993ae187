"""How fast pages are with a country in the database: ``python benchmarks/country.py`` (SQLite, then PostgreSQL).

Seeds 1,400 cities with 25,000 people, and asks as the CIO of one city after another: large ones, small ones, each only
once or twice, so that nothing is warm but the process. What is measured is the server's own time for an answer,
from the request to the last byte, without a network between. Sessions are opened beforehand and not counted. Beside
it stands the processor's time: on a machine that is busy with other work the first is longer and this is not.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
AIM_MS = 150
WARM_UP = 3


def main() -> None:
    """Measure on each database in a process of its own."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cities", type=int, default=1400)
    asked.add_argument("--people", type=int, default=25_000)
    asked.add_argument("--visits", type=int, default=120, help="cities that are visited for each page")
    asked.add_argument("--measure", metavar="DATABASE", help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.measure:
        measure(said.measure, said.cities, said.people, said.visits)
        return
    mine = [
        sys.executable,
        __file__,
        f"--cities={said.cities}",
        f"--people={said.people}",
        f"--visits={said.visits}",
    ]
    for name, runner in (("SQLite", []), ("PostgreSQL", [sys.executable, "-m", "tests.postgres"])):
        with tempfile.TemporaryDirectory() as folder:
            environment = os.environ | {
                "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
                "LAMPLIGHTER_DATA": folder,
                "LAMPLIGHTER_SAMPLE": "yes",
                "LAMPLIGHTER_HOSTS": "testserver",
            }
            ended = subprocess.run([*runner, *mine, f"--measure={name}"], env=environment, cwd=ROOT, check=False)
        if ended.returncode:
            print(f"{name} was not measured: status {ended.returncode}")


def measure(database: str, cities: int, people: int, visits: int) -> None:
    """Seed, visit, and print the table of one database."""
    django.setup()
    models = [apps.get_model(name) for name in ("cities.Organisation", "register.Person", "register.Service")]
    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    with open(os.devnull, "w") as nowhere:
        call_command("seed_nation", cities=cities, people=people, stdout=nowhere)
    counts = [each.objects.count() for each in [*models, apps.get_model("roster.Duty")]]
    print(
        f"\n{database}: {counts[0]:,} cities, {counts[1]:,} people, {counts[2]:,} services, {counts[3]:,} duties; "
        f"made in {time.perf_counter() - started:.0f} s"
    )
    head = f"{'milliseconds':<16} {'p50':>6} {'p95':>6} {'most':>6} {'cpu p95':>8} {'visits':>7}"
    print(f"{head}   p95 within {AIM_MS}")
    places = list(models[0].objects.order_by("pk"))
    accounts = apps.get_model("cities.Account").objects
    chosen = places[:10] + random.Random(7).sample(places[10:], min(visits, len(places)) - 10)
    clients = {}
    for city in chosen:
        clients[city.pk] = Client()
        clients[city.pk].force_login(accounts.get(email=f"cio@{city.slug}.example"))
    pages: dict[str, Callable[[Any], str]] = {
        "tonight": lambda city: reverse("tonight", args=[city.slug]),
        "people": lambda city: reverse("people", args=[city.slug]),
        "services": lambda city: reverse("services", args=[city.slug]),
        "service": lambda city: reverse("service", args=[city.slug, city.services.order_by("pk")[0].pk]),
        "person": lambda city: reverse("person", args=[city.slug, city.people.order_by("pk")[0].pk]),
    }
    for name, address in pages.items():
        addresses = [(clients[city.pk], address(city)) for city in chosen]
        for client, path in addresses[:WARM_UP]:
            client.get(path)
        took, busy = [], []
        for client, path in addresses:
            begun, worked = time.perf_counter(), time.process_time()
            answer = client.get(path)
            took.append((time.perf_counter() - begun) * 1000)
            busy.append((time.process_time() - worked) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}")
        slow, busiest = (statistics.quantiles(each, n=20)[18] for each in (took, busy))
        row = f"{name:<16} {statistics.median(took):>6.0f} {slow:>6.0f} {max(took):>6.0f} {busiest:>8.0f}"
        print(f"{row} {len(took):>7}   {'yes' if slow <= AIM_MS else 'NO'}", flush=True)


if __name__ == "__main__":
    main()
