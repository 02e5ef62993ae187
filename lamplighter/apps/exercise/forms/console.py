"""What a facilitator says at the console, and what stands on a ballot."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from lamplighter.apps.exercise.bridge.play import SPEEDS_PCT, Decision
from lamplighter.apps.exercise.choices import Channel, SeatKind
from lamplighter.apps.exercise.phrases.units import unit_of
from lamplighter.web.fields import NumberField, SaidField, WholeField
from lamplighter.web.templatetags.words import num

Pairs = Iterable[tuple[str, str]]
# What is said of a field that must not be empty.
NEEDED = {"required": gettext_lazy("Write something first.")}
MOST_MINUTES = 14 * 24 * 60


def in_teams(teams: int) -> list[tuple[str, str]]:
    """The teams of an exercise by their number."""
    return [(str(team), _("Team %(number)s") % {"number": num(team)}) for team in range(1, teams + 1)]


class SpeedForm(forms.Form):
    """How fast the story goes; 100 is as fast as the wall."""

    speed = forms.TypedChoiceField(label=pgettext_lazy("of the story", "Speed"), coerce=int)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["speed"].choices = [(pct, f"×{num(pct / 100)}") for pct in SPEEDS_PCT]


class JumpForm(forms.Form):
    """How many minutes of the story to go forward, or to which second of it, and what becomes of what lies between."""

    minutes = WholeField(
        label=gettext_lazy("Minutes of the story"), min_value=1, max_value=MOST_MINUTES, required=False
    )
    to = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    between = forms.ChoiceField(
        label=gettext_lazy("What lies between"),
        choices=[("release", gettext_lazy("comes at the arrival")), ("skip", gettext_lazy("is skipped"))],
    )

    def clean(self) -> dict[str, Any]:
        """Either of the two."""
        said = super().clean() or {}
        if not self.errors and said.get("minutes") is None and said.get("to") is None:
            self.add_error("minutes", _("Write how many minutes to go forward."))
        return said


class ImproviseForm(forms.Form):
    """Something that no scenario holds, in one line."""

    channel = forms.ChoiceField(label=gettext_lazy("It comes by"), choices=Channel.choices)
    to = forms.ChoiceField(label=pgettext_lazy("receiver", "To"), required=False)
    team = forms.ChoiceField(label=gettext_lazy("Team"), required=False)
    title = SaidField(label=gettext_lazy("What happens"), error_messages=NEEDED)

    def __init__(self, *args: Any, roles: Pairs, teams: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = [("", pgettext("receivers", "everybody")), *roles]
        self.fields["team"].choices = [("", _("all teams")), *in_teams(teams)]
        if teams == 1:
            del self.fields["team"]

    def facts(self) -> dict[str, Any]:
        """What was said, as the deed wants it."""
        said = self.cleaned_data
        to, team = said.get("to"), said.get("team")
        told = {"channel": said["channel"], "title": said["title"]}
        return told | {"to": (to,) if to else (), "team": int(team) if team else None}


class MessageForm(forms.Form):
    """A message of control to one team."""

    team = forms.TypedChoiceField(label=gettext_lazy("Team"), coerce=int)
    text = SaidField(label=pgettext_lazy("to a team", "Message"), error_messages=NEEDED)

    def __init__(self, *args: Any, teams: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["team"].choices = in_teams(teams)


class NoteForm(forms.Form):
    """A private note."""

    text = forms.CharField(
        label=pgettext_lazy("of the facilitator", "Note"),
        error_messages=NEEDED,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SeatForm(forms.Form):
    """A role and a team to sit in."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    team = forms.TypedChoiceField(label=gettext_lazy("Team"), coerce=int, required=False)

    def __init__(self, *args: Any, roles: Pairs, teams: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = list(roles)
        self.fields["team"].choices = in_teams(teams)
        if teams == 1:
            del self.fields["team"]

    def place(self) -> dict[str, Any]:
        """Role and team."""
        return {"role": self.cleaned_data["role"], "team": self.cleaned_data.get("team") or 1}


class CodeForm(forms.Form):
    """For whom a code is."""

    kind = forms.ChoiceField(choices=SeatKind.choices)


class ValueForm(forms.Form):
    """The value of one decision: an option, all of them in their order, a number, a text.

    With ``as_answered`` it may be left empty; then the answers give it.
    """

    def __init__(
        self, *args: Any, decision: Decision, options: Pairs, teams: int = 1, as_answered: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.decision, needed = decision, not as_answered
        empty = [("", _("as the answers say") if as_answered else "–")]
        choices = [*empty, *options]
        match decision.mode:
            case "single":
                self.fields["value"] = forms.ChoiceField(label=_("Option"), choices=choices, required=needed)
            case "rank":
                for place in range(1, len(decision.offered) + 1):
                    label = _("Place %(number)s") % {"number": num(place)}
                    self.fields[f"place-{place}"] = forms.ChoiceField(label=label, choices=choices, required=needed)
            case "number":
                self.fields["value"] = NumberField(
                    label=pgettext("of a decision", "Number"), help_text=unit_of(decision.unit), required=needed
                )
            case _:
                self.fields["value"] = forms.CharField(
                    label=pgettext("of a decision", "Text"), max_length=500, required=needed
                )
        if teams > 1:
            self.fields["team"] = forms.ChoiceField(
                label=_("Team"), choices=[("", _("the whole room")), *in_teams(teams)], required=False
            )

    def value(self) -> Any:
        """What was chosen; ``None`` where the answers give it."""
        said = self.cleaned_data
        if self.decision.mode == "rank":
            places = [said[f"place-{place}"] for place in range(1, len(self.decision.offered) + 1)]
            return tuple(places) if any(places) else None
        found = said.get("value")
        if found in (None, ""):
            return None
        return float(found) if self.decision.mode == "number" else found

    def team(self) -> int | None:
        """The table it is for; ``None`` is the room."""
        team = self.cleaned_data.get("team")
        return int(team) if team else None


class BallotForm(ValueForm):
    """One ballot: whose it is, and what stands on it."""

    seat = WholeField(label=gettext_lazy("Number of the seat"), min_value=1, max_value=100_000)
