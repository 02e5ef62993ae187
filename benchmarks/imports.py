"""How fast spreadsheets go in: ``python -m benchmarks.imports [FOLDER]``.

20,000 made-up people on a fresh SQLite file: previewed, brought in, brought in again, and a year later with raises,
leavers and joiners. Where FOLDER holds the four years of Baltimore, they follow, one after the other.
"""

import os
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="lamplighter-bench-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "lamplighter.config.settings",
    "LAMPLIGHTER_DATA": HOME,
    "LAMPLIGHTER_DATABASE": f"sqlite:///{HOME}/bench.sqlite3",
}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from lamplighter.apps.cities.models import Organisation  # noqa: E402
from lamplighter.apps.register.actions.imports import bring_in, open_import, preview_import  # noqa: E402
from lamplighter.apps.register.imports.reading import read  # noqa: E402
from lamplighter.web.clock import now  # noqa: E402

PEOPLE = 20_000
TARGET_S = 15
TITLES = ("Network engineer", "Clerk", "Gardener", "Police officer", "Database administrator", "Nurse", "Driver")


def staff(year: int, draw: random.Random) -> bytes:
    """A payroll: each year 6 in 100 are others, 3 in 100 have another title, and most have a raise."""
    lines = ["Staff number,Name,Department,Job title,Hire date,Annual salary,E-mail"]
    for person in range(PEOPLE):
        number = person if draw.random() > 0.06 * year else person + PEOPLE * (year + 1)
        title = TITLES[(person + (draw.random() < 0.03 * year)) % len(TITLES)]
        pay = 30_000 + person % 40_000 + (1_000 * year if person % 5 else 0)
        hired = f"{1 + person % 12:02}/{1 + person % 28:02}/{1985 + person % 39}"
        unit = f"Unit {person % 60}"
        lines.append(f"{number},Person {number},{unit},{title},{hired},${pay:.2f},p{number}@city.example")
    return "\n".join(lines).encode()


def take(city: Organisation, name: str, content: bytes, as_of: date) -> None:
    """Preview and bring in, as the worker does, and print the seconds of each."""
    at = now()
    started = time.perf_counter()
    one = open_import(city, "people", name, content, as_of=as_of, sees_pay=True, by=None, at=at)
    opened = time.perf_counter()
    seen = preview_import(one, content)
    previewed = time.perf_counter()
    with transaction.atomic():
        bring_in(one, read(content), seen=seen["print"], by=None, at=at)
    done = time.perf_counter()
    counts = seen["counts"]
    told = ", ".join(
        f"{word} {counts[word]}" for word in ("added", "returned", "changed", "titles", "ended", "unchanged")
    )
    print(
        f"{name:28} {counts['rows']:6} rows  open {opened - started:5.2f}  preview {previewed - opened:5.2f}  "
        f"bring in {done - previewed:5.2f}  together {done - started:5.2f} s of {TARGET_S}  ({told})"
    )


def main() -> None:
    call_command("migrate", verbosity=0)
    places = {"country": "US", "time_zone": "UTC", "currency": "USD", "created_at": now()}
    city = Organisation.objects.create(slug="bench", name="Bench", **places)
    take(city, "20,000 people", staff(0, random.Random(7)), date(2024, 1, 1))
    take(city, "the same again", staff(0, random.Random(7)), date(2024, 1, 1))
    take(city, "a year later", staff(1, random.Random(8)), date(2025, 1, 1))
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder:
        city = Organisation.objects.create(slug="real", name="Real", **places)
        for path in sorted(folder.glob("baltimore_city_employee_salaries_fy*.csv")):
            take(city, path.name[:28], path.read_bytes(), date(int(path.stem[-4:]), 6, 30))


if __name__ == "__main__":
    main()
