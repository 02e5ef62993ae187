"""Findings, and the tracked actions that answer them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation


class Finding(models.Model):
    """Something found wanting: by the map, a roster, a contract's end, or a person. A code, not a sentence."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    # The same finding raised twice is one finding: this names what it is about.
    fingerprint = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-opened_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fingerprint"],
                condition=models.Q(closed_at=None),
                name="a_finding_is_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.fingerprint}"


class Action(models.Model):
    """A tracked action: who does what until when."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="actions")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    title = models.CharField(_("what is to be done"), max_length=200)
    owner = models.ForeignKey(
        Account,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="actions_owned",
    )
    owner_name = models.CharField(_("who (name or role)"), max_length=120, blank=True)
    due_on = models.DateField(_("due on"))
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    # Loaded by queries.actions_of: whether a completion stands.
    done: bool

    class Meta:
        ordering = ("due_on", "id")
        indexes = [models.Index(fields=["organisation", "due_on"])]

    def __str__(self) -> str:
        return self.title


class Completion(models.Model):
    """An action was done, with evidence; reopening takes a new row away from nothing: it is marked withdrawn."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="completions")
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    evidence = models.CharField(_("evidence"), max_length=300)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=models.Q(withdrawn_at=None), name="an_action_is_done_once"
            )
        ]

    def __str__(self) -> str:
        return f"done: {self.action}"


class Verification(models.Model):
    """A finished action was tried again by somebody else than its owner, and held or did not."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="verifications")
    held = models.BooleanField()
    where = models.CharField(max_length=200)
    at = models.DateTimeField()
    evidence = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.action} {'held' if self.held else 'did not hold'}"
