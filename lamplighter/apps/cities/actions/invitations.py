"""Invite people by letter, send the letter again, withdraw it, accept it."""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from lamplighter.apps.cities.actions.letters import send_invitation
from lamplighter.apps.cities.actions.roles import NotAllowed, open_account, refusal_to_give, write_role
from lamplighter.apps.cities.models import Account, Invitation, Organisation
from lamplighter.apps.cities.queries import open_invitations, roles_held
from lamplighter.apps.cities.signals import account_joined
from lamplighter.apps.journal.actions import record

VALID = timedelta(days=7)
# Makes the address that a letter shows out of a token; doors know the host, actions do not.
LinkTo = Callable[[str], str]


def hash_of(token: str) -> str:
    """What is kept of a token: who reads the database cannot accept an invitation with it."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    organisation: Organisation,
    email: str,
    roles: Iterable[str],
    *,
    link_to: LinkTo,
    by: Account | None,
    at: datetime,
    letter: bool = True,
) -> tuple[Invitation, str]:
    """An invitation and its address. The letter leaves once the invitation is safely written.

    ``by`` None is whoever runs the server. Without ``letter`` nothing is sent, and the address is handed over
    in some other way.

    Raises
    ------
    NotAllowed
        If ``by`` may not give these roles, somebody was invited already, or holds them all.
    """
    email, roles = email.strip().lower(), list(dict.fromkeys(roles))
    token = secrets.token_urlsafe(32)
    refusal = refusal_to_give(roles, organisation, by=by, to_email=email)
    if refusal:
        raise NotAllowed(refusal)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        held = set(roles_held(organisation).filter(account__email=email).values_list("role", flat=True))
        if set(roles) <= held:
            raise NotAllowed(_("%(address)s has all of these roles already.") % {"address": email})
        if open_invitations(organisation, at=at).filter(email=email).exists():
            raise NotAllowed(
                _("%(address)s was invited already. Send that letter again, or withdraw it first.")
                % {"address": email}
            )
        invitation = Invitation.objects.create(
            organisation=organisation,
            email=email,
            roles=",".join(roles),
            token_hash=hash_of(token),
            invited_by=by,
            invited_at=at,
            expires_at=at + VALID,
        )
        record(organisation, "invitation.sent", invitation, by=by, at=at, facts={"address": email, "roles": roles})
        if letter:
            transaction.on_commit(partial(send_invitation, invitation, link_to(token), at=at))
    return invitation, link_to(token)


def invite_again(invitation: Invitation, *, link_to: LinkTo, by: Account | None, at: datetime) -> None:
    """A new letter with a new address, valid for a week again; the old address opens nothing any more.

    Raises
    ------
    NotAllowed
        If it was accepted or withdrawn, or ``by`` may not give its roles.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        kept = locked(invitation)
        refusal = refusal_to_give(kept.role_list, kept.organisation, by=by, to_email=kept.email)
        if refusal:
            raise NotAllowed(refusal)
        kept.token_hash, kept.expires_at, kept.invited_by = hash_of(token), at + VALID, by
        kept.save(update_fields=["token_hash", "expires_at", "invited_by"])
        record(kept.organisation, "invitation.renewed", kept, by=by, at=at, facts={"address": kept.email})
        transaction.on_commit(partial(send_invitation, kept, link_to(token), at=at))


def withdraw_invitation(invitation: Invitation, *, by: Account | None, at: datetime) -> None:
    """The letter opens nothing any more.

    Raises
    ------
    NotAllowed
        If it was accepted or withdrawn before.
    """
    with transaction.atomic():
        kept = locked(invitation)
        kept.withdrawn_at = at
        kept.save(update_fields=["withdrawn_at"])
        record(kept.organisation, "invitation.withdrawn", kept, by=by, at=at, facts={"address": kept.email})


def accept_as_new(invitation: Invitation, *, name: str, password: str, language: str = "", at: datetime) -> Account:
    """The account that the letter's receiver now has, with the roles it promises.

    Raises
    ------
    NotAllowed
        If the invitation is over, or its address has an account already.
    """
    with transaction.atomic():
        kept = locked(invitation, at=at)
        if Account.objects.filter(email=kept.email).exists():
            raise NotAllowed(_("There is an account for this address. Sign in to accept the invitation."))
        account = open_account(
            kept.email, name, password, organisation=kept.organisation, by=None, at=at, language=language
        )
        take_roles(kept, account, at=at)
    return account


def accept_as_oneself(invitation: Invitation, account: Account, *, at: datetime) -> None:
    """The account gains the roles that the letter promises.

    Raises
    ------
    NotAllowed
        If the invitation is over, or was sent to another address.
    """
    with transaction.atomic():
        kept = locked(invitation, at=at)
        if account.email != kept.email:
            raise NotAllowed(
                _("The invitation was sent to another address than yours. Sign in with the account it names.")
            )
        take_roles(kept, account, at=at)


def take_roles(invitation: Invitation, account: Account, *, at: datetime) -> None:
    """Hand over the roles; whoever invited must still be allowed to give them."""
    organisation, giver = invitation.organisation, invitation.invited_by
    refusal = refusal_to_give(invitation.role_list, organisation, by=giver, to_email=account.email)
    if refusal:
        raise NotAllowed(
            _("Whoever invited you may no longer give these roles. Ask %(organisation)s for a new invitation.")
            % {"organisation": organisation}
        )
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    facts = {"address": invitation.email, "roles": invitation.role_list}
    record(organisation, "invitation.accepted", invitation, by=account, at=at, facts=facts)
    for role in invitation.role_list:
        write_role(account, organisation, role, by=giver, at=at)
    account_joined.send(Invitation, organisation=organisation, account=account, at=at)


def locked(invitation: Invitation, *, at: datetime | None = None) -> Invitation:
    """The invitation, held until the transaction ends; refused if it is over (at ``at`` also if it has run out)."""
    kept = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if kept.accepted_at is not None:
        raise NotAllowed(_("This invitation was accepted already."))
    if kept.withdrawn_at is not None:
        raise NotAllowed(_("This invitation was withdrawn."))
    if at is not None and (kept.expires_at <= at or kept.token_hash != invitation.token_hash):
        raise NotAllowed(_("This invitation has run out. Ask for a new one."))
    return kept
