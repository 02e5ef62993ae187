"""A list that sorts, filters, searches and pages by its address alone, and shows each reader what they may see."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Expression, F, Model, OrderBy, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise

from lamplighter.web.export import export
from lamplighter.web.search import matching

Words = str | Promise
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``value`` is a path such as ``"unit.name"`` or a function of the row. ``kind`` says how it is written: text,
    name (of a person), day, moment, number, money (``unit`` is the currency), percent, minutes, or yes.
    ``sort`` is a field or expression; ``link`` gives a row's address; ``part`` is a template for the cell that
    knows ``row`` and ``value``. ``sensitive`` names the sight without which the column does not exist at all.
    ``listed`` and ``exported`` say whether it stands on the page and in the file.
    """

    key: str
    label: Words
    value: str | Callable[[Any], Any]
    kind: str = "text"
    sort: "str | Expression | F | Subquery[Any] | None" = None
    link: Callable[[Any], str | None] | None = None
    part: str = ""
    sensitive: str = ""
    unit: str = ""
    listed: bool = True
    exported: bool = True

    @property
    def look(self) -> str:
        """Class of its cells: numbers stand under each other."""
        return "num" if self.kind in {"number", "money", "percent"} else ""

    def of(self, row: Any) -> Any:
        """The row's value in this column, or None."""
        if callable(self.value):
            return self.value(row)
        found = row
        for name in self.value.split("."):
            found = getattr(found, name, None)
            if found is None:
                return None
            if callable(found):
                found = found()
        return found


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter. With ``choices`` (value, label) it is a list to pick from; without, a day.

    ``apply`` narrows the queryset to a value; it is not asked about the empty value. ``default`` is what an
    address that does not speak of the filter means; the reader can still choose ``any_label`` where given.
    """

    key: str
    label: Words
    apply: Callable[[QuerySet[Any], Any], QuerySet[Any]]
    choices: Sequence[tuple[str, Words]] | None = None
    default: str = ""
    any_label: Words = ""

    def read(self, text: str | None) -> Any:
        """What an address says, or None where it says nothing we know."""
        if text is None:
            text = self.default
        if self.choices is None:
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None
        known = {str(value) for value, _ in self.choices}
        return text if text in known else None


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says, and the first step out of it."""

    sentence: Words
    act: Words = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    value: Any
    url: str | None


@dataclass(frozen=True, slots=True)
class Head:
    column: Column
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as the page shows it: with what is chosen now."""

    filter: Filter
    chosen: str

    @property
    def options(self) -> list[tuple[str, Words, bool]]:
        return [(str(value), label, str(value) == self.chosen) for value, label in self.filter.choices or ()]


@dataclass
class Listing:
    """The rows of one page of a list, and everything its template draws.

    ``exported`` is told ``(form, rows)`` when somebody takes the list away as a file, so that the journal can
    say so; without it there is nothing to take away. ``prepare`` is given the rows of each page or chunk and
    may load more onto them. ``order`` is the key of the column sorted by at first, with ``-`` for downwards.
    """

    request: HttpRequest
    queryset: QuerySet[Any]
    columns: Sequence[Column]
    search: Sequence[str] = ()
    filters: Sequence[Filter] = ()
    page_size: int = 50
    order: str = ""
    id: str = "list"
    name: str = "list"
    title: Words = ""
    search_label: Words = ""
    empty: Empty | None = None
    prepare: Callable[[list[Any]], object] | None = None
    exported: Callable[[str, int], object] | None = None
    shown: list[Column] = field(init=False)
    listed: list[Column] = field(init=False)
    total: int = field(init=False)
    pages: int = field(init=False)
    number: int = field(init=False)
    rows: list[tuple[Any, list[Cell]]] = field(init=False)

    def __post_init__(self) -> None:
        sights: frozenset[str] = getattr(self.request, "sights", frozenset())
        self.shown = [each for each in self.columns if not each.sensitive or each.sensitive in sights]
        self.listed = [each for each in self.shown if each.listed]
        self.query = " ".join(self.request.GET.get("q", "").replace("\0", "").split())[:120]
        self.values = {each.key: each.read(self.request.GET.get(each.key)) for each in self.filters}
        self.sort = self._sort()
        self.queryset = self._narrowed()
        if not self.wants_file:
            self._turn_to_page()

    @property
    def wants_file(self) -> str:
        """The form of file asked for, or nothing."""
        form = self.request.GET.get("export", "")
        return form if form in {"csv", "xlsx"} and self.exported else ""

    def answer(self, template: str, context: dict[str, Any] | None = None) -> HttpResponse:
        """The page, the list alone when htmx asks for it, or the file."""
        if self.wants_file:
            return export(self, self.wants_file)
        htmx = getattr(self.request, "htmx", None)
        alone = htmx and htmx.target == self.id and not htmx.history_restore_request
        answer = render(
            self.request, "_list_answer.html" if alone else template, {**(context or {}), "listing": self}
        )
        patch_vary_headers(answer, ["HX-Request"])
        if alone:
            answer["HX-Push-Url"] = self.url(page=self.number if self.number > 1 else None)
        return answer

    def all_rows(self) -> Iterator[Any]:
        """Every row the reader may see with these filters, a chunk in memory at a time."""
        chunk: list[Any] = []
        for row in self.queryset.iterator(chunk_size=CHUNK):
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield from self._prepared(chunk)
                chunk = []
        yield from self._prepared(chunk)

    # --- what the template asks --------------------------------------------------------------------------

    @property
    def heads(self) -> list[Head]:
        """Column headings; a click on the one sorted by turns it round."""
        key, down = self.sort.lstrip("-"), self.sort.startswith("-")
        found = []
        for column in self.listed:
            mine = column.key == key
            url = "" if column.sort is None else self.url(sort=f"-{key}" if mine and not down else column.key)
            direction = ("descending" if down else "ascending") if mine else ""
            found.append(Head(column, url, direction))
        return found

    @property
    def choices(self) -> list[Choice]:
        """The filters with what is chosen in each."""
        return [Choice(each, "" if (it := self.values[each.key]) is None else str(it)) for each in self.filters]

    @property
    def narrowed(self) -> bool:
        """Whether the reader asked for less than the whole list."""
        return bool(self.query) or any(
            self.request.GET.get(each.key) not in (None, each.default) for each in self.filters
        )

    @property
    def first(self) -> int:
        return (self.number - 1) * self.page_size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.page_size, self.total)

    @property
    def previous_url(self) -> str:
        return self.url(page=self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self.url(page=self.number + 1) if self.number < self.pages else ""

    @property
    def files(self) -> list[tuple[str, str]]:
        """Name and address of each form of file the reader may take away."""
        return [(form.upper(), self.url(export=form)) for form in ("csv", "xlsx")] if self.exported else []

    @property
    def whole_url(self) -> str:
        """The list without search and filters."""
        return self.request.path

    def url(self, **changes: Any) -> str:
        """This list's address with some of it changed; whatever changes, the first page comes first."""
        said: dict[str, Any] = {"q": self.query, "sort": self.sort}
        said |= {each.key: self.request.GET.get(each.key) for each in self.filters}
        said |= changes
        defaults = {each.key: each.default for each in self.filters} | {"sort": self.order}
        kept = {key: it for key, it in said.items() if it is not None and str(it) != defaults.get(key, "")}
        return f"{self.request.path}?{urlencode(kept)}" if kept else self.request.path

    # --- how it comes about ------------------------------------------------------------------------------

    def _sort(self) -> str:
        asked = self.request.GET.get("sort", "")
        sortable = {each.key for each in self.shown if each.sort is not None}
        return asked if asked.removeprefix("-") in sortable else self.order

    def _narrowed(self) -> QuerySet[Any]:
        rows = self.queryset
        for each in self.filters:
            if self.values[each.key] is not None and self.values[each.key] != "":
                rows = each.apply(rows, self.values[each.key])
        if self.query and self.search:
            rows = rows.filter(matching(self.search, self.query))
        by = next((each.sort for each in self.shown if each.key == self.sort.removeprefix("-")), None)
        if by is None:
            return rows
        return rows.order_by(_ordered(rows.model, by, down=self.sort.startswith("-")), "pk")

    def _turn_to_page(self) -> None:
        self.total = self.queryset.count()
        self.pages = max(1, ceil(self.total / self.page_size))
        asked = self.request.GET.get("page", "1")
        self.number = min(max(int(asked) if asked.isdecimal() and len(asked) < 10 else 1, 1), self.pages)
        start = (self.number - 1) * self.page_size
        rows = self._prepared(list(self.queryset[start : start + self.page_size])) if self.total else []
        self.rows = [(row, [self._cell(column, row) for column in self.listed]) for row in rows]

    def _prepared(self, rows: list[Any]) -> list[Any]:
        if self.prepare and rows:
            self.prepare(rows)
        return rows

    def _cell(self, column: Column, row: Any) -> Cell:
        return Cell(column, column.of(row), column.link(row) if column.link else None)


def _ordered(model: type[Model], by: "str | Expression | F | Subquery[Any]", *, down: bool) -> OrderBy:
    """``by`` as an order in which rows without a value come last, whichever way and on every database."""
    last: bool | None = True
    if isinstance(by, str):
        try:
            # A column that is never empty keeps its index: "nulls last" would make the database sort anew.
            last = True if model._meta.get_field(by).null else None
        except FieldDoesNotExist:
            last = True
    expression = F(by) if isinstance(by, str) else by
    return OrderBy(expression, descending=down, nulls_last=last)
