"""What is typed about a call-out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.bridge import Span
from lamplighter.apps.roster.bridge.callouts import on_the_clock
from lamplighter.web.fields import DayField, WordsField

CLOCK = {"type": "time"}


class CallOutForm(forms.Form):
    """Who was called, from when to when, what for."""

    person = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("who was called"), empty_label=None)
    on = DayField(label=gettext_lazy("day of the call"))
    called_at = forms.TimeField(
        label=gettext_lazy("called at"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M")
    )
    ended_at = forms.TimeField(
        label=gettext_lazy("work ended at"),
        widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"),
        help_text=gettext_lazy("If that is not later than the call, the next day is meant."),
    )
    reason = WordsField(
        label=gettext_lazy("what for"),
        max_length=200,
        help_text=gettext_lazy("In a few words, such as: pump station 4 did not answer. No names of residents."),
    )

    def __init__(self, data: Any = None, *, city: Organisation, people: Sequence[int], **more: Any) -> None:
        super().__init__(data, **more)
        self.city = city
        self.fields["person"].queryset = Person.objects.filter(organisation=city, pk__in=people)
        if len(people) == 1:
            self.fields["person"].widget = forms.HiddenInput()
            self.fields["person"].initial = people[0]

    @property
    def span(self) -> Span:
        said = self.cleaned_data
        return on_the_clock(said["on"], said["called_at"], said["ended_at"], self.city)
