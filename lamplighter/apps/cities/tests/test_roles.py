"""Who may give which role to whom, and what cannot be taken away."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.actions import NotAllowed, end_role, give_role
from lamplighter.apps.cities.choices import ASSOCIATION_ROLES, CITY_ROLES, PAY_ROLES, SIGHTS, Role, Sight
from lamplighter.apps.cities.models import Account, RoleHeld
from lamplighter.apps.cities.queries import may, roles_of
from tests.people import Cast, sign_in


def fresh(account: Account) -> Account:
    """The account as the next request would find it."""
    return Account.objects.get(pk=account.pk)


def test_every_role_belongs_to_a_city_or_an_association_and_has_sights() -> None:
    assert set(CITY_ROLES) | set(ASSOCIATION_ROLES) == set(Role) == set(SIGHTS)
    assert {sight for sights in SIGHTS.values() for sight in sights} == set(Sight)
    assert {Role.HR} == PAY_ROLES


def test_a_role_is_given_with_a_line_in_the_journal(client: Client, cast: Cast) -> None:
    sign_in(client, cast.ada)

    client.post(reverse("role_give", args=["havn", cast.ben.pk]), {"role": "duty_manager"})

    assert may(fresh(cast.ben), cast.havn, Sight.ROSTER_EDIT)
    assert cast.havn.journal.get(deed="role.given").facts == {"role": "duty_manager"}


def test_giving_a_role_twice_gives_it_once(cast: Cast, noon: datetime) -> None:
    for _ in range(2):
        give_role(cast.ben, cast.havn, Role.AUDITOR, by=cast.ada, at=noon)

    assert RoleHeld.objects.filter(account=cast.ben, role=Role.AUDITOR).count() == 1
    assert cast.havn.journal.filter(deed="role.given").count() == 1


@pytest.mark.parametrize(
    ("giver", "receiver", "allowed"),
    [(Role.CIO, Role.SPECIALIST, False), (Role.HR, Role.SPECIALIST, True), (Role.SPECIALIST, Role.AUDITOR, False)],
)
def test_a_role_that_sees_pay_is_given_only_by_somebody_who_sees_pay(
    cast: Cast, noon: datetime, giver: Role, receiver: Role, allowed: bool
) -> None:
    if allowed:
        give_role(cast.of(receiver), cast.havn, Role.HR, by=cast.of(giver), at=noon)
    else:
        with pytest.raises(NotAllowed):
            give_role(cast.of(receiver), cast.havn, Role.HR, by=cast.of(giver), at=noon)

    assert may(fresh(cast.of(receiver)), cast.havn, Sight.PAY) is allowed


def test_nobody_gives_themselves_a_role_that_sees_pay(client: Client, cast: Cast) -> None:
    hal = cast.of(Role.HR)
    RoleHeld.objects.create(account=hal, organisation=cast.havn, role=Role.CIO, since=cast.havn.created_at)
    RoleHeld.objects.filter(account=hal, role=Role.HR).update(until=cast.havn.created_at)
    sign_in(client, hal)

    given = client.post(reverse("role_give", args=["havn", hal.pk]), {"role": "hr"})
    invited = client.post(reverse("invitation_new", args=["havn"]), {"email": hal.email.upper(), "roles": ["hr"]})

    assert (given.status_code, invited.status_code) == (422, 422)
    assert roles_of(fresh(hal), cast.havn) == {"cio"}


def test_whoever_runs_the_server_gives_the_first_role_that_sees_pay(cast: Cast, noon: datetime) -> None:
    give_role(cast.chen, cast.elsewhere, Role.HR, by=None, at=noon)

    assert may(fresh(cast.chen), cast.elsewhere, Sight.PAY)


def test_a_city_has_no_roles_of_an_association(cast: Cast, noon: datetime) -> None:
    with pytest.raises(NotAllowed):
        give_role(cast.ben, cast.havn, Role.BOARD, by=cast.ada, at=noon)


def test_an_ended_role_opens_nothing_any_more_and_stays_readable(client: Client, cast: Cast) -> None:
    dana = cast.of(Role.DUTY_MANAGER)
    sign_in(client, cast.ada)

    client.post(reverse("role_end", args=["havn", RoleHeld.objects.get(account=dana).pk]))

    assert roles_of(fresh(dana), cast.havn) == frozenset()
    page = client.get(reverse("account", args=["havn", dana.pk])).content.decode()
    assert "duty manager" in page
    assert "took from" in page


def test_the_last_who_manages_accounts_keeps_the_role(cast: Cast, noon: datetime) -> None:
    hal, ada = RoleHeld.objects.get(role=Role.HR), RoleHeld.objects.get(account=cast.ada)
    end_role(hal, by=cast.ada, at=noon)

    with pytest.raises(NotAllowed):
        end_role(ada, by=cast.ada, at=noon)

    assert RoleHeld.objects.get(pk=ada.pk).until is None


def test_a_closed_account_does_not_count_as_one_that_manages(cast: Cast, noon: datetime) -> None:
    Account.objects.filter(pk=cast.of(Role.HR).pk).update(is_active=False)

    with pytest.raises(NotAllowed):
        end_role(RoleHeld.objects.get(account=cast.ada), by=cast.ada, at=noon)


def test_a_role_of_another_city_cannot_be_ended(client: Client, cast: Cast) -> None:
    sign_in(client, cast.chen)
    bens = RoleHeld.objects.get(account=cast.ben)

    assert client.post(reverse("role_end", args=["elsewhere", bens.pk])).status_code == 404
    assert client.post(reverse("role_end", args=["havn", bens.pk])).status_code == 404
