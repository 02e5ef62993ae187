"""Reads what a seat answers, says or leaves, and what a watcher notes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.exercise.bridge.play import Decision
from lamplighter.apps.exercise.choices import Mark, Observed
from lamplighter.web.fields import NumberField, SaidField

MOST_REASON = 500
MOST_SAID = 1000


class AnswerForm(forms.Form):
    """An answer in the mode of its decision; whether it fits is said by the deed that keeps it."""

    value = SaidField(required=False)
    reason = SaidField(required=False)
    confidence = forms.IntegerField(required=False, min_value=1, max_value=5)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision

    def clean_value(self) -> Any:
        """An option's key, all keys in their order, a number, or words."""
        match self.decision.mode:
            case "rank":
                return self.ranked()
            case "number":
                return number(self.cleaned_data["value"])
            case _:
                return self.cleaned_data["value"]

    def ranked(self) -> list[str]:
        """Options by the places they were given; none, unless every place was given once."""
        keys = [option.key for option in self.decision.offered]
        given = {str(self.data.get(f"place-{key}", "")): key for key in keys}
        places = [str(place) for place in range(1, len(keys) + 1)]
        return [given[place] for place in places] if set(given) == set(places) else []


def number(text: str) -> int | float | None:
    """A number in any script's digits; ``None`` where there is none."""
    try:
        found: Decimal | None = NumberField(required=False).clean(text)
    except ValidationError:
        return None
    if found is None:
        return None
    return int(found) if found == int(found) else float(found)


class MessageForm(forms.Form):
    """What a seat says to whoever runs the exercise."""

    text = SaidField(
        label=_("Message to control"),
        max_length=MOST_SAID,
        help_text=_("Your team sees it too."),
        widget=forms.Textarea({"rows": 2}),
    )


class RatingForm(forms.Form):
    """How one task was performed."""

    mark = forms.ChoiceField(label=_("Mark"), choices=Mark.choices, widget=forms.RadioSelect)
    cause = SaidField(label=_("Why"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))


class ObservationForm(forms.Form):
    """A strength or an area for improvement, with what shows it."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Observed.choices, widget=forms.RadioSelect)
    task = forms.ChoiceField(label=_("Task"))
    text = SaidField(label=_("What you saw"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    lines = forms.TypedMultipleChoiceField(
        label=_("What shows it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, tasks: Sequence[tuple[str, str]], lines: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = list(tasks)
        self.fields["lines"].choices = list(lines)
        if not lines:
            del self.fields["lines"]
