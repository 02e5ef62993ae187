"""Makes a country for load tests."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lamplighter.apps.samples.actions.nation import seed_nation
from lamplighter.web.clock import now


class Command(BaseCommand):
    help = "Make a country of many cities for load tests. `lamplighter drop sample` takes it out again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cities", type=int, default=1400)
        parser.add_argument("--people", type=int, default=25_000, help="in all cities together")
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *, cities: int, people: int, seed: int, **options: Any) -> None:
        try:
            seed_nation(cities=cities, people=people, seed=seed, now=now(), say=self.say)
        except ValueError as reason:
            raise CommandError(str(reason)) from reason

    def say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
