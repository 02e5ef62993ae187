"""Scenarios of an organisation. A version is one document, kept whole."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from lamplighter.apps.exercise.choices import FIXED, Source, VersionState


class Fixed(RuntimeError):
    """Somebody tried to change a version that stays as it is."""


class Scenario(models.Model):
    """What an exercise plays; its content lies in its versions."""

    organisation = models.ForeignKey("cities.Organisation", on_delete=models.CASCADE, related_name="scenarios")
    slug = models.SlugField(max_length=80)
    uuid = models.UUIDField()
    title = models.CharField(max_length=200)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="one_scenario_a_slug"),
            models.UniqueConstraint(fields=["organisation", "uuid"], name="one_scenario_a_uuid"),
        ]
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class ScenarioVersion(models.Model):
    """One version: its tree in canonical form, and the SHA-256 of that."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="versions")
    version = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    tree = models.JSONField()
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    left_out = models.JSONField(default=list)
    source = models.CharField(max_length=12, choices=Source.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scenario", "version"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["scenario"], condition=Q(state=VersionState.DRAFT), name="one_draft_a_scenario"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario} {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and self.state in FIXED:
            kept = ScenarioVersion.objects.filter(pk=self.pk, state__in=FIXED).values_list("digest", flat=True)
            if any(digest != self.digest for digest in kept):
                raise Fixed(_("Version %(version)s stays as it is. Make a new draft.") % {"version": self.version})
        super().save(*args, **kwargs)


class Attachment(models.Model):
    """The bytes of a file that is shown with an inject."""

    version = models.ForeignKey(ScenarioVersion, on_delete=models.CASCADE, related_name="attachments")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_attachment_a_key")]

    def __str__(self) -> str:
        return self.name
