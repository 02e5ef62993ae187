"""Invitations: the letter, the address in it, accepting, and everything that makes one void."""

import re
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.actions import NotAllowed, accept_as_new, end_role, invite
from lamplighter.apps.cities.choices import Role
from lamplighter.apps.cities.models import Account, Invitation, RoleHeld
from lamplighter.apps.cities.queries import roles_of
from lamplighter.web import clock
from tests.people import Cast, sign_in

NEW = {"name": "Nora Holm", "password": "four quiet green boats", "password_again": "four quiet green boats"}


def send(
    client: Client, callbacks: Any, email: str = "nora@havn.example", roles: tuple[str, ...] = ("specialist",)
) -> Any:
    """Invite by the page, as whoever is signed in; the letter leaves after the commit."""
    with callbacks(execute=True):
        return client.post(reverse("invitation_new", args=["havn"]), {"email": email, "roles": roles})


def address() -> str:
    """The address in the last letter."""
    found = re.search(r"http://testserver(/invitation/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_a_letter_opens_an_account_with_its_roles(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    send(sign_in(client, cast.ada), django_capture_on_commit_callbacks, roles=("specialist", "auditor"))
    stranger = Client()

    page = stranger.get(address())
    answer = stranger.post(address(), NEW)

    nora = Account.objects.get(email="nora@havn.example")
    assert "Welcome to Havn" in page.content.decode()
    assert answer.url == cast.havn.get_absolute_url()
    assert roles_of(nora, cast.havn) == {"specialist", "auditor"}
    assert stranger.get(reverse("my_choices")).context["request"].user == nora
    deeds = list(cast.havn.journal.order_by("number").values_list("deed", flat=True))
    assert deeds == ["invitation.sent", "account.opened", "invitation.accepted", "role.given", "role.given"]


def test_only_a_hash_of_the_address_is_kept(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    send(sign_in(client, cast.ada), django_capture_on_commit_callbacks)

    token = address().split("/")[2]

    assert token not in str(Invitation.objects.values().get())
    assert token not in str(list(cast.havn.journal.values()))


def test_the_letter_is_in_the_organisations_language_or_the_receivers(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    sign_in(client, cast.ada)
    send(client, django_capture_on_commit_callbacks)
    send(client, django_capture_on_commit_callbacks, email=cast.chen.email)

    assert "choose a password" in mail.outbox[0].body
    assert "sign in to accept" in mail.outbox[1].body
    assert [len(letter.alternatives) for letter in mail.outbox] == [0, 0]


def test_an_address_works_once(client: Client, cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    send(sign_in(client, cast.ada), django_capture_on_commit_callbacks)
    Client().post(address(), NEW)

    assert Client().post(address(), NEW | {"name": "Mallory"}).status_code == 410
    assert Account.objects.filter(name="Mallory").count() == 0


def test_an_address_is_replaced_only_once_the_new_one_is_confirmed(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    send(sign_in(client, cast.ada), django_capture_on_commit_callbacks)
    newcomer = Client()
    newcomer.post(address(), NEW)
    account = Account.objects.get(name=NEW["name"])
    before = account.email

    newcomer.post(reverse("account_email"), {"email": "somebody.else@havn.example", "action_add": ""})
    account.refresh_from_db()
    assert account.email == before

    link = re.search(r"/account/confirm-email/\S+", mail.outbox[-1].body)
    assert link is not None
    newcomer.post(link[0])
    account.refresh_from_db()
    assert account.email == "somebody.else@havn.example"


@pytest.mark.parametrize(("later", "status"), [(timedelta(days=7, seconds=-1), 200), (timedelta(days=7), 410)])
def test_an_address_works_for_seven_days(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch,
    later: timedelta, status: int,
) -> None:  # fmt: skip
    sent_at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: sent_at)
    send(sign_in(client, cast.ada), django_capture_on_commit_callbacks)

    monkeypatch.setattr(clock, "now", lambda: sent_at + later)

    assert Client().get(address()).status_code == status


def test_sending_again_voids_the_first_letter(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    send(sign_in(client, cast.ada), django_capture_on_commit_callbacks)
    first = address()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("invitation_again", args=["havn", Invitation.objects.get().pk]))

    assert Client().get(first).status_code == 410
    assert Client().get(address()).status_code == 200


def test_a_withdrawn_letter_opens_nothing(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    send(sign_in(client, cast.ada), django_capture_on_commit_callbacks)

    client.post(reverse("invitation_withdraw", args=["havn", Invitation.objects.get().pk]))

    assert Client().get(address()).status_code == 410
    assert client.get(reverse("accounts", args=["havn"])).context["invitations"] == []


def test_a_letter_that_cannot_leave_is_shown_and_can_be_sent_again(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, cast.ada)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise SMTPException("the server is away")

    with monkeypatch.context() as away:
        away.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
        send(client, django_capture_on_commit_callbacks)
    page = client.get(reverse("accounts", args=["havn"])).content.decode()
    assert "could not be sent" in page

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("invitation_again", args=["havn", Invitation.objects.get().pk]))
    assert Client().get(address()).status_code == 200


def test_somebody_with_an_account_signs_in_and_gains_the_roles(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    send(sign_in(client, cast.ada), django_capture_on_commit_callbacks, email=cast.chen.email)
    hers = Client()

    assert reverse("account_login") in hers.get(address()).content.decode()
    sign_in(hers, cast.chen)
    assert hers.post(address()).url == cast.havn.get_absolute_url()

    assert RoleHeld.objects.filter(account=cast.chen, organisation=cast.havn, role=Role.SPECIALIST).exists()
    assert Account.objects.filter(email=cast.chen.email).count() == 1


def test_nobody_accepts_an_invitation_of_somebody_else(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    send(sign_in(client, cast.ada), django_capture_on_commit_callbacks, email=cast.chen.email)
    bens = Client()
    sign_in(bens, cast.ben)

    bens.post(address())

    assert roles_of(Account.objects.get(pk=cast.ben.pk), cast.havn) == {"specialist"}
    assert Invitation.objects.get().accepted_at is None


def test_passwords_must_be_strong_and_the_same(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    send(sign_in(client, cast.ada), django_capture_on_commit_callbacks)

    weak = Client().post(address(), NEW | {"password": "12345678", "password_again": "12345678"})
    different = Client().post(address(), NEW | {"password_again": "four quiet green goats"})

    assert (weak.status_code, different.status_code) == (422, 422)
    assert "password" in weak.context["form"].errors
    assert "password_again" in different.context["form"].errors


def test_nobody_is_invited_twice_or_to_what_they_have(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, cast.ada)
    send(client, django_capture_on_commit_callbacks)

    assert send(client, django_capture_on_commit_callbacks).status_code == 422
    assert send(client, django_capture_on_commit_callbacks, email=cast.ben.email).status_code == 422


def test_an_invitation_is_void_once_its_writer_may_no_longer_give_the_roles(cast: Cast, noon: Any) -> None:
    hal = cast.of(Role.HR)
    invitation, _ = invite(cast.havn, "n@havn.example", ["hr"], link_to=str, by=hal, at=noon)
    end_role(RoleHeld.objects.get(account=hal), by=cast.ada, at=noon)

    with pytest.raises(NotAllowed):
        accept_as_new(Invitation.objects.get(pk=invitation.pk), name="N", password="four quiet boats", at=noon)

    assert not Account.objects.filter(email="n@havn.example").exists()
