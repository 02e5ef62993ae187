"""Play a version no more, and take it back into use."""

from datetime import datetime

from django.db import transaction

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.models import ScenarioVersion
from lamplighter.apps.journal.actions import record


def retire(version: ScenarioVersion, *, by: Account | None, at: datetime) -> bool:
    """No new exercise plays this approved version; those that do go on. Whether anything changed."""
    return _turned(version, VersionState.APPROVED, VersionState.RETIRED, "scenario.retired", by=by, at=at)


def reinstate(version: ScenarioVersion, *, by: Account | None, at: datetime) -> bool:
    """A retired version is played again. Whether anything changed."""
    return _turned(version, VersionState.RETIRED, VersionState.APPROVED, "scenario.reinstated", by=by, at=at)


def _turned(
    version: ScenarioVersion, before: str, after: str, deed: str, *, by: Account | None, at: datetime
) -> bool:
    with transaction.atomic():
        if not ScenarioVersion.objects.filter(pk=version.pk, state=before).update(state=after):
            return False
        scenario = version.scenario
        record(scenario.organisation, deed, scenario, by=by, at=at, facts={"version": version.version})
    return True
