"""``lamplighter import services FILE --city SLUG``: a list of services goes into the register."""

from argparse import ArgumentParser
from typing import Any

from lamplighter.apps.register.choices import ImportKind
from lamplighter.apps.register.management.bringing import BringIn


class Command(BringIn):
    help = "Bring a list of services into a city's register, with the systems and skills that they name."
    kind = ImportKind.SERVICES

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--complete", action="store_true", help="services in the register and not in the list are closed"
        )

    def more(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"complete": options["complete"], "pay_period": ""}
