"""``lamplighter exercise import FILE --org SLUG``: a scenario file, kept."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.uploads import keep_imported
from lamplighter.apps.exercise.management.reading import ScenarioCommand
from lamplighter.web.clock import now


class Command(ScenarioCommand):
    help = (
        "Keep the scenario in a file as a draft, and list what of it cannot be kept. Ends with 0 if it is kept or "
        "was kept already, 2 if not."
    )

    def add_more(self, parser: ArgumentParser) -> None:
        parser.add_argument("--org", required=True, metavar="SLUG", help="the organisation that keeps it")
        parser.add_argument("--dry-run", action="store_true", help="say what would be kept, and keep nothing")

    def handle(self, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["org"]).first()
        if organisation is None:
            known = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)[:20])
            words = _("There is no organisation “%(slug)s”. Known: %(known)s.")
            raise CommandError(words % {"slug": options["org"], "known": known or "–"}, returncode=2)
        found, dry_run = self.scenario(options), options["dry_run"]
        stored = already = False
        number = found.definition.scenario.version
        if not dry_run:
            version, already = keep_imported(organisation, found, by=None, at=now())
            stored, number = not already, version.version
        if options["json"]:
            said = found.report(organisation.slug, dry_run=dry_run, stored=stored, already=already)
            said["scenario"]["version"] = number
            self.as_json(said)
            return
        self.tell_scenario(found)
        self.tell_left_out(found.left_out)
        self.tell_problems(found)
        if dry_run:
            words = _("Nothing was kept. Leave out --dry-run to keep it.")
        elif already:
            words = _("Version %(version)s is kept already in %(place)s.")
        else:
            words = _("Kept as version %(version)s in %(place)s.")
        self.stdout.write(words % {"version": number, "place": organisation})
