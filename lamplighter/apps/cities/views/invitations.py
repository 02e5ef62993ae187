"""Invitations: write one, send it again, withdraw it; and the page that the letter opens."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.actions import (
    NotAllowed,
    accept_as_new,
    accept_as_oneself,
    invite,
    invite_again,
    withdraw_invitation,
)
from lamplighter.apps.cities.actions.invitations import hash_of
from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.forms import InviteForm, NewAccountForm
from lamplighter.apps.cities.models import Account, Invitation, Organisation
from lamplighter.apps.cities.queries import account_by, invitation_by, pending_invitations
from lamplighter.web import clock
from lamplighter.web.gate import everyone, needs

BACKEND = "django.contrib.auth.backends.ModelBackend"


def link_to(request: HttpRequest) -> Callable[[str], str]:
    """Makes the whole address of an invitation, on the host that this request came to."""
    return lambda token: request.build_absolute_uri(reverse("invitation", args=[token]))


def say_how_it_went(request: HttpRequest, invitation: Invitation) -> None:
    """Tell whether the letter left; if not, the list of invitations has the button that tries again."""
    invitation.refresh_from_db(fields=["sent_at", "unsent_at"])
    if invitation.unsent_at:
        words = _(
            "The invitation of %(address)s is written, but the letter could not be sent. Send it again later."
        )
        messages.error(request, words % {"address": invitation.email})
    else:
        messages.success(request, _("The letter to %(address)s is on its way.") % {"address": invitation.email})


@needs(Sight.ACCOUNTS)
def invitation_new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Invite somebody by letter."""
    form = InviteForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            invitation, _link = invite(
                organisation,
                said["email"],
                said["roles"],
                link_to=link_to(request),
                by=request.user,
                at=clock.now(),
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            say_how_it_went(request, invitation)
            return redirect("accounts", organisation.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "cities/invite.html", {"form": form}, status=status)


@needs(Sight.ACCOUNTS)
@require_POST
def invitation_again(request: HttpRequest, organisation: Organisation, invitation: int) -> HttpResponse:
    """Send a new letter; the address in the old one opens nothing any more."""
    found = get_object_or_404(pending_invitations(organisation), pk=invitation)
    try:
        invite_again(found, link_to=link_to(request), by=request.user, at=clock.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        say_how_it_went(request, found)
    return redirect("accounts", organisation.slug)


@needs(Sight.ACCOUNTS)
@require_POST
def invitation_withdraw(request: HttpRequest, organisation: Organisation, invitation: int) -> HttpResponse:
    """Withdraw an invitation."""
    found = get_object_or_404(pending_invitations(organisation), pk=invitation)
    try:
        withdraw_invitation(found, by=request.user, at=clock.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The invitation of %(address)s is withdrawn.") % {"address": found.email})
    return redirect("accounts", organisation.slug)


@everyone
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page that the letter opens, in the organisation's language unless the reader chose one."""
    found = invitation_by(hash_of(token))
    if found is None or found.accepted_at or found.withdrawn_at or found.expires_at <= clock.now():
        return render(request, "cities/invitation_over.html", {"invitation": found}, status=410)
    known = account_by(found.email)
    if known is None:
        return new_account(request, found)
    if request.user == known:
        return own_account(request, found)
    return render(request, "cities/invitation_sign_in.html", {"invitation": found})


def new_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Ask for name and password; then the account is open, and its owner is signed in."""
    form = NewAccountForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            account = accept_as_new(invitation, name=said["name"], password=said["password"], at=clock.now())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            login(request, account, backend=BACKEND)
            return welcome(request, invitation, account)
    status = 422 if request.method == "POST" else 200
    return render(request, "cities/invitation.html", {"invitation": invitation, "form": form}, status=status)


def own_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Ask whether to accept with the account that is signed in."""
    if request.method != "POST":
        return render(request, "cities/invitation_accept.html", {"invitation": invitation})
    try:
        accept_as_oneself(invitation, request.user, at=clock.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("home")
    return welcome(request, invitation, request.user)


def welcome(request: HttpRequest, invitation: Invitation, account: Account) -> HttpResponse:
    """Go to the organisation's first page, with a word of welcome."""
    with override(account.language or invitation.organisation.language):
        messages.success(request, _("Welcome to %(organisation)s.") % {"organisation": invitation.organisation})
    return redirect(invitation.organisation)
