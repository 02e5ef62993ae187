"""What takes long to find out, remembered until anything at all is done in the city.

The key holds the end of the journal's chain, which every deed moves: what is remembered is never out of date.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from django.core.cache import cache

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.bridge import Absence, absences
from lamplighter.apps.roster.bridge.takeover import question_for
from lamplighter.apps.roster.models import Duty
from lamplighter.engines.hours import Span

Found = TypeVar("Found")
KEPT_S = 24 * 60 * 60
HALF_HOUR_S = 30 * 60


def absences_known(city: Organisation, on: date, mark: str) -> list[Absence] | None:
    """What is one absence away, if that was found out since the last deed; no query."""
    found: list[Absence] | None = cache.get(_absences_key(city, on, mark))
    return found


def absences_now(city: Organisation, on: date, mark: str) -> list[Absence]:
    """The same, found out if need be; eight queries at most."""
    return _kept(_absences_key(city, on, mark), lambda: absences(city, on))


def takers_known(duty: Duty, span: Span, mark: str) -> int | None:
    """How many could lawfully take that part, if that was found out since the last deed; no query."""
    found: int | None = cache.get(_takers_key(duty, span, mark))
    return found


def takers_now(duty: Duty, span: Span, mark: str, *, at: datetime) -> int:
    """The same, found out if need be."""

    def ask() -> int:
        return sum(option.lawful for option in question_for(duty, at=at).options(span))

    return _kept(_takers_key(duty, span, mark), ask)


def _kept(key: str, ask: Callable[[], Found]) -> Found:
    found: Found | None = cache.get(key)
    if found is None:
        found = ask()
        cache.set(key, found, KEPT_S)
    return found


def _absences_key(city: Organisation, on: date, mark: str) -> str:
    return f"absences:{city.pk}:{on.isoformat()}:{mark[:32]}"


def _takers_key(duty: Duty, span: Span, mark: str) -> str:
    # What is left of a hole shrinks with every minute; who could take it is asked anew every half hour.
    start = span.start.timestamp() // HALF_HOUR_S
    return f"takers:{duty.pk}:{start:.0f}:{span.end.timestamp():.0f}:{mark[:32]}"
