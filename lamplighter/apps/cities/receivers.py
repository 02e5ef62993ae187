"""What the account library tells us: a second factor was set up in this session, or given up."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.mfa.utils import is_mfa_enabled
from django.dispatch import receiver
from django.http import HttpRequest

from lamplighter.apps.cities.models import Account

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@receiver(authenticator_added)
def remember_second_factor(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    """Setting one up proves it: its first code or touch was checked just now."""
    if authenticator.type in FACTORS:
        request.session["second_factor"] = True


@receiver(authenticator_removed)
def forget_second_factor(request: HttpRequest, user: Account, **kwargs: Any) -> None:
    """With the last one gone, this session counts as having none."""
    if not is_mfa_enabled(user, types=list(FACTORS)):
        request.session["second_factor"] = False
