"""What people write to each other while they play, and mails that left the house; both can be taken out again."""

import hashlib

from django.db import models


class Message(models.Model):
    """What a team and control said to each other. The log holds the row's number and a digest, and no word of it.

    The salt goes with the text: without it nobody can try which short sentence has this digest.
    """

    exercise = models.ForeignKey("exercise.Exercise", on_delete=models.CASCADE, related_name="messages")
    text = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.at}"

    def digest(self) -> str:
        """SHA-256 of salt and text, in hex."""
        return hashlib.sha256(f"{self.salt}{self.text}".encode()).hexdigest()


class RealMail(models.Model):
    """One line of a log sent to one address. The row stands before anything is sent, so nothing is sent twice."""

    address = models.ForeignKey("exercise.RealAddress", on_delete=models.CASCADE, related_name="mails")
    number = models.PositiveIntegerField()
    tried_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "number"], name="one_mail_a_line")]

    def __str__(self) -> str:
        return f"{self.address_id} line {self.number}"
