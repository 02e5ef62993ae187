"""Reads the city's duty rates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.pay.models import DutyRates
from lamplighter.web.fields import DayField, NumberField

SHARES = ("standby_home", "standby_site", "night_share", "weekend_share", "holiday_share")


class RatesForm(forms.Form):
    """Rates from a day on. Shares are typed as a part of one: 0.2 is a fifth of the hourly pay."""

    valid_from = DayField(label=_("Valid from"))
    decided_by = forms.CharField(
        label=_("Decision that set these rates"),
        max_length=200,
        help_text=_("Council minutes, a letter, an agreement."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SHARES:
            label = DutyRates._meta.get_field(name).verbose_name
            self.fields[name] = NumberField(label=label, min_value=0, max_value=5, decimal_places=4, max_digits=6)
        self.fields["callout_min_minutes"] = NumberField(
            label=DutyRates._meta.get_field("callout_min_minutes").verbose_name, min_value=0, max_value=1440
        )

    def clean_callout_min_minutes(self) -> int:
        """Whole minutes."""
        return int(self.cleaned_data["callout_min_minutes"])
