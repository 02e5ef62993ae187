"""Reads what people send about actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.followup.queries import owners_of
from lamplighter.web.fields import DayField


class ActionForm(forms.Form):
    """What is to be done, by whom, until when."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    owner = forms.ModelChoiceField(
        label=_("Who"), queryset=Account.objects.none(), required=False, empty_label=_("nobody yet")
    )
    due_on = DayField(label=_("Due on"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_of(organisation)


class CompletionForm(forms.Form):
    """What shows that an action is done."""

    evidence = forms.CharField(
        label=_("What shows that it is done"),
        max_length=300,
        help_text=_("A date and a name, a report, a test: what somebody else could look up."),
    )
