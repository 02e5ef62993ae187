"""The part of a service's page that names who is on duty for it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from lamplighter.apps.register.models import Person, Service
from lamplighter.apps.roster.tests.night_desk import desk_of, published
from tests.people import sign_in

# Tuesday 10 March, 21:40 in Havn.
EVENING = datetime(2026, 3, 10, 20, 40, tzinfo=UTC)


@pytest.fixture
def desk(cast, noon, monkeypatch):
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: EVENING)
    desk = desk_of(cast.havn, "Mara Idris Ana", backup=True)
    Person.objects.filter(pk=desk["Mara"].pk).update(phone="+45 20 10 50 60")
    rows = {"Mara": "DNDN", "Idris": "NDND", "Ana": "BBBB"}
    published(desk, date(2026, 3, 9), date(2026, 3, 12), rows, at=noon)
    return desk


def said(client, service) -> str:
    answer = client.get(reverse("service_duty", args=["havn", service.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_who_is_on_for_the_service_and_who_backs_them_up(desk, cast, client):
    told = said(sign_in(client, cast.ada), desk.pool.services.get())

    assert told.index("<bdi>Mara</bdi>") < told.index("backup") < told.index("<bdi>Ana</bdi>")
    assert "Idris" not in told
    assert 'href="tel:+4520105060"' in told


def test_a_reader_who_may_not_call_them_sees_no_number(desk, cast, client):
    told = said(sign_in(client, cast.of("executive")), desk.pool.services.get())

    assert "<bdi>Mara</bdi>" in told
    assert "tel:" not in told


def test_a_service_that_no_pool_covers_says_so(desk, cast, client):
    alone = Service.objects.create(organisation=cast.havn, code="P", name="Parking")
    told = said(sign_in(client, cast.ada), alone)

    assert "No duty pool covers this service." in told
    assert reverse("pools", args=["havn"]) in told


def test_another_citys_service_is_not_there(desk, cast, client):
    theirs = Service.objects.create(organisation=cast.elsewhere, code="P", name="Parking")

    assert sign_in(client, cast.ada).get(reverse("service_duty", args=["havn", theirs.pk])).status_code == 404
