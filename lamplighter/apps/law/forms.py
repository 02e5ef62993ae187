"""Reads a reviewer's word on a fact, and the choice of a pack."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.law.bridge import law_codes
from lamplighter.apps.law.models import Verdict
from lamplighter.apps.law.phrases import PACKS


class ReviewForm(forms.Form):
    """A verdict and where it was checked."""

    verdict = forms.ChoiceField(label=_("Your verdict"), choices=Verdict.choices, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Where you checked it"),
        max_length=300,
        help_text=_("A gazette, a letter from counsel, a page: what somebody else would need to look it up."),
    )


class PackForm(forms.Form):
    """The pack that new contracts are under."""

    pack = forms.ChoiceField(label=_("Rule pack for new contracts"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pack"].choices = [(code, PACKS.get(code, code)) for code in law_codes()]
