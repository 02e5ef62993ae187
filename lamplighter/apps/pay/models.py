"""What a city pays for duty beyond the law: rates a city sets, with their validity."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person


class DutyRates(models.Model):
    """The city's own rates, for what its law leaves open: standby, call-outs, night and holiday premiums."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="duty_rates")
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until and with"), null=True, blank=True)
    standby_home = models.DecimalField(
        _("standby at home, share of hourly pay"), max_digits=6, decimal_places=4, default=0
    )
    standby_site = models.DecimalField(
        _("standby on site, share of hourly pay"), max_digits=6, decimal_places=4, default=1
    )
    callout_min_minutes = models.PositiveSmallIntegerField(_("least minutes paid for a call-out"), default=0)
    night_share = models.DecimalField(
        _("night premium, share of hourly pay"), max_digits=6, decimal_places=4, default=0
    )
    weekend_share = models.DecimalField(
        _("weekend premium, share of hourly pay"), max_digits=6, decimal_places=4, default=0
    )
    holiday_share = models.DecimalField(
        _("holiday premium, share of hourly pay"), max_digits=6, decimal_places=4, default=0
    )
    decided_by = models.CharField(_("decision that set these rates"), max_length=200)

    class Meta:
        ordering = ("-valid_from",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="rates_start_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="rates_end_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.valid_from}"


class MonthEarning(models.Model):
    """What one person's duty of one month earned when it was last counted; the page by line counts anew."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="month_earnings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="month_earnings")
    first = models.DateField()
    total = models.DecimalField(max_digits=16, decimal_places=4)
    currency = models.CharField(max_length=3)
    minutes = models.DecimalField(max_digits=10, decimal_places=2)
    standby_minutes = models.DecimalField(max_digits=10, decimal_places=2)
    exempt = models.BooleanField(default=False)
    unpaid_reason = models.CharField(max_length=40, blank=True)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "first"], name="a_month_is_counted_once_a_person")]
        indexes = [models.Index(fields=["organisation", "first"])]

    def __str__(self) -> str:
        return f"{self.person} {self.first}"
