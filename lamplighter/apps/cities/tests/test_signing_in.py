"""Signing in end to end: password, guesses, a lost password, codes from an app, and what the gate asks of each."""

import re
from smtplib import SMTPException
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.cities.models import Account
from tests.people import Cast, sign_in

PASSWORD = "a long password"
ACCOUNTS = "/o/havn/accounts/"


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


def enter(client: Client, account: Account, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": account.email, "password": password, **more})


def code(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up_codes(client: Client) -> str:
    """Set up an authenticator app for whoever is signed in; its secret."""
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret


def test_a_specialist_signs_in_with_a_password_and_is_there(client: Client, cast: Cast) -> None:
    assert enter(client, cast.ben).url == "/"
    assert client.get("/").url == cast.havn.get_absolute_url()


def test_an_address_is_found_in_any_case(client: Client, cast: Cast) -> None:
    answer = client.post(reverse("account_login"), {"login": cast.ben.email.upper(), "password": PASSWORD})

    assert answer.status_code == 302


def test_a_closed_account_does_not_come_in(client: Client, cast: Cast) -> None:
    Account.objects.filter(pk=cast.ben.pk).update(is_active=False)

    enter(client, cast.ben)

    assert client.get(cast.havn.get_absolute_url()).url.startswith(reverse("account_login"))


def test_closing_an_account_ends_its_session(client: Client, cast: Cast) -> None:
    enter(client, cast.ben)
    Account.objects.filter(pk=cast.ben.pk).update(is_active=False)

    assert client.get(cast.havn.get_absolute_url()).url.startswith(reverse("account_login"))


def test_guessing_a_password_is_slowed_down(client: Client, cast: Cast) -> None:
    for _ in range(5):
        enter(client, cast.ben, "a guess that is wrong")

    answer = enter(client, cast.ben)

    assert answer.status_code == 200
    assert "Too many failed login attempts" in answer.content.decode()


def test_the_start_of_signing_up_is_closed(client: Client, db: None) -> None:
    said = {"email": "m@x.example", "password1": PASSWORD, "password2": PASSWORD}

    assert client.post(reverse("account_signup"), said).status_code == 200
    assert not Account.objects.exists()


def test_a_lost_password_is_set_anew_by_letter(client: Client, cast: Cast) -> None:
    client.post(reverse("account_reset_password"), {"email": cast.ben.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)
    assert link
    page = client.get(link[1])
    client.post(page.url, {"password1": "three new wet stones", "password2": "three new wet stones"})

    assert enter(Client(), cast.ben).status_code == 200
    assert enter(Client(), cast.ben, "three new wet stones").status_code == 302


def test_whether_an_address_has_an_account_is_not_told(client: Client, cast: Cast) -> None:
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).content
        for email in (cast.ben.email, "nobody@havn.example")
    ]

    without_tokens = [re.sub(rb'"[A-Za-z0-9]{64}"', b"", answer) for answer in answers]
    assert without_tokens[0] == without_tokens[1]


def test_a_letter_that_cannot_leave_is_told_of(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise SMTPException("the server is away")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
    answer = client.post(reverse("account_reset_password"), {"email": cast.ben.email}, follow=True)

    assert "could not be sent" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_cio_sets_up_codes_and_then_comes_in(client: Client, cast: Cast) -> None:
    enter(client, cast.ada)
    turned_away = client.get(ACCOUNTS)
    assert turned_away.url == f"{reverse('second_factor')}?next=%2Fo%2Fhavn%2Faccounts%2F"
    assert reverse("mfa_activate_totp") in client.get(turned_away.url).content.decode()

    set_up_codes(client)

    assert client.get(reverse("second_factor")).url == ACCOUNTS
    assert client.get(ACCOUNTS).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_signing_in_asks_for_the_code(client: Client, cast: Cast) -> None:
    enter(client, cast.ada)
    secret = set_up_codes(client)
    cache.clear()
    later = Client()

    asked = enter(later, cast.ada)
    assert asked.url == reverse("mfa_authenticate")
    assert later.get(ACCOUNTS).url.startswith(reverse("account_login"))
    assert later.post(asked.url, {"code": "000000"}).status_code == 200
    assert later.post(asked.url, {"code": code(secret)}).status_code == 302

    assert later.get(ACCOUNTS).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_recovery_code_works_once(client: Client, cast: Cast) -> None:
    enter(client, cast.ada)
    set_up_codes(client)
    codes = Authenticator.objects.get(user=cast.ada, type="recovery_codes").wrap().get_unused_codes()
    cache.clear()

    entered = []
    for _ in range(2):
        later = Client()
        enter(later, cast.ada)
        entered.append(later.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code)

    assert entered == [302, 200]


@pytest.mark.django_db(transaction=True)
def test_a_session_from_before_the_set_up_elsewhere_must_show_the_code_itself(client: Client, cast: Cast) -> None:
    thief, owner = client, Client()
    enter(thief, cast.ada)
    enter(owner, cast.ada)

    secret = set_up_codes(owner)

    assert owner.get(ACCOUNTS).status_code == 200
    assert thief.get(ACCOUNTS).url.startswith(reverse("second_factor"))
    assert reverse("mfa_reauthenticate") in thief.get(reverse("second_factor")).content.decode()
    cache.clear()
    thief.post(f"{reverse('mfa_reauthenticate')}?next=/second-factor/", {"code": code(secret)})
    assert thief.get(ACCOUNTS).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", ["mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"])
def test_a_session_with_a_password_alone_does_not_touch_the_second_factor(
    client: Client, cast: Cast, door: str
) -> None:
    thief, owner = client, Client()
    enter(thief, cast.ada)
    enter(owner, cast.ada)
    set_up_codes(owner)
    cache.clear()

    thief.post(reverse(door))
    by_password = thief.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    again = thief.post(reverse(door))

    assert by_password.url.startswith(reverse("mfa_reauthenticate"))
    assert again.status_code == 302
    assert Authenticator.objects.filter(user=cast.ada, type=Authenticator.Type.TOTP).exists()
    assert thief.get(ACCOUNTS).url.startswith(reverse("second_factor"))


@pytest.mark.django_db(transaction=True)
def test_giving_up_the_codes_closes_the_pages_that_ask_for_them(client: Client, cast: Cast) -> None:
    enter(client, cast.ada)
    set_up_codes(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=cast.ada).exists()
    assert client.get(ACCOUNTS).url.startswith(reverse("second_factor"))


@pytest.mark.parametrize(
    ("role", "asked"), [(Role.SPECIALIST, False), (Role.EXECUTIVE, False), (Role.AUDITOR, True)]
)
def test_a_second_factor_is_asked_of_roles_that_see_what_is_private(
    client: Client, cast: Cast, role: Role, asked: bool
) -> None:
    enter(client, cast.of(role))

    answer = client.get(cast.havn.get_absolute_url())

    assert (answer.status_code == 302) is asked


@pytest.mark.parametrize(("sample", "expected"), [(True, 200), (False, 302)])
def test_sample_accounts_come_in_without_a_second_factor_only_where_samples_live(
    client: Client, cast: Cast, settings: Any, sample: bool, expected: int
) -> None:
    Account.objects.filter(pk=cast.ada.pk).update(sample=True)
    settings.SAMPLE = sample
    enter(client, cast.ada)

    assert client.get(ACCOUNTS).status_code == expected


def test_the_way_back_leads_to_no_other_host(client: Client, cast: Cast) -> None:
    enter(client, cast.ben)
    session = client.session
    session["second_factor"] = True
    session.save()

    assert client.get(reverse("second_factor"), {"next": "https://evil.example/"}).url == "/"


def test_a_way_back_that_is_no_address_is_forgotten(client: Client, cast: Cast) -> None:
    sign_in(client, cast.ada)

    answer = client.get(reverse("second_factor"), {"next": "nowhere"})

    assert answer.url == reverse("home")


def test_a_part_of_a_page_sends_the_whole_window_to_sign_in(client: Client, cast: Cast) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/o/havn/accounts/?page=2"}

    answer = client.get("/o/havn/journal/", headers=headers)

    assert answer.status_code == 200
    assert answer["HX-Redirect"] == f"{reverse('account_login')}?next=/o/havn/accounts/%3Fpage%3D2"
