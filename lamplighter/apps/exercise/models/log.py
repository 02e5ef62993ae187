"""The log of an exercise: append-only lines, each carrying the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q


class Refused(RuntimeError):
    """Somebody tried to change what must stay as it was written."""


class Lines(models.QuerySet["Line"]):
    """Lines can be read; the only way to write is `actions.log.append`."""

    def refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Refused("Lines of an exercise are written one after the other by actions.log, and stay as they are.")

    update = bulk_update = update_or_create = delete = bulk_create = create = get_or_create = refuse
    aupdate = abulk_update = aupdate_or_create = adelete = abulk_create = acreate = aget_or_create = refuse
    _raw_delete = refuse

    def append(self, lines: Iterable["Line"]) -> None:
        """Write lines that are the log's next; the numbers are unique, so they fit or nothing is written."""
        super().bulk_create(lines, batch_size=500)  # type: ignore[arg-type]


class Line(models.Model):
    """What happened, when on the wall and when in the story."""

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    story_s = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    once = models.CharField(max_length=120, blank=True)
    by_account = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = Lines.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="a_log_counts_by_one"),
            models.UniqueConstraint(fields=["exercise", "once"], condition=~Q(once=""), name="once_is_once"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id}/{self.number} {self.kind}"

    def save(self, *args: object, **kwargs: object) -> None:
        raise Refused(f"Line {self.number} is written by actions.log alone, once.")

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise Refused(f"Line {self.number} cannot be taken out.")

    def digest(self) -> str:
        """SHA-256, in hex, of everything this line says and of the hash before it."""
        said = [
            self.exercise_id,
            self.number,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.story_s,
            self.kind,
            self.facts,
            self.once,
            self.by_account_id,
            self.before,
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
