"""Give what an exercise showed to the association, and take it back."""

from datetime import datetime

from django.db import transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.exercise.actions.log import locked
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.bridge.report import report_of
from lamplighter.apps.exercise.bridge.spread import next_edition, summary_of
from lamplighter.apps.exercise.choices import Purpose
from lamplighter.apps.exercise.models import Exercise, Share, SpreadEdition
from lamplighter.apps.exercise.queries.evaluation import AGREED
from lamplighter.apps.exercise.queries.spread import Played, associations_of, last_edition, played_in, share_of
from lamplighter.apps.journal.actions import record


def share(exercise: Exercise, association: Organisation, *, by: Account, at: datetime) -> Share:
    """Give codes and counts of an agreed exercise. Where enough cities have, the association sees them together.

    Given again after it was withdrawn, it keeps the day of its first agreement: the city is no new one.

    Raises
    ------
    NotNow
        ``not_agreed`` unless it is a real exercise whose report is agreed, ``unknown`` if the city is no member.
    """
    with transaction.atomic():
        held = locked(exercise.pk)
        if held.state not in AGREED or held.purpose != Purpose.REAL:
            raise NotNow("not_agreed")
        if not associations_of(held.organisation).filter(pk=association.pk).exists():
            raise NotNow("unknown")
        given = share_of(held) or Share(exercise=held, agreed_at=at)
        given.association, given.agreed_by, given.withdrawn_at = association, by, None
        given.summary = summary_of(held, report_of(held))
        given.save()
        facts = {"association": association.name}
        record(held.organisation, "exercise.shared", held, by=by, at=at, facts=facts)
        version = held.version
        publish(association, (version.scenario.uuid, version.version))
    return given


def withdraw(exercise: Exercise, *, by: Account, at: datetime) -> None:
    """Take it back: no later edition counts it. What was shown of all cities together stays shown."""
    with transaction.atomic():
        held = locked(exercise.pk)
        if Share.objects.filter(exercise=held, withdrawn_at=None).update(withdrawn_at=at):
            record(held.organisation, "exercise.withdrawn", held, by=by, at=at)


def publish(association: Organisation, played: Played) -> SpreadEdition | None:
    """Make the next edition if enough cities have given what they decided; call it in the deed's transaction.

    Of two cities that give at the same moment the second waits: two editions that differ by one city tell of it.
    """
    Organisation.objects.select_for_update().get(pk=association.pk)
    last = last_edition(association, played)
    edition = next_edition(played_in(association).get(played, []), last)
    if edition is None:
        return None
    return SpreadEdition.objects.create(
        association=association,
        scenario=played[0],
        version=played[1],
        made_at=edition.until,
        cities=edition.cities,
        figures={key: dict(figure) for key, figure in edition.figures.items()},
    )
