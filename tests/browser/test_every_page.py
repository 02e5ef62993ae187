"""Every page of the product, in a real browser: on a desk in English by day, on a phone in Hebrew by night."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest
from django.db import transaction
from django.urls import reverse

from lamplighter.config.checks import PLACES, pages
from tests.access.objects import Place
from tests.browser.every_page import BETWEEN, FILES, PARTS, READERS, SEATS, WAYS, address_of, readers_of
from tests.browser.looking import look_at
from tests.browser.readers import DESK, PHONE, Look, Reader, Readers
from tests.browser.town import EVENING, Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

URLS = {str(page.name): frozenset(names) for page, names in pages()}
# Processes that share the tests shall end together; but each share has a town and windows of its own, which cost too.
SHARES = 2
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


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("look", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_can_be_read_by_everybody(readers: Readers, town: Town, look: Look, share: int) -> None:
    for who in READERS:
        readers.reader(who, look)
    wrong: list[str] = []

    for name, names in list(URLS.items())[share::SHARES]:
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
    expected, kind = KINDS.get(name, "page"), asked(reader, url)
    if kind not in {"deed", expected}:
        return kind, [f"is {kind} for {who}, not {expected}"]
    return kind, list(opened(reader, url, look)) if kind == "page" else []


def asked(reader: Reader, url: str) -> str:
    """What answers there: a page, a part of one, a way to another, a file, a deed that wants a form, or a number.

    A browser is slow to show what is no page; so it is asked without one first, and that is taken back.
    """
    cookies = deepcopy(reader.client.cookies)
    with undone():
        answer = reader.client.get(url, follow=True)
    reader.client.cookies = cookies
    if answer.status_code != 200:
        return "deed" if answer.status_code == 405 and not answer.redirect_chain else str(answer.status_code)
    if answer.redirect_chain:
        return "way"
    if answer.streaming or not answer.headers["Content-Type"].startswith("text/html"):
        return "file"
    return "page" if answer.content.lstrip().lower().startswith(b"<!doctype") else "part"


def opened(reader: Reader, url: str, look: Look) -> Iterator[str]:
    """Everything that is wrong with a page in a browser, and what the browser says of it until it is left."""
    answer = reader.page.goto(reader.server + url)
    status = answer.status if answer else 0
    if status != 200 or reader.page.url != reader.server + url:
        yield f"is {status} at {reader.page.url} in a browser"
    yield from look_at(reader.page, look)
    reader.leave()
    yield from reader.complaints()


def url_of(name: str, names: frozenset[str], town: Town, who: str, reader: Reader) -> tuple[str, set[str]]:
    """The address of the page for this reader, or what cannot be filled in."""
    here = town.cast.association if who in {"staff", "board", "delegate"} else town.city
    place = Place(town.cast, here, reader.account or town.cast.ada, EVENING)
    slugs = {"city": town.city.slug, "association": town.cast.association.slug, "organisation": here.slug}
    values = address_of(name, town, place) | {key: slugs[key] for key in names & set(PLACES)}
    missing = set(names - set(values))
    return "" if missing else reverse(name, kwargs=values), missing
