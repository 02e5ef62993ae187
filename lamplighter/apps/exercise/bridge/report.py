"""What an exercise showed, computed from its log and from what evaluators and participants wrote."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lamplighter.apps.exercise.bridge.freezing import gaps_of
from lamplighter.apps.exercise.bridge.play import line_of, scenario_of, state_of, world_of
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.models import Rating as RatingRow
from lamplighter.apps.exercise.queries.evaluation import (
    observations_of,
    official_marks,
    ratings_of,
    retested_tasks,
    survey_of,
    texts_of_report,
)
from lamplighter.apps.exercise.queries.log import lines_after
from lamplighter.engines.exercise import (
    Area,
    Case,
    DecisionReport,
    Impact,
    Line,
    Number,
    ObjectiveReport,
    Observed,
    Rating,
    Report,
    SurveyAnswer,
    case_of,
    impact,
    report,
)

__all__ = [
    "Area",
    "Case",
    "Dark",
    "DecisionReport",
    "Number",
    "ObjectiveReport",
    "Observed",
    "Report",
    "case_of",
    "dark_of",
    "digest_of",
    "lines_of",
    "report_of",
]

# Who sets a mark for the report, in the log.
OFFICIAL = "report"


@dataclass(frozen=True, slots=True)
class Dark:
    """A service that stopped: story seconds at which it fell, was out for too long, and worked again."""

    service: str
    residents: int | None
    fell_s: int
    past_s: int | None
    back_s: int | None


def report_of(exercise: Exercise) -> Report:
    """The report of an exercise as its log and its evaluators have it now; eight queries."""
    scenario = scenario_of(exercise)
    lines = lines_of(exercise)
    return report(
        scenario,
        lines,
        _ratings(exercise, lines),
        [
            Observed(row.task, "strength" if row.kind == "strength" else "area", row.text, tuple(row.lines))
            for row in observations_of(exercise)
        ],
        [SurveyAnswer(row.question, row.scale, row.text) for row in survey_of(exercise)],
        _impact(exercise),
        gaps_of(exercise.frozen) if exercise.frozen else (),
        retested_tasks(exercise),
    )


def dark_of(exercise: Exercise) -> list[Dark]:
    """Every time a service stopped, up to the horizon of the story; those of most residents first."""
    found = _impact(exercise)
    rows = [
        Dark(one.key, one.residents, spell.fell_s, spell.past_s, spell.back_s)
        for one in found.services
        for spell in found.spells.get(one.key, ())
        if spell.fell_s is not None
    ]
    return sorted(rows, key=lambda row: (-(row.residents or 0), row.fell_s, row.service))


def _impact(exercise: Exercise) -> Impact:
    state, world = state_of(exercise), world_of(exercise)
    horizon_s = max(scenario_of(exercise).horizon_s, state.story_s)
    return impact(world.map, state.outages, state.story_s, horizon_s, world.facts)


def lines_of(exercise: Exercise) -> tuple[Line, ...]:
    """The whole log, in its order."""
    return tuple(line_of(row) for row in lines_after(exercise.pk, 0))


def digest_of(exercise: Exercise, found: Report) -> str:
    """SHA-256, in hex, of all that people agree to: the end of the log, numbers, marks and texts."""
    said = {
        "log": [exercise.last_number, exercise.last_hash],
        "numbers": [
            [number.key, _plain(number.value), number.unit, number.of, list(number.lines)]
            for number in found.numbers.values()
        ],
        "marks": sorted((row.task, row.mark, row.cause) for row in official_marks(exercise)),
        "texts": sorted((row.section, row.language, row.text) for row in texts_of_report(exercise)),
        "areas": [area.key for area in found.areas],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)


def _ratings(exercise: Exercise, lines: Sequence[Line]) -> list[Rating]:
    """Marks with the lines that tell of them: the last one of the same task, mark and watcher."""
    told: dict[tuple[str, str, str], int] = {}
    for line in lines:
        if line.kind == "rating.given":
            told[(line.facts["task"], line.facts["mark"], str(line.facts["watcher"]))] = line.number
    rows = list(ratings_of(exercise))
    return [_rating(row, told) for row in rows]


def _rating(row: RatingRow, told: Mapping[tuple[str, str, str], int]) -> Rating:
    watcher = watcher_of(row)
    mark: Any = row.mark
    return Rating(row.task, mark, watcher, told.get((row.task, row.mark, watcher), 0), row.official)


def watcher_of(row: RatingRow) -> str:
    """Whose mark it is, as the log says it: a seat's number, an account, or the report itself."""
    if row.official:
        return OFFICIAL
    return str(row.seat.number) if row.seat is not None else f"account:{row.account_id}"
