"""Lines of an organisation, of a thing, of a person."""

from collections.abc import Collection

from django.db.models import Model, QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.models import Line
from lamplighter.apps.journal.queries.telling import Told, tell


def lines_of(organisation: Organisation) -> QuerySet[Line]:
    """Every line of one organisation, the latest first."""
    return Line.objects.filter(organisation=organisation).order_by("-number")


def history_of(
    subject: Model, sights: Collection[str], *, organisation: Organisation | None = None, limit: int = 50
) -> list[Told]:
    """What was done to one thing, the latest first, told to a reader with these sights; one query.

    A thing that does not itself name its organisation (an account) needs to be told whose journal is asked.
    """
    if organisation is not None:
        where = organisation.pk
    else:
        where = subject.pk if isinstance(subject, Organisation) else subject.organisation_id  # type: ignore[attr-defined]
    lines = Line.objects.filter(
        organisation_id=where, subject_type=subject._meta.model_name, subject_id=str(subject.pk)
    )
    return tell(lines.order_by("-number")[:limit], sights)


def lines_of_person(
    organisation: Organisation, person_id: int, sights: Collection[str], *, limit: int = 50
) -> list[Told]:
    """What was done that concerns one person, the latest first; one query."""
    lines = Line.objects.filter(organisation=organisation, person_id=person_id)
    return tell(lines.order_by("-number")[:limit], sights)
