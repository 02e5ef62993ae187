"""Reads the city's duty rates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lamplighter.web.fields import DayField, NumberField, WholeField

SHARES = {
    "standby_home": _("standby at home, share of hourly pay"),
    "standby_site": _("standby on site, share of hourly pay"),
    "night_share": _("night premium, share of hourly pay"),
    "weekend_share": _("weekend premium, share of hourly pay"),
    "holiday_share": _("holiday premium, share of hourly pay"),
}


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
        for name, label in SHARES.items():
            self.fields[name] = NumberField(label=label, min_value=0, max_value=5, decimal_places=4, max_digits=6)
        self.fields["callout_min_minutes"] = WholeField(
            label=_("least minutes paid for a call-out"), min_value=0, max_value=1440
        )
