"""Brings in a small list, in a process that a test kills: ``prepare``, ``stop_half_way``, ``bring_in`` or ``tell``."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command


def prepare(folder: Path) -> None:
    """Tables, a city and a file."""
    from lamplighter.apps.cities.models import Organisation
    from lamplighter.apps.register.tests.test_import_people import FIRST
    from lamplighter.web.clock import now

    call_command("migrate", verbosity=0)
    Organisation.objects.create(slug="havn", name="Havn", time_zone="UTC", country="DK", created_at=now())
    (folder / "staff.csv").write_text(FIRST)


def stop_half_way(folder: Path) -> None:
    """People and posts are written, contracts are about to be: there it stands until it is killed."""
    from lamplighter.apps.register.actions.import_people import Writing

    def wait(self: Any) -> None:
        (folder / "half").touch()
        time.sleep(60)

    Writing._save_contracts = wait  # type: ignore[method-assign]
    bring_in(folder)


def bring_in(folder: Path) -> None:
    """The product's own command."""
    call_command("import_people", str(folder / "staff.csv"), "--city", "havn")


def tell() -> dict[str, int]:
    """What is in the database."""
    from lamplighter.apps.journal.models import Line
    from lamplighter.apps.register.models import Contract, Import, Person, Post, Unit

    models = {
        "people": Person,
        "posts": Post,
        "contracts": Contract,
        "units": Unit,
        "lines": Line,
        "imports": Import,
    }
    return {name: model.objects.count() for name, model in models.items()}


if __name__ == "__main__":
    django.setup()
    verb, folder = sys.argv[1], Path(sys.argv[2])
    if verb != "tell":
        {"prepare": prepare, "stop_half_way": stop_half_way, "bring_in": bring_in}[verb](folder)
    print(json.dumps(tell()))
