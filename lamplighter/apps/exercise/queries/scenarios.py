"""Questions about scenarios."""

from uuid import UUID

from django.db.models import QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.models import Scenario, ScenarioVersion


def scenarios_of(organisation: Organisation) -> QuerySet[Scenario]:
    """The scenarios of an organisation, by title."""
    return Scenario.objects.filter(organisation=organisation)


def versions_of(scenario: Scenario) -> QuerySet[ScenarioVersion]:
    """The versions of a scenario, the newest first."""
    return ScenarioVersion.objects.filter(scenario=scenario).order_by("-made_at", "-pk")


def scenario_by_uuid(organisation: Organisation, uuid: UUID) -> Scenario | None:
    """The scenario that bears this id for ever."""
    return Scenario.objects.filter(organisation=organisation, uuid=uuid).first()


def draft_of(scenario: Scenario) -> ScenarioVersion | None:
    """The version that is being written."""
    return ScenarioVersion.objects.filter(scenario=scenario, state=VersionState.DRAFT).first()


def playable_version(scenario: Scenario) -> ScenarioVersion | None:
    """The version that a new exercise plays: the newest that is neither retired nor set aside."""
    return versions_of(scenario).exclude(state__in=(VersionState.RETIRED, VersionState.ASIDE)).first()
