"""What a roster in the making is made of: members, contracts, skills, leave, wishes, what is published."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet

from lamplighter.apps.register.models import Contract, Skill, SkillHeld
from lamplighter.apps.roster.models import Duty, Leave, Pool, PoolMember, Publication, Wish


def members_between(pool: Pool, first: date, last: date) -> QuerySet[PoolMember]:
    """Who takes turns in a pool on any day from ``first`` to ``last``, by name; three queries.

    With the shifts that are never given to them, and those with whom they are never on together.
    """
    found = PoolMember.objects.filter(pool=pool, since__lte=last).filter(Q(until=None) | Q(until__gte=first))
    found = found.select_related("person").prefetch_related("barred", "apart")
    return found.order_by("person__name", "person_id", "since")


def contracts_until(people: Collection[int], last: date) -> QuerySet[Contract]:
    """Contracts of some people that began by ``last``, without their pay, the oldest first; one query."""
    found = Contract.objects.filter(person__in=people, starts_on__lte=last).defer("base_pay", "pay_period")
    return found.order_by("starts_on", "pk")


def levels_of(people: Collection[int], skill: Skill | None) -> dict[int, int]:
    """Level at which people hold a skill, by person; one query, none without a skill."""
    if skill is None:
        return {}
    return dict(SkillHeld.objects.filter(person__in=people, skill=skill).values_list("person_id", "level"))


def leave_between(people: Collection[int], first: date, last: date) -> QuerySet[Leave]:
    """Leave that stands and meets the days from ``first`` to ``last``; one query."""
    return Leave.objects.filter(person__in=people, withdrawn_at=None, starts_on__lte=last, ends_on__gte=first)


def wishes_between(people: Collection[int], first: date, last: date) -> QuerySet[Wish]:
    """Wishes that stand, for the days from ``first`` to ``last``; one query."""
    return Wish.objects.filter(person__in=people, withdrawn_at=None, on__gte=first, on__lte=last)


def duties_of_draft(draft_id: int) -> QuerySet[Duty]:
    """Every seat of a draft with its shift type and person, in order of time; one query."""
    return Duty.objects.filter(draft_id=draft_id).select_related("shift_type", "person")


def publications_of_pool(pool: Pool, start: datetime, end: datetime) -> QuerySet[Publication]:
    """Publications of a pool that speak for any time between two instants; one query."""
    return Publication.objects.filter(pool=pool, starts_at__lt=end, ends_at__gt=start).order_by("version")
