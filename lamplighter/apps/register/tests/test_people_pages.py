"""Pages of people: who sees what, how often the database is asked, what is written."""

from datetime import date, datetime

import pytest
from django.test import Client

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.journal.models import Line
from lamplighter.apps.register.models import Person
from lamplighter.apps.register.tests import havn
from tests.people import Cast, sign_in


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)


@pytest.fixture
def mara(cast: Cast, noon: datetime) -> Person:
    unit = havn.unit(cast.havn, noon)
    post = havn.post(cast.havn, noon, unit=unit)
    mara = havn.person(cast.havn, noon, unit=unit, phone="+45 1234", email="mara@havn.example")
    havn.contract(mara, noon, post=post, ends_on=date(2026, 6, 30), kind="fixed_term")
    return mara


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_as_for_three(
    cast: Cast, client: Client, noon: datetime, how_many: int, django_assert_num_queries
) -> None:
    for number in range(how_many):
        one = havn.person(cast.havn, noon, number=str(number), name=f"Mara {number}")
        havn.contract(one, noon, post=havn.post(cast.havn, noon, code=str(number)))
    sign_in(client, cast.of(Role.HR))
    client.get("/c/havn/people/")

    with django_assert_num_queries(LIST_QUERIES):
        page = client.get("/c/havn/people/")

    assert page.status_code == 200
    assert len(page.context["listing"].rows) == how_many


# Session, account, organisation with roles; units to filter by; count, rows, contracts; who is here.
LIST_QUERIES = 8


def test_the_list_names_post_contract_and_its_end(cast: Cast, client: Client, mara: Person) -> None:
    page = sign_in(client, cast.ada).get("/c/havn/people/")

    cells = [cell.value for cell in page.context["listing"].rows[0][1]]
    assert [str(cell) for cell in cells] == [
        "Mara",
        "1",
        "Networks",
        "Network engineer",
        "fixed term",
        "2026-06-30",
        "here",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Mara", "Åse"]),
        ("?q=ase", ["Åse"]),
        ("?q=nobody", []),
        ("?ending=soon", ["Mara"]),
        ("?it=it", ["Mara"]),
        ("?kind=permanent", ["Åse"]),
        ("?sort=-name", ["Åse", "Mara"]),
        ("?sort=ends", ["Mara", "Åse"]),
        ("?sort=-ends", ["Mara", "Åse"]),
        ("?state=left", ["Left"]),
        ("?state=all&q=e", ["Left", "Åse"]),
        ("?unit=999&sort=pay&page=7", ["Mara", "Åse"]),
    ],
)
def test_the_list_sorts_filters_and_searches_by_its_address(
    cast: Cast, client: Client, noon: datetime, mara: Person, query: str, found: list[str]
) -> None:
    havn.contract(havn.person(cast.havn, noon, "2", "Åse"), noon)
    havn.person(cast.havn, noon, "3", "Left", left_on=date(2025, 12, 31))

    page = sign_in(client, cast.ada).get(f"/c/havn/people/{query}")

    assert [row.name for row, _ in page.context["listing"].rows] == found


def test_chen_sees_nothing_of_havn(cast: Cast, client: Client, mara: Person) -> None:
    sign_in(client, cast.chen)

    for path in ("", f"{mara.pk}/", f"{mara.pk}/edit/", f"{mara.pk}/contact/", f"{mara.pk}/end/", "new/"):
        assert client.get(f"/c/havn/people/{path}").status_code == 404
    assert client.get(f"/c/elsewhere/people/{mara.pk}/").status_code == 404
    assert client.get("/c/elsewhere/people/").context["listing"].total == 0


def test_a_specialist_sees_only_the_own_page(cast: Cast, client: Client, noon: datetime, mara: Person) -> None:
    ben = havn.person(cast.havn, noon, "7", "Ben", account=cast.ben)
    havn.contract(ben, noon)
    sign_in(client, cast.ben)

    assert client.get("/c/havn/people/").status_code == 403
    assert client.get(f"/c/havn/people/{mara.pk}/").status_code == 404
    assert "41,234.50" in client.get(f"/c/havn/people/{ben.pk}/").content.decode()


def test_pay_is_on_the_page_for_who_may_see_pay_alone(cast: Cast, client: Client, mara: Person) -> None:
    asked = f"/c/havn/people/{mara.pk}/"

    assert "41,234.50" in sign_in(client, cast.of(Role.HR)).get(asked).content.decode()
    cio = sign_in(Client(), cast.ada).get(asked).content.decode()
    assert "41,234" not in cio
    assert "41234" not in cio


def test_the_phone_is_for_who_calls_people_and_who_keeps_the_record(
    cast: Cast, client: Client, mara: Person
) -> None:
    for role, seen in ((Role.DUTY_MANAGER, True), (Role.CIO, True), (Role.HR, True)):
        page = sign_in(Client(), cast.of(role)).get(f"/c/havn/people/{mara.pk}/")
        assert ("+45 1234" in page.content.decode()) is seen


def test_a_person_is_added_and_the_journal_says_so(cast: Cast, client: Client) -> None:
    sent = {"name": "Idris", "number": "9", "joined_on": "2026-02-01"}

    answer = sign_in(client, cast.of(Role.HR)).post("/c/havn/people/new/", sent)

    idris = Person.objects.get(organisation=cast.havn, number="9")
    assert answer["Location"] == f"/c/havn/people/{idris.pk}/contracts/new/"
    line = Line.objects.latest("number")
    assert (line.deed, line.by, line.person_id) == ("person.added", cast.of(Role.HR), idris.pk)
    assert line.facts["changes"]["joined_on"] == [None, "2026-02-01"]


def test_a_staff_number_in_use_is_refused_with_its_owner(cast: Cast, client: Client, mara: Person) -> None:
    answer = sign_in(client, cast.of(Role.HR)).post("/c/havn/people/new/", {"name": "Idris", "number": "1"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["number"] == [
        "Staff number 1 already belongs to Mara. Give this person another."
    ]


def test_a_cio_reads_people_but_does_not_change_them(cast: Cast, client: Client, mara: Person) -> None:
    sign_in(client, cast.ada)

    assert client.get(f"/c/havn/people/{mara.pk}/edit/").status_code == 403
    assert client.post(f"/c/havn/people/{mara.pk}/end/", {"left_on": "2026-03-31"}).status_code == 403
    assert client.get(f"/c/havn/people/{mara.pk}/contact/").status_code == 404


def test_who_edits_the_same_field_meanwhile_loses_nothing(cast: Cast, client: Client, mara: Person) -> None:
    sign_in(client, cast.of(Role.HR))
    address = f"/c/havn/people/{mara.pk}/edit/"
    form = client.get(address).context["form"]
    sent = {key: form[key].value() or "" for key in form.fields}
    Person.objects.filter(pk=mara.pk).update(name="Mara Q.", phone="+45 9999")

    answer = client.post(address, sent | {"name": "Mara Quist"})

    again = answer.context["form"]
    assert answer.status_code == 409
    assert again["name"].value() == "Mara Quist"
    assert "“Mara Q.”" in again.errors["name"][0]
    assert again["phone"].value() == "+45 9999"
    assert "“+45 9999”" in again.errors["phone"][0]
    assert Person.objects.get(pk=mara.pk).name == "Mara Q."

    client.post(address, {key: again[key].value() or "" for key in again.fields})

    mara.refresh_from_db()
    assert (mara.name, mara.phone) == ("Mara Quist", "+45 9999")


def test_ending_employment_ends_contracts_and_empties_the_post(cast: Cast, client: Client, mara: Person) -> None:
    sign_in(client, cast.of(Role.HR)).post(f"/c/havn/people/{mara.pk}/end/", {"left_on": "2026-03-01"})

    contract = mara.contracts.get()
    assert contract.ends_on == date(2026, 3, 1)
    assert (contract.post.state, contract.post.state_since) == ("vacant", date(2026, 3, 2))
    assert [line.deed for line in Line.objects.filter(organisation=cast.havn).order_by("-number")[:3]] == [
        "post.vacated",
        "person.left",
        "contract.ended",
    ]


def test_a_last_day_ahead_leaves_the_post_filled_until_then(cast: Cast, client: Client, mara: Person) -> None:
    sign_in(client, cast.of(Role.HR)).post(f"/c/havn/people/{mara.pk}/end/", {"left_on": "2026-04-30"})

    assert mara.contracts.get().post.state == "filled"

    client.post(f"/c/havn/people/{mara.pk}/return/")

    mara.refresh_from_db()
    assert mara.left_on is None


def test_nobody_leaves_before_joining(cast: Cast, client: Client, mara: Person) -> None:
    answer = sign_in(client, cast.of(Role.HR)).post(f"/c/havn/people/{mara.pk}/end/", {"left_on": "2019-12-31"})

    assert answer.status_code == 422
    assert Person.objects.get(pk=mara.pk).left_on is None


def test_everybody_keeps_their_own_contact(cast: Cast, client: Client, noon: datetime) -> None:
    ben = havn.person(cast.havn, noon, "7", "Ben", account=cast.ben)
    sign_in(client, cast.ben)

    client.post(f"/c/havn/people/{ben.pk}/contact/", {"phone": "+45 77", "email": ""})

    ben.refresh_from_db()
    assert ben.phone == "+45 77"
