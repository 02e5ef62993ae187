"""``lamplighter init``: the first city, or association, and the account that lets everybody else in."""

import getpass
import re
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from lamplighter.apps.cities.actions import found, give_role, invite, open_account
from lamplighter.apps.cities.choices import USUAL, OrganisationKind, Role
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.web.clock import now

ASKED = {
    "name": "Name of the city",
    "slug": "Its short name in addresses, such as havn",
    "country": "Country, two letters, such as DK",
    "zone": "Time zone, such as Europe/Copenhagen",
    "language": "Language (en, fa, he or ar)",
    "email": "Your e-mail address",
}


class Command(BaseCommand):
    help = "Set up the first city and its first account, which may invite everybody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", "--city", dest="name", help="name of the city")
        parser.add_argument("--slug", help="its short name in addresses")
        parser.add_argument("--country", help="two letters; decides public holidays and what is usual")
        parser.add_argument("--zone", help="time zone, such as Asia/Tehran")
        parser.add_argument("--language", help="en, fa, he or ar")
        parser.add_argument("--email", help="address of the first account")
        parser.add_argument("--your-name", default="", help="name of the first account's owner")
        parser.add_argument("--association", action="store_true", help="set up an association of cities instead")
        parser.add_argument("--another-city", action="store_true", help="there are organisations already; add one")
        parser.add_argument(
            "--link", action="store_true", help="print an invitation instead of asking for a password"
        )
        parser.add_argument(
            "--address", default="http://127.0.0.1:8000", help="where the product answers, for the invitation"
        )

    def handle(self, *, another_city: bool, association: bool, link: bool, **options: Any) -> None:
        if Organisation.objects.exists() and not another_city:
            raise CommandError("There are organisations already. To add one more, say --another-city.")
        said = self.asked(options)
        kind = OrganisationKind.ASSOCIATION if association else OrganisationKind.CITY
        known = Account.objects.filter(email=said["email"].lower()).first()
        password = None if known or link or not sys.stdin.isatty() else self.new_password(said["email"])
        at = now()
        try:
            with transaction.atomic():
                place = found(
                    kind,
                    said["slug"],
                    said["name"],
                    country=said["country"].upper(),
                    time_zone=said["zone"],
                    language=said["language"],
                    by=None,
                    at=at,
                )
                role = Role.STAFF if association else Role.CIO
                if password is not None:
                    name = options["your_name"] or said["email"].split("@")[0]
                    known = open_account(said["email"], name, password, organisation=place, by=None, at=at)
                if known is not None:
                    give_role(known, place, role, by=None, at=at)
                else:
                    self.print_link(place, said["email"], role, options["address"], at)
        except ValidationError as error:
            wrong = (f"{name}: {' '.join(why)}" for name, why in sorted(error.message_dict.items()))
            raise CommandError("; ".join(wrong)) from error
        self.stdout.write(f"{place.name} is set up as {place.slug}.")
        if known is not None:
            self.stdout.write(f"Sign in at {options['address']}/ with {known.email}.")

    def print_link(self, place: Organisation, email: str, role: Role, address: str, at: Any) -> None:
        """An invitation that is handed over by hand: there may be no mail yet."""
        _, url = invite(
            place,
            email,
            [role],
            link_to=lambda token: address.rstrip("/") + reverse("invitation", args=[token]),
            by=None,
            at=at,
            letter=False,
        )
        self.stdout.write(f"Open this address within seven days to choose a password:\n\n  {url}\n")

    def asked(self, options: dict[str, Any]) -> dict[str, str]:
        """What the options say, and answers to what they do not say."""
        said: dict[str, str] = {}
        for key, question in ASKED.items():
            usual = self.usual(key, said)
            given = options[key]
            if given is None and sys.stdin.isatty():
                given = input(f"{question}{f' [{usual}]' if usual else ''}: ").strip()
            said[key] = given or usual
            if not said[key]:
                raise CommandError(f"--{key} is missing: {question[0].lower()}{question[1:]}.")
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", said["email"]):
            raise CommandError(f"{said['email']!r} is not an e-mail address.")
        return said

    def usual(self, key: str, said: dict[str, str]) -> str:
        """What goes without saying, given the answers before."""
        country = USUAL.get(said.get("country", "").upper(), {})
        if key == "slug":
            return slugify(said["name"])
        if key == "zone":
            return str(country.get("time_zone", ""))
        return str(country.get("language", "en")) if key == "language" else ""

    def new_password(self, email: str) -> str:
        """A password typed twice, as strong as on the page."""
        while True:
            password = getpass.getpass("Choose a password: ")
            try:
                validate_password(password, Account(email=email))
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))
                continue
            if getpass.getpass("The password again: ") == password:
                return password
            self.stderr.write("The two are not the same. Try again.")
