"""What one city gives of an exercise, and what many of them show together."""

from collections.abc import Mapping, Sequence
from typing import Any

from lamplighter.apps.exercise.bridge.play import scenario_of
from lamplighter.apps.exercise.bridge.report import Report
from lamplighter.apps.exercise.models import Exercise, Share, SpreadEdition
from lamplighter.engines.exercise import Contribution, Edition, editions, still_needed
from lamplighter.engines.exercise.editions import FEWEST, FEWEST_NEW

__all__ = ["FEWEST", "FEWEST_NEW", "Edition", "missing_cities", "next_edition", "summary_of"]


def summary_of(exercise: Exercise, found: Report) -> dict[str, dict[str, Any]]:
    """All that leaves the city: options taken, minutes, marks. Of a ranking the first place; texts never."""
    scenario = scenario_of(exercise)
    taken: dict[str, str | float] = {}
    minutes: dict[str, float] = {}
    for one in found.decisions:
        mode, value = scenario.decision_of[one.decision].mode, one.value
        if mode == "rank" and isinstance(value, list | tuple) and value:
            value = value[0]
        if value is not None and mode != "text":
            taken[one.decision] = value
        if one.minutes is not None:
            minutes[one.decision] = float(one.minutes)
    marks = {one.mark.objective: one.mark.mark for one in found.objectives if one.mark.mark is not None}
    return {"taken": taken, "minutes": minutes, "marks": marks}


def next_edition(shares: Sequence[Share], last: SpreadEdition | None) -> Edition | None:
    """What may be shown next, or ``None`` while cities are too few or too few are new."""
    return editions(_contributions(shares), _edition(last))


def missing_cities(shares: Sequence[Share], last: SpreadEdition | None) -> int:
    """How many more cities must play before the next edition."""
    return still_needed(_contributions(shares), _edition(last))


def _contributions(shares: Sequence[Share]) -> list[Contribution]:
    return [_contribution(share, share.summary) for share in shares]


def _contribution(share: Share, summary: Mapping[str, Any]) -> Contribution:
    return Contribution(
        city=str(share.exercise.organisation_id),
        agreed_at=share.agreed_at,
        taken=summary["taken"],
        minutes=summary["minutes"],
        marks=summary["marks"],
    )


def _edition(last: SpreadEdition | None) -> Edition | None:
    # An edition is dated by the latest agreement that is in it.
    return Edition(last.made_at, last.cities, last.figures) if last is not None else None
