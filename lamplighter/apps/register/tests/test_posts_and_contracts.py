"""Posts in all four states, contracts and cover that expires."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from lamplighter.apps.cities.choices import Role, Sight
from lamplighter.apps.journal.models import Line
from lamplighter.apps.journal.queries import tell
from lamplighter.apps.register.actions.contracts import change_contract
from lamplighter.apps.register.models import Contract, Post
from lamplighter.apps.register.tests import havn
from lamplighter.web.versioned import Overtaken
from tests.people import Cast, sign_in


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)


@pytest.fixture
def held(cast: Cast, noon: datetime) -> Contract:
    return havn.contract(havn.person(cast.havn, noon), noon, post=havn.post(cast.havn, noon, hiring_weeks=8))


@pytest.fixture
def hr(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.of(Role.HR))


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_posts_asks_as_often_for_one_as_for_three(
    cast: Cast, hr: Client, noon: datetime, how_many: int, django_assert_num_queries
) -> None:
    for number in range(how_many):
        one = havn.person(cast.havn, noon, number=str(number))
        havn.contract(one, noon, post=havn.post(cast.havn, noon, code=str(number)))
        havn.post(cast.havn, noon, code=f"empty {number}")
    hr.get("/c/havn/posts/")

    # As for people, with holders for contracts; how many are vacant, and which for longest.
    with django_assert_num_queries(9):
        page = hr.get("/c/havn/posts/")

    assert len(page.context["listing"].rows) == how_many * 2


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_contracts_asks_as_often_for_one_as_for_three(
    cast: Cast, hr: Client, noon: datetime, how_many: int, django_assert_num_queries
) -> None:
    for number in range(how_many):
        one = havn.person(cast.havn, noon, number=str(number))
        havn.contract(one, noon, post=havn.post(cast.havn, noon, code=str(number)), ends_on=date(2026, 5, 1))
    hr.get("/c/havn/contracts/")

    # Session, account, organisation with roles; count, rows; how many end soon, how many of them in IT.
    with django_assert_num_queries(7):
        page = hr.get("/c/havn/contracts/")

    assert len(page.context["listing"].rows) == how_many


def test_chen_sees_no_post_and_no_contract_of_havn(cast: Cast, client: Client, held: Contract) -> None:
    sign_in(client, cast.chen)
    posts = [f"posts/{held.post_id}/{page}" for page in ("", "edit/", "fill/", "vacate/", "share/", "close/")]

    for path in ("posts/", "contracts/", f"contracts/{held.pk}/edit/", f"contracts/{held.pk}/end/", *posts):
        assert client.get(f"/c/havn/{path}").status_code == 404
    assert client.get(f"/c/elsewhere/posts/{held.post_id}/").status_code == 404
    assert client.get("/c/elsewhere/contracts/?within=all").context["listing"].total == 0


def test_a_specialist_sees_the_post_they_hold(cast: Cast, client: Client, held: Contract, noon: datetime) -> None:
    other = havn.post(cast.havn, noon, code="P2")
    held.person.account = cast.ben
    held.person.save()
    sign_in(client, cast.ben)

    assert client.get(f"/c/havn/posts/{held.post_id}/").status_code == 200
    assert client.get(f"/c/havn/posts/{other.pk}/").status_code == 404


def test_a_contract_fills_the_vacant_post_it_names(held: Contract) -> None:
    assert (held.post.state, Post.objects.get().state) == ("vacant", "filled")


def test_a_post_is_vacated_outsourced_shared_and_filled_again(hr: Client, held: Contract) -> None:
    address = f"/c/havn/posts/{held.post_id}/"
    states = []

    for verb, sent in (
        ("vacate", {"since": "2026-02-01"}),
        ("outsource", {"since": "2026-02-02", "supplier": "Nordnet"}),
        ("share", {"since": "2026-02-03", "shared_with": "Elsewhere"}),
        ("fill", {"since": "2026-02-04", "person": held.person_id}),
    ):
        assert hr.post(f"{address}{verb}/", sent).status_code == 302
        post = Post.objects.get(pk=held.post_id)
        states.append((post.state, post.state_since.day, post.supplier, post.shared_with))

    assert states == [
        ("vacant", 1, "", ""),
        ("outsourced", 2, "Nordnet", ""),
        ("shared", 3, "", "Elsewhere"),
        ("filled", 4, "", ""),
    ]
    held.refresh_from_db()
    assert held.post_id == post.pk
    page = hr.get(address).content.decode()
    assert "Held by" in page


def test_whoever_takes_a_post_leaves_the_other_one_vacant(
    cast: Cast, hr: Client, held: Contract, noon: datetime
) -> None:
    other = havn.post(cast.havn, noon, code="P2", title="Head of networks")

    hr.post(f"/c/havn/posts/{other.pk}/fill/", {"since": "2026-03-10", "person": held.person_id})

    assert dict(Post.objects.values_list("code", "state")) == {"P1": "vacant", "P2": "filled"}


def test_a_post_without_supplier_is_not_outsourced(hr: Client, held: Contract) -> None:
    answer = hr.post(f"/c/havn/posts/{held.post_id}/outsource/", {"since": "2026-02-02", "supplier": " "})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["supplier"]


def test_a_post_that_somebody_holds_is_not_closed(hr: Client, held: Contract) -> None:
    answer = hr.post(f"/c/havn/posts/{held.post_id}/close/", {"closed_on": "2026-03-31"})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "Mara still holds this post on that day. Vacate it first, or close it later."
    ]


def test_a_post_filled_on_paper_alone_is_called_so(hr: Client, held: Contract) -> None:
    Contract.objects.filter(pk=held.pk).update(ends_on=date(2026, 1, 31))

    page = hr.get("/c/havn/posts/?state=nobody")

    assert [row.code for row, _ in page.context["listing"].rows] == ["P1"]
    assert "held by nobody" in page.content.decode()


def test_pay_is_changed_and_the_journal_keeps_both(hr: Client, held: Contract) -> None:
    address = f"/c/havn/contracts/{held.pk}/edit/"
    form = hr.get(address).context["form"]
    sent = {key: form[key].value() for key in form.fields if form[key].value() not in (None, False)}

    answer = hr.post(address, sent | {"base_pay": "42000"})

    assert answer.status_code == 302
    assert Line.objects.latest("number").facts == {"changes": {"base_pay": ["41234.50", "42000"]}}


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"ends_on": "2019-12-31"}, "ends_on"),
        ({"kind": "fixed_term"}, "ends_on"),
        ({"kind": "agency"}, "supplier"),
        ({"exempt": "on", "exempt_reason": " "}, "exempt_reason"),
        ({"base_pay": "-1"}, "base_pay"),
        ({"weekly_hours": "0"}, "weekly_hours"),
        ({"rule_pack": "made-up"}, "rule_pack"),
        ({"starts_on": "31 of May"}, "starts_on"),
    ],
)
def test_a_contract_that_cannot_be_is_refused_where_it_is_wrong(
    hr: Client, held: Contract, sent: dict[str, str], wrong: str
) -> None:
    plain = {
        "kind": "permanent",
        "starts_on": "2020-01-01",
        "weekly_hours": "37",
        "pay_period": "month",
        "rule_pack": "eu-wtd-2003-88",
    }

    answer = hr.post(f"/c/havn/people/{held.person_id}/contracts/new/", plain | sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]


def test_a_contract_is_ended_and_its_post_falls_vacant(hr: Client, held: Contract) -> None:
    hr.post(f"/c/havn/contracts/{held.pk}/end/", {"ends_on": "2026-03-09"})

    post = Post.objects.get(pk=held.post_id)
    assert (post.state, post.state_since) == ("vacant", date(2026, 3, 10))


def test_cover_that_expires_says_by_when_to_seek_a_successor(hr: Client, held: Contract) -> None:
    Contract.objects.filter(pk=held.pk).update(ends_on=date(2026, 6, 30), kind="fixed_term")

    page = hr.get("/c/havn/contracts/")

    row = {cell.column.key: cell.value for cell in page.context["listing"].rows[0][1]}
    assert (row["weeks"], row["hire"]) == (16, date(2026, 5, 5))
    assert "1 contract ends within six months" in page.content.decode()


def test_a_contract_followed_by_a_longer_one_does_not_expire(hr: Client, held: Contract, noon: datetime) -> None:
    Contract.objects.filter(pk=held.pk).update(ends_on=date(2026, 6, 30))
    havn.contract(held.person, noon, starts_on=date(2026, 7, 1))

    assert hr.get("/c/havn/contracts/?within=all").context["listing"].total == 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_away_has_no_pay_without_the_sight_and_is_journalled(
    cast: Cast, held: Contract, form: str
) -> None:
    Contract.objects.filter(pk=held.pk).update(ends_on=date(2026, 6, 30))
    asked = f"/c/havn/contracts/?export={form}"

    cio = sign_in(Client(), cast.ada).get(asked)
    hr = sign_in(Client(), cast.of(Role.HR)).get(asked)

    assert ("41234.5" in cells_of(cio, form), "Base pay" in cells_of(cio, form)) == (False, False)
    assert ("41234.5" in cells_of(hr, form), "Base pay" in cells_of(hr, form)) == (True, True)
    lines = Line.objects.filter(deed="list.exported").order_by("number")
    assert [(line.by, line.facts) for line in lines] == [
        (cast.ada, {"list": "contracts", "form": form, "rows": 1}),
        (cast.of(Role.HR), {"list": "contracts", "form": form, "rows": 1}),
    ]


def cells_of(answer: HttpResponse, form: str) -> str:
    """Everything a file says, as one text."""
    if form == "csv":
        return answer.content.decode("utf-8-sig")
    rows = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    return " ".join(str(cell) for row in rows for cell in row)


def test_a_long_list_of_people_is_replaced_by_typing_the_staff_number(
    hr: Client, held: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lamplighter.web.picking.MOST_CHOICES", 0)
    address = f"/c/havn/posts/{held.post_id}/fill/"

    assert "Write the staff number." in hr.get(address).content.decode()
    assert hr.post(address, {"person": "nobody", "since": "2026-03-01"}).status_code == 422
    assert hr.post(address, {"person": "1", "since": "2026-03-01"}).status_code == 302


def test_a_change_at_the_very_same_moment_is_refused(cast: Cast, held: Contract, noon: datetime) -> None:
    seen = {"weekly_hours": held.weekly_hours, "post": held.post_id}
    Contract.objects.filter(pk=held.pk).update(weekly_hours=20)

    with pytest.raises(Overtaken):
        change_contract(held, {"weekly_hours": 30}, seen=seen, by=None, at=noon)


@pytest.mark.parametrize(("sights", "hidden"), [([Sight.JOURNAL], True), ([Sight.PAY], False)])
def test_pay_is_hidden_in_the_journal_from_readers_who_may_not_see_it(
    cast: Cast, held: Contract, noon: datetime, sights: list[Sight], hidden: bool
) -> None:
    change_contract(held, {"base_pay": 32000, "weekly_hours": 30}, by=cast.ada, at=noon)
    changed = tell([Line.objects.get(deed="contract.changed")], sights)[0].changes

    pay, hours = sorted(changed, key=lambda one: one.label != "Base pay")
    assert (pay.hidden, pay.new == "") == (hidden, hidden)
    assert not hours.hidden
