"""Serves the product: web and background work together."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.config.cli import Refusal
from lamplighter.config.serving import collect_static, data_folder, is_loopback, listen, serve


class Command(BaseCommand):
    help = "Serve the product: web and background worker together. Sets up the database first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="address to listen on (default: this machine alone)"
        )
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-worker", action="store_true", help="no background worker; start some yourself")
        group = parser.add_mutually_exclusive_group()
        group.add_argument(
            "--sample",
            action="store_true",
            default=None,
            help="fill an empty database with sample cities (default on loopback)",
        )
        group.add_argument("--no-sample", action="store_false", dest="sample", help="leave an empty database empty")

    def handle(self, *, host: str, port: int, no_worker: bool, sample: bool | None, **options: Any) -> None:
        sample = self.sample_allowed(host, sample)
        with listen(host, port) as taken:
            self.prepare(host, sample=sample, worker=not no_worker)
            self.greet(host, taken.getsockname()[1], sample=sample)
            serve(taken, worker=not no_worker)
        self.say("Stopped. All data are kept.")

    def prepare(self, host: str, *, sample: bool, worker: bool) -> None:
        """Everything that must be in place before the first page."""
        data_folder()
        # The worker reads it from the environment; here the settings are read already.
        os.environ["LAMPLIGHTER_SAMPLE"] = "yes" if sample else "no"
        settings.SAMPLE = sample
        call_command("migrate", verbosity=0, interactive=False)
        beyond = not is_loopback(host) or not self.for_this_machine_alone()
        if beyond and Account.objects.filter(sample=True, is_active=True).exists():
            raise Refusal(
                "This database holds the sample accounts, whose passwords everybody knows, and is not served beyond "
                "this machine. Take them out with `lamplighter drop sample`, or set LAMPLIGHTER_DATA to a fresh folder."
            )
        if sample and "seed_sample" in get_commands():
            self.seed(worker=worker)
        collect_static()

    def seed(self, *, worker: bool) -> None:
        """Make the sample cities in an empty database, or go on where that was interrupted.

        The first is made before anybody is let in, the others by the worker, if there is one.
        """
        unfinished = settings.DATA / "sample-cities-unfinished"
        if Organisation.objects.exists() and not unfinished.exists():
            return
        self.say("Making the sample cities. This is done once and takes a little while.")
        unfinished.touch()
        call_command("seed_sample", rest_later=worker, stdout=self.stdout, stderr=self.stderr)
        unfinished.unlink()

    def sample_allowed(self, host: str, sample: bool | None) -> bool:
        """Whether sample cities and their logins live: on loopback, unless told otherwise."""
        if sample and not is_loopback(host):
            raise Refusal(
                f"The sample cities have logins that everybody knows, so they are served to this machine alone, not on "
                f"{host}. Leave out --sample, or leave out --host."
            )
        if sample and not self.for_this_machine_alone():
            raise Refusal(
                "The sample cities have logins that everybody knows, and LAMPLIGHTER_HOSTS names hosts beyond this "
                "machine. Leave out --sample, or unset LAMPLIGHTER_HOSTS."
            )
        return is_loopback(host) and self.for_this_machine_alone() if sample is None else sample

    def for_this_machine_alone(self) -> bool:
        """Whether requests come by this machine's own names: a proxy in front brings the world in by others."""
        return all(is_loopback(name) for name in settings.ALLOWED_HOSTS)

    def greet(self, host: str, port: int, *, sample: bool) -> None:
        """The address, and how to come in."""
        shown = "127.0.0.1" if host in {"0.0.0.0", ""} else host  # noqa: S104 -- compared, not bound
        self.say(f"\nLamplighter is at http://{f'[{shown}]' if ':' in shown.strip('[]') else shown}:{port}/\n")
        if sample and "sample_logins" in get_commands() and Account.objects.filter(sample=True).exists():
            call_command("sample_logins", stdout=self.stdout)
        if not Organisation.objects.exists():
            self.say(
                "There is no city yet: `lamplighter init` makes the first, and the account that invites others."
            )
        if not is_loopback(host) and "LAMPLIGHTER_HOSTS" not in os.environ:
            self.say("Only requests for this machine's own names are answered: set LAMPLIGHTER_HOSTS to yours.")
        if not settings.EMAIL_HOST:
            self.say(f"Letters are written to {settings.EMAIL_FILE_PATH}: set LAMPLIGHTER_MAIL_HOST to send them.")
        self.say("Stop with Ctrl-C; all data are kept.\n")

    def say(self, words: str) -> None:
        self.stdout.write(words)
        sys.stdout.flush()
