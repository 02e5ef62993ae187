"""``lamplighter affiliate``: a city becomes a member of an association, or leaves it."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lamplighter.apps.cities.actions import affiliate, end_affiliation
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.cities.queries import member_cities
from lamplighter.web.clock import now


class Command(BaseCommand):
    help = "Record that a city is a member of an association, or with --until that it left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("city", metavar="CITY")
        parser.add_argument("association", metavar="ASSOCIATION")
        parser.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="otherwise today")
        parser.add_argument(
            "--until", type=date.fromisoformat, metavar="DAY", help="the last day of the membership"
        )

    def handle(
        self, *, city: str, association: str, since: date | None, until: date | None, **options: Any
    ) -> None:
        found = {place.slug: place for place in Organisation.objects.filter(slug__in=[city, association])}
        missing = [slug for slug in (city, association) if slug not in found]
        if missing:
            raise CommandError(f"There is no organisation {missing[0]!r}.")
        member, place, at = found[city], found[association], now()
        if until is None:
            try:
                affiliate(place, member, since=since or at.astimezone(member.zone).date(), by=None, at=at)
            except ValueError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"{member.name} is a member of {place.name}.")
            return
        current = member_cities(place).filter(city=member).first()
        if current is None:
            raise CommandError(f"{member.name} is not a member of {place.name}.")
        end_affiliation(current, until=until, by=None, at=at)
        self.stdout.write(f"{member.name} was a member of {place.name} until {until}.")
