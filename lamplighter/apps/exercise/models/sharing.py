"""What cities give to their association, and what it shows of it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from lamplighter.apps.exercise.choices import LessonState


class Share(models.Model):
    """What one exercise gives to the association: codes and counts, agreed and withdrawn by the city."""

    exercise = models.OneToOneField("exercise.Exercise", on_delete=models.CASCADE, related_name="share")
    association = models.ForeignKey("cities.Organisation", on_delete=models.CASCADE, related_name="shares")
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")
    summary = models.JSONField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.exercise} in {self.association}"


class SpreadEdition(models.Model):
    """How cities decided, together, as it was published once; no city stands in it."""

    association = models.ForeignKey("cities.Organisation", on_delete=models.CASCADE, related_name="spreads")
    scenario = models.UUIDField()
    version = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    cities = models.PositiveIntegerField()
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association", "scenario", "version", "made_at"], name="one_edition_an_instant"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scenario} {self.version} {self.made_at}"


class Offer(models.Model):
    """An approved version that a city offers to the members of its association."""

    version = models.ForeignKey("exercise.ScenarioVersion", on_delete=models.CASCADE, related_name="offers")
    association = models.ForeignKey("cities.Organisation", on_delete=models.CASCADE, related_name="offers")
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "association"], name="one_offer_a_version")]

    def __str__(self) -> str:
        return f"{self.version} in {self.association}"


class Lesson(models.Model):
    """A lesson for all members; the exercise it came from is never shown, and its name in addresses is drawn by lot."""

    code = models.UUIDField(unique=True, default=uuid4, editable=False)
    association = models.ForeignKey("cities.Organisation", on_delete=models.CASCADE, related_name="lessons")
    from_exercise = models.ForeignKey(
        "exercise.Exercise", null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons"
    )
    text = models.TextField()
    capability = models.CharField(max_length=40)
    scenario = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=LessonState.choices, default=LessonState.WAITING)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False) | ~Q(state__in=["approved", "declined"]),
                name="a_decided_lesson_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
