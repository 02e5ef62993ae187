"""Journal lines as sentences: codes become words, and what the reader may not see stays hidden."""

import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lamplighter.apps.journal.models import Line
from lamplighter.apps.journal.phrases import UNKNOWN, about, deeds, field_words, private, spoken
from lamplighter.web.templatetags.words import day, moment, num

# A day as facts keep it. Names may look like one and be none.
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that was changed, in words; ``hidden`` if the reader may not see its values."""

    label: str
    old: str = ""
    new: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One line as its reader is told it."""

    line: Line
    sentence: SafeString
    changes: tuple[Change, ...]

    @property
    def at(self) -> datetime:
        return self.line.at

    @property
    def text(self) -> str:
        """The sentence without marks, for files."""
        return strip_tags(self.sentence)


class Facts(dict[str, Any]):
    """Facts of a sentence; one that an old line does not have leaves a gap and no error."""

    def __missing__(self, name: str) -> str:
        return "…"


def tell(lines: Iterable[Line], sights: Collection[str]) -> list[Told]:
    """The lines as sentences, for a reader with these sights."""
    return [Told(line, sentence_of(line), tuple(changes_of(line, sights))) for line in lines]


def sentence_of(line: Line) -> SafeString:
    """Who did what to what. Names keep their own direction; whatever came from outside is escaped."""
    words: dict[str, Any] = {
        name: format_html("<bdi>{}</bdi>", in_words(name, value))
        for name, value in line.facts.items()
        if name != "changes"
    }
    words |= {
        "who": format_html("<bdi>{}</bdi>", line.by_name),
        "thing": format_html("<bdi>{}</bdi>", with_days(line.subject_name)),
        "deed": line.deed,
    }
    sentence = str(deeds().get(line.deed, UNKNOWN))
    return mark_safe(str(conditional_escape(sentence)).format_map(Facts(words)))  # noqa: S308 -- every part is escaped


def with_days(name: str) -> SafeString:
    """A thing's name, the days in it as the reader writes them: digits of a date would turn round in Arabic."""
    parts = re.split(rf"\b({DAY.pattern})\b", name)
    return format_html_join(
        "",
        "{}",
        ((format_html("<bdi>{}</bdi>", plain_words(one)) if at % 2 else one,) for at, one in enumerate(parts)),
    )


def in_words(name: str, value: Any) -> str:
    """One fact of a sentence: codes as their words, numbers and days as the reader writes them."""
    if isinstance(value, list):
        # Translators: between the parts of a list within a sentence, such as “specialist, auditor”
        return pgettext("between parts of a list", ", ").join(in_words(name, one) for one in value)
    choices = spoken().get(name)
    return plain_words(value) if choices is None else word_of(choices.choices, value)


def word_of(choices: Iterable[tuple[Any, Any]], code: Any) -> str:
    """What a code is called, or the code itself if this version does not know it."""
    return str({str(known): word for known, word in choices}.get(str(code), code))


def changes_of(line: Line, sights: Collection[str]) -> Iterable[Change]:
    """The fields that a line says were changed, with old and new value as far as the reader may see them."""
    changes = line.facts.get("changes") or {}
    kind = kind_changed(line)
    model = things().get(kind)
    for name, (old, new) in changes.items():
        field = field_of(model, name)
        label = capfirst(str(word_for(kind, name, field) or name))
        needed = private().get(f"{kind}.{name}", private().get(name))
        if needed is not None and needed not in sights:
            yield Change(label, hidden=True)
        else:
            yield Change(label, value_in_words(name, field, old), value_in_words(name, field, new))


def kind_changed(line: Line) -> str:
    """The kind of thing whose fields the line's changes name: the subject, or a part of it."""
    return about().get(line.deed, line.subject_type)


def word_for(kind: str, name: str, field: Any) -> str | Promise | None:
    """What readers call a field, or None if nothing says so: of a version to come, or forgotten."""
    return field_words().get(f"{kind}.{name}") or getattr(field, "verbose_name", None)


def without_words(line: Line) -> list[str]:
    """The fields of a line's changes that its readers would be told by the names of columns."""
    kind = kind_changed(line)
    changes = line.facts.get("changes") or {}
    return [name for name in changes if word_for(kind, name, field_of(things().get(kind), name)) is None]


@cache
def things() -> dict[str, type[models.Model]]:
    """Every kind of thing that lines may speak of, by the name that lines give it."""
    return {
        model._meta.model_name or "": model
        for model in apps.get_models()
        if model.__module__.startswith("lamplighter.apps.")
    }


def field_of(model: type[models.Model] | None, name: str) -> Any:
    """The field a change speaks of, or None if there is no such field any more."""
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def value_in_words(name: str, field: Any, value: Any) -> str:
    """One value of a field, as the reader writes it; empty if there was none."""
    if value is None or value == "":
        return ""
    if name in spoken():
        return in_words(name, value.split(",") if isinstance(value, str) else value)
    choices = getattr(field, "flatchoices", None)
    if choices:
        return word_of(choices, value)
    if isinstance(field, models.DecimalField):
        return num(value)
    if isinstance(field, models.DateTimeField):
        return moment(parse_datetime(value)) if isinstance(value, str) else plain_words(value)
    return plain_words(value)


def plain_words(value: Any) -> str:
    """A value whose kind is known by its look alone."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return num(value)
    if isinstance(value, str) and DAY.fullmatch(value):
        with suppress(ValueError):
            return day(date.fromisoformat(value))
    return str(value)
