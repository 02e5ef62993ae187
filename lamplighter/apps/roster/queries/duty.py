"""What bears on who is on duty: published rosters, hand-overs, demand, call-outs. Read by the resolver's bridge."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F, Prefetch, QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.roster.models import UNTAKEN, CallOut, Demand, Duty, Pool, Publication, ShiftType, Takeover

# No duty is longer than a day and the hour that a clock may add; a duty under way began no earlier than this.
LONGEST = timedelta(days=2)


def publications_between(
    organisation: Organisation, start: datetime, end: datetime, pool: Pool | None = None
) -> QuerySet[Publication]:
    """Publications that speak for any duty under way between two instants, with their pools; one query."""
    found = Publication.objects.filter(organisation=organisation, starts_at__lt=end, ends_at__gt=start - LONGEST)
    if pool is not None:
        found = found.filter(pool=pool)
    return found.select_related("pool").order_by("pool_id", "version")


def duties_between(
    organisation: Organisation, start: datetime, end: datetime, pool: Pool | None = None
) -> QuerySet[Duty]:
    """Duties of every published version between two instants, with ``last_day`` of whoever has them; one query.

    A seat that was only preferred and stayed empty is no duty.
    """
    found = Duty.objects.filter(draft__publication__organisation=organisation, starts_at__lt=end, ends_at__gt=start)
    found = found.exclude(UNTAKEN)
    if pool is not None:
        found = found.filter(draft__pool=pool)
    return found.annotate(last_day=F("person__left_on")).order_by("starts_at", "shift_type_id", "seat")


def takeovers_between(organisation: Organisation, start: datetime, end: datetime) -> QuerySet[Takeover]:
    """Hand-overs that stand, between two instants, with ``last_day`` of whoever took over; one query."""
    found = Takeover.objects.filter(
        organisation=organisation, withdrawn_at=None, starts_at__lt=end, ends_at__gt=start
    )
    return found.annotate(last_day=F("person__left_on")).order_by("made_at", "pk")


def callouts_between(organisation: Organisation, start: datetime, end: datetime) -> QuerySet[CallOut]:
    """Call-outs that stand, between two instants; one query."""
    return CallOut.objects.filter(
        person__organisation=organisation, withdrawn_at=None, starts_at__lt=end, ends_at__gt=start
    ).order_by("starts_at", "pk")


def shift_types_with_demand(organisation: Organisation) -> QuerySet[ShiftType]:
    """Every shift type of the city with its pool and demand; two queries."""
    return (
        ShiftType.objects.filter(pool__organisation=organisation)
        .select_related("pool")
        .prefetch_related(Prefetch("demand", queryset=Demand.objects.order_by("pk")))
    )


def duties_by_key(keys: Collection[int]) -> dict[int, Duty]:
    """Duties by id, with shift type, pool and person; one query."""
    return Duty.objects.select_related("shift_type__pool", "person").in_bulk(list(keys))
