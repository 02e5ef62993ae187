"""The bar over the whole table of addresses: a page of exercises underlines “Exercises”, and nothing else."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.test import RequestFactory
from django.urls import NoReverseMatch, URLPattern, reverse

from lamplighter.apps.cities.choices import SIGHTS, Sight
from lamplighter.config.checks import pages
from lamplighter.web.context import BAR, MORE, page

APP = "lamplighter.apps.exercise."
IN_AN_ORGANISATION = {"city", "association"}
OF_EXERCISES = [
    (entry, names)
    for entry, names in pages()
    if entry.callback.__module__.startswith(APP) and names & IN_AN_ORGANISATION
]


def address(entry: URLPattern, names: set[str]) -> str:
    """An address of a page; what stands in it need not be there."""
    for more in ({}, {"code": UUID(int=1)}):
        try:
            return reverse(str(entry.name), kwargs=dict.fromkeys(names, 1) | more)
        except NoReverseMatch:
            continue
    raise AssertionError(f"No address for {entry.name}.")


def bar_of(path: str, sights: frozenset[Any]) -> dict[str, str]:
    """What the bar marks on a page, by its words."""
    request: Any = RequestFactory().get(path)
    request.organisation, request.sights = SimpleNamespace(slug="1"), sights
    return {str(place.word): place.current for place in page(request)["bar"] if place.current}


@pytest.mark.parametrize(("entry", "names"), OF_EXERCISES, ids=[str(entry.name) for entry, _ in OF_EXERCISES])
def test_every_page_of_exercises_underlines_its_own_entry(entry: URLPattern, names: set[str]) -> None:
    view: Any = entry.callback
    asked = view.asks.sight
    readers = [sights for sights in SIGHTS.values() if asked in sights]

    marked = [bar_of(address(entry, names), sights) for sights in readers]

    assert readers
    assert [list(found) for found in marked] == [["Exercises"]] * len(readers)


def test_what_lies_in_the_menu_alone_underlines_nothing_of_the_bar() -> None:
    assert bar_of(reverse("journal", args=["1"]), frozenset(Sight)) == {}


def test_what_a_place_of_the_menu_belongs_to_stands_in_the_bar() -> None:
    owners = {way.of for _word, ways in MORE for way in ways if way.of}

    assert owners - {way.name for way in BAR} == set()
