"""What is typed about services, systems and suppliers' contracts."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.choices import Hours
from lamplighter.apps.register.models import Service, SupplyContract, System
from lamplighter.apps.register.queries.units import units_of
from lamplighter.web.fields import DayField, house_fields
from lamplighter.web.versioned import VersionedForm

MINUTES = gettext_lazy("Minutes: 60 is an hour, 1440 a day, 10080 a week.")


class CodedForm(VersionedForm):
    """A thing whose code is its own in the city."""

    def __init__(self, data: Any = None, *, city: Organisation, **more: Any) -> None:
        super().__init__(data, **more)
        self.city = city

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        same = self._meta.model._default_manager.filter(organisation=self.city, code=code)
        other = same.exclude(pk=self.instance.pk).first()
        if other:
            raise ValidationError(
                _("Code %(code)s already belongs to “%(thing)s”. Give this one another."),
                params={"code": code, "thing": other.name},
            )
        return code


class ServiceForm(CodedForm):
    """One service, as residents know it, and how long they can be without it."""

    class Meta:
        model = Service
        fields = (
            "name",
            "about",
            "code",
            "tier",
            "hours",
            "open_from",
            "open_until",
            "mtpd_min",
            "rto_min",
            "residents",
            "manual_fallback",
            "fallback_min",
            "unit",
        )
        formfield_callback = house_fields
        widgets = {
            "open_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "open_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "about": gettext_lazy("One sentence that somebody at the town hall's counter would say."),
            "open_from": gettext_lazy("For a service with set hours."),
            "mtpd_min": gettext_lazy(
                "How long residents can be without it before harm is done (MTPD, ISO 22301). "
                "Minutes: 60 is an hour, 1440 a day, 10080 a week."
            ),
            "rto_min": gettext_lazy(
                "How long it takes to start again once everything under it works (RTO, ISO 22301). "
                "Minutes: 60 is an hour, 1440 a day, 10080 a week."
            ),
            "manual_fallback": gettext_lazy("How residents are served when its systems are out."),
            "fallback_min": MINUTES,
        }

    def __init__(self, data: Any = None, *, city: Organisation, **more: Any) -> None:
        super().__init__(data, city=city, **more)
        self.fields["unit"].queryset = units_of(city)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        mtpd, rto = cleaned.get("mtpd_min"), cleaned.get("rto_min")
        if mtpd is not None and rto is not None and rto > mtpd:
            self.add_error(
                "rto_min",
                _("It takes longer to start again than residents can wait. Change one of the two times."),
            )
        if cleaned.get("hours") == Hours.AROUND_THE_CLOCK:
            for key in ("open_from", "open_until"):
                if cleaned.get(key) is not None:
                    self.add_error(key, _("A 24-hour service has no opening hours. Leave this empty."))
        elif (cleaned.get("open_from") is None) != (cleaned.get("open_until") is None):
            key = "open_from" if cleaned.get("open_from") is None else "open_until"
            self.add_error(key, _("Write both ends of the opening hours, or neither."))
        if cleaned.get("fallback_min") and not cleaned.get("manual_fallback", "").strip():
            self.add_error("manual_fallback", _("Say how it goes on by hand for that time."))
        return cleaned


class SystemForm(CodedForm):
    """Something technical."""

    class Meta:
        model = System
        fields = ("name", "code", "kind", "rto_min", "note")
        formfield_callback = house_fields
        help_texts = {"rto_min": MINUTES}


class SupplyForm(CodedForm):
    """A supplier's contract."""

    class Meta:
        model = SupplyContract
        fields = ("name", "supplier", "code", "starts_on", "ends_on", "renewal_weeks", "response_min")
        formfield_callback = house_fields
        help_texts = {
            "ends_on": gettext_lazy("Last day. Empty: without end."),
            "renewal_weeks": gettext_lazy("From the decision to renew until the new contract is signed."),
            "response_min": MINUTES,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("A contract cannot end before it starts."))
        return cleaned


class ClosingForm(forms.Form):
    """From which day something is no more."""

    closed_on = DayField(label=gettext_lazy("closed on"))

    def __init__(self, data: Any = None, *, today: date, **more: Any) -> None:
        super().__init__(data, initial={"closed_on": today}, **more)
