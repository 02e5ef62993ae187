"""The map page, what is one absence away, and what falls if something fails."""

from datetime import date, datetime

import pytest
from django.test import Client

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.followup.models import Finding
from lamplighter.apps.journal.models import Line
from lamplighter.apps.register.queries.ending import contracts_ending
from lamplighter.apps.register.tests.harbour import Harbour, harbour
from tests.people import Cast, sign_in


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)


@pytest.fixture
def town(cast: Cast, noon: datetime) -> Harbour:
    return harbour(cast.havn, by=cast.ada, at=noon)


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.ada)


def test_the_map_is_drawn_in_the_readers_direction(cast: Cast, ada: Client, town: Harbour) -> None:
    ltr = ada.get("/c/havn/map/").context["drawing"]
    cast.ada.language = "he"
    cast.ada.save()
    page = ada.get("/c/havn/map/")
    rtl = page.context["drawing"]

    assert (ltr.rtl, rtl.rtl) == (False, True)
    assert [box.thing.name for box in ltr.boxes] == [box.thing.name for box in rtl.boxes]
    assert rtl.boxes[0].x > rtl.boxes[-1].x
    assert 'direction="rtl"' in page.content.decode()
    assert "style=" not in page.content.decode()


def test_the_map_can_be_of_one_service_a_tier_or_the_night(ada: Client, town: Harbour) -> None:
    def drawn(query: str) -> set[str]:
        drawing = ada.get(f"/c/havn/map/?{query}").context.get("drawing")
        return {box.thing.name for box in drawing.boxes} - {"Power", "Electricity"}

    assert drawn(f"service={town.permits.pk}") == {"Parking permits", "Switch A"}
    assert drawn("tier=1") == {"Emergency calls", "Switch A", "Switch B"}
    assert drawn("hours=24h") == {"Emergency calls", "Switch A", "Switch B"}
    assert drawn("tier=2") == set()
    assert drawn("service=x") == set()


def test_the_table_says_what_the_drawing_shows(ada: Client, town: Harbour) -> None:
    page = ada.get("/c/havn/map/")

    rows = {row["thing"].name: row for row in page.context["rows"]}
    assert list(rows) == [
        "Emergency calls",
        "Parking permits",
        "Power",
        "Switch A",
        "Switch B",
        "Electricity",
    ]
    assert [each.name for each in rows["Switch A"]["carries"]] == ["Emergency calls", "Parking permits"]
    assert rows["Emergency calls"]["groups"][0]["needed"] == 1


def test_the_map_asks_as_often_for_much_as_for_little(
    ada: Client, town: Harbour, django_assert_num_queries
) -> None:
    ada.get("/c/havn/map/")

    # Session, account, organisation with roles; the map's eight.
    with django_assert_num_queries(11):
        ada.get("/c/havn/map/")


def test_an_absence_is_told_by_skill_and_answered_by_an_action(cast: Cast, ada: Client, town: Harbour) -> None:
    page = ada.get("/c/havn/absences/")
    said = page.content.decode()
    finding = page.context["one"][0]["row"].fingerprint

    answer = ada.post("/c/havn/absences/action/", {"finding": finding})

    assert "1 service hangs on one absence or has too few people" in said
    assert "Radio gateway" in said
    assert "Mara" not in said
    made = Finding.objects.get()
    assert (made.code, made.facts["service"], made.facts["skill"]) == (
        "one_absence_away",
        "Parking permits",
        "Radio gateway",
    )
    assert answer.url == f"/c/havn/actions/new/?finding={made.pk}"
    assert ada.post("/c/havn/absences/action/", {"finding": "nonsense"}).status_code == 404
    ada.get("/c/havn/absences/")
    assert Line.objects.filter(deed="absences.seen").count() == 1


def test_only_who_may_see_and_act_raises_a_finding(cast: Cast, client: Client, town: Harbour) -> None:
    for role in (Role.SPECIALIST, Role.HR, Role.EXECUTIVE):
        sign_in(client, cast.of(role))
        assert client.post("/c/havn/absences/action/", {"finding": "x"}).status_code == 403
    assert not Finding.objects.exists()


def test_what_if_says_what_falls_first_and_why(ada: Client, town: Harbour) -> None:
    page = ada.get(f"/c/havn/what-if/?out=system:{town.power.pk}&horizon=480&back.system:{town.power.pk}=")
    said = " ".join(page.content.decode().split())

    assert (
        "2 services fall within 8 hours; the first is <bdi>Parking permits</bdi>, after 2 hours 10 minutes" in said
    )
    assert "<bdi>Switch A</bdi> cannot do without <bdi>Power</bdi>, lost at once." in said
    assert "It lasts 2 hours without." in said
    assert "from-37 to-46" in said
    assert "Not repaired:" in said
    assert not Line.objects.filter(deed="absences.played").exists()


def test_a_system_is_repaired_in_its_own_time_unless_said_otherwise(ada: Client, town: Harbour) -> None:
    power = f"system:{town.power.pk}"

    own = ada.get(f"/c/havn/what-if/?out={power}").context
    later = ada.get(f"/c/havn/what-if/?out={power}&back.{power}=240").context
    nonsense = ada.get(f"/c/havn/what-if/?out={power}&out=system:0&out=x&horizon=9&back.{power}=7").context

    assert [mark.repair_min for mark in own["marked"]] == [30]
    assert own["fall"].services == ()
    assert [row.service.name for row in later["fall"].services] == ["Parking permits", "Emergency calls"]
    assert ([mark.repair_min for mark in nonsense["marked"]], nonsense["fall"].horizon_min) == ([None], 1440)


def test_asking_for_people_is_written_down(ada: Client, town: Harbour) -> None:
    page = ada.get(f"/c/havn/what-if/?out=person:{town.mara.pk}&horizon=1440")

    assert [row.service.name for row in page.context["fall"].services] == ["Parking permits"]
    assert "Away from the start: <bdi>Mara Quist</bdi>." in page.content.decode()
    assert Line.objects.filter(deed="absences.played").count() == 1


def test_htmx_gets_the_answer_alone(ada: Client, town: Harbour) -> None:
    page = ada.get("/c/havn/what-if/", headers={"HX-Request": "true", "HX-Target": "fall"})

    assert "<html" not in page.content.decode()
    assert "Every lamp is lit" in page.content.decode()


def test_what_ends_soon_is_told_as_far_as_the_reader_may_see(cast: Cast, noon: datetime) -> None:
    town = harbour(cast.havn, by=cast.ada, at=noon, ends_on=date(2026, 4, 30))
    town.mara.contracts.create(
        organisation=cast.havn, starts_on=date(2025, 1, 1), ends_on=date(2026, 5, 31), rule_pack="city-policy"
    )
    town.idris.contracts.create(
        organisation=cast.havn, starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31), rule_pack="city-policy"
    )

    seen_by_ada = contracts_ending(cast.ada, cast.havn, noon.date())
    seen_by_ben = contracts_ending(cast.ben, cast.havn, noon.date())

    assert [(row.name, row.ends_on, row.start_by) for row in seen_by_ada] == [
        ("Electricity", date(2026, 4, 30), date(2026, 2, 5)),
        ("Mara Quist", date(2026, 5, 31), date(2026, 2, 1)),
    ]
    assert [row.name for row in seen_by_ben] == ["Electricity"]


def test_the_end_of_a_persons_contract_becomes_an_action(
    cast: Cast, client: Client, ada: Client, noon: datetime
) -> None:
    town = harbour(cast.havn, by=cast.ada, at=noon)
    contract = town.mara.contracts.create(
        organisation=cast.havn, starts_on=date(2025, 1, 1), ends_on=date(2026, 5, 31), rule_pack="city-policy"
    )

    answer = ada.post(f"/c/havn/contracts/{contract.pk}/action/")
    sign_in(client, cast.chen)
    theirs = client.post(f"/c/elsewhere/contracts/{contract.pk}/action/")

    made = Finding.objects.get()
    assert (made.code, made.facts["contract"], answer.status_code) == ("contract_ends", "Mara Quist", 302)
    assert theirs.status_code == 404
