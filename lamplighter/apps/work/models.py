"""Background jobs: which worker has which, and when it was last heard of."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.work.phrases import FAILURES, WORKING, job_words, phase_words


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class Job(models.Model):
    """One piece of background work for one organisation, with live progress; survives the death of its worker."""

    organisation = models.ForeignKey("cities.Organisation", on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    asked_by = models.ForeignKey("cities.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    # `attempt` is the fence: a worker that was taken for dead and comes back finds a higher number and stops.
    attempt = models.PositiveSmallIntegerField(default=0)
    # How often a worker died with it. Giving a job back on shutdown counts as an attempt, but not as a loss.
    losses = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    progress = models.JSONField(default=dict)
    failure = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "asked_at"])]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}

    @property
    def words(self) -> str | Promise:
        """What this work is called."""
        return job_words().get(self.kind, WORKING)

    @property
    def phase(self) -> str | Promise:
        """What it is busy with, in words, or nothing."""
        return phase_words().get(str(self.progress.get("phase", "")), "")

    @property
    def failure_words(self) -> str | Promise:
        """Why it failed."""
        return FAILURES.get(self.failure, self.failure)

    @property
    def running_s(self) -> int:
        """For how many whole seconds it has been running, as last heard, or ran."""
        until = self.ended_at or self.heard_at
        return max(0, int((until - self.started_at).total_seconds())) if self.started_at and until else 0

    @property
    def running_min(self) -> int:
        """The same in whole minutes."""
        return self.running_s // 60


class Worker(models.Model):
    """A process that does jobs; its row is renewed every few seconds and taken out when it stops."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    heard_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
