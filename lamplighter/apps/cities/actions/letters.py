"""Send letters; one that could not be sent is marked, shown, and can be sent again."""

import logging
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from lamplighter.apps.cities.models import Account, Invitation

log = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, link: str, *, at: datetime) -> bool:
    """Send the letter, in its reader's language if known, else in the organisation's; whether it left."""
    known = Account.objects.filter(email=invitation.email).first()
    with translation.override((known and known.language) or invitation.organisation.language):
        context = {"invitation": invitation, "organisation": invitation.organisation, "link": link, "known": known}
        subject = " ".join(render_to_string("cities/letters/invitation_subject.txt", context).split())
        text = render_to_string("cities/letters/invitation.txt", context)
    try:
        send_mail(subject, text, None, [invitation.email])
    except (OSError, SMTPException) as error:
        log.error("The invitation %s could not be sent: %s", invitation.pk, error)
        invitation.unsent_at = at
        invitation.sent_at = None
    else:
        invitation.sent_at = at
        invitation.unsent_at = None
    invitation.save(update_fields=["sent_at", "unsent_at"])
    return invitation.unsent_at is None
