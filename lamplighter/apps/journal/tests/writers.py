"""Processes that write into one journal at the same time.

``python -m lamplighter.apps.journal.tests.writers prepare|write|tell [COUNT]``
"""

from django.core.management import call_command

from tests.at_once import play_part


def prepare() -> None:
    """Tables, and a city whose journal is empty."""
    from lamplighter.apps.cities.models import Organisation
    from lamplighter.web.clock import now

    call_command("migrate", "journal", verbosity=0)
    Organisation.objects.create(slug="havn", name="Havn", time_zone="UTC", country="DK", created_at=now())


def write(count: int) -> None:
    """So many lines, each in a transaction of its own."""
    from lamplighter.apps.cities.models import Organisation
    from lamplighter.apps.journal.actions import record
    from lamplighter.web.clock import now

    havn = Organisation.objects.get(slug="havn")
    for _ in range(count):
        record(havn, "organisation.changed", havn, by=None, at=now())


def tell() -> None:
    """Print how many lines there are, and whether the chain is whole."""
    from lamplighter.apps.journal.models import Line

    print(Line.objects.count(), flush=True)
    call_command("verify_journal")


if __name__ == "__main__":
    play_part(prepare, write, tell)
