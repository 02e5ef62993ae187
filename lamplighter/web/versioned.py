"""Forms for things that two people may be changing at the same time: neither loses what they wrote."""

import hashlib
import json
from collections.abc import Collection, Mapping
from copy import copy
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lamplighter.web.picking import as_typed, pick_from
from lamplighter.web.templatetags.words import day_short


def plain(value: Any) -> Any:
    """A field's value as text that is the same for what a form was shown, what it sent, and what a row holds."""
    if value is None or value == "":
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)


def print_of(values: Mapping[str, Any]) -> dict[str, str]:
    """A short fingerprint of each value."""
    return {key: hashlib.sha256(plain(value).encode()).hexdigest()[:12] for key, value in values.items()}


class Overtaken(RuntimeError):
    """Somebody changed the row between the reading and the writing."""


class VersionedForm(forms.ModelForm):
    """A form of a thing, carrying a fingerprint of each field as it was when the page was made.

    Where somebody else has changed a field since: if this reader did not touch it, the new value takes its
    place; if both did, the reader's value stays in the field and the other stands beside it. Either way the
    reader is shown the form once more and decides. ``without`` names fields this reader may not see.

    The form never saves: ``values()`` goes to an action, with ``seen`` for the check under the lock. What the
    database's constraints forbid, a form says in its own words first.
    """

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, instance: Any = None, without: Collection[str] = (), **more: Any
    ) -> None:
        # A copy: cleaning writes on the instance, and the page still shows the thing as it is.
        super().__init__(data, instance=copy(instance) if instance else None, **more)
        for key in without:
            del self.fields[key]
        self.existing = bool(instance and instance.pk)
        self.conflicts: list[str] = []
        self.seen = {key: self.initial.get(key) for key in self.fields if key != "version"}
        self.initial["version"] = json.dumps(print_of(self.seen)) if self.existing else ""

    def pick(self, key: str, rows: QuerySet[Any], *, by: str, typed_help: str | Promise) -> None:
        """Let the field ``key`` choose among ``rows``, by list or, where they are many, by typing their ``by``."""
        pick_from(self.fields[key], rows, by=by, typed_help=typed_help)
        self.initial[key] = as_typed(self.fields[key], self.seen.get(key))

    @property
    def status(self) -> int:
        """Status of the answer that shows this form."""
        if not self.is_bound:
            return 200
        return 409 if self.conflicts else 422

    def values(self) -> dict[str, Any]:
        """What was written, by field."""
        return {key: value for key, value in self.cleaned_data.items() if key != "version"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.existing:
            self._compare(cleaned)
        return cleaned

    def validate_unique(self) -> None:
        """Left to the forms' own sentences and to the database."""

    def validate_constraints(self) -> None:
        """Left to the forms' own sentences and to the database."""

    def refuse_overtaken(self) -> None:
        """Say that the thing changed between checking and saving; the next try compares anew."""
        self.conflicts = self.conflicts or ["version"]
        self.add_error(None, _("Somebody saved a change at this very moment. Look at it and save again."))

    def _compare(self, cleaned: Mapping[str, Any]) -> None:
        shown = self._shown()
        now = print_of(self.seen)
        overtaken = [key for key in now if key in shown and shown[key] != now[key]]
        if not overtaken:
            return
        data = self.data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = json.dumps(now)
        for key in overtaken:
            sent = print_of({key: cleaned.get(key)})[key]
            if sent == now[key]:
                continue
            self.conflicts.append(key)
            theirs = self._in_words(key)
            if sent == shown[key]:
                data[self.add_prefix(key)] = as_typed(self.fields[key], self.seen[key])
                self.add_error(key, _("Somebody else has just changed this; it now says “%s”.") % theirs)
            else:
                self.add_error(
                    key, _("Somebody else has just written “%s” here. What you wrote is in the field.") % theirs
                )
        if self.conflicts:
            self.add_error(
                None,
                _(
                    "While you were writing, somebody else saved changes to the same thing. Nothing of yours is"
                    " lost: look at the marked fields and save again to keep what they say."
                ),
            )

    def _shown(self) -> dict[str, str]:
        try:
            shown = json.loads(self.data.get(self.add_prefix("version"), ""))
        except ValueError:
            return {}
        return shown if isinstance(shown, dict) else {}

    def _in_words(self, key: str) -> str:
        value, field = self.seen[key], self.fields[key]
        if value is None or value == "":
            return "–"
        if isinstance(field, forms.BooleanField):
            return _("yes") if value else _("no")
        if isinstance(field, forms.ModelChoiceField):
            row = field.queryset.filter(pk=value).first() if field.queryset is not None else None
            return str(row or "–")
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.widget.choices).get(value, value))
        return day_short(value) if isinstance(value, date) else plain(value)
