"""The whole register of a city at once, as plain values: what an import is compared with. A few queries in all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Contract, Person, Post, PrivateFacts, Unit


class NowPerson(NamedTuple):
    pk: int
    number: str
    name: str
    unit_id: int | None
    email: str
    phone: str
    joined_on: date | None
    left_on: date | None


class NowContract(NamedTuple):
    pk: int
    person_id: int
    post_id: int | None
    kind: str
    supplier: str
    starts_on: date
    ends_on: date | None
    weekly_hours: Decimal
    base_pay: Decimal | None
    pay_period: str
    rule_pack: str
    shift_worker: bool
    exempt: bool
    exempt_reason: str


class NowPost(NamedTuple):
    pk: int
    code: str
    title: str
    unit_id: int | None
    state: str
    state_since: date | None
    closed_on: date | None


class NowUnit(NamedTuple):
    pk: int
    code: str
    name: str


@dataclass(slots=True)
class Standing:
    """People, their contracts in order of their start, posts and units, each by its id."""

    people: dict[int, NowPerson] = field(default_factory=dict)
    contracts: dict[int, list[NowContract]] = field(default_factory=dict)
    posts: dict[int, NowPost] = field(default_factory=dict)
    units: dict[int, NowUnit] = field(default_factory=dict)
    private: dict[int, tuple[str, int | None]] = field(default_factory=dict)

    def title_of(self, contract: NowContract | None) -> str:
        """The title of the post that a contract fills."""
        post = self.posts.get(contract.post_id) if contract and contract.post_id else None
        return post.title if post else ""

    def unit_name(self, unit_id: int | None) -> str:
        unit = self.units.get(unit_id) if unit_id else None
        return unit.name if unit else ""


def standing_of(organisation: Organisation, *, locked: bool = False, private: bool = False) -> Standing:
    """The register of ``organisation`` now; ``locked`` holds its rows until the transaction ends. Four queries."""
    found = Standing()
    people = _rows(Person.objects.filter(organisation=organisation), NowPerson._fields, locked=locked)
    found.people = {row[0]: NowPerson(*row) for row in people}
    contracts = Contract.objects.filter(organisation=organisation).order_by("starts_on", "pk")
    for row in _rows(contracts, NowContract._fields, locked=locked):
        found.contracts.setdefault(row[1], []).append(NowContract(*row))
    posts = _rows(Post.objects.filter(organisation=organisation), NowPost._fields, locked=locked)
    found.posts = {row[0]: NowPost(*row) for row in posts}
    units = _rows(Unit.objects.filter(organisation=organisation), NowUnit._fields, locked=locked)
    found.units = {row[0]: NowUnit(*row) for row in units}
    if private:
        facts = PrivateFacts.objects.filter(person__organisation=organisation)
        found.private = {pk: (sex, year) for pk, sex, year in facts.values_list("person_id", "sex", "birth_year")}
    return found


def _rows(rows: QuerySet, fields: tuple[str, ...], *, locked: bool) -> Iterable[tuple]:
    if not rows.query.order_by:
        rows = rows.order_by("pk")
    if locked and connection.features.has_select_for_update:
        rows = rows.select_for_update(no_key=True)
    return rows.values_list(*fields)
