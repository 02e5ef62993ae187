"""What was seen while an exercise ran and said afterwards."""

from django.db import models
from django.db.models import Q

from lamplighter.apps.exercise.choices import Mark, Observed


class Note(models.Model):
    """A private note of whoever runs the exercise."""

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    about = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.at}"


class Observation(models.Model):
    """Something that went well or should go better, with the lines that show it."""

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.CASCADE, related_name="observations")
    seat = models.ForeignKey("exercise.Seat", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    account = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Observed.choices)
    text = models.TextField()
    lines = models.JSONField(default=list)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.task}"


class Rating(models.Model):
    """A mark for a task by one evaluator; the official one is set when evaluating."""

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.CASCADE, related_name="ratings")
    task = models.CharField(max_length=80)
    mark = models.CharField(max_length=1, choices=Mark.choices)
    cause = models.TextField(blank=True)
    seat = models.ForeignKey("exercise.Seat", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    account = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    official = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "task", "seat"], condition=Q(seat__isnull=False), name="one_rating_a_seat"
            ),
            models.UniqueConstraint(
                fields=["exercise", "task", "account"],
                condition=Q(seat__isnull=True, official=False),
                name="one_rating_an_account",
            ),
            models.UniqueConstraint(
                fields=["exercise", "task"], condition=Q(official=True), name="one_official_rating"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.mark}"


class SurveyAnswer(models.Model):
    """What somebody says at the end; without a seat it is anonymous."""

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.CASCADE, related_name="survey_answers")
    seat = models.ForeignKey("exercise.Seat", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    question = models.CharField(max_length=80)
    scale = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "seat", "question"],
                condition=Q(seat__isnull=False),
                name="one_survey_answer_a_seat",
            )
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.question}"


class SurveyToken(models.Model):
    """This seat has answered the survey; which rows are its own is not known."""

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.CASCADE, related_name="survey_tokens")
    seat = models.OneToOneField("exercise.Seat", on_delete=models.CASCADE, related_name="survey_token")

    def __str__(self) -> str:
        return f"{self.exercise_id} seat {self.seat_id}"


class ReportText(models.Model):
    """A section of the report in people's own words."""

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.CASCADE, related_name="report_texts")
    section = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    text = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "section", "language"], name="one_text_a_section")
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.section}"


class SignOff(models.Model):
    """Somebody agreed to the report as it was: its numbers and texts have this digest."""

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.CASCADE, related_name="sign_offs")
    account = models.ForeignKey("cities.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.account}"


class Retest(models.Model):
    """An action that was done, tried anew in an exercise; without a task it is left out, and ``why`` says why."""

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.CASCADE, related_name="retests")
    action = models.ForeignKey("followup.Action", on_delete=models.CASCADE, related_name="retests")
    task = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=300, blank=True)
    held = models.BooleanField(null=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exercise", "action"], name="one_retest_an_action")]

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.task}"
