"""``lamplighter invite``: an invitation from whoever runs the server, which may give any role."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from lamplighter.apps.cities.actions import NotAllowed, invite
from lamplighter.apps.cities.models import Organisation
from lamplighter.web.clock import now


class Command(BaseCommand):
    help = "Print an invitation. A city's first account that sees pay is made this way: nobody else may give it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("roles", nargs="+", metavar="ROLE", help="such as hr or specialist")
        parser.add_argument("--organisation", "--city", dest="slug", required=True, metavar="SLUG")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the product answers")

    def handle(self, *, email: str, roles: list[str], slug: str, address: str, **options: Any) -> None:
        place = Organisation.objects.filter(slug=slug).first()
        if place is None:
            raise CommandError(f"There is no organisation {slug!r}.")
        possible = [role.value for role in place.possible_roles]
        if not set(roles) <= set(possible):
            raise CommandError(f"The roles of {slug} are {', '.join(possible)}. Got {', '.join(roles)} instead.")
        try:
            _, url = invite(
                place,
                email,
                roles,
                link_to=lambda token: address.rstrip("/") + reverse("invitation", args=[token]),
                by=None,
                at=now(),
                letter=False,
            )
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Hand over this address; it works for seven days:\n\n  {url}\n")
