"""The start refuses a house with an unguarded door: every view says what it asks of its reader."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.web.gate import Asks

# Pages of the account library carry their own rules: they speak of the account alone, never of a city.
OWN_RULES = ("allauth.", "django.views.static", "django.contrib.staticfiles", "django.views.i18n")
# The slug of an organisation comes under one of these names; the first two also say of which kind it must be.
PLACES = ("city", "association", "organisation")


def has_own_rules(view: Callable[..., Any]) -> bool:
    """Whether the view comes from a library that guards its own doors."""
    return view.__module__.startswith(OWN_RULES)


def pages(
    resolver: URLResolver | None = None, above: frozenset[str] = frozenset()
) -> Iterator[tuple[URLPattern, set]]:
    """Every address there is, with the names of what varies in it."""
    for entry in (resolver or get_resolver()).url_patterns:
        names = above | set(entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            yield from pages(entry, names)
        else:
            yield entry, set(names)


def every_page_asks(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """One error for each view that is not marked, or whose mark does not fit its address."""
    return [problem for page, names in pages() for problem in problems_of(page, names)]


def problems_of(page: URLPattern, names: set[str]) -> Iterator[Error]:
    view = page.callback
    if has_own_rules(view):
        return
    asks: Asks | None = getattr(view, "asks", None)
    place = names & set(PLACES)
    if asks is None:
        yield Error(
            f"The view {view.__module__}.{view.__qualname__} does not say what it asks of its reader.",
            hint="Mark it with needs(Sight.…), signed_in, seated(…) or everyone of lamplighter.web.gate.",
            id="lamplighter.E001",
        )
    elif asks.seats - set(SeatKind.values):
        yield Error(
            f"The page {page.name!r} asks for a kind of seat that there is not: {sorted(asks.seats)}.",
            hint=f"Name some of {', '.join(SeatKind.values)} in seated(…).",
            id="lamplighter.E004",
        )
    elif asks.sight is not None and len(place) != 1:
        yield Error(
            f"The page {page.name!r} asks for the sight {asks.sight!r}, but its address names no organisation.",
            hint="Mount it under an address with one of <slug:city>, <slug:association> or <slug:organisation>.",
            id="lamplighter.E002",
        )
    elif asks.sight is None and place:
        yield Error(
            f"The page {page.name!r} names an organisation, but asks for no sight there.",
            hint="Mark its view with needs(Sight.…) of lamplighter.web.gate.",
            id="lamplighter.E003",
        )
