"""``lamplighter forget answers``: delete what people answered in exercises whose day of forgetting has come."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lamplighter.apps.exercise.actions.forgetting import forget
from lamplighter.apps.exercise.queries.exercises import to_forget
from lamplighter.apps.exercise.queries.forgetting import kept_of
from lamplighter.web import clock


class Command(BaseCommand):
    help = (
        "Delete what people answered and wrote in exercises, once it has been kept for as long as they were told. "
        "A running server does so by itself, every ten minutes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and leave it")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        at = clock.now()
        due = to_forget(at)
        for exercise in due:
            kept = [f"{number} {what}" for what, number in kept_of(exercise).items() if number]
            if not dry_run:
                forget(exercise, at=at)
            went = "would go" if dry_run else "deleted"
            which = f"{exercise.organisation.slug}: {exercise.title} (kept until {exercise.forget_on})"
            self.stdout.write(f"{which}: {went}: {', '.join(kept) or 'nothing'}")
        if not due:
            self.stdout.write("No exercise has come to its day.")
