"""What is said about an exercise while it is prepared: when, for whom, the blanks of its story, the city's things."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.duty_hour import on_the_wall
from lamplighter.apps.exercise.bridge.preparing import Blank, Choice
from lamplighter.apps.exercise.phrases.preparing import CHOSEN_BY, TARGETS
from lamplighter.web.fields import DayField, NumberField, WholeField
from lamplighter.web.text import normalise

MOST_TEAMS = 40
# A name or number of a machine, as browsers write it.
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*")


class AddressField(forms.CharField):
    """Where browsers find a server: http or https, a host, perhaps a port, and nothing behind it; in any digits."""

    default_error_messages = {
        "invalid": gettext_lazy(
            "“%(value)s” is no address of a server. Write http:// or https://, a name or number of this machine in the"
            " network, and nothing behind it, such as http://192.168.1.20:8000."
        )
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "inputmode": "url", "autocomplete": "off"}
        super().__init__(**{"max_length": 200, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def to_python(self, value: Any) -> str:
        text = normalise(str(value or "")).strip()
        if not text:
            return ""
        if (found := server_in(text)) is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        return found


def server_in(text: str) -> str | None:
    """An address without its last slash, if it names a server and nothing else."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in ("http", "https") or rest or not HOST.fullmatch(parts.hostname or ""):
        return None
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


class ExerciseForm(forms.Form):
    """Title, day and hour of the story, language, teams, and how long answers are kept."""

    title = forms.CharField(label=pgettext_lazy("of an exercise", "Title"), max_length=200)
    day = DayField(
        label=gettext_lazy("Day of the story"),
        help_text=gettext_lazy("The city is frozen as it stands on this day: its services, and who is on duty."),
    )
    hour = forms.TimeField(
        label=gettext_lazy("Hour of the story"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("By the clock on the city's walls."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of screen and paper"),
        help_text=gettext_lazy("Everybody reads on their own phone in the language they choose."),
    )
    teams = WholeField(
        label=gettext_lazy("Teams"),
        min_value=1,
        max_value=MOST_TEAMS,
        help_text=gettext_lazy("One, unless several tables play side by side."),
    )
    keep_days = WholeField(
        label=gettext_lazy("Days that answers are kept after the end"), min_value=30, max_value=365
    )
    address = AddressField(
        label=gettext_lazy("Address for phones"),
        required=False,
        help_text=gettext_lazy(
            "What phones in the room open, such as http://192.168.1.20:8000: it stands on codes, poster and squares."
            " Empty: the address at which you open those pages."
        ),
    )

    def __init__(self, *args: Any, languages: Iterable[tuple[str, str]], city: Organisation, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["language"].choices = list(languages)
        self.city = city

    def facts(self) -> dict[str, Any]:
        """What was said, with day and hour as one instant."""
        said = dict(self.cleaned_data)
        starts: datetime = on_the_wall(self.city, said.pop("day"), said.pop("hour"))
        return said | {"story_starts_at": starts}


class BlanksForm(forms.Form):
    """One field for each blank of the story."""

    def __init__(self, *args: Any, blanks: Iterable[Blank], **more: Any) -> None:
        more["initial"] = {key: plain(value) for key, value in (more.get("initial") or {}).items()}
        super().__init__(*args, **more)
        for blank in blanks:
            kind: Any = NumberField if blank.is_number else forms.CharField
            limits = {"max_digits": 18} if blank.is_number else {"max_length": 200}
            self.fields[blank.key] = kind(label=blank.about, initial=plain(blank.default), **limits)

    def values(self) -> dict[str, str | float]:
        """What was filled in; numbers as numbers."""
        said = {}
        for key, value in self.cleaned_data.items():
            said[key] = value if isinstance(value, str) else float(value)
        return said


class CastForm(forms.Form):
    """One choice for each thing that the scenario means."""

    def __init__(self, *args: Any, choices: Iterable[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        for choice in choices:
            self.fields[choice.key] = forms.ChoiceField(
                label=str(TARGETS[choice.what]).format(key=choice.key),
                help_text=str(CHOSEN_BY[choice.choose]),
                # Translators: a choice in a list of the city's services or systems: the story goes on without any.
                choices=[("", _("nothing of the city")), *choice.possible],
                initial=choice.now or "",
                required=False,
            )

    def chosen(self) -> dict[str, str | None]:
        """Only what differs from what stood there: the rest follows the best fit again."""
        return {key: value or None for key, value in self.cleaned_data.items() if key in self.changed_data}


class RetestChoiceForm(forms.Form):
    """By which task of the exercise a finished action is tried, or why it is not."""

    task = forms.ChoiceField(label=gettext_lazy("By which task"), required=False)
    why = forms.CharField(
        label=gettext_lazy("Why it is left out"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only where no task tries it. The next exercise finds it again."),
    )

    def __init__(self, *args: Any, tasks: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        # Translators: the first choice in a list of tasks of an exercise: none of them tries the finished action.
        self.fields["task"].choices = [*tasks, ("", _("none: leave it out"))]

    def clean(self) -> dict[str, Any]:
        """Without a task there must be a reason."""
        said = super().clean() or {}
        if not said.get("task") and not said.get("why", "").strip() and "task" not in self.errors:
            self.add_error("why", _("Choose a task, or write why it is left out."))
        return said


def plain(value: Any) -> Any:
    """A whole number without its fraction, as people write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
