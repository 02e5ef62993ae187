"""Processes that write into one journal at the same time.

``python -m lamplighter.apps.journal.tests.writers prepare|write|tell [COUNT]``
"""

import sys
from threading import Thread

import django
from django.core.management import call_command
from django.db import connection


def prepare() -> None:
    """Tables, and a city whose journal is empty."""
    from lamplighter.apps.cities.models import Organisation
    from lamplighter.web.clock import now

    call_command("migrate", "journal", verbosity=0)
    Organisation.objects.create(slug="havn", name="Havn", time_zone="UTC", country="DK", created_at=now())


def write(count: int) -> None:
    """Two threads, each with this many lines, each line in a transaction of its own."""
    writers = [Thread(target=write_lines, args=[count]) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()


def write_lines(count: int) -> None:
    from lamplighter.apps.cities.models import Organisation
    from lamplighter.apps.journal.actions import record
    from lamplighter.web.clock import now

    havn = Organisation.objects.get(slug="havn")
    for _ in range(count):
        record(havn, "organisation.changed", havn, by=None, at=now())
    connection.close()


def tell() -> None:
    """Print how many lines there are, and whether the chain is whole."""
    from lamplighter.apps.journal.models import Line

    print(Line.objects.count(), flush=True)
    call_command("verify_journal")


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "write":
        write(int(sys.argv[2]))
    else:
        {"prepare": prepare, "tell": tell}[sys.argv[1]]()
