"""Deeds on jobs. Each is one conditional UPDATE, so that of two who try, one succeeds and no lock is held."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.work.choices import MOST_LOSSES
from lamplighter.apps.work.models import Job, JobState, Worker
from lamplighter.apps.work.queries import silent, waiting


# --- For every app -------------------------------------------------------------------------------------------
def ask(
    organisation: Organisation, kind: str, arguments: dict[str, Any], *, by: Account | None, at: datetime
) -> Job:
    """Ask for background work, in the caller's transaction and undone with it; ``arguments`` are plain JSON."""
    return Job.objects.create(organisation=organisation, kind=kind, arguments=arguments, asked_by=by, asked_at=at)


def cancel(job: Job, *, by: Account | None, at: datetime) -> None:
    """Stop ``job``: at once where it waits, at its next chance where it runs, never where it is over."""
    with transaction.atomic():
        mine = Job.objects.filter(pk=job.pk)
        changed = mine.filter(state=JobState.WAITING).update(
            state=JobState.CANCELLED, cancel_asked_at=at, ended_at=at
        ) or mine.filter(state=JobState.RUNNING, cancel_asked_at=None).update(cancel_asked_at=at)
        if changed:
            record(job.organisation, "job.cancelled", job, by=by, at=at, facts={"kind": job.kind})
    job.refresh_from_db()


# --- For workers ---------------------------------------------------------------------------------------------
def claim(worker: str, *, at: datetime) -> Job | None:
    """Take the oldest waiting job, or nothing. ``attempt`` of the answer is the fence for every later deed."""
    for number in waiting().values_list("pk", flat=True)[:20]:
        taken = Job.objects.filter(pk=number, state=JobState.WAITING).update(
            state=JobState.RUNNING,
            attempt=F("attempt") + 1,
            worker=worker,
            started_at=at,
            heard_at=at,
            progress={},
        )
        if taken:
            return Job.objects.select_related("organisation", "asked_by").get(pk=number)
    return None


def held(job: Job) -> Any:
    """``job``, if this attempt at it still stands."""
    return Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)


def renew(job: Job, *, at: datetime, progress: dict[str, Any] | None = None) -> bool:
    """Say that the worker lives, and how far it is; False if the job is no longer this attempt's."""
    news = {} if progress is None else {"progress": progress}
    return bool(held(job).update(heard_at=at, **news))


def finish(job: Job, *, at: datetime, progress: dict[str, Any]) -> bool:
    """It is done."""
    return bool(held(job).update(state=JobState.DONE, heard_at=at, ended_at=at, progress=progress))


def stop(job: Job, *, at: datetime) -> bool:
    """It was cancelled and has stopped."""
    return bool(held(job).update(state=JobState.CANCELLED, ended_at=at))


def fail(job: Job, why: str, *, at: datetime) -> bool:
    """It failed; ``why`` is a code of `phrases.FAILURES` or a sentence for whoever asked."""
    return bool(held(job).update(state=JobState.FAILED, ended_at=at, failure=why))


def give_back(job: Job) -> bool:
    """Put it back for another worker, because this one is shutting down."""
    return bool(held(job).update(state=JobState.WAITING, worker="", started_at=None, heard_at=None))


def reap(*, at: datetime, silence: timedelta) -> list[Job]:
    """Take jobs from workers not heard of for so long: back to waiting, or given up. Returns those taken."""
    taken = []
    for job in silent(at=at, silence=silence):
        compare = held(job).filter(heard_at=job.heard_at)
        if job.cancel_asked_at:
            changed = compare.update(state=JobState.CANCELLED, ended_at=at)
        elif job.losses + 1 >= MOST_LOSSES:
            changed = compare.update(state=JobState.FAILED, ended_at=at, failure="lost", losses=job.losses + 1)
        else:
            changed = compare.update(
                state=JobState.WAITING, worker="", started_at=None, heard_at=None, losses=job.losses + 1
            )
        if changed:
            taken.append(job)
    return taken


# --- Workers themselves --------------------------------------------------------------------------------------
def greet(worker: str, *, at: datetime) -> None:
    """Write down that this worker is alive."""
    Worker.objects.update_or_create(
        name=worker, defaults={"heard_at": at}, create_defaults={"started_at": at, "heard_at": at}
    )


def part(worker: str, *, at: datetime, forget: timedelta = timedelta(days=1)) -> None:
    """Take out this worker, and those that died so long ago that nobody asks any more."""
    Worker.objects.filter(name=worker).delete()
    Worker.objects.filter(heard_at__lt=at - forget).delete()
