"""Fields that take what people type: days of their own calendar, digits of their own script."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from lamplighter.web.calendars import read_day, write_short
from lamplighter.web.numerals import script
from lamplighter.web.reader import reader
from lamplighter.web.text import normalise, without_unseen

EXAMPLE = date(2026, 11, 21)
GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+")
# Keyboards for Arabic write these where Persian has letters of its own.
PERSIAN = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})


def typed_as(day: date) -> str:
    """How this reader types ``day``: ISO for the Gregorian calendar, else as the calendar writes it."""
    who = reader()
    if who.calendar == "gregorian":
        return day.isoformat()
    return script(write_short(day, who.calendar, who.language, who.digits), who)


class DayInput(forms.DateInput):
    """The browser's own day picker, which knows only the Gregorian calendar; for others a line to type in."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["type"] = "date" if reader().calendar == "gregorian" else "text"
        if widget["type"] == "text":
            widget["attrs"] = {"autocomplete": "off", "placeholder": typed_as(EXAMPLE)} | widget["attrs"]
        return context

    def format_value(self, value: Any) -> str | None:
        return typed_as(value) if isinstance(value, date) else value


class DayField(forms.DateField):
    """A day, typed in any calendar and any script's digits; ISO dates are always understood."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        found = read_day(str(value))
        if found is None:
            raise self._no_day(value)
        return found

    def _no_day(self, value: Any) -> ValidationError:
        """What is wrong with what was typed, and how this reader may type a day."""
        example, iso = typed_as(EXAMPLE), EXAMPLE.isoformat()
        if example == iso:
            # Translators: Error beside a form's field.
            text = _("“%(value)s” is not a day. Write it such as %(iso)s.")
        else:
            # Translators: Error beside a form's field.
            text = _("“%(value)s” is not a day. Write it such as %(example)s or %(iso)s.")
        return ValidationError(text, code="invalid", params={"value": value, "example": example, "iso": iso})

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


def plain_number(text: str) -> str:
    """``text`` with Latin digits, a point, and no grouping: ۱٬۲۳۴٫۵, 1,234.5 and 1.234,5 are all 1234.5."""
    plain = re.sub(r"[\s٬'_]", "", normalise(text)).replace("٫", ".").replace("\u2212", "-")
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma < 0:
        return plain
    if point > comma or (point < 0 and GROUPED.fullmatch(plain)):
        return plain.replace(",", "")
    return plain.replace(".", "").replace(",", ".")


class NumberInput(forms.TextInput):
    """A line for a number: browsers' own number fields refuse the digits of other scripts."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return script(format(value, "f") if isinstance(value, Decimal) else str(value), reader())
        return value


class NumberField(forms.DecimalField):
    """A number in any script's digits, grouped or not."""

    widget = NumberInput

    def to_python(self, value: Any) -> Any:
        text = plain_number(value) if isinstance(value, str) else value
        try:
            return super().to_python(text)
        except ValidationError:
            raise not_a_number(value) from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class WholeField(forms.IntegerField):
    """A whole number in any script's digits, grouped or not."""

    widget = NumberInput

    def to_python(self, value: Any) -> int | None:
        text = plain_number(value) if isinstance(value, str) else value
        try:
            return super().to_python(text)
        except ValidationError:
            raise not_a_number(value) from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric"}


def not_a_number(value: object) -> ValidationError:
    """The refusal, with its way out."""
    # Translators: Error beside a form's field.
    words = _("“%(value)s” is not a number. Write digits only, such as %(example)s.")
    return ValidationError(words, code="invalid", params={"value": value, "example": script("1250", reader())})


class WordsField(forms.CharField):
    """A line of text: one form for each letter, and Persian letters from whoever writes Persian."""

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        return text.translate(PERSIAN) if reader().language == "fa" else text


class SaidField(WordsField):
    """What somebody says to others: nothing in it is unseen, or turns round what stands beside it."""

    def to_python(self, value: Any) -> str:
        text = without_unseen(super().to_python(value))
        return text.strip() if self.strip else text


KINDS: dict[type, type[forms.Field]] = {
    models.DateField: DayField,
    models.DecimalField: NumberField,
    models.CharField: WordsField,
    models.IntegerField: WholeField,
    models.PositiveIntegerField: WholeField,
    models.PositiveSmallIntegerField: WholeField,
}


def house_fields(field: "models.Field[Any, Any]", **more: Any) -> forms.Field | None:
    """For ``formfield_callback`` of a model form: our own field for every day, number and line of text."""
    if type(field) in KINDS and not field.choices:
        more.setdefault("form_class", KINDS[type(field)])
    return field.formfield(**more)
