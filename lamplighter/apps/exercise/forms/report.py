"""Reads what people send about a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.exercise.choices import Mark
from lamplighter.apps.followup.queries import owners_of
from lamplighter.web.fields import DayField


class MarkForm(forms.Form):
    """The mark of a task that stands in the report, and why."""

    mark = forms.ChoiceField(label=_("Mark"), choices=Mark.choices, widget=forms.RadioSelect)
    cause = forms.CharField(
        label=_("Why"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class SectionForm(forms.Form):
    """One part of the report."""

    text = forms.CharField(
        label=_("Text"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 10})
    )


class RetestForm(forms.Form):
    """In which exercise, and by which of its tasks, an action is tried."""

    task = forms.ChoiceField(label=_("By which task of which exercise"))

    def __init__(self, *args: Any, tasks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = tasks


class AreaActionForm(forms.Form):
    """Who does what about something found wanting, until when."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    owner = forms.ModelChoiceField(
        label=_("Who"), queryset=Account.objects.none(), required=False, empty_label=_("nobody yet")
    )
    due_on = DayField(label=_("Due on"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_of(organisation)
