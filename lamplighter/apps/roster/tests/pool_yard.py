"""Several pools that wait for their drafts, and workers that pause in mid-search; run by the test that kills one.

``python -m lamplighter.apps.roster.tests.pool_yard prepare|work|tell FOLDER``
"""

import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

POOLS = 4
DAYS = 7
SEARCH_S = 5


def prepare(folder: Path) -> None:
    """Tables, a city with some pools, and a draft asked for in each."""
    from lamplighter.apps.roster.actions.drafts import ask_to_fill, make_draft
    from lamplighter.apps.roster.tests.night_desk import desk_of
    from lamplighter.web.clock import now
    from tests.people import cast_of

    call_command("migrate", verbosity=0)
    cast = cast_of(at=now())
    first = now().date() + timedelta(days=14)
    for number in range(POOLS):
        names = " ".join(f"{letter}{number}" for letter in "ABCDEFGH")
        desk = desk_of(cast.havn, names, name=f"Desk {number}", backup=True)
        draft = make_draft(desk.pool, first, first + timedelta(days=DAYS - 1), by=cast.ada, at=now())
        ask_to_fill(draft, seconds=SEARCH_S, by=cast.ada, at=now())


def work(folder: Path) -> None:
    """The product's own worker. Its first search goes no further than to a first roster until ``go`` lies there."""
    from lamplighter.apps.work.signals import HANDLERS, Running, discover

    class Watched:
        """A job as its worker holds it, with an eye on what it reports."""

        def __init__(self, job: Running) -> None:
            self.job = job

        def __getattr__(self, name: str) -> Any:
            return getattr(self.job, name)

        def report(self, **progress: Any) -> None:
            self.job.report(**progress)
            if "objective" in progress:
                (folder / f"searching-{os.getpid()}").touch()
                while not (folder / "go").exists():
                    time.sleep(0.02)

    discover()
    search = HANDLERS["roster.solve"]

    def watched(job: Running) -> None:
        search(Watched(job))
        (folder / f"over-{job.job_id}").touch()

    HANDLERS["roster.solve"] = watched
    call_command("run_worker", "--poll", "0.05")


def tell() -> None:
    """Print the jobs, and for each pool its drafts, how often they were stored, and what is against them."""
    from lamplighter.apps.journal.models import Line
    from lamplighter.apps.roster.bridge.problem import problem_for
    from lamplighter.apps.roster.bridge.verdict import breaches_in, misplaced
    from lamplighter.apps.roster.models import Draft, Pool
    from lamplighter.apps.work.models import Job
    from lamplighter.web.clock import now

    pools = []
    for pool in Pool.objects.order_by("pk"):
        for draft in Draft.objects.filter(pool=pool).select_related("pool__organisation", "pool__skill"):
            asked = problem_for(draft, at=now())
            stored = Line.objects.filter(deed="draft.filled", subject_id=str(draft.pk)).count()
            holes = draft.duties.filter(person=None).count()
            against = [*misplaced(asked, asked.roster()), *breaches_in(asked, asked.roster())]
            pools.append({"pool": pool.name, "stored": stored, "holes": holes, "against": len(against)})
    jobs = list(Job.objects.order_by("pk"))
    told = {"pools": pools, "states": [each.state for each in jobs], "losses": sum(each.losses for each in jobs)}
    print(json.dumps(told))


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]))
    elif sys.argv[1] == "work":
        work(Path(sys.argv[2]))
    else:
        tell()
