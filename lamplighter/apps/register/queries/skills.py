"""What people can do, and with what evidence."""

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.register.choices import Level
from lamplighter.apps.register.models import Need, Person, Skill, SkillHeld
from lamplighter.apps.register.queries.people import here, people_visible_to


def skills_of(organisation: Organisation) -> QuerySet[Skill]:
    """The city's catalogue of skills, by name; one query."""
    return Skill.objects.filter(organisation=organisation)


def holders_count(on: date, least: int = Level.WORKING) -> Coalesce:
    """How many people here on the day ``on`` hold each skill at a level of at least ``least``."""
    holding = SkillHeld.objects.filter(
        skill=OuterRef("pk"), level__gte=least, person__in=Person.objects.filter(here(on))
    )
    return Coalesce(Subquery(holding.order_by().values("skill").annotate(all=Count("pk")).values("all")), 0)


def needs_count() -> Coalesce:
    """How many needs of services and systems name each skill."""
    needs = Need.objects.filter(skill=OuterRef("pk")).order_by().values("skill").annotate(all=Count("pk"))
    return Coalesce(Subquery(needs.values("all")), 0)


def skills_held_visible_to(account: Account, organisation: Organisation) -> QuerySet[SkillHeld]:
    """Skills of the people whom ``account`` may see, with person and skill; one query."""
    people = people_visible_to(account, organisation).values("pk")
    held = SkillHeld.objects.filter(person__in=people, person__organisation=organisation)
    return held.select_related("person", "skill").order_by("-level", "skill__name")
