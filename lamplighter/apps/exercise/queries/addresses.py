"""Questions about addresses to which an exercise may really write."""

from collections.abc import Iterable

from django.db.models import QuerySet

from lamplighter.apps.exercise.choices import PLAYED, PREPARED, Purpose
from lamplighter.apps.exercise.models import Exercise, Line, RealAddress

# Afterwards nothing is sent any more, so no address is asked for.
MAILED = (*PREPARED, *PLAYED)


def addresses_of(exercise: Exercise) -> QuerySet[RealAddress]:
    """Every address of an exercise, confirmed or not."""
    return RealAddress.objects.filter(exercise=exercise).order_by("role", "email")


def reached(exercise: Exercise, roles: Iterable[str]) -> QuerySet[RealAddress]:
    """Confirmed addresses that stand for one of these roles; for any role where none is named."""
    found = addresses_of(exercise).exclude(confirmed_at=None).exclude(role="")
    meant = tuple(roles)
    return found.filter(role__in=meant) if meant else found


def may_be_written_to(organisation_id: int, address_id: int) -> RealAddress | None:
    """The address, if something may be sent to it at this moment: confirmed, switched on, and played for real."""
    found = RealAddress.objects.filter(
        pk=address_id,
        exercise__organisation_id=organisation_id,
        exercise__real_mail=True,
        exercise__purpose=Purpose.REAL,
        exercise__state__in=PLAYED,
    ).exclude(confirmed_at=None)
    return found.select_related("exercise__organisation").first()


def released_line(exercise: Exercise, number: int) -> Line | None:
    """The line with this number, if it says that an inject came."""
    return Line.objects.filter(exercise=exercise, number=number, kind="inject.released").first()
