"""``lamplighter exercise rehearse FILE``: a scenario played to its end in memory, with answers drawn by lot."""

import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.apps.exercise.bridge.dry_run import PLAYERS, Happened, rehearse
from lamplighter.apps.exercise.management.reading import ScenarioCommand

MOST_PLAYERS = 1000
# Translators: a line of a play: what happened, before the name of what it happened to.
KINDS = {
    "phase.opened": gettext_lazy("phase"),
    "inject.released": gettext_lazy("inject"),
    "inject.skipped": gettext_lazy("skipped"),
    "decision.opened": gettext_lazy("asked"),
    "decision.taken": gettext_lazy("decided"),
}


class Command(ScenarioCommand):
    help = (
        "Play a scenario file to its end in memory, without a city, with answers drawn by lot. Ends with 0 if it came "
        "to its end, 1 if not, 2 if the file is no scenario."
    )

    def add_more(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=0, metavar="N", help="another seed draws other answers")
        parser.add_argument("--players", type=int, default=PLAYERS, metavar="N", help="how many people answer")

    def handle(self, **options: Any) -> None:
        players = min(max(options["players"], 1), MOST_PLAYERS)
        found = self.scenario(options)
        played = rehearse(found.definition, options["seed"], players)
        if options["json"]:
            said = {"seed": options["seed"], "players": players, **asdict(played)}
            self.as_json({"file": found.file, "scenario": found.report()["scenario"], **said})
        else:
            self.tell_scenario(found)
            for each in played.happened:
                self.stdout.write(line(each))
            # Translators: after a play: how much came of all that could.
            words = _("Came: {reached} of {of}. Story minutes: {minutes}.")
            of = len(played.reached) + len(played.unreached)
            self.stdout.write(words.format(reached=len(played.reached), of=of, minutes=played.minutes))
            if played.unreached:
                self.stdout.write(_("Never came: {keys}.").format(keys=", ".join(played.unreached)))
        if not played.ended:
            sys.exit(1)


def line(each: Happened) -> str:
    """One line of the play: story time, what happened, to what."""
    said = f" → {each.value}" if each.value else ""
    return f"  +{each.minute // 60}:{each.minute % 60:02d}  {KINDS[each.kind]}  {each.title}{said}"
