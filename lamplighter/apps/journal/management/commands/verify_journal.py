"""``lamplighter verify_journal``: is every journal as it was written?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.queries import Broken, chain_end, first_broken

HOW = {
    "missing": "is missing",
    "changed": "is not as it was written",
    "unlinked": "does not follow the line before it",
    "cut": "is missing: the journal was cut off at its end",
}


class Command(BaseCommand):
    help = "Verify the chain of hashes of one journal or of all; exit with 1 at the first line that is not whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", metavar="SLUG", help="only this city's or association's journal")
        parser.add_argument(
            "--expect",
            metavar="NUMBER:HASH",
            help="an end of the chain that was noted down earlier; needs --organisation",
        )

    def handle(self, *, organisation: str | None, expect: str | None, **options: Any) -> None:
        found = Organisation.objects.order_by("slug")
        if organisation:
            found = found.filter(slug=organisation)
            if not found:
                raise CommandError(f"There is no organisation {organisation!r}.")
        elif expect:
            raise CommandError("--expect speaks of one journal: name it with --organisation SLUG.")
        broken = 0
        for one in found:
            fault = first_broken(one, expect=read_end(expect) if expect else None)
            broken += self.tell(one, fault)
        if broken:
            raise CommandError(f"{broken} of {len(found)} journals are broken.", returncode=1)

    def tell(self, organisation: Organisation, fault: Broken | None) -> int:
        """Say how it is; 1 if it is broken."""
        number, end = chain_end(organisation)
        if fault is None:
            self.stdout.write(f"{organisation.slug}: whole, {number} lines, ends in {number}:{end}")
            return 0
        self.stderr.write(f"{organisation.slug}: BROKEN, line {fault.number} {HOW[fault.how]}.")
        return 1


def read_end(text: str) -> tuple[int, str]:
    """Number and hash out of NUMBER:HASH."""
    number, _, end = text.partition(":")
    if not number.isdigit() or len(end) != 64:
        raise CommandError(f"--expect is NUMBER:HASH, as this command prints it. Got {text!r} instead.")
    return int(number), end
