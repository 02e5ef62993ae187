"""Pools, their members, shifts and demand."""

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.choices import DraftState
from lamplighter.apps.roster.models import Demand, Draft, Pool, PoolMember, ShiftType


def pools_of(organisation: Organisation) -> QuerySet[Pool]:
    """Every pool of the city, those closed last, with services and skill; two queries."""
    found = Pool.objects.filter(organisation=organisation).select_related("skill").prefetch_related("services")
    return found.order_by("closed_on", "name")


def open_pools(organisation: Organisation, on: date) -> QuerySet[Pool]:
    """Pools not closed by a day."""
    return pools_of(organisation).filter(Q(closed_on=None) | Q(closed_on__gt=on))


def pools_without_roster(organisation: Organisation, first: date, last: date) -> QuerySet[Pool]:
    """Open pools of which no draft and no version speaks of any day from ``first`` to ``last``; one query."""
    standing = Draft.objects.filter(starts_on__lte=last, ends_on__gte=first).exclude(state=DraftState.DROPPED)
    found = Pool.objects.filter(organisation=organisation).filter(Q(closed_on=None) | Q(closed_on__gt=first))
    found = found.exclude(pk__in=standing.values("pool")).select_related("organisation", "skill")
    return found.order_by("name")


def member_count(on: date) -> Count:
    """How many people take turns in each pool on a day."""
    now = Q(members__since__lte=on) & (Q(members__until=None) | Q(members__until__gte=on))
    return Count("members", filter=now, distinct=True)


def members_now(pool: Pool, on: date) -> QuerySet[PoolMember]:
    """Members whose turn has not ended by a day, by name, with people and what they are kept from; four queries."""
    kept = ("barred", Prefetch("apart", queryset=PoolMember.objects.select_related("person")))
    found = PoolMember.objects.filter(pool=pool).filter(Q(until=None) | Q(until__gte=on))
    found = found.select_related("person__unit").prefetch_related(*kept)
    return found.order_by("person__name", "person_id", "since")


def possible_members(pool: Pool, on: date) -> QuerySet[Person]:
    """People who could be taken in: here, not in the pool, and able if it asks for a skill; one query."""
    inside = PoolMember.objects.filter(pool=pool).filter(Q(until=None) | Q(until__gte=on)).values("person")
    found = Person.objects.filter(organisation=pool.organisation_id).filter(Q(left_on=None) | Q(left_on__gte=on))
    if pool.skill_id:
        found = found.filter(skills_held__skill=pool.skill_id, skills_held__level__gte=pool.level)
    return found.exclude(pk__in=inside).order_by("name", "pk").distinct()


def shifts_of(pool: Pool) -> QuerySet[ShiftType]:
    """The pool's shifts with their demand, the primary first; two queries."""
    demand = Prefetch("demand", queryset=Demand.objects.order_by("on", "pk"))
    return ShiftType.objects.filter(pool=pool).order_by("-layer", "starts_at", "code").prefetch_related(demand)


def shifts_for(member: PoolMember) -> QuerySet[ShiftType]:
    """The shifts of a member's pool: those there are, and any retired one that is never given to them."""
    mine = Q(pk__in=member.barred.values("pk"))
    return ShiftType.objects.filter(pool=member.pool_id).filter(Q(retired_on=None) | mine)


def others_for(member: PoolMember, on: date) -> QuerySet[PoolMember]:
    """The others of a member's pool by name, and any who has left and is kept apart from them."""
    others = PoolMember.objects.filter(pool=member.pool_id).exclude(person=member.person_id)
    standing = Q(until=None) | Q(until__gte=on)
    here = others.filter(standing)
    gone = Q(pk__in=member.apart.values("pk")) & ~Q(person__in=here.values("person"))
    return others.filter(standing | gone).select_related("person").order_by("person__name", "person_id", "since")
