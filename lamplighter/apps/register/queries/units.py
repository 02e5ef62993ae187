"""Departments and teams, and what stands under them."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person, Post, Unit


def units_of(organisation: Organisation) -> QuerySet[Unit]:
    """The city's units with the unit each is part of; one query."""
    return Unit.objects.filter(organisation=organisation).select_related("parent")


def _counted(rows: QuerySet[Person] | QuerySet[Post]) -> Coalesce:
    counts = rows.filter(unit=OuterRef("pk")).order_by().values("unit").annotate(how_many=Count("pk"))
    return Coalesce(Subquery(counts.values("how_many")), 0)


def people_in_unit() -> Coalesce:
    """How many people each unit has who have not left; an expression to sort by and to show."""
    return _counted(Person.objects.filter(left_on=None))


def posts_in_unit() -> Coalesce:
    """How many open posts each unit has."""
    return _counted(Post.objects.filter(closed_on=None))


def above(unit: Unit) -> list[Unit]:
    """The units that ``unit`` is part of, the outermost first; one query."""
    known = {each.pk: each for each in Unit.objects.filter(organisation=unit.organisation_id)}
    line: list[Unit] = []
    parent = known.get(unit.parent_id) if unit.parent_id else None
    while parent is not None and parent not in line:
        line.insert(0, parent)
        parent = known.get(parent.parent_id) if parent.parent_id else None
    return line


def within_unit(unit: Unit) -> set[int]:
    """Ids of ``unit`` and of everything that is part of it; one query."""
    parents = dict(Unit.objects.filter(organisation=unit.organisation_id).values_list("pk", "parent"))
    inside = {unit.pk}
    while True:
        more = {pk for pk, parent in parents.items() if parent in inside} - inside
        if not more:
            return inside
        inside |= more
