"""``lamplighter import people FILE --city SLUG``: a staff or payroll list goes into the register."""

from argparse import ArgumentParser
from typing import Any

from lamplighter.apps.register.choices import ImportKind
from lamplighter.apps.register.management.bringing import BringIn, add_pay_period


class Command(BringIn):
    help = "Bring a list of people into a city's register. Ends with 0 if done, 1 if rows have mistakes, 2 if unusable."
    kind = ImportKind.PEOPLE

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--partial",
            action="store_true",
            help="the list does not name everybody, so nobody is taken to have left",
        )
        parser.add_argument(
            "--with", default="", metavar="WHAT", help="sex, age or both: kept apart, for fair-pay statistics alone"
        )
        parser.add_argument(
            "--day-order", choices=("dmy", "mdy"), default="", help="how dates in numbers are written"
        )
        add_pay_period(parser)

    def more(self, options: dict[str, Any]) -> dict[str, Any]:
        return {
            "complete": not options["partial"],
            "day_order": options["day_order"],
            "pay_period": options["pay_period"],
        }
