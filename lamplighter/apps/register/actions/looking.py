"""What is written when somebody looks at what hangs on one person, and findings made of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.followup.actions import open_finding
from lamplighter.apps.followup.models import Finding
from lamplighter.apps.journal.actions import record_sight


def looked_at_absences(organisation: Organisation, *, by: Account, at: datetime) -> None:
    """Who looks again within the hour is not written twice."""
    record_sight(organisation, "absences.seen", organisation, by=by, at=at)


def played_absences(organisation: Organisation, *, by: Account, at: datetime) -> None:
    """Somebody asked what falls if named people are away."""
    record_sight(organisation, "absences.played", organisation, by=by, at=at)


def raise_finding(
    organisation: Organisation,
    code: str,
    fingerprint: str,
    facts: Mapping[str, Any],
    *,
    by: Account,
    at: datetime,
) -> Finding:
    """The finding that an action will answer; raising it twice is raising it once."""
    return open_finding(organisation, code, fingerprint, facts, by=by, at=at)
