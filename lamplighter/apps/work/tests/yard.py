"""A worker process with one job that waits for a file; run by the tests that kill it.

``python -m lamplighter.apps.work.tests.yard prepare|work|tell FOLDER``
"""

import json
import os
import sys
import time
from pathlib import Path

import django
from django.core.management import call_command


def prepare(folder: Path) -> None:
    """Tables, a city, and a job asked for."""
    from lamplighter.apps.cities.models import Organisation
    from lamplighter.apps.work.actions import ask
    from lamplighter.web.clock import now

    call_command("migrate", "work", verbosity=0)
    call_command("migrate", "journal", verbosity=0)
    havn = Organisation.objects.create(slug="havn", name="Havn", time_zone="UTC", country="DK", created_at=now())
    ask(havn, "work.yard", {"folder": str(folder)}, by=None, at=now())


def work() -> None:
    """The product's own worker, with one handler more."""
    from lamplighter.apps.work.signals import Running, handler

    @handler("work.yard")
    def wait_and_write(job: Running) -> None:
        folder = Path(job.arguments["folder"])
        (folder / f"started-{os.getpid()}").touch()
        while not (folder / "go").exists():
            job.report(phase="waiting", done=1, of=2)
            time.sleep(0.02)
        with job.final():
            job.organisation.refresh_from_db()
            job.organisation.latin_name += "stored,"
            job.organisation.save()
        (folder / f"stored-{os.getpid()}").touch()

    call_command("run_worker", "--poll", "0.05")


def tell() -> None:
    """Print how the job stands and what was stored."""
    from lamplighter.apps.work.models import Job, Worker

    job = Job.objects.select_related("organisation").get()
    news = {"state": job.state, "attempt": job.attempt, "losses": job.losses, "progress": job.progress}
    print(json.dumps(news | {"stored": job.organisation.latin_name, "workers": Worker.objects.count()}))


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]))
    elif sys.argv[1] == "work":
        work()
    else:
        tell()
