"""The doors and pages of the cities app, as each reader finds them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.cities.models import RoleHeld
from tests.people import Cast, account, sign_in

OF_HAVN = ("accounts", "settings", "invitation_new")


def test_a_stranger_reads_what_lamplighter_is_and_where_to_sign_in(client: Client, db: None) -> None:
    answer = client.get("/")

    assert answer.status_code == 200
    assert reverse("account_login") in answer.content.decode()


def test_the_first_page_is_the_only_organisation_or_the_last_one_visited(client: Client, cast: Cast) -> None:
    sign_in(client, cast.ben)
    assert client.get("/").url == cast.havn.get_absolute_url()

    RoleHeld.objects.create(
        account=cast.ben, organisation=cast.association, role=Role.BOARD, since=cast.havn.created_at
    )
    assert client.get("/").url == reverse("choose")

    client.get(reverse("association", args=["harbours"]))
    assert client.get("/").url == cast.association.get_absolute_url()


def test_somebody_without_any_role_is_told_what_to_do(client: Client, cast: Cast) -> None:
    RoleHeld.objects.filter(account=cast.ben).delete()
    sign_in(client, cast.ben)

    answer = client.get("/", follow=True)

    assert "You hold no role anywhere yet" in answer.content.decode()


@pytest.mark.parametrize("name", OF_HAVN)
def test_chen_sees_nothing_of_havn(client: Client, cast: Cast, name: str) -> None:
    sign_in(client, cast.chen)

    assert client.get(reverse(name, args=["havn"])).status_code == 404


def test_chen_does_not_find_bens_account_in_her_own_city(client: Client, cast: Cast) -> None:
    sign_in(client, cast.chen)

    assert client.get(reverse("account", args=["elsewhere", cast.ben.pk])).status_code == 404
    assert client.post(reverse("role_give", args=["elsewhere", cast.ben.pk]), {"role": "cio"}).status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_of_accounts_asks_as_much_for_three_as_for_one(
    client: Client, cast: Cast, more: int, django_assert_num_queries: Any
) -> None:
    RoleHeld.objects.filter(organisation=cast.havn).exclude(account=cast.ada).delete()
    for number in range(more):
        account(f"New{number}", cast.havn, Role.SPECIALIST, at=cast.havn.created_at)
    sign_in(client, cast.ada)
    client.get(reverse("accounts", args=["havn"]))

    # session, account, places, accounts, their roles, invitations
    with django_assert_num_queries(6):
        answer = client.get(reverse("accounts", args=["havn"]))

    assert answer.content.decode().count("@havn.example</bdi></td>") == 1 + more


def test_settings_are_changed_and_written_in_the_journal(client: Client, cast: Cast) -> None:
    sign_in(client, cast.ada)
    form = {
        "name": "Havn", "latin_name": "", "residents": "120000", "language": "fa", "calendar": "jalali",
        "time_zone": "Asia/Tehran", "week_starts": "6", "weekend": ["4", "5"], "currency": "IRR",
    }  # fmt: skip

    answer = client.post(reverse("settings", args=["havn"]), form)

    cast.havn.refresh_from_db()
    assert answer.status_code == 302
    assert (cast.havn.weekend, cast.havn.calendar, cast.havn.residents) == ("4,5", "jalali", 120_000)
    line = cast.havn.journal.get(deed="organisation.changed")
    assert line.facts["changes"]["week_starts"] == [1, 6]
    assert "rule_pack" not in line.facts["changes"]


def test_settings_that_cannot_be_are_refused_with_all_errors(client: Client, cast: Cast) -> None:
    sign_in(client, cast.ada)

    answer = client.post(reverse("settings", args=["havn"]), {"name": "", "currency": "euro", "time_zone": "Mars"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) >= {"name", "currency", "time_zone", "weekend"}


def test_choices_without_an_account_keep_the_language_in_a_cookie(client: Client, db: None) -> None:
    answer = client.post(reverse("my_choices"), {"language": "he"})

    assert answer.cookies["django_language"].value == "he"
    assert 'lang="he" dir="rtl"' in client.get("/").content.decode()


def test_choices_with_an_account_are_its_own(client: Client, cast: Cast) -> None:
    sign_in(client, cast.ben)
    said = {"name": "Ben", "language": "fa", "calendar": "jalali", "digits": "latin", "theme": "dark"}

    client.post(reverse("my_choices"), said)

    cast.ben.refresh_from_db()
    assert {name: getattr(cast.ben, name) for name in said} == said
    assert 'lang="fa" dir="rtl" data-theme="dark"' in client.get(reverse("my_choices")).content.decode()


def test_the_association_shows_public_facts_of_members_and_nothing_else(client: Client, cast: Cast) -> None:
    cast.havn.residents = 1234
    cast.havn.save()
    sign_in(client, cast.of(Role.DELEGATE))

    page = client.get(reverse("association", args=["harbours"])).content.decode()

    assert "Havn" in page
    assert "1,234" in page
    assert "Ada" not in page
    assert "Elsewhere" not in page
