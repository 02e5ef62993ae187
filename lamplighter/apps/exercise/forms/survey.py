"""Reads what a participant says after an exercise."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lamplighter.web.fields import SaidField

SCALE = (
    (1, _("1 – not at all")),
    (2, "2"),
    (3, "3"),
    (4, "4"),
    (5, _("5 – entirely")),
)


class SurveyForm(forms.Form):
    """The questions of the scenario, and whether the answers may bear the seat's number."""

    named = forms.BooleanField(
        label=_("The answers may be linked to my seat"),
        required=False,
        help_text=_("Otherwise it is only kept that this seat has answered."),
    )

    def __init__(self, *args: Any, asks: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [key for key, _text, _kind in asks]
        for key, text, kind in asks:
            self.fields[f"ask-{key}"] = (
                forms.TypedChoiceField(
                    label=text,
                    choices=SCALE,
                    coerce=int,
                    empty_value="",
                    required=False,
                    widget=forms.RadioSelect,
                )
                if kind == "scale"
                else SaidField(
                    label=text, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
                )
            )
        self.order_fields([*(f"ask-{key}" for key in self.keys), "named"])

    def answers(self) -> dict[str, int | str]:
        """Question to what was said; empty where nothing was."""
        return {key: self.cleaned_data[f"ask-{key}"] for key in self.keys}
