"""Takes the sample cities and their accounts out of the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.config.sample import drop_sample


class Command(BaseCommand):
    help = "Take out the sample cities and their accounts. Cities of your own are left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and leave it")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        if dry_run:
            cities = Organisation.objects.filter(sample=True).count()
            accounts = Account.objects.filter(sample=True).count()
            self.stdout.write(f"Would take out {cities} sample organisations and {accounts} sample accounts.")
            return
        cities, accounts = drop_sample()
        self.stdout.write(f"Took out {cities} sample organisations and {accounts} sample accounts.")
