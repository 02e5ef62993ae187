"""Questions of the library that cities of an association share: scenarios offered, lessons."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.choices import LessonState, Source
from lamplighter.apps.exercise.models import Exercise, Lesson, Offer, Scenario, ScenarioVersion
from lamplighter.apps.exercise.queries.spread import associations_of


def offers_in(association: Organisation) -> QuerySet[Offer]:
    """What members offer to each other now, by title; one query."""
    return _offered().filter(association=association)


def offers_to(city: Organisation) -> QuerySet[Offer]:
    """What the city can take from other members of its associations; one query and a half."""
    return _offered().filter(association__in=associations_of(city)).exclude(version__scenario__organisation=city)


def offers_of(scenario: Scenario) -> QuerySet[Offer]:
    """To whom a scenario is offered now, and in which version."""
    return _offered().filter(version__scenario=scenario)


def _offered() -> QuerySet[Offer]:
    found = Offer.objects.filter(withdrawn_at=None).select_related("version__scenario__organisation", "association")
    return found.order_by("version__scenario__title", "pk")


def newer_offers(city: Organisation) -> dict[int, Offer]:
    """Scenarios that the city took from others and that are offered in a version it lacks; by the scenario's id."""
    copies = dict(
        Scenario.objects.filter(organisation=city, copied_from__isnull=False).values_list("copied_from_id", "pk")
    )
    if not copies:
        return {}
    kept: dict[int, set[str]] = {}
    taken: dict[int, datetime] = {}
    versions = ScenarioVersion.objects.filter(scenario__in=copies.values())
    for scenario, digest, source, at in versions.values_list("scenario_id", "digest", "source", "made_at"):
        kept.setdefault(scenario, set()).add(digest)
        if source == Source.COPY:
            taken[scenario] = max(at, taken.get(scenario, at))
    found = {}
    for one in offers_to(city).filter(version__scenario__in=copies):
        mine = copies[one.version.scenario_id]
        if one.version.digest not in kept[mine] and (mine not in taken or one.offered_at > taken[mine]):
            found[mine] = one
    return found


def lessons_in(association: Organisation) -> QuerySet[Lesson]:
    """Lessons that members read: by capability and then by their words, which says nothing of when they came."""
    return Lesson.objects.filter(association=association, state=LessonState.APPROVED).order_by("capability", "text")


def waiting_lessons(association: Organisation) -> QuerySet[Lesson]:
    """Lessons that the association has not decided on, in no order of their arrival."""
    return Lesson.objects.filter(association=association, state=LessonState.WAITING).order_by("capability", "text")


def lessons_of(exercise: Exercise) -> QuerySet[Lesson]:
    """What the city itself offered of an exercise, the newest first."""
    return Lesson.objects.filter(from_exercise=exercise).select_related("association").order_by("-at", "-pk")


def kept_by(association: Organisation) -> dict[UUID, int]:
    """How many member cities keep a scenario, by its id."""
    members = Organisation.objects.filter(memberships__association=association, memberships__until=None)
    found = Scenario.objects.filter(organisation__in=members).values_list("uuid")
    return dict(found.annotate(cities=Count("organisation", distinct=True)))
