"""Every page of the product, in a real browser: on a desk in English by day, on a phone in Hebrew by night."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Error as NothingToShow

from lamplighter.config.checks import PLACES, pages
from tests.access.objects import Place
from tests.browser.every_page import BETWEEN, FILES, PARTS, READERS, SEATS, WAYS, address_of, readers_of
from tests.browser.looking import look_at
from tests.browser.readers import DESK, PHONE, Look, Reader, Readers
from tests.browser.town import EVENING, Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

URLS = {str(page.name): frozenset(names) for page, names in pages()}
KINDS = {
    **dict.fromkeys(BETWEEN, "way"),
    **dict.fromkeys(FILES, "file"),
    **dict.fromkeys(PARTS, "part"),
    **dict.fromkeys(WAYS, "way"),
    **dict.fromkeys(SEATS, "404"),
}


@contextmanager
def undone() -> Iterator[None]:
    """What is made for one page is gone before the next. The server of the tests shares this connection."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("look", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_can_be_read_by_everybody(readers: Readers, town: Town, look: Look) -> None:
    for who in READERS:
        readers.reader(who, look)
    wrong: list[str] = []

    for name, names in URLS.items():
        wrong += [f"{name} {problem}" for problem in problems_of(name, names, town, readers, look)]

    assert not wrong, "\n" + "\n".join(wrong)


def problems_of(name: str, names: frozenset[str], town: Town, readers: Readers, look: Look) -> list[str]:
    """Everything that is wrong with one page, in words."""
    otherwise: list[str] = []
    for who in readers_of(name):
        with undone():
            kind, found = visit(name, names, town, readers.reader(who, look), who, look)
            if kind in {"deed", KINDS.get(name, "page")}:
                return found
            otherwise += found
    return otherwise


def visit(
    name: str, names: frozenset[str], town: Town, reader: Reader, who: str, look: Look
) -> tuple[str, list[str]]:
    """What one reader finds there, and what is wrong with it."""
    url, missing = url_of(name, names, town, who, reader)
    if missing:
        return "nothing", [f"has no maker for {missing}: see tests/access/objects.py"]
    expected = KINDS.get(name, "page")
    kind, found = asked(reader, url) if name in FILES else opened(reader, url, look)
    return kind, found if kind in {"deed", expected} else [f"is {kind} for {who}, not {expected}"]


def asked(reader: Reader, url: str) -> tuple[str, list[str]]:
    """What a browser would not show: a file, which it would save, or a deed, which answers a form only."""
    status = reader.client.get(url).status_code
    return {200: "file", 405: "deed"}.get(status, str(status)), []


def opened(reader: Reader, url: str, look: Look) -> tuple[str, list[str]]:
    """A page, a part of one, a way to another page, or a number; a page is looked at."""
    try:
        answer = reader.page.goto(reader.server + url)
    except NothingToShow:
        reader.page.wait_for_url("chrome-error:**")
        left(reader)
        return asked(reader, url)
    if answer is None or answer.status != 200 or answer.request.redirected_from:
        left(reader)
        status = answer.status if answer else 0
        return "way" if status == 200 else str(status), []
    if not reader.page.evaluate("document.doctype"):
        left(reader)
        return "part", []
    found = list(look_at(reader.page, look))
    return "page", found + left(reader)


def left(reader: Reader) -> list[str]:
    """Leave the page; with what the browser said of it until then."""
    reader.page.goto("about:blank")
    return reader.complaints()


def url_of(name: str, names: frozenset[str], town: Town, who: str, reader: Reader) -> tuple[str, set[str]]:
    """The address of the page for this reader, or what cannot be filled in."""
    here = town.cast.association if who in {"staff", "board", "delegate"} else town.city
    place = Place(town.cast, here, reader.account or town.cast.ada, EVENING)
    slugs = {"city": town.city.slug, "association": town.cast.association.slug, "organisation": here.slug}
    values = address_of(name, town, place) | {key: slugs[key] for key in names & set(PLACES)}
    missing = set(names - set(values))
    return "" if missing else reverse(name, kwargs=values), missing
