"""What the making of a sample city asks of the engines: spans, who could take a duty, what hangs on one person."""

from datetime import datetime

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.defined import defined
from lamplighter.apps.exercise.bridge.dry_run import dry_run
from lamplighter.apps.exercise.bridge.duty_hour import day_for, story_start
from lamplighter.apps.exercise.bridge.play import Line, scenario_of, world_of
from lamplighter.apps.exercise.bridge.preparing import blanks_of
from lamplighter.apps.exercise.bridge.report import report_of
from lamplighter.apps.exercise.bridge.steps import Step
from lamplighter.apps.law.bridge import standing
from lamplighter.apps.register.bridge import Absence, absences
from lamplighter.apps.roster.bridge.callouts import held
from lamplighter.apps.roster.bridge.takeover import question_for
from lamplighter.apps.roster.models import Duty
from lamplighter.engines.hours import Span

__all__ = [
    "Absence",
    "Line",
    "Span",
    "Step",
    "absences",
    "blanks_of",
    "day_for",
    "defined",
    "dry_run",
    "facts_to_review",
    "holder_of",
    "report_of",
    "scenario_of",
    "stand_in",
    "story_start",
    "world_of",
]


def facts_to_review(code: str) -> list[str]:
    """Facts of a rule pack that rest on memory and wait for a reviewer."""
    return [each.fact.id for each in standing(code, {}).facts if each.needs_review]


def holder_of(duty: Duty, city: Organisation) -> int | None:
    """Who had, or has, the whole of a duty; None if nobody or several."""
    pieces = held(duty, city)
    whole = Span(duty.starts_at, duty.ends_at)
    return pieces[0].person if len(pieces) == 1 and pieces[0].span == whole else None


def stand_in(duty: Duty, span: Span, *, at: datetime) -> tuple[str, int | None]:
    """The first, in fairness, who may lawfully take a part of a duty; with the word for what was seen of it."""
    question = question_for(duty, at=at)
    lawful = [each.person for each in question.options(span) if each.lawful]
    return question.standing.seen, lawful[0] if lawful else None
