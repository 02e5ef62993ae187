"""The pattern page: every component, once from left to right and once from right to left."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lamplighter.web.gate import everyone
from lamplighter.web.reader import read_as, reader

EXAMPLES = Path(__file__).resolve().parent / "templates" / "patterns"
# In which order they are shown; a new one stands at the end until it is given a place.
FIRST = (
    "top",
    "menu",
    "foot",
    "sheet",
    "act",
    "tag",
    "note",
    "lamps",
    "roster",
    "bar",
    "table",
    "filters",
    "pager",
)
FOUND = sorted(part.stem.removeprefix("_") for part in EXAMPLES.glob("_*.html"))
# One for each sheet in static/css/components, each with its example in templates/patterns.
COMPONENTS = (*FIRST, *(name for name in FOUND if name not in FIRST))
MARCH = datetime(2026, 3, 10, 20, 40, tzinfo=UTC)
LANGUAGES = ("en", "fa", "he", "ar")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One component: its name and its example in two directions."""

    name: str
    sides: list[tuple[str, str, SafeString]]


class Example(forms.Form):
    """A form with one field of each kind, and some of them wrong."""

    name = forms.CharField(label=_("Name"), help_text=_("As it stands in the contract."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    kind = forms.ChoiceField(label=_("Contract"), choices=[("p", _("permanent")), ("f", _("fixed-term"))])
    how = forms.ChoiceField(
        label=_("Digits"), choices=[("latin", "0123"), ("local", "۰۱۲۳")], widget=forms.RadioSelect, initial="latin"
    )
    sure = forms.BooleanField(label=_("Show in the public list"), required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)


def examples() -> dict[str, object]:
    """Plain values that the examples write down."""
    return {
        "now": MARCH,
        "day": MARCH.date(),
        "week": [MARCH.replace(day=day).date() for day in range(7, 14)],
        "amount": Decimal("184250.5"),
        "share": Decimal("0.42"),
        "minutes": 200,
    }


def side(name: str, language: str) -> tuple[str, str, SafeString]:
    """The component's example, with language and direction."""
    before, chosen = translation.get_language(), reader()
    translation.activate(language)
    read_as(replace(chosen, language=language))
    try:
        uid = f"{name}-{language}"
        filled = {f"{uid}-kind": "p", f"{uid}-how": "latin"}
        known = examples() | {"uid": uid, "form": Example(filled, prefix=uid)}
        return language, reader().direction, SafeString(render_to_string(f"patterns/_{name}.html", known))
    finally:
        translation.activate(before)
        read_as(chosen)


@everyone
@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component in English and in one language that runs the other way."""
    other = request.GET.get("beside", "")
    if other not in LANGUAGES[1:]:
        other = "fa" if reader().language == "en" else reader().language
    shown = [Pattern(name, [side(name, language) for language in ("en", other)]) for name in COMPONENTS]
    return render(request, "patterns/patterns.html", {"patterns": shown, "beside": other})
