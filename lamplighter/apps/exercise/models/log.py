"""The log of an exercise: append-only lines, each carrying the hash of the one before."""

from django.db import models
from django.db.models import Q

from lamplighter.apps.journal.models import ChainedLine, ChainedLines


class Line(ChainedLine):
    """What happened, when on the wall and when in the story."""

    written_by = "exercise.actions.log"
    says = ("exercise_id", "number", "at", "story_s", "kind", "facts", "once", "by_account_id")

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    story_s = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    once = models.CharField(max_length=120, blank=True)
    by_account = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")

    objects = ChainedLines.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="a_log_counts_by_one"),
            models.UniqueConstraint(fields=["exercise", "once"], condition=~Q(once=""), name="once_is_once"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id}/{self.number} {self.kind}"
