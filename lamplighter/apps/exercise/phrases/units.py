"""Units of decisions that ask for a number: those that scenarios share are said in the reader's language."""

from collections.abc import Callable

from django.utils.translation import pgettext_lazy

from lamplighter.apps.exercise.phrases import prices
from lamplighter.apps.journal.phrases import Words
from lamplighter.web.templatetags.words import num

# Translators: stand alone, as in “Your number (days)”.
UNITS: Words = {
    "minutes": pgettext_lazy("unit", "minutes"),
    "hours": pgettext_lazy("unit", "hours"),
    "days": pgettext_lazy("unit", "days"),
    "weeks": pgettext_lazy("unit", "weeks"),
    "months": pgettext_lazy("unit", "months"),
    "people": pgettext_lazy("unit", "people"),
    "points": pgettext_lazy("unit", "points"),
}
COUNTED: dict[str, Callable[[float, float], str]] = {
    "hours": prices.hours,
    "days": prices.days,
    "people": prices.people,
    "points": prices.points,
}


def unit_of(unit: str) -> str:
    """A unit by itself; one that the scenario's authors chose stays as they wrote it."""
    return str(UNITS.get(unit, unit))


def counted(value: float, unit: str) -> str:
    """``9 days``: a number with its unit."""
    if unit in COUNTED:
        return COUNTED[unit](value, value)
    return f"{num(value)} {unit_of(unit)}".strip()
