"""What is said when something is offered to the members of an association, and when a lesson is not taken."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.choices import LONGEST_LESSON
from lamplighter.apps.exercise.phrases.report import CAPABILITIES


class ToAssociation(forms.Form):
    """To which association; one that is the only one is chosen already."""

    association = forms.ChoiceField(label=_("Association"))

    def __init__(self, *args: Any, associations: Iterable[Organisation], **more: Any) -> None:
        super().__init__(*args, **more)
        self.known = {str(one.pk): one for one in associations}
        self.fields["association"].choices = [(key, one.name) for key, one in self.known.items()]

    @property
    def chosen(self) -> Organisation:
        """The association, once the form is valid."""
        return self.known[self.cleaned_data["association"]]


class OfferForm(ToAssociation):
    """A scenario goes to all members only if somebody has said that nobody stands in it."""

    nobody = forms.BooleanField(
        label=_("I have read it: no name, number or address of a person stands in it, and nothing that is secret.")
    )


class LessonForm(ToAssociation):
    """One lesson, in words that give away neither a person nor the city."""

    text = forms.CharField(
        label=_("The lesson"),
        max_length=LONGEST_LESSON,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What would you do otherwise, and why? Write it so that it could come from any city."),
    )
    capability = forms.ChoiceField(label=_("What it is about"), choices=list(CAPABILITIES.items()))
    with_scenario = forms.BooleanField(
        label=_("Say which scenario it is about"),
        required=False,
        help_text=_(
            "It is shown only where at least five members keep that scenario, or it comes with the product."
        ),
    )
    nobody = forms.BooleanField(label=_("Neither a person nor the city can be recognised in it."))


class DeclineForm(forms.Form):
    """Why a lesson is not taken."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_LESSON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the city that offered the lesson reads this."),
    )
