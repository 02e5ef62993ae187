"""Does background work until told to stop."""

import logging
import os
import signal
import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from lamplighter.apps.work.jobs import Worker
from lamplighter.apps.work.signals import discover
from lamplighter.web import clock


class Command(BaseCommand):
    help = "Do background work: imports, rosters. As many workers as you like, on as many machines."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then end")
        parser.add_argument("--poll", type=float, default=0.5, metavar="SECONDS", help="how often to look for work")
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="end when this process, which started it, ends"
        )

    def handle(self, *, once: bool, poll: float, parent: int | None, **options: Any) -> None:
        discover()
        if once:
            worker = self.worker(poll)
            while worker.step():
                pass
            return
        worker = self.worker(poll)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop.set())
        worker.run(still_wanted=lambda: parent is None or os.getppid() == parent)
        if worker.abandoned:
            # The handler's thread is deep in a solver and cannot be joined; the job is given back already.
            logging.shutdown()
            os._exit(0)

    def worker(self, poll_s: float) -> Worker:
        name = f"{socket.gethostname()[:40]}:{os.getpid()}:{os.urandom(3).hex()}"
        return Worker(name, clock=clock.now, silence_s=settings.WORKER_SILENCE_S, poll_s=poll_s)
