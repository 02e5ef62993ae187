"""Questions of the shelf of scenarios."""

from django.db.models import Max, OuterRef, QuerySet, Subquery

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.models import Exercise, Scenario, ScenarioVersion
from lamplighter.apps.exercise.queries.scenarios import scenarios_of


def newest_versions(organisation: Organisation) -> QuerySet[ScenarioVersion]:
    """The newest version of each scenario with ``last_used``, by title; one query, without the trees."""
    newest = ScenarioVersion.objects.filter(scenario=OuterRef("pk")).order_by("-made_at", "-pk").values("pk")[:1]
    chosen = scenarios_of(organisation).annotate(newest=Subquery(newest)).values("newest")
    used = (
        Exercise.objects.filter(version__scenario=OuterRef("scenario"))
        .order_by()
        .values("version__scenario")
        .annotate(last=Max("made_at"))
        .values("last")
    )
    found = ScenarioVersion.objects.filter(pk__in=chosen).select_related("scenario").defer("tree", "left_out")
    return found.annotate(last_used=Subquery(used)).order_by("scenario__title", "scenario_id")


def same_scenarios(organisation: Organisation) -> set[str]:
    """The ids that the scenarios of the organisation bear for ever; one query."""
    return {str(uuid) for uuid in Scenario.objects.filter(organisation=organisation).values_list("uuid", flat=True)}
