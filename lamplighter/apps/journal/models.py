"""The journal: append-only lines, each carrying the hash of the one before; and the way of writing such lines."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar, NoReturn

from django.db import models


class Refused(RuntimeError):
    """Somebody tried to change what must stay as it was written."""


class ChainedLines(models.QuerySet[Any]):
    """Lines can be read; the only way to write is :meth:`append`."""

    def refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Refused(
            f"Lines of {self.model._meta.label} are written one after the other by {self.model.written_by}, "
            "and stay as they are."
        )

    update = bulk_update = update_or_create = delete = bulk_create = create = get_or_create = refuse
    aupdate = abulk_update = aupdate_or_create = adelete = abulk_create = acreate = aget_or_create = refuse
    _raw_delete = refuse

    def append(self, lines: Iterable["ChainedLine"]) -> None:
        """Write lines that are the chain's next; the numbers are unique, so they fit or nothing is written."""
        super().bulk_create(lines, batch_size=500)  # type: ignore[arg-type]


class ChainedLine(models.Model):
    """A line that is written once and stays; its hash is of all that it says and of the hash before it."""

    # The one module that writes such lines; it holds the chain's end while it does.
    written_by: ClassVar[str]
    # All that such a line says, by the names of its columns, in an order that never changes.
    says: ClassVar[tuple[str, ...]]

    number = models.PositiveBigIntegerField()
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        raise Refused(f"Line {self.number} of {self._meta.label} is written by {self.written_by} alone, once.")

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise Refused(f"Line {self.number} of {self._meta.label} cannot be taken out.")

    def digest(self) -> str:
        """SHA-256, in hex, of everything this line says and of the hash before it."""
        values = [getattr(self, name) for name in self.says]
        said = [*(instant(value) if isinstance(value, datetime) else value for value in values), self.before]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def seal(self, number: int, before: str) -> tuple[int, str]:
        """Put the line after the one with this number and hash; the chain's new end."""
        self.number, self.before = number + 1, before
        self.hash = self.digest()
        return self.number, self.hash


def instant(at: datetime) -> str:
    """An instant as every digest writes it: in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


class Chain(models.Model):
    """The end of one organisation's chain; locking this row puts writers in a queue."""

    organisation = models.OneToOneField("cities.Organisation", on_delete=models.PROTECT, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"chain of {self.organisation_id} at {self.number}"


class Line(ChainedLine):
    """Who did what to what, and when."""

    written_by = "journal.actions"
    says = (
        "organisation_id",
        "number",
        "at",
        "by_id",
        "by_name",
        "deed",
        "subject_type",
        "subject_id",
        "subject_name",
        "person_id",
        "facts",
    )

    organisation = models.ForeignKey("cities.Organisation", on_delete=models.PROTECT, related_name="journal")
    at = models.DateTimeField()
    by = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    deed = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    subject_name = models.CharField(max_length=200)
    person_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)

    objects = ChainedLines.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="a_chain_counts_by_one")]
        indexes = [
            models.Index(fields=["organisation", "subject_type", "subject_id"]),
            models.Index(fields=["organisation", "person_id"]),
            models.Index(fields=["organisation", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.number} {self.deed}"
