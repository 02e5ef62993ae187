"""What every page knows: the reader, the organisation, and the ways that are open to this reader."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from lamplighter.web.reader import reader
from lamplighter.web.sheets import sheets


@dataclass(frozen=True, slots=True)
class Way:
    """One place in the bar or the menu: the name of its URL, the sight it needs, its word."""

    name: str
    sight: str
    word: str | Promise


@dataclass(frozen=True, slots=True)
class Place:
    """A way as a page shows it."""

    url: str
    word: str | Promise
    current: bool


# Translators: The words of this list stand in the bar on top of every page; short nouns.
BAR = (
    Way("tonight", "tonight", pgettext_lazy("page", "Tonight")),
    Way("rosters", "roster", pgettext_lazy("page", "Rosters")),
    Way("services", "services", pgettext_lazy("page", "Services")),
    Way("people", "people", pgettext_lazy("page", "People")),
    Way("actions", "actions", pgettext_lazy("page", "Actions")),
    Way("association", "members", pgettext_lazy("page", "Member cities")),
)
# Translators: The words of this list stand in the “More” menu; short nouns.
MORE: tuple[tuple[str | Promise, tuple[Way, ...]], ...] = (
    (
        pgettext_lazy("menu", "Mine"),
        (
            Way("my_duties", "own", pgettext_lazy("page", "My duties")),
            Way("my_pay", "own", pgettext_lazy("page", "My duty pay")),
        ),
    ),
    (
        pgettext_lazy("menu", "Register"),
        (
            Way("service_map", "services", pgettext_lazy("page", "Service map")),
            Way("systems", "services", pgettext_lazy("page", "Systems")),
            Way("posts", "people", pgettext_lazy("page", "Posts")),
            Way("units", "people", pgettext_lazy("page", "Units")),
            Way("skills", "people", pgettext_lazy("page", "Skills")),
            Way("contracts", "people", pgettext_lazy("page", "Contracts")),
            Way("imports", "import", pgettext_lazy("page", "Imports")),
        ),
    ),
    (
        pgettext_lazy("menu", "Rules and pay"),
        (
            Way("law", "law", pgettext_lazy("page", "Law")),
            Way("pay", "pay", pgettext_lazy("page", "Pay")),
        ),
    ),
    (
        pgettext_lazy("menu", "Keeping"),
        (
            Way("journal", "journal", pgettext_lazy("page", "Journal")),
            Way("accounts", "accounts", pgettext_lazy("page", "Accounts")),
            Way("settings", "settings", pgettext_lazy("page", "Settings")),
        ),
    ),
)


def places(request: HttpRequest, ways: tuple[Way, ...], slug: str, sights: frozenset[str]) -> list[Place]:
    """The ways open to a reader with ``sights``, with their addresses in the organisation ``slug``."""
    found = []
    for way in ways:
        if way.sight not in sights:
            continue
        try:
            url = reverse(way.name, args=[slug])
        except NoReverseMatch:
            continue
        found.append(Place(url, way.word, request.path.startswith(url)))
    return found


def page(request: HttpRequest) -> dict[str, Any]:
    """The reader's choices, the organisation whose page this is, and where else its reader may go."""
    choices = reader()
    organisation = getattr(request, "organisation", None)
    known: dict[str, Any] = {
        "reader": choices,
        "organisation": organisation,
        "organisations": getattr(request, "organisations", ()),
        "languages": [(code, OWN_NAMES[code]) for code, _name in settings.LANGUAGES],
        "sheets": sheets(),
    }
    if organisation is not None:
        sights = request.sights  # type: ignore[attr-defined]
        known["bar"] = places(request, BAR, organisation.slug, sights)
        groups = ((word, places(request, ways, organisation.slug, sights)) for word, ways in MORE)
        known["more"] = [(word, found) for word, found in groups if found]
    return known


# A language is found under its own name by whoever cannot read the others.
OWN_NAMES = {"en": "English", "fa": "فارسی", "he": "עברית", "ar": "العربية"}
