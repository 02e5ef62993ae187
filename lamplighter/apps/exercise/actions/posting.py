"""The one sender of real e-mail: to addresses that their owners confirmed, where it is switched on, once a line."""

import logging
from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from lamplighter.apps.exercise.bridge.letters import Letter, letter_of
from lamplighter.apps.exercise.bridge.play import Scenario
from lamplighter.apps.exercise.choices import Purpose
from lamplighter.apps.exercise.models import Exercise, Line, RealAddress, RealMail
from lamplighter.apps.exercise.queries.addresses import reached, released_line
from lamplighter.apps.work.actions import ask

log = logging.getLogger(__name__)
KIND = "exercise.mail"


def post(exercise: Exercise, scenario: Scenario, lines: Iterable[Line], *, at: datetime) -> None:
    """Ask for a letter for each e-mail that has just come, to each address of its roles; undone with the lines."""
    if not exercise.real_mail or exercise.purpose != Purpose.REAL:
        return
    for line in lines:
        inject = scenario.inject_of.get(line.facts["key"]) if line.kind == "inject.released" else None
        if inject is None or inject.channel != "mail":
            continue
        for address in reached(exercise, inject.to):
            ask(exercise.organisation, KIND, {"address": address.pk, "line": line.number}, by=None, at=at)


def send(address: RealAddress, number: int, *, at: datetime) -> bool:
    """Send one line to one address; whether it left now. Asked again, it is not sent again, whatever came of it."""
    line = released_line(address.exercise, number)
    letter = letter_of(address.exercise, line) if line is not None else None
    if letter is None:
        return False
    try:
        with transaction.atomic():
            mail = RealMail.objects.create(address=address, number=number, tried_at=at)
    except IntegrityError:
        return False
    if not leaves(letter, address.email):
        return False
    RealMail.objects.filter(pk=mail.pk).update(sent_at=at)
    return True


def leaves(letter: Letter, email: str) -> bool:
    """Hand a letter to the mail server; whether it took it."""
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(letter.subject, letter.text, None, [email], headers=headers).send()
    except (OSError, SMTPException) as error:
        log.error("A letter of an exercise could not be sent: %s", error)
        return False
    return True
