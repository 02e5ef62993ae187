"""What every page knows: the reader, the organisation, and the ways that are open to this reader."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from lamplighter.web.reader import reader


@dataclass(frozen=True, slots=True)
class Way:
    """One place in the bar or the menu: the name of its URL, the sight it needs, its word.

    ``of`` names the way in the bar to which a place in the menu belongs, if it belongs to one.
    """

    name: str
    sight: str
    word: str | Promise
    of: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A way as a page shows it; ``current`` is "page" for where the reader stands, "true" for what that belongs to."""

    url: str
    word: str | Promise
    current: str


# Translators: The words of this list stand in the bar on top of every page; short nouns.
BAR = (
    Way("tonight", "tonight", pgettext_lazy("page", "Tonight")),
    Way("rosters", "roster", pgettext_lazy("page", "Rosters")),
    Way("services", "services", pgettext_lazy("page", "Services")),
    Way("people", "people", pgettext_lazy("page", "People")),
    Way("actions", "actions", pgettext_lazy("page", "Actions")),
    Way("exercises", "exercises", pgettext_lazy("page", "Exercises")),
    Way("association", "members", pgettext_lazy("page", "Member cities")),
    Way("spread", "members", pgettext_lazy("page", "Exercises")),
)
# Translators: The words of this list stand in the “More” menu; short nouns.
MORE: tuple[tuple[str | Promise, tuple[Way, ...]], ...] = (
    (
        pgettext_lazy("menu", "Mine"),
        (
            Way("my_duties", "own", pgettext_lazy("page", "My duties")),
            Way("earnings_mine", "own", pgettext_lazy("page", "What my duty earns")),
        ),
    ),
    (
        pgettext_lazy("menu", "Duty"),
        (
            Way("pools", "roster", pgettext_lazy("page", "Duty pools")),
            Way("leave", "roster_edit", pgettext_lazy("page", "Leave")),
        ),
    ),
    (
        pgettext_lazy("menu", "Services"),
        (
            Way("service_map", "services", pgettext_lazy("page", "Service map")),
            Way("absences", "key_person", pgettext_lazy("page", "One absence away")),
            Way("what_if", "key_person", pgettext_lazy("page", "What if")),
            Way("systems", "services", pgettext_lazy("page", "Systems")),
            Way("supplies", "services", pgettext_lazy("page", "Suppliers")),
        ),
    ),
    (
        pgettext_lazy("menu", "Register"),
        (
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
        pgettext_lazy("menu", "Exercises"),
        (
            Way("spread", "members", pgettext_lazy("page", "What cities decided"), "spread"),
            Way("library", "members", pgettext_lazy("page", "Library of scenarios"), "spread"),
            Way("lessons", "members", pgettext_lazy("page", "Lessons of exercises"), "spread"),
            Way("readiness", "exercises", pgettext_lazy("page", "Readiness"), "exercises"),
            Way("scenarios", "exercise_run", pgettext_lazy("page", "Scenarios"), "exercises"),
            Way("city_lessons", "exercises", pgettext_lazy("page", "Lessons of exercises"), "exercises"),
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


def addresses(slug: str, sights: frozenset[str]) -> dict[Way, str]:
    """The ways open to a reader with ``sights``, with their addresses in the organisation ``slug``."""
    found = {}
    for way in (*BAR, *(way for _word, ways in MORE for way in ways)):
        # Tolerated: a way whose page is not mounted. A test says that there is none.
        with suppress(NoReverseMatch):
            if way.sight in sights:
                found[way] = reverse(way.name, args=[slug])
    return found


def standing_on(path: str, urls: Collection[str]) -> str:
    """Which of ``urls`` the page at ``path`` belongs to; the address that all others begin with is only itself."""
    within = [url for url in urls if path == url or (path.startswith(url) and not is_root(url, urls))]
    return max(within, key=len, default="")


def current(way: Way, url: str, here: str, above: Collection[str]) -> str:
    """What ``aria-current`` says of a way: the reader stands on it, or on something of its own in the menu."""
    if url == here:
        return "page"
    return "true" if not way.of and way.name in above else ""


def is_root(url: str, urls: Collection[str]) -> bool:
    return any(other != url and other.startswith(url) for other in urls)


def page(request: HttpRequest) -> dict[str, Any]:
    """The reader's choices, the organisation whose page this is, and where else its reader may go."""
    choices = reader()
    organisation = getattr(request, "organisation", None)
    known: dict[str, Any] = {
        "reader": choices,
        "organisation": organisation,
        "organisations": getattr(request, "organisations", ()),
        "languages": [(code, OWN_NAMES[code]) for code, _name in settings.LANGUAGES],
    }
    if organisation is not None:
        open_ways = addresses(organisation.slug, request.sights)
        here = standing_on(request.path, set(open_ways.values()))
        above = {way.of for way, url in open_ways.items() if url == here}
        shown = {way: Place(url, way.word, current(way, url, here, above)) for way, url in open_ways.items()}
        known["bar"] = [shown[way] for way in BAR if way in shown]
        groups = ((word, [shown[way] for way in ways if way in shown]) for word, ways in MORE)
        known["more"] = [(word, found) for word, found in groups if found]
    return known


# A language is found under its own name by whoever cannot read the others.
OWN_NAMES = {"en": "English", "fa": "فارسی", "he": "עברית", "ar": "العربية"}
