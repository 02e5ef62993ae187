"""Questions about background work."""

from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.work.choices import SEEN_WITH
from lamplighter.apps.work.models import Job, JobState, Worker


def jobs_visible_to(account: Account, organisation: Organisation) -> QuerySet[Job]:
    """Jobs that ``account`` asked for, or whose kind its roles deal with; newest first."""
    seen = Q(asked_by=account)
    for first_word, sight in SEEN_WITH.items():
        if may(account, organisation, sight):
            seen |= Q(kind__startswith=f"{first_word}.")
    return Job.objects.filter(seen, organisation=organisation).order_by("-asked_at", "-pk")


def waiting() -> QuerySet[Job]:
    """Jobs that nobody has, the oldest first."""
    return Job.objects.filter(state=JobState.WAITING).order_by("asked_at", "pk")


def silent(*, at: datetime, silence: timedelta) -> QuerySet[Job]:
    """Running jobs whose worker was last heard of longer than ``silence`` ago."""
    return Job.objects.filter(state=JobState.RUNNING, heard_at__lt=at - silence)


def workers_heard_at() -> datetime | None:
    """When any worker was last heard of."""
    return Worker.objects.aggregate(last=Max("heard_at"))["last"]
