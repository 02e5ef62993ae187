"""Spreadsheets on their way in: the file, how its columns were read, and what it would change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.register.choices import ImportKind
from lamplighter.apps.work.models import Job


class ImportFile(models.Model):
    """The bytes as they came; taken out once the import has been confirmed or dropped."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """One spreadsheet being brought in: mapped, previewed, then confirmed or dropped."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    file = models.ForeignKey(ImportFile, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    as_of = models.DateField(_("as of"))
    sheet = models.CharField(max_length=120, blank=True)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    preview = models.JSONField(null=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    outcome = models.JSONField(null=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.file_name


class ColumnMapping(models.Model):
    """How this city's columns were read last time, by the header they stand under."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="column_mappings")
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    headers_hash = models.CharField(max_length=64)
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "headers_hash"], name="headers_are_mapped_one_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.headers_hash[:8]}"
