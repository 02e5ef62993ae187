"""``lamplighter exercise check FILE``: what a scenario file holds, what is left out, what is wrong with it."""

import sys
from typing import Any

from lamplighter.apps.exercise.management.reading import ScenarioCommand


class Command(ScenarioCommand):
    help = (
        "Say what a scenario file holds, what of it cannot be kept and what is wrong with it. Ends with 0 if it could "
        "be approved, 1 if it has errors, 2 if it is no scenario."
    )

    def handle(self, **options: Any) -> None:
        found = self.scenario(options)
        if options["json"]:
            self.as_json(found.report())
        else:
            self.tell_scenario(found)
            self.tell_left_out(found.left_out)
            self.tell_problems(found)
        if any(each["severity"] == "error" for each in found.problems()):
            sys.exit(1)
