"""Lists by their address, and files that nobody can be tricked with. Organisations stand in for any rows."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation
from openpyxl import load_workbook

from lamplighter.apps.cities.models import Organisation
from lamplighter.web.export import safe
from lamplighter.web.listing import Column, Filter, Listing

COLUMNS = [
    Column("name", "Name", "name", sort="name"),
    Column("country", "Country", "country", sort="country"),
    Column("residents", "Residents", "residents", kind="number", sort="residents"),
    Column("founded", "Founded", lambda row: date(1900, 1, row.pk % 28 + 1), kind="day"),
    Column("budget", "Budget", lambda row: Decimal("12.50"), kind="money", unit="DKK", sensitive="pay"),
]
FILTERS = [
    Filter("country", "Country", lambda rows, code: rows.filter(country=code), [("DK", "Denmark"), ("IR", "Iran")]),
    Filter("since", "Since", lambda rows, day: rows.filter(created_at__date__gte=day)),
    Filter("size", "Size", lambda rows, size: rows, [("any", "any"), ("big", "big")], default="any"),
]


@pytest.fixture
def three(db: None) -> None:
    for slug, name, country, residents in (
        ("a", "Århus", "DK", 300),
        ("b", "كرمان", "IR", None),
        ("c", "=cmd|' /C calc'!A0", "DK", 5),
    ):
        Organisation.objects.create(
            slug=slug,
            name=name,
            country=country,
            residents=residents,
            time_zone="UTC",
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )


def asked(query: str = "", *, sights: frozenset[str] = frozenset()) -> HttpRequest:
    request = RequestFactory().get(f"/list/{query}")
    request.sights = sights
    request.organisation = SimpleNamespace(slug="havn")
    request.htmx = None
    return request


def listing(query: str = "", *, sights: frozenset[str] = frozenset(), **more: Any) -> Listing:
    plain: dict[str, Any] = {"search": ("name", "slug"), "filters": FILTERS, "order": "name", "page_size": 2}
    return Listing(asked(query, sights=sights), Organisation.objects.all(), COLUMNS, **(plain | more))


def slugs(found: Listing) -> str:
    return "".join(row.slug for row, _ in found.rows)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "ca"),
        ("?page=2", "b"),
        ("?page=99", "b"),
        ("?page=x", "ca"),
        ("?sort=-name", "ba"),
        ("?sort=residents", "ca"),
        ("?sort=-residents", "ac"),
        ("?sort=founded", "ca"),
        ("?q=arhus", "a"),
        ("?q=ARHUS+a", "a"),
        ("?q=کرمان", "b"),
        ("?q=%25", ""),
        ("?country=IR", "b"),
        ("?country=XX", "ca"),
        ("?since=2026-01-02", ""),
        ("?since=yesterday", "ca"),
    ],
)
def test_the_address_alone_decides(three: None, query: str, found: str) -> None:
    assert slugs(listing(query)) == found


def test_a_heading_turns_its_own_order_round(three: None) -> None:
    heads = {head.column.key: (head.direction, head.url) for head in listing("?sort=country&country=DK").heads}

    assert heads == {
        "name": ("", "/list/?country=DK"),
        "country": ("ascending", "/list/?sort=-country&country=DK"),
        "residents": ("", "/list/?sort=residents&country=DK"),
        "founded": ("", ""),
    }


def test_a_column_that_the_reader_may_not_see_does_not_exist(three: None) -> None:
    plain, paid = listing("?sort=budget"), listing(sights=frozenset({"pay"}))

    assert [column.key for column in plain.shown] == ["name", "country", "residents", "founded"]
    assert [column.key for column in paid.shown][-1] == "budget"


def test_only_what_the_reader_chose_narrows_a_list(three: None) -> None:
    assert [listing(query).narrowed for query in ("", "?size=any", "?size=big", "?q=a", "?page=2")] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_without_a_journal_nothing_can_be_taken_away(three: None) -> None:
    assert (listing("?export=csv").wants_file, listing().files) == ("", [])


def test_a_csv_file_has_every_page_and_no_formula(three: None) -> None:
    told: list[tuple[str, int]] = []

    answer = listing("?export=csv", exported=lambda form, rows: told.append((form, rows))).answer("unused.html")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Name,Country,Residents,Founded"
    assert lines[1].startswith("'=cmd|' /C calc'!A0,DK,5,1900-01-")
    assert (len(lines), told) == (4, [("csv", 3)])
    assert answer["Content-Disposition"].startswith('attachment; filename="list-havn-')


def test_a_workbook_has_numbers_dates_and_runs_from_right_to_left(three: None) -> None:
    with translation.override("fa"):
        answer = listing(
            "?export=xlsx&country=DK", sights=frozenset({"pay"}), exported=lambda form, rows: None
        ).answer("unused.html")

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet.sheet_view.rightToLeft is True
    name, _country, residents, founded, budget = next(sheet.iter_rows(min_row=2, max_row=2))
    assert (name.value, name.data_type) == ("'=cmd|' /C calc'!A0", "s")
    assert (residents.value, founded.is_date, budget.value) == (5, True, 12.5)
    assert sheet.max_row == 3


@pytest.mark.parametrize("text", ["=1+1", "+45 12", "-x", "@cmd", "\tx", " =1", "＝1"])
def test_what_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_plain_text_stays_as_it_is() -> None:
    assert safe("Åse =1") == "Åse =1"
