"""Fields that point at one row among many: a list to pick from, or its number or code to type when it is long."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise

# More choices than this make a page slow and a list that nobody reads to its end.
MOST_CHOICES = 400


def pick_from(field: forms.ModelChoiceField, rows: QuerySet[Any], *, by: str, typed_help: str | Promise) -> None:
    """Let ``field`` choose among ``rows``; where they are many, by typing the value of their field ``by``."""
    if rows.order_by().count() <= MOST_CHOICES:
        field.queryset = rows
        return
    field.to_field_name = by
    field.widget = forms.TextInput(attrs={"autocomplete": "off"})
    field.widget.is_required = field.required
    field.queryset = rows
    field.help_text = str(typed_help)


def as_typed(field: forms.Field, value: Any) -> Any:
    """A row's id as ``field`` shows it: the id itself, or the code that is typed instead."""
    if not isinstance(field, forms.ModelChoiceField) or not field.to_field_name or value in (None, ""):
        return field.prepare_value(value)
    row = field.queryset.filter(pk=value).first() if field.queryset is not None else None
    return getattr(row, field.to_field_name) if row else ""
