"""Scenarios on the shelf of a city."""

from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import ScenarioVersion
from tests.access.objects.making import Place, Values, makes


def the_alarm(place: Place) -> ScenarioVersion:
    """A scenario of ours, kept by the city."""
    version, _already = keep_version(
        place.city, shipped()["alarm"].tree, source="yaml", by=place.cast.ada, at=place.at
    )
    return version


@makes("scenario_shipped", "scenario_take")
def a_scenario_of_ours(place: Place) -> Values:
    return {"slug": "alarm"}


@makes("scenario", "scenario_files")
def a_scenario(place: Place) -> Values:
    return {"pk": the_alarm(place).scenario_id}


@makes("scenario_export")
def a_file_of_a_scenario(place: Place) -> Values:
    return {"pk": the_alarm(place).scenario_id, "form": "yaml"}
