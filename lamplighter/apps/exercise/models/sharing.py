"""What cities give to their association, and what it shows of it."""

from django.db import models


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


class Lesson(models.Model):
    """A lesson offered to all; the exercise it came from is never shown."""

    association = models.ForeignKey("cities.Organisation", on_delete=models.CASCADE, related_name="lessons")
    from_exercise = models.ForeignKey(
        "exercise.Exercise", null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons"
    )
    text = models.TextField()
    capability = models.CharField(max_length=40)
    at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    scenario = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text[:60]
