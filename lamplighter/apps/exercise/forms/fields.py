"""Fields of scenario parts: story times, lists written a line each, and their way into a tree and back."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lamplighter.web.fields import NumberInput, WordsField
from lamplighter.web.text import normalise

TIME = re.compile(r"\+?\s*(\d{1,6})(?::([0-5]?\d))?")
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
LONGEST_TEXT = 6000


class StoryTimeField(forms.CharField):
    """A length of story time, typed as 1:30 (hours and minutes) or as 90 (minutes), in any script's digits.

    Its value is that of a tree: ``"+1:30"``, or ``None``.
    """

    widget = NumberInput

    def to_python(self, value: Any) -> str | None:
        text = normalise(str(value or "")).strip()
        if not text:
            return None
        found = TIME.fullmatch(text)
        if found is None:
            # Translators: Error beside a form's field.
            words = _("“%(value)s” is not a time. Write hours and minutes, such as 1:30, or minutes, such as 90.")
            raise ValidationError(words, code="invalid", params={"value": value})
        hours, minutes = (found[1], found[2]) if found[2] is not None else (0, found[1])
        return written_time(int(hours) * 60 + int(minutes))


def written_time(minutes: int) -> str:
    """Minutes as a tree writes them: ``+1:30``."""
    return f"+{minutes // 60}:{minutes % 60:02}"


class HourField(forms.CharField):
    """An hour of the day such as 06:40, in any script's digits; its value has plain digits."""

    default_error_messages = {"invalid": gettext_lazy("Write an hour of the day, such as 06:40.")}
    help = gettext_lazy("The hour of the story by the city's clock, such as 06:40.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"help_text": self.help} | kwargs))

    def to_python(self, value: Any) -> str:
        text = normalise(str(value or "")).strip()
        if text and not HOUR.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text


class ProseField(WordsField):
    """A text of several lines."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": LONGEST_TEXT} | kwargs))

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class LinesField(ProseField):
    """Several short texts, each on a line of its own; its value is a list."""

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


def plain(value: Any) -> Any:
    """A cleaned value as a tree holds it: whole numbers without a fraction, ``None`` for nothing."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if value in ("", []) else value


def range_of(cleaned: dict[str, Any]) -> list[Any] | None:
    """The three numbers of a row; one alone stands for all three; ``None`` if none is given.

    Raises
    ------
    ValidationError
        If they do not rise.
    """
    low, likely, high = (plain(cleaned.get(name)) for name in ("low", "likely", "high"))
    given = [one for one in (low, likely, high) if one is not None]
    if not given:
        return None
    likely = likely if likely is not None else (given[0] if len(given) == 1 else sum(given) / 2)
    low, high = (low if low is not None else likely), (high if high is not None else likely)
    if not low <= likely <= high:
        raise ValidationError(_("These three numbers must rise: at least, most likely, at most."), code="invalid")
    return [low, likely, high]
