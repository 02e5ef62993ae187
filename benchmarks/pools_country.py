"""One measurement of ``benchmarks.pools``: a country in an empty database, its workers, and what became of it all.

``python -m benchmarks.pools_country ORDER`` with an ``Order`` as JSON; prints a ``Told`` as JSON. The database and the
data folder are those that the environment names.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time as wall
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from random import Random

import django
from django.core.management import call_command

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import Count, Sum  # noqa: E402

from lamplighter.apps.journal.models import Line  # noqa: E402
from lamplighter.apps.roster.actions.drafts import ask_to_fill, make_draft  # noqa: E402
from lamplighter.apps.roster.bridge.problem import problem_for  # noqa: E402
from lamplighter.apps.roster.bridge.verdict import breaches_in, misplaced  # noqa: E402
from lamplighter.apps.roster.choices import SEARCH_SECONDS, DraftState, DutyKind, Layer  # noqa: E402
from lamplighter.apps.roster.models import (  # noqa: E402
    Demand,
    Draft,
    Duty,
    Leave,
    Pool,
    PoolMember,
    ShiftType,
    Wish,
)
from lamplighter.apps.samples.actions.nation import SHIFTS, SLUG, Blueprint, Writing, put  # noqa: E402
from lamplighter.apps.samples.choices import plans  # noqa: E402
from lamplighter.apps.work.models import Job, JobState  # noqa: E402
from lamplighter.web.clock import now  # noqa: E402

PEOPLE = 18
DAYS = 28
BATCH = 50
LOOK_S = 0.1
KILLS_PER_POOL = 0.1
LATEST_KILL_S = 3.0
PATIENCE_S = 600.0
WORKER = [sys.executable, "-m", "lamplighter", "run_worker"]


@dataclass(frozen=True)
class Order:
    """What is to be measured; ``limit_s`` 0 leaves it to the product."""

    pools: int
    workers: int
    limit_s: int
    kill: bool
    seed: int


@dataclass(frozen=True)
class Told:
    """What was seen; all times are seconds. ``cpu_s`` is the processor's time of all workers together."""

    workers: int
    pools: int
    made_s: float
    wall_s: float
    cpu_s: float
    median_s: float
    p95_s: float
    most_s: float
    kills: int
    restarts: int
    lost: int
    twice: int
    not_one_draft: int
    unlawful: int
    empty: int
    with_holes: int
    holes: int
    seats: int
    searches: dict[str, int]
    statuses: dict[str, int]
    median_gap: float | None
    most_gap: float | None


def main(order: Order) -> Told:
    """Make it, have it worked off, and look at everything that is stored."""
    started = wall.monotonic()
    call_command("migrate", verbosity=0)
    random = Random(order.seed)
    for first in range(0, order.pools, BATCH):
        write(range(first, min(first + BATCH, order.pools)), random)
    begins = now().date() + timedelta(days=14)
    ask(begins, order.limit_s)
    made_s = wall.monotonic() - started
    with Yard(order, random) as yard:
        yard.work_off()
        wall_s, kills = yard.wall_s, yard.kills
    return told(order, made_s=made_s, wall_s=wall_s, kills=kills)


# --- The country ---------------------------------------------------------------------------------------------
@transaction.atomic
def write(numbers: range, random: Random) -> None:
    """Cities of 18 people, each one pool: three shifts with primary and backup, some leave and some wishes."""
    kinds = plans()
    cities = [Blueprint(each, SLUG.format(each), PEOPLE, kinds[each % len(kinds)]) for each in numbers]
    writing = Writing(cities, 7, now())
    writing.found()
    writing.hire()
    today = now().date()
    pools = put(Pool(organisation=city, name="Duty") for city in writing.cities)
    shifts = put(
        ShiftType(
            pool=pool,
            code=code if layer == Layer.PRIMARY else f"B{code}",
            name=f"{look} {layer}",
            starts_at=start,
            ends_at=end,
            look=look if layer == Layer.PRIMARY else "standby",
            layer=layer,
            kind=DutyKind.WORKED if layer == Layer.PRIMARY else DutyKind.STANDBY_HOME,
            response_min=None if layer == Layer.PRIMARY else 60,
        )
        for pool in pools
        for layer in (Layer.PRIMARY, Layer.BACKUP)
        for code, start, end, look in SHIFTS
    )
    put(Demand(shift_type=shift, people=1) for shift in shifts)
    people = [(pool, person) for pool in pools for person in writing.people[pool.organisation_id]]
    put(PoolMember(pool=pool, person=person, since=today - timedelta(days=300)) for pool, person in people)
    for _pool, person in people:
        on = today + timedelta(days=14 + random.randrange(DAYS))
        if random.random() < 0.17:
            Leave.objects.create(person=person, starts_on=on, ends_on=on + timedelta(days=random.randint(3, 9)))
        elif random.random() < 0.3:
            Wish.objects.create(person=person, on=on, wants=random.random() < 0.2, weight=random.randint(1, 3))


def ask(begins: date, limit_s: int) -> None:
    """A draft of four weeks for every pool, by the deeds that pages use."""
    seconds = limit_s or SEARCH_SECONDS[-1]  # nobody waits at the screen for all pools of a country
    for pool in Pool.objects.select_related("organisation").order_by("pk"):
        draft = make_draft(pool, begins, begins + timedelta(days=DAYS - 1), by=None, at=now())
        ask_to_fill(draft, seconds=seconds, by=None, at=now())


# --- The workers ---------------------------------------------------------------------------------------------
class Yard:
    """Real worker processes; some of them are killed, at moments that the seed chooses."""

    def __init__(self, order: Order, random: Random) -> None:
        self.order = order
        self.random = random
        self.kills = 0
        self.wall_s = 0.0
        self.workers: list[subprocess.Popen[bytes]] = []
        wanted = max(1, round(order.pools * KILLS_PER_POOL)) if order.kill else 0
        # After so many jobs are done, and so many seconds: in the middle of whatever is going on then.
        self.plan = sorted((random.randrange(order.pools), random.uniform(0, LATEST_KILL_S)) for _ in range(wanted))

    def __enter__(self) -> "Yard":
        self.workers = [subprocess.Popen(WORKER) for _ in range(self.order.workers)]
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            worker.wait()

    def work_off(self) -> None:
        """Until no job waits or runs; the database is asked ten times a second, and closed meanwhile."""
        started = moved = wall.monotonic()
        done, due = -1, 0.0
        while True:
            over = Job.objects.exclude(state__in=(JobState.WAITING, JobState.RUNNING)).count()
            connection.close()
            at = wall.monotonic()
            if over != done:
                done, moved = over, at
            if over == self.order.pools:
                break
            if at - moved > PATIENCE_S:
                raise SystemExit(f"Nothing was finished for {PATIENCE_S:.0f} seconds; {done} jobs are over.")
            if self.plan and done >= self.plan[0][0]:
                due = due or at + self.plan[0][1]
                if at >= due:
                    self.kill()
                    self.plan, due = self.plan[1:], 0.0
            wall.sleep(LOOK_S)
        self.wall_s = wall.monotonic() - started

    def kill(self) -> None:
        place = self.random.randrange(len(self.workers))
        self.workers[place].kill()
        self.workers[place].wait()
        self.workers[place] = subprocess.Popen(WORKER)
        self.kills += 1


# --- What became of it ---------------------------------------------------------------------------------------
def told(order: Order, *, made_s: float, wall_s: float, kills: int) -> Told:
    """Everything that is stored, looked at once more: jobs, drafts, and every roster by the law."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    jobs = list(Job.objects.all())
    took = sorted(
        (job.ended_at - job.started_at).total_seconds() for job in jobs if job.ended_at and job.started_at
    )
    drafts = list(Draft.objects.filter(state=DraftState.DRAFT).select_related("pool__organisation", "pool__skill"))
    filled = Line.objects.filter(deed="draft.filled").values("subject_id").annotate(times=Count("pk"))
    of_pool = Pool.objects.annotate(made=Count("drafts")).exclude(made=1).count()
    unlawful = 0
    for draft in drafts:
        asked = problem_for(draft, at=now())
        unlawful += bool([*misplaced(asked, asked.roster()), *breaches_in(asked, asked.roster())])
    holes = dict(Duty.objects.filter(person=None).values_list("draft").annotate(Count("pk")).order_by())
    answers = [draft.answer for draft in drafts if draft.answer]
    gaps = sorted(answer["gap"] for answer in answers if answer["gap"] is not None)
    return Told(
        workers=order.workers,
        pools=order.pools,
        made_s=made_s,
        wall_s=wall_s,
        cpu_s=used.ru_utime + used.ru_stime,
        median_s=statistics.median(took),
        p95_s=statistics.quantiles(took, n=20)[18] if len(took) > 1 else took[0],
        most_s=took[-1],
        kills=kills,
        restarts=Job.objects.aggregate(all=Sum("losses"))["all"] or 0,
        lost=order.pools - sum(job.state == JobState.DONE for job in jobs),
        twice=sum(each["times"] > 1 for each in filled),
        not_one_draft=of_pool,
        unlawful=unlawful,
        empty=len(drafts) - len(answers),
        with_holes=len(holes),
        holes=sum(holes.values()),
        seats=Duty.objects.count(),
        searches=counted(answer["search"] for answer in answers),
        statuses=counted(answer["status"] for answer in answers),
        median_gap=statistics.median(gaps) if gaps else None,
        most_gap=gaps[-1] if gaps else None,
    )


def counted(words: object) -> dict[str, int]:
    """How often each word came."""
    found: dict[str, int] = {}
    for word in words:  # type: ignore[attr-defined]
        found[word] = found.get(word, 0) + 1
    return dict(sorted(found.items()))


if __name__ == "__main__":
    os.environ.setdefault("LAMPLIGHTER_LOG", "ERROR")
    print(json.dumps(asdict(main(Order(**json.loads(sys.argv[1]))))))
