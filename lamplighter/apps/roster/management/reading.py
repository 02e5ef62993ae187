"""What the commands about benchmark files share: read, complain of everything at once, say what a roster breaks."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lamplighter.apps.roster.bridge.benchmarks import Grid, Lines, Malformed, Score, Source, grid_of, lines_of
from lamplighter.apps.roster.phrases.benchmarks import LINE_PARTS, LINE_RULES, WANTED

SHOWN = 40
Read = TypeVar("Read")


class BenchmarkCommand(BaseCommand):
    """A command that reads a benchmark file. It needs no database and no city."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="of Curtois and Qu, or a scenario of INRC-II")
        self.add_more(parser)
        parser.add_argument("--history", metavar="FILE", help="INRC-II: what came before")
        parser.add_argument("--weeks", nargs="+", default=[], metavar="FILE", help="INRC-II: each week, in order")
        parser.add_argument("--json", action="store_true", help="print for programs")

    def add_more(self, parser: ArgumentParser) -> None:
        """Arguments between FILE and the options."""

    def grid(self, options: dict[str, Any]) -> Grid:
        """The grid of the files that the options name; ends with 2 if they cannot be used."""
        names = [options["file"], *([options["history"]] if options["history"] else []), *options["weeks"]]
        file, *others = self.sources(names, as_json=options["json"])
        history = others.pop(0) if options["history"] else None
        name = Path(options["file"]).stem
        return self.usable(lambda: grid_of(file, history, others, name), as_json=options["json"])

    def roster(self, names: Sequence[str], grid: Grid, *, as_json: bool) -> Lines:
        """The roster of the files with these names; ends with 2 if they cannot be used."""
        sources = self.sources(names, as_json=as_json)
        return self.usable(lambda: lines_of(sources, grid), as_json=as_json)

    def sources(self, names: Sequence[str], *, as_json: bool) -> list[Source]:
        """Every file, or an end with 2 and a complaint about each that cannot be read."""
        sources, errors = [], []
        for name in names:
            try:
                sources.append(Source(name, Path(name).read_bytes()))
            except (OSError, ValueError) as error:
                found = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
                errors.append(
                    {"file": name, "line": None, "field": "file", "found": found, "expected": str(WANTED["file"])}
                )
        if errors:
            self.refuse(errors, as_json=as_json)
        return sources

    def usable(self, read: Callable[[], Read], *, as_json: bool) -> Read:
        """What ``read`` gives, or an end with 2 and every complaint of it."""
        try:
            return read()
        except Malformed as error:
            self.refuse(
                [
                    {
                        "file": each.file,
                        "line": each.line,
                        "field": each.field,
                        "found": each.found,
                        "expected": str(WANTED[each.wanted]).format(**dict(each.facts)),
                    }
                    for each in error.complaints
                ],
                as_json=as_json,
            )

    def refuse(self, errors: Sequence[dict[str, Any]], *, as_json: bool) -> NoReturn:
        """Say what is wrong, on standard error and with --json on standard output too, and end with 2."""
        if as_json:
            self.as_json({"errors": errors})
        for each in errors[:SHOWN]:
            # Translators: a mistake in a file: where it is, then two labels with their values.
            words = _("%(file)s, line %(line)s, %(field)s: found: “%(found)s”; expected: %(expected)s.")
            if each["line"] is None and each["found"]:
                words = _("%(file)s, %(field)s: found: “%(found)s”; expected: %(expected)s.")
            elif each["line"] is None:
                words = _("%(file)s, %(field)s: found: nothing; expected: %(expected)s.")
            elif not each["found"]:
                words = _("%(file)s, line %(line)s, %(field)s: found: nothing; expected: %(expected)s.")
            self.stderr.write(words % each)
        more = len(errors) - SHOWN
        if more > 0:
            words = ngettext(
                "%(more)s more mistake is not shown. --json lists them all.",
                "%(more)s more mistakes are not shown. --json lists them all.",
                more,
            )
            self.stderr.write(words % {"more": more})
        sys.exit(2)

    def as_json(self, told: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))

    def tell_score(self, judged: Score) -> None:
        """What makes up the cost, and the hard rules that are broken."""
        for part in judged.parts:
            if part.cost:
                self.stdout.write(f"  {part.cost:>9}  {LINE_PARTS[part.name]} ({part.amount})")
        self.stdout.write(_("Hard rules broken: %(count)s") % {"count": len(judged.broken)})
        for each in broken_of(judged)[:SHOWN]:
            self.stdout.write(f"  {each['says']}")
        more = len(judged.broken) - SHOWN
        if more > 0:
            words = ngettext(
                "%(more)s more is not shown. --json lists them all.",
                "%(more)s more are not shown. --json lists them all.",
                more,
            )
            self.stdout.write(f"  {words % {'more': more}}")


def parts_of(judged: Score) -> dict[str, int]:
    """The cost of each part, for programs."""
    return {part.name: part.cost for part in judged.parts}


def broken_of(judged: Score) -> list[dict[str, Any]]:
    """Each hard rule that is broken, for programs and for people."""
    return [
        {
            "rule": each.rule,
            "person": each.person,
            "days": list(each.days),
            "amount": each.amount,
            "shifts": list(each.shifts),
            "says": str(LINE_RULES[each.rule]).format(
                person=each.person,
                days=", ".join(map(str, each.days)),
                amount=each.amount,
                shifts=", ".join(each.shifts),
            ),
        }
        for each in judged.broken
    ]
