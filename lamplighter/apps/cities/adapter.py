"""How the account library is told our rules."""

import logging
import time
from smtplib import SMTPException
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from lamplighter.apps.cities.models import Account
from lamplighter.apps.cities.queries import has_second_factor

log = logging.getLogger(__name__)


class ByInvitationOnly(DefaultAccountAdapter):
    """Nobody makes an account without an invitation; letters that cannot be sent are told of, not lost."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send in the reader's own language; if the letter cannot leave, say so on the page."""
        language = getattr(context.get("user"), "language", "") or translation.get_language() or "en"
        try:
            with translation.override(language):
                super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.error("The letter %s could not be sent: %s", template_prefix, error)
            messages.error(
                self.request,
                _("The letter could not be sent. Try again in a few minutes, or call your CIO's office."),
            )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in is not asked for the password again."""
        if self.owes_second_factor(self.request.user):
            return True
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """A password is not enough to change or take away a second factor that this session has not shown."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [each for each in methods if each["id"] != "reauthenticate" or not self.owes_second_factor(user)]

    def owes_second_factor(self, user: Account) -> bool:
        """Whether the account has a second factor that was set up elsewhere and not shown in this session."""
        factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        return is_mfa_enabled(user, types=factors) and not has_second_factor(self.request, user)
