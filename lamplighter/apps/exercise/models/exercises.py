"""Exercises, and how people come in."""

from django.db import models
from django.db.models import Q

from lamplighter.apps.cities.choices import Calendar
from lamplighter.apps.exercise.choices import ExerciseState, Purpose, Room, SeatKind


class Exercise(models.Model):
    """One play of one version in a city as it was when it was frozen; nothing outside is read from then on."""

    organisation = models.ForeignKey("cities.Organisation", on_delete=models.PROTECT, related_name="exercises")
    version = models.ForeignKey("exercise.ScenarioVersion", on_delete=models.PROTECT, related_name="exercises")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=ExerciseState.choices, default=ExerciseState.DRAFT)
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.REAL)
    tree = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen = models.JSONField(default=dict, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    story_starts_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=2)
    calendar = models.CharField(max_length=10, choices=Calendar.choices, default=Calendar.GREGORIAN)
    teams = models.PositiveSmallIntegerField(default=1)
    variables = models.JSONField(default=dict, blank=True)
    rate = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    consent = models.TextField(blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    last_hash = models.CharField(max_length=64, default="0" * 64, editable=False)
    heard_at = models.DateTimeField(null=True, blank=True, editable=False)
    keep_days = models.PositiveSmallIntegerField(default=90)
    forget_on = models.DateField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("cities.Account", null=True, on_delete=models.PROTECT, related_name="+")
    real_mail = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return self.title


class RealAddress(models.Model):
    """An address that its owner has confirmed; nothing is ever sent to any other."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="real_addresses")
    email = models.EmailField()
    role = models.CharField(max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exercise", "email"], name="one_real_address_once")]

    def __str__(self) -> str:
        return self.email


class JoinCode(models.Model):
    """What people type to come in as one kind of participant."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="codes")
    kind = models.CharField(max_length=10, choices=SeatKind.choices)
    code_hash = models.CharField(max_length=64, unique=True)
    shown = models.CharField(max_length=8)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.kind}"


class Seat(models.Model):
    """One participant's place: a phone, or a number on paper."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=SeatKind.choices, default=SeatKind.PLAYER)
    role = models.CharField(max_length=60, blank=True)
    team = models.PositiveSmallIntegerField(default=1)
    alias = models.CharField(max_length=40, blank=True)
    room = models.CharField(max_length=6, choices=Room.choices, default=Room.ROOM)
    language = models.CharField(max_length=2)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    return_code = models.CharField(max_length=8, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    sent_number = models.PositiveIntegerField(default=0)
    seen_number = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True, blank=True)
    card_wanted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exercise", "number"], name="one_seat_a_number")]
        indexes = [models.Index(fields=["exercise", "left_at"])]

    def __str__(self) -> str:
        return f"{self.role or self.kind} {self.number}"


class Answer(models.Model):
    """What one seat answers to one decision. Only that seat reads it; others see counts."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="answers")
    decision = models.CharField(max_length=80)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="answers")
    value = models.JSONField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "decision", "seat"], name="one_answer_a_seat"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__range=(1, 5)), name="confidence_of_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} of seat {self.seat_id}"
