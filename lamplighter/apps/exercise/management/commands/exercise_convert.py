"""``lamplighter exercise convert FILE --format FORMAT``: a scenario file as one of another kind."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from lamplighter.apps.exercise.adapter import archive, chronogram, yaml_text
from lamplighter.apps.exercise.adapter.exported import Exported
from lamplighter.apps.exercise.imports.imported import Imported, told
from lamplighter.apps.exercise.management.reading import ScenarioCommand, write


class Command(ScenarioCommand):
    help = (
        "Write a scenario file anew as YAML, as a workbook or as an archive of OpenAEV, and list what cannot be kept. "
        "Ends with 0 if it is written, 2 if not."
    )

    def add_more(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("yaml", "xlsx", "openaev"), required=True, help="what to write")
        parser.add_argument("--out", metavar="FILE", help="where to write; else beside, under the scenario's name")
        parser.add_argument("--language", metavar="CODE", help="of an archive, which has only one")

    def handle(self, **options: Any) -> None:
        found = self.scenario(options)
        made = exported(found, options["format"], options["language"] or "")
        target = Path(options["out"] or f"{found.definition.scenario.slug}{made.ending}")
        source = Path(options["file"])
        if target.is_dir():
            words = _("%(file)s is a folder. Name a file with --out.")
            raise CommandError(words % {"file": target}, returncode=2)
        if target.exists() and (not options["out"] or target.resolve() == source.resolve()):
            words = _("%(file)s exists already. Name another file with --out.")
            raise CommandError(words % {"file": target}, returncode=2)
        write(target, made.content)
        if options["json"]:
            said = {"out": str(target), "exported_as": options["format"]}
            self.as_json(found.report() | said | {"export_left_out": [told(each) for each in made.left_out]})
            return
        self.tell_scenario(found)
        self.tell_left_out((*found.left_out, *made.left_out))
        self.stdout.write(_("Written to %(file)s.") % {"file": target})


def exported(found: Imported, form: str, language: str) -> Exported:
    """The file of the form that was asked for; raises ``CommandError`` for a language that the scenario lacks."""
    languages = found.definition.scenario.languages
    if language and (form != "openaev" or language not in languages):
        words = _("The scenario cannot be written in %(language)s alone. It is in %(languages)s.")
        facts = {"language": language, "languages": ", ".join(languages)}
        raise CommandError(words % facts, returncode=2)
    if form == "yaml":
        return yaml_text.export(found.tree, found.attached)
    if form == "xlsx":
        return chronogram.export(found.tree)
    return archive.export(found.tree, language, found.attached)
