"""Accounts of an organisation: who holds which role, giving roles and ending them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lamplighter.apps.cities.actions import NotAllowed, end_role, give_role
from lamplighter.apps.cities.choices import Role, Sight
from lamplighter.apps.cities.forms import RoleForm
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import (
    accounts_ever,
    accounts_of,
    pending_invitations,
    roles_ever,
    roles_held,
    roles_of,
)
from lamplighter.apps.journal.queries import history_of
from lamplighter.web import clock
from lamplighter.web.gate import needs


@needs(Sight.ACCOUNTS)
def accounts(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Everybody who may come in, with their roles, and the invitations on their way."""
    context = {
        "accounts": list(accounts_of(organisation)),
        "invitations": list(pending_invitations(organisation)),
        "now": clock.now(),
    }
    return render(request, "cities/accounts.html", context)


@needs(Sight.ACCOUNTS)
def account(request: HttpRequest, organisation: Organisation, account: int) -> HttpResponse:
    """One account: its roles here, now and before."""
    found = get_object_or_404(accounts_ever(organisation), pk=account)
    return render(request, "cities/account.html", page_of(request, organisation, found))


def page_of(
    request: HttpRequest, organisation: Organisation, account: Account, form: RoleForm | None = None
) -> dict[str, object]:
    """What the page of one account shows."""
    held = roles_of(account, organisation)
    free = [role for role in organisation.possible_roles if role not in held]
    return {
        "account": account,
        "roles": list(roles_ever(account, organisation)),
        "form": form or (RoleForm(roles=free) if free else None),
        "lines": history_of(account, request.sights, organisation=organisation),
    }


@needs(Sight.ACCOUNTS)
@require_POST
def role_give(request: HttpRequest, organisation: Organisation, account: int) -> HttpResponse:
    """Give the account one more role."""
    found = get_object_or_404(accounts_ever(organisation), pk=account)
    form = RoleForm(request.POST, roles=list(organisation.possible_roles))
    if form.is_valid():
        try:
            held = give_role(found, organisation, form.cleaned_data["role"], by=request.user, at=clock.now())
        except NotAllowed as refusal:
            form.add_error("role", str(refusal))
        else:
            words = {"name": found, "role": Role(held.role).label}
            messages.success(request, _("%(name)s now has the role: %(role)s.") % words)
            return redirect("account", organisation.slug, found.pk)
    return render(request, "cities/account.html", page_of(request, organisation, found, form), status=422)


@needs(Sight.ACCOUNTS)
@require_POST
def role_end(request: HttpRequest, organisation: Organisation, role: int) -> HttpResponse:
    """Take a role from an account."""
    held = get_object_or_404(roles_held(organisation).select_related("account"), pk=role)
    try:
        end_role(held, by=request.user, at=clock.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        words = {"name": held.account, "role": Role(held.role).label}
        messages.success(request, _("%(name)s no longer has the role: %(role)s.") % words)
    return redirect("account", organisation.slug, held.account_id)
