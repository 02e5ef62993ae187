"""Addresses to which an exercise may really write: asked for by a facilitator, confirmed by their owners."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.posting import leaves
from lamplighter.apps.exercise.bridge.letters import Letter, marked
from lamplighter.apps.exercise.bridge.play import scenario_of
from lamplighter.apps.exercise.choices import Purpose
from lamplighter.apps.exercise.models import Exercise, RealAddress
from lamplighter.apps.exercise.queries.addresses import MAILED
from lamplighter.apps.journal.actions import record

SALT = "exercise.address"
VALID = timedelta(days=7)


def add_address(
    exercise: Exercise,
    email: str,
    role: str,
    *,
    link_to: Callable[[str], str],
    by: Account,
    at: datetime,
) -> RealAddress:
    """Ask the owner of an address whether the exercise may write to it. Until they agree, nothing else is sent.

    Raises
    ------
    NotNow
        ``mail_over``, ``role_unknown``, ``address_known``, or ``letter_unsent``: then nothing is kept.
    """
    with transaction.atomic():
        held = _held(exercise)
        if role not in scenario_of(held).role_of:
            raise NotNow("role_unknown")
        if RealAddress.objects.filter(exercise=held, email__iexact=email).exists():
            raise NotNow("address_known")
        made = RealAddress.objects.create(exercise=held, email=email, role=role)
        _noted("exercise.address_added", made, by=by, at=at)
    if not leaves(_question(made, link_to(token_of(made, at=at))), email):
        remove_address(made, by=by, at=at)
        raise NotNow("letter_unsent")
    return made


def confirm(address: RealAddress, *, at: datetime) -> None:
    """The owner agrees; agreeing twice is agreeing once."""
    with transaction.atomic():
        if RealAddress.objects.filter(pk=address.pk, confirmed_at=None).update(confirmed_at=at):
            _noted("exercise.address_confirmed", address, by=None, at=at)


def remove_address(address: RealAddress, *, by: Account | None, at: datetime) -> None:
    """Take an address out, whoever wants it; nothing is sent to it any more."""
    with transaction.atomic():
        gone, _each = RealAddress.objects.filter(pk=address.pk).delete()
        if gone:
            _noted("exercise.address_removed", address, by=by, at=at)


def switch_mail(exercise: Exercise, on: bool, *, by: Account, at: datetime) -> None:
    """Let the exercise really write to its confirmed addresses, or not; off is possible at any time."""
    with transaction.atomic():
        held = _held(exercise) if on else Exercise.objects.select_for_update().get(pk=exercise.pk)
        if held.real_mail == on:
            return
        held.real_mail = on
        held.save(update_fields=["real_mail"])
        deed = "exercise.mail_switched_on" if on else "exercise.mail_switched_off"
        record(held.organisation, deed, held, by=by, at=at)


def token_of(address: RealAddress, *, at: datetime) -> str:
    """What the link in the question carries: signed, and good for some days."""
    return signing.dumps([address.pk, address.email, (at + VALID).timestamp()], salt=SALT, compress=True)


def address_of(token: str, *, at: datetime) -> RealAddress | None:
    """The address whose owner has opened the link; ``None`` where it is forged, too old or for nothing any more."""
    try:
        pk, email, until = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    if at.timestamp() > until:
        return None
    found = RealAddress.objects.filter(pk=pk, email=email, exercise__state__in=MAILED)
    return found.select_related("exercise__organisation").first()


def _held(exercise: Exercise) -> Exercise:
    held = Exercise.objects.select_for_update().select_related("organisation").get(pk=exercise.pk)
    if held.state not in MAILED or held.purpose != Purpose.REAL:
        raise NotNow("mail_over")
    return held


def _noted(deed: str, address: RealAddress, *, by: Account | None, at: datetime) -> None:
    """The journal is for ever, and an address is not: it says only which role."""
    exercise = address.exercise
    record(exercise.organisation, deed, exercise, by=by, at=at, facts={"role": address.role})


def _question(address: RealAddress, link: str) -> Letter:
    exercise = address.exercise
    with translation.override(exercise.language):
        city = exercise.organisation.name
        about = _(
            "{city} holds an exercise: {title}. Whoever prepares it asks whether the exercise may write to this"
            " address. Every letter begins and ends with the mark that you see here."
        )
        return marked(
            _("May an exercise write to you?"),
            about.format(city=city, title=exercise.title),
            _("If you agree, open this address within seven days:"),
            link,
            _("If you do not, do nothing: without you, nothing is sent."),
        )
