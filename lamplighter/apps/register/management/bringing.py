"""What the two import commands share: read, show, ask nothing, and bring in all of it or nothing."""

import hashlib
import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.cities.queries import cities
from lamplighter.apps.register.actions.imports import NotNow, about, bring_in
from lamplighter.apps.register.choices import ImportKind, PayPeriod
from lamplighter.apps.register.imports.columns import guess, lacking, merged, period_of, said_by
from lamplighter.apps.register.imports.preparing import Wanted, prepare
from lamplighter.apps.register.imports.reading import Sheet, read
from lamplighter.apps.register.imports.targets import PRIVATE_TARGETS, meaning_of
from lamplighter.apps.register.imports.wrong import Unusable
from lamplighter.apps.register.models import Import
from lamplighter.apps.register.phrases.imports import LACKING, NOT_NOW, NOTICES, TARGETS, UNUSABLE, WRONG
from lamplighter.apps.register.queries.imports import bringing_in, remembered
from lamplighter.web.clock import now

SHOWN = 40


class BringIn(BaseCommand):
    """A command that brings in one kind of spreadsheet."""

    kind: ImportKind
    complete_by_default = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="CSV, XLSX, XLS or ODS")
        parser.add_argument("--city", required=True, metavar="SLUG", help="the city's short name in addresses")
        parser.add_argument(
            "--map",
            default="",
            metavar="MAP",
            help='what columns mean where the guess is wrong, such as "Staff number=employee_id,Title=DESCR,Notes="',
        )
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="otherwise today")
        parser.add_argument("--sheet", default="", metavar="NAME", help="which sheet of a workbook")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
        parser.add_argument("--json", action="store_true", help="print for programs")
        parser.add_argument(
            "--leave-out-errors", action="store_true", help="bring in the good rows although others have mistakes"
        )

    def handle(self, *, file: str, city: str, json: bool, dry_run: bool, **options: Any) -> None:
        place = cities().filter(slug=city).first()
        if place is None:
            raise CommandError(_("There is no city “%(slug)s”.") % {"slug": city}, returncode=2)
        at = now()
        as_of = options["as_of"] or at.astimezone(place.zone).date()
        try:
            content = Path(file).read_bytes()
            sheet = read(content, sheet=options["sheet"])
            wanted = self._wanted(place, sheet, as_of, options)
            found = prepare(place, sheet, wanted)
        except OSError as error:
            words = _("The file %(file)s cannot be read: %(why)s.")
            raise CommandError(words % {"file": file, "why": error.strerror}, returncode=2) from error
        except Unusable as why:
            raise CommandError(str(UNUSABLE[why.code]).format(**why.facts), returncode=2) from why
        counts = found.preview["counts"]
        refused = bool(counts["wrong"]) and not options["leave_out_errors"]
        done = False
        if not (dry_run or refused or found.plan.empty):
            self._bring_in(place, sheet, wanted, file, content, found.preview["print"], at)
            done = True
        wrong = [each.plain() for each in found.plan.wrong]
        if json:
            self._as_json(sheet, wanted, found.preview, wrong, done=done)
        else:
            self._tell(sheet, wanted, found.preview, wrong, done=done, dry_run=dry_run, refused=refused)
        if refused:
            sys.exit(1)

    def more(self, options: dict[str, Any]) -> dict[str, Any]:
        """What else of the options decides how the file is taken."""
        return {"complete": self.complete_by_default}

    def _wanted(self, place: Organisation, sheet: Sheet, as_of: date, options: dict[str, Any]) -> Wanted:
        last = remembered(place, self.kind, sheet.headers_hash())
        known = last.columns or guess(sheet, self.kind)
        private = [word for word in (options.get("with") or "").split(",") if word]
        for word in private:
            if word not in PRIVATE_TARGETS:
                words = _("--with knows sex and age, not “%(word)s”.")
                raise CommandError(words % {"word": word}, returncode=2)
        asked = {target for word in private for target in PRIVATE_TARGETS[word]}
        hidden = {target for targets in PRIVATE_TARGETS.values() for target in targets}
        said = said_by(options["map"], sheet, self.kind)
        spoken = {index: target for index, target in said.items() if target}
        known = {index: target for index, target in known.items() if target not in hidden}
        for index, header in enumerate(sheet.headers):
            if (target := meaning_of(header, self.kind)) in asked and target not in known.values():
                known[str(index)] = target
        mapping = merged(known, said)
        if unasked := hidden & set(spoken.values()) - asked:
            words = _("%(column)s is kept only when it is asked for: say --with sex,age.")
            column = TARGETS[f"{self.kind}.{sorted(unasked)[0]}"]
            raise CommandError(words % {"column": column}, returncode=2)
        for code, target in lacking(mapping, self.kind):
            word = TARGETS.get(f"{self.kind}.{target}", "")
            raise CommandError(str(LACKING[code]).format(target=word), returncode=2)
        more = self.more(options)
        for name in ("pay_period", "day_order"):
            more[name] = more.get(name) or last.options.get(name, "")
        more["pay_period"] = more["pay_period"] or period_of(sheet, mapping)
        return Wanted(self.kind, mapping, as_of, sheet.sheet, **more)

    def _bring_in(
        self, place: Organisation, sheet: Sheet, wanted: Wanted, file: str, content: bytes, seen: str, at: Any
    ) -> None:
        if other := bringing_in(place).first():
            raise CommandError(str(NOT_NOW["another"]).format(file=other.file_name), returncode=2)
        try:
            with transaction.atomic():
                import_ = Import.objects.create(
                    organisation=place,
                    kind=self.kind,
                    file_name=Path(file).name[:200],
                    sha256=hashlib.sha256(content).hexdigest(),
                    made_at=at,
                    confirmed_at=at,
                    as_of=wanted.as_of,
                    sheet=wanted.sheet,
                    mapping=wanted.mapping,
                    options=about(sheet) | {"samples": [], "pay": True, "complete": wanted.complete},
                )
                bring_in(import_, sheet, seen=seen, by=None, at=at)
        except NotNow as why:
            raise CommandError(str(NOT_NOW[why.code]).format(**why.facts), returncode=2) from why
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            words = _("Something else is writing to the database. Nothing was brought in; try again.")
            raise CommandError(words, returncode=2) from error

    # --- What is printed -------------------------------------------------------------------------------------
    def _as_json(
        self, sheet: Sheet, wanted: Wanted, preview: dict[str, Any], wrong: list[dict[str, Any]], *, done: bool
    ) -> None:
        told = {
            "counts": preview["counts"],
            "columns": {sheet.column_name(int(index)): target for index, target in wanted.mapping.items()},
            "not_stored": preview["not_stored"],
            "as_of": wanted.as_of.isoformat(),
            "brought_in": done,
            "errors": [each | {"why": str(WRONG[each["code"]]).format(**each["facts"])} for each in wrong],
            "notices": [self._notice(each) for each in preview["notices"]],
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))

    def _tell(
        self,
        sheet: Sheet,
        wanted: Wanted,
        preview: dict[str, Any],
        wrong: list[dict[str, Any]],
        *,
        done: bool,
        dry_run: bool,
        refused: bool,
    ) -> None:
        say = self.stdout.write
        counts = preview["counts"]
        for index, target in wanted.mapping.items():
            say(f"  {sheet.column_name(int(index))} = {TARGETS[f'{self.kind}.{target}']}")
        if preview["not_stored"]:
            say(_("Not stored: %(columns)s") % {"columns": ", ".join(preview["not_stored"])})
        for notice in preview["notices"]:
            say(self._notice(notice))
        for each in wrong[:SHOWN]:
            why = str(WRONG[each["code"]]).format(**each["facts"])
            place = _("Row %(row)s, %(column)s") % {"row": each["row"], "column": each["column"] or "–"}
            say(f"{place}, “{each['value']}”: {why}")
        if len(wrong) > SHOWN:
            words = _("More mistakes: %(more)s. --json lists them all.")
            say(words % {"more": len(wrong) - SHOWN})
        say(self._counts(counts))
        if refused:
            words = _(
                "Nothing was brought in. Rows with mistakes: %(rows)s. Correct them, or say --leave-out-errors."
            )
            say(words % {"rows": counts["wrong_rows"]})
        elif dry_run:
            say(_("Nothing was brought in: this was a dry run."))
        elif done:
            say(_("Brought in as of %(day)s.") % {"day": wanted.as_of.isoformat()})
        else:
            say(_("This file changes nothing: the register says the same already."))

    def _counts(self, counts: dict[str, int]) -> str:
        words = _(
            "Rows: %(rows)s. Added: %(added)s. Changed: %(changed)s (another title: %(titles)s, back again: "
            "%(returned)s). Ended: %(ended)s. As before: %(unchanged)s."
        )
        if self.kind == ImportKind.SERVICES:
            words = _(
                "Rows: %(rows)s. Added: %(added)s. Changed: %(changed)s. Ended: %(ended)s. As before: %(unchanged)s. "
                "New systems: %(systems)s. New skills: %(skills)s."
            )
        return words % counts

    def _notice(self, notice: dict[str, Any]) -> str:
        return str(NOTICES[notice["code"]]).format(**notice["facts"])


def add_pay_period(parser: ArgumentParser) -> None:
    """The option that says for which time base pay is."""
    parser.add_argument(
        "--pay-period",
        choices=PayPeriod.values,
        default="",
        help="for which time base pay is, if no header says so",
    )
