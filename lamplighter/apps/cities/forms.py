"""What people send to the cities app: invitations, roles, choices, settings."""

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.choices import Role, Weekday
from lamplighter.apps.cities.models import Account, Organisation

# A language is found under its own name by whoever cannot read the others.
OWN_NAMES = {"en": "English", "fa": "فارسی", "he": "עברית", "ar": "العربية"}
LANGUAGES = [(code, OWN_NAMES[code]) for code, _name in settings.LANGUAGES]


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, role.label) for role in organisation.possible_roles]


class RoleForm(forms.Form):
    """One more role for an account, of those it does not hold yet."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nothing is chosen at first: a role is not given by a slip.
        self.fields["role"].choices = [("", _("choose a role")), *((role.value, role.label) for role in roles)]


class NewAccountForm(forms.Form):
    """Name and password of somebody who accepts an invitation."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters; four unrelated words make a good one."),
    )
    password_again = forms.CharField(
        label=_("Password, again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        password = said.get("password")
        if password:
            try:
                validate_password(password, Account(email=self.email, name=said.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
            if said.get("password_again") and password != said["password_again"]:
                self.add_error("password_again", _("The two passwords are not the same. Type the second again."))
        return said


class LanguageForm(forms.Form):
    """What a reader without an account can choose."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class ChoicesForm(forms.ModelForm):
    """How an account reads."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("as the organisation")), *LANGUAGES], required=False
    )

    class Meta:
        model = Account
        fields = ("name", "language", "calendar", "digits", "theme")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calendar = self.fields["calendar"]
        calendar.choices = [("", _("as the organisation")), *(pair for pair in calendar.choices if pair[0])]
        self.fields["name"].required = True


class SettingsForm(forms.ModelForm):
    """An organisation's own settings. Which rules of law apply is chosen on the page of the law."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        help_text=_("Letters and pages of whoever has chosen none are in this language."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))
    week_starts = forms.TypedChoiceField(label=_("First day of the week"), choices=Weekday.choices, coerce=int)
    weekend = forms.TypedMultipleChoiceField(
        label=_("Weekend"), choices=Weekday.choices, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"), help_text=_("Three letters, such as EUR."), max_length=3
    )

    class Meta:
        model = Organisation
        fields = (
            "name",
            "latin_name",
            "residents",
            "language",
            "calendar",
            "time_zone",
            "week_starts",
            "weekend",
            "currency",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [(zone, zone) for zone in sorted(zoneinfo.available_timezones())]
        self.initial["weekend"] = sorted(self.instance.weekend_days)

    def clean_weekend(self) -> str:
        return ",".join(str(day) for day in sorted(self.cleaned_data["weekend"]))
