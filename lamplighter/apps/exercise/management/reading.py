"""What the commands about scenario files share: reading one, saying what is wrong with it, writing another."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lamplighter.apps.exercise.imports.columns import chosen
from lamplighter.apps.exercise.imports.found import LeftOut, Unusable, Wrong
from lamplighter.apps.exercise.imports.imported import Imported, Malformed, imported, told
from lamplighter.apps.exercise.phrases import checking, importing

SHOWN = 40


class ScenarioCommand(BaseCommand):
    """A command that reads a scenario file. It needs no database and no city."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            metavar="FILE",
            help="YAML, a folder or ZIP of it, a workbook, an archive of OpenAEV, IcebergTTX",
        )
        self.add_more(parser)
        parser.add_argument("--map", metavar="MAP", help="what columns of a chronogram hold, as in C=offset,D=to")
        parser.add_argument("--json", action="store_true", help="print for programs")

    def add_more(self, parser: ArgumentParser) -> None:
        """Arguments of the command's own."""

    def scenario(self, options: dict[str, Any]) -> Imported:
        """The scenario in the file that the options name; ends with 2 if there is none."""
        file, as_json = options["file"], options["json"]
        try:
            return imported(file, chosen(options["map"] or ""))
        except Unusable as error:
            sentence = importing.said(importing.UNUSABLE, error.code, {"file": file, **error.facts})
            if as_json:
                self.as_json({"file": file, "errors": [{"code": error.code, "sentence": sentence}]})
            raise CommandError(sentence, returncode=2) from error
        except Malformed as error:
            self.refuse(file, error.wrong, as_json=as_json)

    def refuse(self, file: str, wrong: tuple[Wrong, ...], *, as_json: bool) -> NoReturn:
        """Say every place that cannot be read, and end with 2."""
        errors = [
            {
                "code": each.code,
                "file": each.file or file,
                "line": each.line,
                "where": each.where,
                "sentence": checking.complaint(each.code, each.facts),
            }
            for each in wrong
        ]
        if as_json:
            self.as_json({"file": file, "errors": errors})
        for each in errors[:SHOWN]:
            # Translators: a mistake in a file: where it is, the path to the part, and a sentence.
            words = _("%(file)s, line %(line)s, %(where)s: %(sentence)s")
            if each["line"] is None:
                words = _("%(file)s, %(where)s: %(sentence)s")
            self.stderr.write(words % (each | {"where": each["where"] or _("the whole file")}))
        more = len(errors) - SHOWN
        if more > 0:
            words = ngettext(
                "%(more)s more mistake is not shown. --json lists them all.",
                "%(more)s more mistakes are not shown. --json lists them all.",
                more,
            )
            self.stderr.write(words % {"more": more})
        sys.exit(2)

    def as_json(self, said: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))

    def tell_scenario(self, found: Imported) -> None:
        """What it is, and how much of everything."""
        scenario = found.definition.scenario
        say, counts = self.stdout.write, found.definition.counts()
        say(f"{scenario.title[scenario.language]} ({scenario.slug} {scenario.version})")
        # Translators: {format} is a kind of file, as in “a workbook”; {by} is what it was known by.
        words = _("Read as {format}, recognised by: {by}.")
        by = importing.RECOGNISED[found.recognised_by]
        say(words.format(format=importing.FORMATS[found.format], by=by))
        # Translators: how much a scenario holds; each number follows its label.
        words = _(
            "Phases: {phases}. Injects: {injects}. Decisions: {decisions}. Options: {options}. Roles: {roles}."
            " Objectives: {objectives}. Expected actions: {expected_actions}. Conditions: {conditions}."
            " Variables: {variables}."
        )
        say(words.format(**counts))
        say(_("Languages: {languages}.").format(languages=", ".join(scenario.languages)))

    def tell_left_out(self, left_out: tuple[LeftOut, ...]) -> None:
        if not left_out:
            return
        self.stdout.write(_("Left out:"))
        for each in map(told, left_out):
            # Translators: something left out: how often, what, where in the file, and why.
            words = _("  {count} × {what} ({where}): {why}")
            self.stdout.write(words.format(**each))

    def tell_problems(self, found: Imported) -> None:
        problems = found.problems()
        for severity, heading in checking.SEVERITIES.items():
            these = [each for each in problems if each["severity"] == severity]
            if these:
                self.stdout.write(f"{heading} ({len(these)})")
            for each in these[:SHOWN]:
                where = f"{each['where']} [{each['language']}]" if "language" in each else each["where"]
                self.stdout.write(f"  {where}: {each['sentence']}")
            if len(these) > SHOWN:
                more = len(these) - SHOWN
                words = ngettext(
                    "%(more)s more is not shown. --json lists them all.",
                    "%(more)s more are not shown. --json lists them all.",
                    more,
                )
                self.stdout.write(f"  {words % {'more': more}}")
        if not problems:
            self.stdout.write(_("Nothing is wrong with it."))


def write(target: Path, content: bytes) -> None:
    """Write all of it or nothing; raises ``CommandError`` that ends with 2."""
    beside = target.with_name(f".{target.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except (OSError, ValueError) as error:
        beside.unlink(missing_ok=True)
        words = _("%(file)s cannot be written (%(why)s). Name another file with --out.")
        why = getattr(error, "strerror", None) or str(error)
        raise CommandError(words % {"file": target, "why": why}, returncode=2) from error
