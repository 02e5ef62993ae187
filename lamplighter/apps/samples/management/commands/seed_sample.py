"""Makes the sample cities."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lamplighter.apps.samples.actions.sample import seed_sample
from lamplighter.apps.samples.choices import Stage, plans
from lamplighter.web.clock import now


class Command(BaseCommand):
    help = "Make the sample cities, or finish them. What is made already stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=[stage.value for stage in Stage], default=Stage.WORKED.value)
        parser.add_argument("--seed", type=int, default=7, help="another seed makes other people and rosters")
        parser.add_argument(
            "--city", action="append", default=[], choices=[plan.slug for plan in plans()], help="only this one"
        )

        parser.add_argument("--rest-later", action="store_true", help="leave all but the first to the worker")

    def handle(self, *, stage: str, seed: int, city: list[str], rest_later: bool, **options: Any) -> None:
        chosen = Stage(stage)
        seed_sample(now=now(), seed=seed, stage=chosen, say=self.say, slugs=city, rest_later=rest_later)

    def say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
