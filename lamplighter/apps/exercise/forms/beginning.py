"""Forms that begin a scenario."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from lamplighter.apps.exercise.forms.fields import HourField
from lamplighter.apps.exercise.phrases import authoring as words
from lamplighter.web.context import OWN_NAMES
from lamplighter.web.fields import WholeField, WordsField


class BeginForm(forms.Form):
    """What a scenario cannot be without."""

    title = WordsField(label=pgettext("of a scenario", "Title"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language in which you write it"),
        help_text=_("Other languages are added afterwards, text beside text."),
    )
    minutes = WholeField(label=_("Minutes in the room"), min_value=1, max_value=2000, initial=90)
    day = forms.ChoiceField(label=_("The story begins on"), choices=list(words.DAYS.items()))
    at = HourField(label=pgettext("hour of the day", "At"), initial="08:00")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, OWN_NAMES.get(code, code)) for code, _name in settings.LANGUAGES]

    def head(self) -> dict[str, Any]:
        """The head of the scenario as its tree holds it."""
        cleaned = self.cleaned_data
        story = {"day": cleaned["day"], "at": cleaned["at"]}
        return {"title": cleaned["title"], "minutes": cleaned["minutes"], "story": story}


class CopyForm(forms.Form):
    """What the copy is called."""

    title = WordsField(label=_("Title of the copy"), max_length=200)
