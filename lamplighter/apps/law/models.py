"""What a city's named reviewers said of the rules of law that apply to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation


class Verdict(models.TextChoices):
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("not approved")


class FactReview(models.Model):
    """A named reviewer's word on one fact of a rule pack. The latest counts; earlier ones stay readable."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="fact_reviews")
    pack = models.CharField(max_length=40)
    fact = models.CharField(max_length=120)
    # The value that was looked at: a fact that changes afterwards needs to be looked at again.
    value_hash = models.CharField(max_length=64)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices)
    source = models.CharField(_("where you checked it"), max_length=300)
    reviewer = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["organisation", "pack", "fact"])]

    def __str__(self) -> str:
        return f"{self.fact}: {self.verdict}"
