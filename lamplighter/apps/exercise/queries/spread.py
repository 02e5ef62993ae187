"""Questions about what cities gave to their associations, and what these show of it."""

from uuid import UUID

from django.db.models import QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.models import Exercise, Share, SpreadEdition

# A scenario in one version, as its author numbered it.
Played = tuple[UUID, str]


def associations_of(city: Organisation) -> QuerySet[Organisation]:
    """Associations of which the city is a member now."""
    return (
        Organisation.objects.filter(affiliations__city=city, affiliations__until=None).order_by("name").distinct()
    )


def share_of(exercise: Exercise) -> Share | None:
    """What was given of this exercise, withdrawn or not."""
    return Share.objects.filter(exercise=exercise).select_related("association").first()


def shares_in(association: Organisation) -> QuerySet[Share]:
    """What stands given and not withdrawn, the earliest first, with its exercise's version."""
    return (
        Share.objects.filter(association=association, withdrawn_at=None)
        .select_related("exercise__version__scenario", "exercise__organisation")
        .order_by("agreed_at", "pk")
    )


def played_in(association: Organisation) -> dict[Played, list[Share]]:
    """Shares by scenario and version. Only those of one wording count: that of whoever shared first."""
    found: dict[Played, list[Share]] = {}
    for share in shares_in(association):
        version = share.exercise.version
        same = found.setdefault((version.scenario.uuid, version.version), [])
        if not same or same[0].exercise.version.digest == version.digest:
            same.append(share)
    return found


def last_edition(association: Organisation, played: Played) -> SpreadEdition | None:
    """What the association saw last of a scenario."""
    editions = SpreadEdition.objects.filter(association=association, scenario=played[0], version=played[1])
    return editions.order_by("-made_at").first()
