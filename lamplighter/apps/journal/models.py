"""The journal: append-only lines, each carrying the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any, NoReturn

from django.db import models


class Refused(RuntimeError):
    """Somebody tried to change what must stay as it was written."""


class Chain(models.Model):
    """The end of one organisation's chain; locking this row puts writers in a queue."""

    organisation = models.OneToOneField("cities.Organisation", on_delete=models.PROTECT, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"chain of {self.organisation_id} at {self.number}"


class Lines(models.QuerySet["Line"]):
    """Lines can be read; the only way to write is `journal.actions.record`."""

    def refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Refused("Journal lines are written one after the other by journal.actions, and stay as they are.")

    update = bulk_update = update_or_create = delete = bulk_create = create = get_or_create = refuse
    aupdate = abulk_update = aupdate_or_create = adelete = abulk_create = acreate = aget_or_create = refuse
    _raw_delete = refuse

    def append(self, lines: Iterable["Line"]) -> None:
        """Write lines that are the chain's next; the numbers are unique, so they fit or nothing is written."""
        super().bulk_create(lines, batch_size=500)  # type: ignore[arg-type]


class Line(models.Model):
    """Who did what to what, and when."""

    organisation = models.ForeignKey("cities.Organisation", on_delete=models.PROTECT, related_name="journal")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    deed = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    subject_name = models.CharField(max_length=200)
    person_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = Lines.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="a_chain_counts_by_one")]
        indexes = [
            models.Index(fields=["organisation", "subject_type", "subject_id"]),
            models.Index(fields=["organisation", "person_id"]),
            models.Index(fields=["organisation", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.number} {self.deed}"

    def save(self, *args: object, **kwargs: object) -> None:
        raise Refused(f"Journal line {self.number} is written by journal.actions alone, once.")

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise Refused(f"Journal line {self.number} cannot be taken out.")

    def digest(self) -> str:
        """SHA-256, in hex, of everything this line says and of the hash before it."""
        said = [
            self.organisation_id,
            self.number,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.by_id,
            self.by_name,
            self.deed,
            self.subject_type,
            self.subject_id,
            self.subject_name,
            self.person_id,
            self.facts,
            self.before,
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
