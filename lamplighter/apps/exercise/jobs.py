"""Background work of exercises: send what is really sent."""

from contextvars import copy_context

from django.utils import translation
from django.utils.translation import gettext as _

from lamplighter.apps.exercise.actions.posting import KIND, send
from lamplighter.apps.exercise.models import RealAddress
from lamplighter.apps.exercise.queries.addresses import may_be_written_to
from lamplighter.apps.work.signals import Running, Unworkable, handler
from lamplighter.web import clock
from lamplighter.web.reader import Reader, read_as


@handler(KIND)
def send_letter(job: Running) -> None:
    """Send one line of a log to one address, if that may still be; never twice, even if this is done twice."""
    address = may_be_written_to(job.organisation.pk, job.arguments["address"])
    if address is None:
        raise Unworkable(_("The exercise does not write to this address now."))
    copy_context().run(send_as_read, address, job.arguments["line"])


def send_as_read(address: RealAddress, number: int) -> None:
    """Send it in the exercise's own language, calendar and clock."""
    exercise = address.exercise
    read_as(Reader(exercise.language, exercise.calendar, zone=exercise.organisation.zone))
    with translation.override(exercise.language):
        send(address, number, at=clock.now())
