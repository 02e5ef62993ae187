"""Keep a scenario that comes with the product as a city's own."""

from datetime import datetime

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import ScenarioVersion


def keep_shipped(city: Organisation, slug: str, *, by: Account | None, at: datetime) -> ScenarioVersion:
    """The version that the city keeps of it; kept twice it is kept once. Raises ``KeyError`` for an unknown slug."""
    found = shipped()[slug]
    return keep_version(city, found.tree, source=found.format, by=by, at=at)[0]
