"""Prints how to sign in to the sample cities."""

from typing import Any

from django.core.management.base import BaseCommand

from lamplighter.apps.samples.choices import PASSWORD
from lamplighter.apps.samples.queries import logins


class Command(BaseCommand):
    help = "Print one login per role of the sample cities. They work only where sample cities are served."

    def handle(self, **options: Any) -> None:
        held = logins()
        if not held:
            self.stdout.write("There are no sample cities. `lamplighter seed sample` makes them.")
            return
        place = None
        for one in held:
            if one.organisation_id != place:
                place = one.organisation_id
                self.stdout.write(f"  {one.organisation.latin_name or one.organisation.name}")
            self.stdout.write(f"    {one.account.email:34} {one.get_role_display()}")
        self.stdout.write(f"  The password of each: {PASSWORD}")
