"""Accounts, roles, invitations, and what an account proves itself with."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from lamplighter.apps.cities.actions import invite
from lamplighter.apps.cities.models import RoleHeld
from tests.access.objects.making import Place, Values, makes
from tests.people import account


@makes("account", "role_give")
def an_account(place: Place) -> Values:
    role = place.here.possible_roles[0]
    return {"account": account("Newcomer", place.here, role, at=place.at).pk}


@makes("role_end")
def a_role(place: Place) -> Values:
    newcomer = account("Newcomer", place.here, place.here.possible_roles[0], at=place.at)
    return {"role": RoleHeld.objects.get(account=newcomer).pk}


@makes("invitation_again", "invitation_withdraw")
def an_invitation(place: Place) -> Values:
    invitation, _ = invite(
        place.here, "n@x.example", [place.here.possible_roles[0]], link_to=str, by=None, at=place.at, letter=False
    )
    return {"invitation": invitation.pk}


@makes("invitation")
def an_open_invitation(place: Place) -> Values:
    _, token = invite(place.city, "n@x.example", ["specialist"], link_to=str, by=None, at=place.at, letter=False)
    return {"token": token}


@makes("account_confirm_email")
def a_confirmation(place: Place) -> Values:
    return {"key": "unknown"}


@makes("account_reset_password_from_key")
def a_reset(place: Place) -> Values:
    return {"uidb36": "0", "key": "unknown"}


@makes("mfa_deactivate_totp")
def codes_from_an_app(place: Place) -> Values:
    TOTP.activate(place.whose, "JBSWY3DPEHPK3PXP")
    return {}


@makes("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes")
def recovery_codes(place: Place) -> Values:
    TOTP.activate(place.whose, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(place.whose)
    return {}


@makes("mfa_remove_webauthn", "mfa_edit_webauthn")
def a_passkey(place: Place) -> Values:
    data = {"name": "Key", "credential": {}}
    return {"pk": Authenticator.objects.create(user=place.whose, type="webauthn", data=data).pk}
