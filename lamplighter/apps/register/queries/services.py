"""Services, systems and suppliers' contracts: what stands on what, and what each needs."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import (
    Contract,
    DependencyGroup,
    GroupMember,
    Need,
    Person,
    Service,
    SkillHeld,
    SupplyContract,
    System,
)
from lamplighter.apps.register.queries.people import has_contract, here


def services_of(organisation: Organisation) -> QuerySet[Service]:
    """Every service with its unit, the weightiest tier first; one query."""
    return Service.objects.filter(organisation=organisation).select_related("unit")


def systems_of(organisation: Organisation) -> QuerySet[System]:
    """Every system, by name; one query."""
    return System.objects.filter(organisation=organisation)


def supplies_of(organisation: Organisation) -> QuerySet[SupplyContract]:
    """Every supplier's contract, by name; one query."""
    return SupplyContract.objects.filter(organisation=organisation)


def groups_of(organisation: Organisation) -> QuerySet[DependencyGroup]:
    """Dependency groups with what they belong to; one query."""
    return DependencyGroup.objects.filter(organisation=organisation).select_related("service", "system")


def needs_of(organisation: Organisation) -> QuerySet[Need]:
    """Needs with what they belong to and the skill; one query."""
    return Need.objects.filter(organisation=organisation).select_related("service", "system", "skill")


def in_use(on: date) -> Q:
    """Services and systems not closed by the day ``on``."""
    return Q(closed_on=None) | Q(closed_on__gt=on)


def groups_under(thing: Service | System) -> list[DependencyGroup]:
    """What ``thing`` stands on: its groups with their members; two queries."""
    members = GroupMember.objects.select_related("system", "service", "supply").order_by("pk")
    return list(thing.groups.prefetch_related(Prefetch("members", queryset=members)))


def members_over(thing: Service | System | SupplyContract) -> list[GroupMember]:
    """What stands on ``thing``: its places in the groups of others; one query."""
    places = thing.carries.select_related("group__service", "group__system")
    return sorted(places, key=lambda place: str(place.group.service or place.group.system))


def carried_count(kind: str) -> Coalesce:
    """In how many groups each row stands; ``kind`` is ``system`` or ``supply``."""
    found = GroupMember.objects.filter(**{kind: OuterRef("pk")}).order_by().values(kind).annotate(all=Count("pk"))
    return Coalesce(Subquery(found.values("all")), 0)


def at_work(on: date) -> Q:
    """People who are here and whose contracts, where any are written down, bind on the day ``on``."""
    joined = Q(joined_on=None) | Q(joined_on__lte=on)
    written = Exists(Contract.objects.filter(person=OuterRef("pk")))
    return here(on) & joined & (Q(has_contract(on)) | ~Q(written))


def skills_at_work(organisation: Organisation, on: date) -> QuerySet[SkillHeld]:
    """Skills of the people who are at work on the day ``on``; one query."""
    return SkillHeld.objects.filter(person__in=Person.objects.filter(at_work(on), organisation=organisation))


def with_holders_of_needs(needs: list[Need], organisation: Organisation, on: date) -> None:
    """Put ``holders`` on each need: those at work who hold its skill at its level, by name; one query."""
    skills = {need.skill_id for need in needs}
    found = skills_at_work(organisation, on).filter(skill__in=skills).select_related("person")
    held = list(found.order_by("person__name", "person_id"))
    for need in needs:
        need.holders = [  # type: ignore[attr-defined]
            each.person for each in held if each.skill_id == need.skill_id and each.level >= need.level
        ]
