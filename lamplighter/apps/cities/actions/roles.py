"""Open accounts, give roles and end them."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import ACCOUNT_ROLES, PAY_ROLES, Role, Sight
from lamplighter.apps.cities.models import Account, Organisation, RoleHeld
from lamplighter.apps.cities.queries import may, roles_held
from lamplighter.apps.journal.actions import record


class NotAllowed(Exception):
    """The deed is against the rules of who may do what; the sentence says which rule, and the way out."""


def open_account(
    email: str,
    name: str,
    password: str | None,
    *,
    organisation: Organisation,
    by: Account | None,
    at: datetime,
    language: str = "",
    sample: bool = False,
) -> Account:
    """A new account, which holds no role yet; the organisation's journal has the line.

    Its address counts as proven: by the letter that led here, or by whoever runs the server. Without that, the
    account library would take a new address that nobody has confirmed in its place.
    """
    with transaction.atomic():
        account = Account.objects.create_user(
            email, password, name=name, language=language, sample=sample, date_joined=at
        )
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
        record(organisation, "account.opened", account, by=by, at=at)
    return account


def give_role(
    account: Account, organisation: Organisation, role: str, *, by: Account | None, at: datetime
) -> RoleHeld:
    """The account holds the role from now on; if it does already, that holding.

    Raises
    ------
    NotAllowed
        If ``by`` may not give it; None is whoever runs the server, and may.
    """
    refusal = refusal_to_give([role], organisation, by=by, to_email=account.email)
    if refusal:
        raise NotAllowed(refusal)
    with transaction.atomic():
        return write_role(account, organisation, role, by=by, at=at)


def write_role(
    account: Account, organisation: Organisation, role: str, *, by: Account | None, at: datetime
) -> RoleHeld:
    """Write the holding and its line; whoever calls has asked `refusal_to_give`, and has a transaction open."""
    held, new = RoleHeld.objects.get_or_create(
        account=account,
        organisation=organisation,
        role=Role(role),
        until=None,
        defaults={"since": at, "given_by": by},
    )
    if new:
        record(organisation, "role.given", account, by=by, at=at, facts={"role": role})
        account.__dict__.pop("_places", None)
    return held


def refusal_to_give(roles: Iterable[str], organisation: Organisation, *, by: Account | None, to_email: str) -> str:
    """Why ``by`` may not give these roles, in a sentence; empty if they may."""
    roles = set(roles)
    if not roles <= set(organisation.possible_roles):
        return _("%(organisation)s has no such role.") % {"organisation": organisation}
    if by is None:
        return ""
    if not may(by, organisation, Sight.ACCOUNTS):
        return _("Only somebody who manages the accounts of %(organisation)s gives roles there.") % {
            "organisation": organisation
        }
    if roles & PAY_ROLES:
        if by.email == to_email.lower():
            return _("Nobody gives themselves a role that sees pay. Ask somebody else who sees it.")
        if not may(by, organisation, Sight.PAY):
            return _(
                "A role that sees pay is given by somebody who sees it already. Ask human resources; if nobody"
                " holds such a role yet, ask whoever runs the server."
            )
    return ""


def end_role(held: RoleHeld, *, by: Account | None, at: datetime) -> None:
    """The account no longer holds the role.

    Raises
    ------
    NotAllowed
        If nobody would be left who may manage the organisation's accounts.
    """
    with transaction.atomic():
        # The organisation's row is the queue: two people who end each other's roles at once come one by one.
        organisation = Organisation.objects.select_for_update().get(pk=held.organisation_id)
        held = RoleHeld.objects.select_related("account").get(pk=held.pk)
        if held.until is not None:
            return
        managers = roles_held(organisation).filter(role__in=ACCOUNT_ROLES, account__is_active=True)
        if held.role in ACCOUNT_ROLES and not managers.exclude(pk=held.pk).exists():
            raise NotAllowed(
                _(
                    "%(name)s is the last who may manage the accounts of %(organisation)s. Give somebody else such"
                    " a role first."
                )
                % {"name": held.account, "organisation": organisation}
            )
        held.until = at
        held.save(update_fields=["until"])
        record(organisation, "role.ended", held.account, by=by, at=at, facts={"role": held.role})
