"""``lamplighter roster check FILE SOLUTION``: what a roster costs and which hard rules it breaks."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from lamplighter.apps.roster.bridge.benchmarks import score
from lamplighter.apps.roster.management.reading import BenchmarkCommand, broken_of, parts_of


class Command(BenchmarkCommand):
    help = (
        "Say what a roster for a benchmark file costs. Ends with 0 if it keeps all hard rules, 1 if it breaks some, "
        "2 if a file cannot be used."
    )

    def add_more(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "solution", nargs="+", metavar="SOLUTION", help="JSON, or INRC-II's own files of each week"
        )

    def handle(self, *, solution: list[str], json: bool, **options: Any) -> None:
        grid = self.grid(options | {"json": json})
        judged = score(grid, self.roster(solution, grid, as_json=json))
        if json:
            told = {"instance": grid.name, "objective": judged.objective, "hard_violations": len(judged.broken)}
            self.as_json(told | {"parts": parts_of(judged), "violations": broken_of(judged)})
        else:
            self.stdout.write(_("%(name)s costs %(cost)s.") % {"name": grid.name, "cost": judged.objective})
            self.tell_score(judged)
        if judged.broken:
            sys.exit(1)
