"""Reads how somebody comes in: a code, a role, a language."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.exercise.choices import Room
from lamplighter.web.fields import SaidField

ROOMS = ((Room.ROOM.value, Room.ROOM.label), (Room.REMOTE.value, Room.REMOTE.label))
TYPED = {"autocomplete": "off", "inputmode": "numeric"}


class CodeForm(forms.Form):
    """The code on the poster or the screen; digits of any script, with or without spaces."""

    code = forms.CharField(label=_("Code"), max_length=40, widget=forms.TextInput(TYPED))


class AgainForm(CodeForm):
    """The code of the exercise, and the one that the seat's own page shows."""

    return_code = forms.CharField(
        label=_("Your return code"),
        max_length=20,
        help_text=_("It stands at the end of the page of your seat. Whoever runs the exercise can tell it too."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"}),
    )


class WatcherForm(forms.Form):
    """How somebody comes in who plays no role."""

    language = forms.ChoiceField(label=_("Language"), widget=forms.RadioSelect)
    alias = SaidField(
        label=_("What others may call you"),
        max_length=40,
        required=False,
        help_text=_("Only whoever runs the exercise sees it."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(languages)


class SeatForm(WatcherForm):
    """How a player comes in; only roles that are free can be chosen."""

    role = forms.ChoiceField(label=_("Your role"), widget=forms.RadioSelect)
    team = forms.TypedChoiceField(label=_("Your team"), coerce=int)
    room = forms.ChoiceField(
        label=_("Where are you?"), choices=ROOMS, initial=Room.ROOM.value, widget=forms.RadioSelect
    )
    field_order = ("role", "team", "language", "room", "alias")

    def __init__(self, *args: Any, roles: Sequence[tuple[str, str]], teams: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(roles)
        if teams > 1:
            self.fields["team"].choices = [(n, str(n)) for n in range(1, teams + 1)]
        else:
            del self.fields["team"]
