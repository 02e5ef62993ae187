"""Pages of pools: their people, their shifts, and how many each needs."""

from datetime import date
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from lamplighter.apps.roster.actions.pools import make_pool
from lamplighter.apps.roster.actions.shifts import add_shift
from lamplighter.apps.roster.models import Pool, PoolMember, ShiftType
from lamplighter.apps.roster.tests.night_desk import desk_of, member
from tests.people import Cast, sign_in

SHIFT = {
    "name": "Late",
    "layer": "primary",
    "kind": "worked",
    "look": "day",
    "starts_at": "08:00",
    "ends_at": "20:00",
    "response_min": "",
}


@pytest.fixture
def ada(cast: Cast, client: Client, noon, monkeypatch) -> Client:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    return sign_in(client, cast.ada)


def at(name: str, *args: object) -> str:
    return reverse(name, args=["havn", *args])


def test_a_pool_is_made_staffed_and_given_shifts_on_its_pages(cast, ada):
    ada.post(at("pool_new"), {"name": "Network", "skill": "", "level": 2})
    pool = Pool.objects.get()
    fields = {"layer": "primary", "kind": "worked", "look": "day", "starts_at": "08:00", "ends_at": "20:00"}
    ada.post(at("shift_new", pool.pk), {"code": "D", "name": "Day", "response_min": "", **fields})
    shift = ShiftType.objects.get()
    ada.post(at("shift_demand", shift.pk), {"people": 2, "weekdays": [1, 2]})
    ada.post(at("shift_demand", shift.pk), {"on": "2026-04-01", "people": 0})
    person = member(desk_of(cast.havn, "Zoe", name="Other").pool, "Extra")
    ada.post(at("member_new", pool.pk), {"person": person.pk, "since": "2026-03-01", "primary": "on"})
    mine = PoolMember.objects.get(pool=pool)
    ada.post(at("member_edit", mine.pk), {"primary": "on", "backup": "on", "newcomer": "on"})
    ada.post(at("member_end", mine.pk), {"until": "2026-12-31"})

    assert [(row.weekdays, row.on, row.people) for row in shift.demand.order_by("pk")] == [
        ("1,2", None, 2),
        ("", date(2026, 4, 1), 0),
    ]
    mine.refresh_from_db()
    assert (mine.newcomer, mine.until) == (True, date(2026, 12, 31))
    page = ada.get(at("pool", pool.pk)).content.decode()
    assert "1 person takes turns" in page
    assert "Newcomer, never paired with another: nothing" in " ".join(strip_tags(page).split())
    assert [ada.get(at(name, number)).status_code for name, number in PAGES(pool, shift, mine)] == [200] * 8


def PAGES(pool, shift, mine):
    return [
        ("pool_edit", pool.pk),
        ("pool_close", pool.pk),
        ("member_new", pool.pk),
        ("shift_new", pool.pk),
        ("shift_edit", shift.pk),
        ("shift_retire", shift.pk),
        ("member_edit", mine.pk),
        ("member_end", mine.pk),
    ]


PLACES = [
    ("pools.make_pool", "pool_new", {"name": "Network", "skill": "", "level": "2"}),
    ("shifts.add_shift", "shift_new", SHIFT | {"code": "X"}),
    ("pools.change_pool", "pool_edit", {"name": "Network", "skill": "", "level": "2"}),
    ("shifts.change_shift", "shift_edit", SHIFT | {"code": "X"}),
]


@pytest.mark.parametrize("checked", [True, False], ids=["before saving", "by the database"])
@pytest.mark.parametrize(("action", "page", "said"), PLACES, ids=[place[1] for place in PLACES])
def test_whoever_takes_a_name_or_letter_a_moment_later_reads_so(
    cast: Cast, ada: Client, noon, monkeypatch, action: str, page: str, said: dict[str, str], checked: bool
) -> None:
    desk = desk_of(cast.havn)
    module, name = action.split(".")
    where = f"lamplighter.apps.roster.views.{module}.{name}"
    deed = getattr(__import__(where.rpartition(".")[0], fromlist=[name]), name)

    def deed_after_a_rival(*place: Any, **values: Any) -> Any:
        if module == "pools":
            make_pool(cast.havn, "Network", by=cast.ada, at=noon)
        else:
            add_shift(desk.pool, SHIFT | {"code": "X", "response_min": None}, by=cast.ada, at=noon)
        if not checked:
            monkeypatch.setattr(models.Model, "full_clean", lambda self, *args, **more: None)
        return deed(*place, **values)

    monkeypatch.setattr(where, deed_after_a_rival)
    key = {"pool_new": (), "shift_edit": (desk.day.pk,)}.get(page, (desk.pool.pk,))

    answer = ada.post(at(page, *key), said)

    assert answer.status_code == 409, answer.context["form"].errors
    assert "at this very moment" in answer.content.decode()
