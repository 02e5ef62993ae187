"""Pages of pools: their people, their shifts, and how many each needs."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from lamplighter.apps.roster.models import Pool, PoolMember, ShiftType
from lamplighter.apps.roster.tests.night_desk import desk_of, member
from tests.people import Cast, sign_in


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
