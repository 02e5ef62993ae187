"""Pages of imports: the whole flow, who may see what, how often the database is asked."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.register.actions.imports import open_import
from lamplighter.apps.register.models import ColumnMapping, Import, ImportFile, Person, Service
from lamplighter.apps.register.tests.test_import_people import FIRST
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.models import Job
from lamplighter.apps.work.signals import discover
from lamplighter.web import clock
from tests.people import Cast, sign_in


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    discover()


def upload(client: Client, text: str | bytes, kind: str = "people", name: str = "list.csv"):
    content = text.encode() if isinstance(text, str) else text
    sent = {"kind": kind, "as_of": "2026-01-01", "file": SimpleUploadedFile(name, content)}
    return client.post("/c/havn/imports/new/", sent)


def chosen(client: Client, address: str, **more: str) -> dict[str, str]:
    """The form of the columns as it stands, with some of it chosen otherwise."""
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    return {name: value for name, value in (sent | more).items() if value not in ("", False, None)}


def at_work() -> int:
    return work_off(clock.now)


def test_a_file_goes_from_upload_to_outcome(cast: Cast, client: Client) -> None:
    sign_in(client, cast.of(Role.HR))

    columns = upload(client, FIRST)["Location"]
    page = client.get(columns)
    assert [(field.label, field.value()) for field, _ in page.context["form"].columns] == [
        ("Staff number", "number"),
        ("Name", "name"),
        ("Unit", "unit"),
        ("Title", "title"),
        ("Hire date", "joined_on"),
        ("Base pay", "base_pay"),
        ("Sex", None),
    ]
    one = client.post(columns, chosen(client, columns, pay_period="year"))["Location"]
    assert "Stop this" in client.get(one).content.decode()
    at_work()
    page = client.get(one)
    assert page.context["heading"] == "3 would be added, 0 changed, 0 ended"
    assert page.context["preview"]["not_stored"] == ["Sex"]
    assert not Person.objects.exists()

    client.post(f"{one}confirm/")
    at_work()

    assert client.get(one).context["heading"] == "3 were added, 0 changed, 0 ended"
    assert Person.objects.filter(organisation=cast.havn).count() == 3
    assert (ImportFile.objects.count(), ColumnMapping.objects.count()) == (0, 1)
    again = client.post(upload(client, FIRST)["Location"], chosen(client, columns_of_last()))["Location"]
    at_work()
    page = client.get(again)
    assert page.context["heading"] == "This file changes nothing: the register says the same already"
    assert "Bring it in</button>" not in page.content.decode()


def columns_of_last() -> str:
    return f"/c/havn/imports/{Import.objects.latest('pk').pk}/columns/"


def test_rows_with_mistakes_are_left_out_only_if_that_is_ticked(cast: Cast, client: Client) -> None:
    sign_in(client, cast.of(Role.HR))
    columns = upload(client, FIRST.replace("2019-04-01", "soon"))["Location"]
    one = client.post(columns, chosen(client, columns))["Location"]
    at_work()

    page = client.get(one).content.decode()
    assert "This is not a day that we can read" in page
    told = client.get(f"{one}mistakes.csv").content.decode("utf-8-sig").split("\r\n")
    assert told[1].startswith('2,Hire date,soon,"This is not a day that we can read')
    page = client.post(f"{one}confirm/", follow=True).content.decode()
    assert "Rows with mistakes: 1." in page
    assert at_work() == 0

    client.post(f"{one}confirm/", {"leave_out": "on"})
    at_work()

    assert sorted(Person.objects.values_list("number", flat=True)) == ["2", "3"]


def test_a_cio_brings_in_people_without_pay(cast: Cast, client: Client) -> None:
    sign_in(client, cast.ada)
    columns = upload(client, FIRST)["Location"]
    page = client.get(columns)
    choices = dict(page.context["form"].fields["column_5"].choices)
    assert choices[""] == "not stored: you may not see pay"
    assert {"base_pay", "hourly_rate", "sex"} & set(choices) == set()
    refused = client.post(columns, chosen(client, columns, column_5="base_pay", column_6="sex"))
    assert refused.status_code == 422

    one = client.post(columns, chosen(client, columns))["Location"]
    at_work()
    client.post(f"{one}confirm/")
    at_work()

    assert Person.objects.get(number="1").contracts.get().base_pay is None


def test_a_file_with_pay_is_for_who_may_see_pay(cast: Cast, client: Client) -> None:
    one = upload(sign_in(client, cast.of(Role.HR)), FIRST)["Location"].removesuffix("columns/")
    ada = sign_in(Client(), cast.ada)

    for part in ("", "columns/", "mistakes.csv"):
        assert ada.get(one + part).status_code == 404
    for part in ("sheet/", "confirm/", "drop/"):
        assert ada.post(one + part).status_code == 404
    assert ada.get("/c/havn/imports/").context["listing"].total == 0


def test_services_are_for_who_keeps_services(cast: Cast, client: Client) -> None:
    text = "Code,Name,Tier,Hours,Depends on,Skills needed\nS-1,Dispatch,1,24h,Radio,networks:3:2\n"
    assert upload(sign_in(Client(), cast.of(Role.HR)), text, "services").status_code == 422
    sign_in(client, cast.ada)
    columns = upload(client, text, "services")["Location"]
    one = client.post(columns, chosen(client, columns))["Location"]
    at_work()

    page = client.get(one).content.decode()
    assert "Radio" in page
    client.post(f"{one}confirm/")
    at_work()

    assert Service.objects.get(organisation=cast.havn, code="S-1").hours == "24h"


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.DUTY_MANAGER, Role.EXECUTIVE, Role.AUDITOR])
def test_who_may_not_import_sees_no_imports(cast: Cast, client: Client, role: str) -> None:
    sign_in(client, cast.of(role))

    assert client.get("/c/havn/imports/").status_code == 403
    assert upload(client, FIRST).status_code == 403


def test_chen_sees_nothing_of_havn(cast: Cast, client: Client, noon: datetime) -> None:
    made = open_import(
        cast.havn, "people", "a.csv", FIRST.encode(), as_of=noon.date(), sees_pay=False, by=cast.ada, at=noon
    )
    sign_in(client, cast.chen)

    for city in ("havn", "elsewhere"):
        for part in ("", "columns/", "mistakes.csv"):
            assert client.get(f"/c/{city}/imports/{made.pk}/{part}").status_code == 404
        for part in ("sheet/", "confirm/", "drop/"):
            assert client.post(f"/c/{city}/imports/{made.pk}/{part}").status_code == 404
    assert client.get("/c/elsewhere/imports/").context["listing"].total == 0


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_as_for_three(
    cast: Cast, client: Client, noon: datetime, how_many: int, django_assert_num_queries
) -> None:
    for _ in range(how_many):
        open_import(
            cast.havn, "people", "a.csv", FIRST.encode(), as_of=noon.date(), sees_pay=True, by=cast.ada, at=noon
        )
    sign_in(client, cast.of(Role.HR))
    client.get("/c/havn/imports/")

    # Session, account, roles; count, rows.
    with django_assert_num_queries(5):
        page = client.get("/c/havn/imports/")

    assert len(page.context["listing"].rows) == how_many


def test_a_file_that_is_no_table_is_refused_with_the_way_out(cast: Cast, client: Client) -> None:
    answer = upload(sign_in(client, cast.ada), b"%PDF-1.7", name="staff.pdf")

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [
        "This is not a spreadsheet. Save it as XLSX, ODS or CSV, and choose that file."
    ]


def test_columns_without_names_are_refused(cast: Cast, client: Client) -> None:
    sign_in(client, cast.ada)
    columns = upload(client, FIRST)["Location"]

    answer = client.post(columns, {"as_of": "2026-01-01", "column_2": "unit", "column_3": "unit"})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "Two columns are chosen for “Unit”. Keep one of them.",
        "No column is chosen for “Name”. Choose which one holds it.",
    ]


def test_a_second_import_waits_for_the_first(cast: Cast, client: Client) -> None:
    sign_in(client, cast.of(Role.HR))
    pages = []
    for text in (FIRST, FIRST + "9,Zoe,IT,Clerk,2020-01-01,1,F\n"):
        columns = upload(client, text)["Location"]
        pages.append(client.post(columns, chosen(client, columns))["Location"])
    at_work()
    client.post(f"{pages[0]}confirm/")

    page = client.post(f"{pages[1]}confirm/", follow=True).content.decode()
    assert "is being brought in at this moment" in page
    assert at_work() == 1
    client.post(f"{pages[1]}confirm/")
    at_work()

    page = client.get(pages[1])
    assert page.context["state"] == "failed"
    assert "The register has changed since the preview" in page.content.decode()
    assert Person.objects.count() == 3


def test_a_dropped_file_is_taken_out(cast: Cast, client: Client) -> None:
    sign_in(client, cast.of(Role.HR))
    columns = upload(client, FIRST)["Location"]
    one = client.post(columns, chosen(client, columns))["Location"]

    client.post(f"{one}drop/")

    assert ImportFile.objects.count() == 0
    assert Job.objects.get().state == "cancelled"
    assert client.get(one).context["state"] == "dropped"
    assert client.get(columns).status_code == 302


@pytest.mark.parametrize("kind", ["people", "services"])
@pytest.mark.parametrize("language", ["en", "fa", "he", "ar"])
def test_examples_are_understood_as_they_are(cast: Cast, client: Client, kind: str, language: str) -> None:
    cast.ada.language = language
    cast.ada.save()
    sign_in(client, cast.ada)

    example = client.get(f"/c/havn/imports/example/{kind}.csv").content
    columns = upload(client, example, kind, "example.csv")["Location"]
    one = client.post(columns, chosen(client, columns))["Location"]
    at_work()

    counts = client.get(one).context["counts"]
    assert (counts["added"], counts["wrong"]) == (2, 0)
