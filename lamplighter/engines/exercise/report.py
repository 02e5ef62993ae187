"""What an exercise showed: numbers with their lines, objectives, decisions, what to improve, what nobody looked at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from lamplighter.engines.exercise.cases import QUANTITIES, case_of
from lamplighter.engines.exercise.duty import Gap
from lamplighter.engines.exercise.figures import (
    Number,
    SurveyAnswer,
    first,
    minutes_between,
    numbers,
    revealed,
    taken_line,
)
from lamplighter.engines.exercise.impact import Impact
from lamplighter.engines.exercise.log import Line
from lamplighter.engines.exercise.rating import Mark, ObjectiveMark, Rating, overall, rated
from lamplighter.engines.exercise.scenario import Decision, Scenario

Element = Literal["planning", "organisation", "equipment", "training", "exercise"]

# What a reader of the log wants to see first; answers, seats and sights are counted elsewhere.
_TOLD = (
    "clock.",
    "phase.",
    "inject.released",
    "inject.improvised",
    "inject.skipped",
    "decision.",
    "effect.",
    "server.",
)


@dataclass(frozen=True, slots=True)
class Observed:
    """What an evaluator wrote down of a task, with the lines of the log that show it."""

    task: str
    kind: Literal["strength", "area"]
    text: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """Something to improve: what a finding may be opened from.

    Parameters
    ----------
    key
        A short name that is the same whenever the same log is reported again.
    code
        ``exercise.area``, ``exercise.post_empty``, ``exercise.decided_late``, …
    subject
        The task, pool, service or decision it is about.
    element
        What of the city's capability it belongs to.
    """

    key: str
    code: str
    task: str | None
    subject: str
    element: Element
    lines: tuple[int, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveReport:
    """One objective: its mark, what went well, what did not."""

    mark: ObjectiveMark
    strengths: tuple[Observed, ...]
    areas: tuple[Observed, ...]


@dataclass(frozen=True, slots=True)
class DecisionReport:
    """One decision that was opened.

    Parameters
    ----------
    value
        What was taken; ``None`` if nobody decided.
    by, role
        Who decided: a ``role`` on its own phone, ``control`` for the role that decides, the ``answers`` by a vote, most
        ``tables``; ``None`` if nobody did. ``role`` is the one whose word it is, where it is one's.
    minutes, shown_minutes
        On the wall, from opening to taking, and from when the answers were shown; ``None`` where they were not before.
    could_know_s, decided_s
        Story seconds: of the first inject about the same objective, and of the decision. The two kinds of
        minutes stand side by side and are not the same.
    case, case_figure
        The real incident to be set beside it, and what it says of the quantity asked for.
    late
        Taken after its window, or never.
    lines
        Opened, revealed, closed, taken.
    """

    decision: str
    spread: Mapping[str, int] = field(hash=False)
    of: int
    value: Any = field(hash=False)
    seat: int | None
    by: Literal["role", "control", "answers", "tables"] | None
    role: str | None
    dissent: int | None
    minutes: Decimal | None
    shown_minutes: Decimal | None
    could_know_s: int | None
    decided_s: int | None
    case: str | None
    case_figure: tuple[float, float] | None
    late: bool
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """When it was and how long, on the wall and in the story, and the mark of the whole with what it rests on."""

    started_at: datetime | None
    ended_at: datetime | None
    story_s: int
    phases: tuple[str, ...]
    mark: Mark | None
    seen_objectives: int
    objectives: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says that can be computed. ``untested`` are tasks that nobody marked."""

    overview: Overview
    numbers: Mapping[str, Number] = field(hash=False)
    objectives: tuple[ObjectiveReport, ...]
    decisions: tuple[DecisionReport, ...]
    timeline: tuple[Line, ...]
    areas: tuple[Area, ...]
    untested: tuple[str, ...]


def report(
    scenario: Scenario,
    lines: Sequence[Line],
    ratings: Sequence[Rating],
    observations: Sequence[Observed],
    survey: Sequence[SurveyAnswer],
    impact: Impact,
    gaps: Sequence[Gap],
    retests: Sequence[str] = (),
) -> Report:
    """Make the report of one exercise from its log and what was written about it.

    Parameters
    ----------
    impact
        Of the outages of the same log, up to the end that shall count.
    gaps
        Posts of the frozen hour; each becomes something to improve.
    retests
        Tasks that try again what was once reported as done.

    Source: the report's parts follow the after-action report of HSEEP (overview, analysis by objective,
    improvement plan).
    """
    ordered = sorted(lines, key=lambda line: line.number)
    marks = [rated(objective, ratings) for objective in scenario.objectives]
    decisions = tuple(
        _decision(scenario, ordered, decision, opened)
        for decision in scenario.decision_of.values()
        if (opened := first(ordered, "decision.opened", decision.key)) is not None
    )
    return Report(
        overview=_overview(ordered, marks),
        numbers=numbers(scenario, ordered, marks, survey, impact, retests),
        objectives=tuple(_objective(mark, scenario, observations) for mark in marks),
        decisions=decisions,
        timeline=tuple(line for line in ordered if line.kind.startswith(_TOLD)),
        areas=_areas(scenario, ordered, marks, observations, decisions, impact, gaps, retests),
        untested=tuple(task for mark in marks for task in mark.unseen),
    )


def _overview(lines: Sequence[Line], marks: Sequence[ObjectiveMark]) -> Overview:
    started, ended = first(lines, "clock.started"), first(lines, "clock.ended")
    return Overview(
        started_at=started.at if started else None,
        ended_at=ended.at if ended else None,
        story_s=max((line.story_s for line in lines), default=0),
        phases=tuple(line.facts["key"] for line in lines if line.kind == "phase.opened"),
        mark=overall(marks),
        seen_objectives=sum(mark.mark is not None for mark in marks),
        objectives=len(marks),
    )


def _objective(mark: ObjectiveMark, scenario: Scenario, observations: Sequence[Observed]) -> ObjectiveReport:
    tasks = {task.key for task in scenario.objective_of[mark.objective].tasks}
    own = [one for one in observations if one.task in tasks]
    return ObjectiveReport(
        mark,
        tuple(one for one in own if one.kind == "strength"),
        tuple(one for one in own if one.kind == "area"),
    )


def _decision(scenario: Scenario, lines: Sequence[Line], decision: Decision, opened: Line) -> DecisionReport:
    key = decision.key
    about = [
        line for line in lines if line.kind.startswith(("decision.", "phase.")) and line.facts.get("key") == key
    ]
    taken = taken_line(lines, key)
    decided = taken if taken is not None and taken.facts["value"] is not None else None
    spread, of, telling = revealed(scenario, lines, key)
    shown = next((line for line in telling if decided is not None and line.number < decided.number), None)
    by, role = _who(lines, decision, decided)
    window = decision.window_min
    late = decided is None or (window is not None and decided.story_s > opened.story_s + window * 60)
    beside = decision.case_beside
    figure = None
    if beside is not None and beside.quantity in QUANTITIES:
        figure = case_of(beside.case).figure(beside.quantity)
    return DecisionReport(
        decision=key,
        spread=spread,
        of=of,
        value=decided.facts["value"] if decided else None,
        seat=decided.facts["seat"] if decided else None,
        by=by,
        role=role,
        dissent=decided.facts["dissent"] if decided else None,
        minutes=minutes_between(opened, decided) if decided else None,
        shown_minutes=minutes_between(shown, decided) if shown and decided else None,
        could_know_s=_could_know(scenario, lines, decision),
        decided_s=decided.story_s if decided else None,
        case=beside.case if beside else None,
        case_figure=figure,
        late=late,
        lines=tuple(line.number for line in about),
    )


def _who(
    lines: Sequence[Line], decision: Decision, decided: Line | None
) -> tuple[Literal["role", "control", "answers", "tables"] | None, str | None]:
    """Who decided, and the role whose word it is."""
    if decided is None:
        return None, None
    if decision.rule != "role":
        return "answers", None
    seat = decided.facts["seat"]
    if seat is None:
        at_tables = any(
            line.kind == "decision.taken"
            and line.facts["key"] == decision.key
            and line.facts.get("team") is not None
            for line in lines
        )
        return ("tables", None) if at_tables else ("control", decision.decider)
    sat = [line for line in lines if line.number < decided.number and line.facts.get("seat") == seat]
    roles = [
        line.facts["role"] for line in sat if line.kind in ("seat.taken", "seat.moved") and "role" in line.facts
    ]
    return "role", roles[-1] if roles else decision.decider


def _could_know(scenario: Scenario, lines: Sequence[Line], decision: Decision) -> int | None:
    """Story second of the first inject that carries the objective's fact: one of its tasks, or itself."""
    objective = scenario.objective_of.get(decision.objective or "")
    if objective is None:
        return None
    tasks = {task.key for task in objective.tasks}
    for line in lines:
        inject = scenario.inject_of.get(line.facts.get("key", "")) if line.kind == "inject.released" else None
        if inject is not None and (inject.task in tasks or inject.objective == objective.key):
            return line.story_s
    return None


def _areas(
    scenario: Scenario,
    lines: Sequence[Line],
    marks: Sequence[ObjectiveMark],
    observations: Sequence[Observed],
    decisions: Sequence[DecisionReport],
    impact: Impact,
    gaps: Sequence[Gap],
    retests: Sequence[str],
) -> tuple[Area, ...]:
    found: list[Area] = []

    def add(
        code: str, subject: str, element: Element, at: Sequence[int], task: str | None = None, text: str = ""
    ) -> None:
        plain = re.sub(r"[^a-z0-9]+", "-", f"{code.removeprefix('exercise.')}-{subject}".lower()).strip("-")
        taken = {area.key for area in found}
        key, again = plain, 2
        while key in taken:
            key, again = f"{plain}-{again}", again + 1
        found.append(Area(key, code, task, subject, element, tuple(sorted(set(at))), text))

    written = {one.task for one in observations if one.kind == "area"}
    for one in observations:
        if one.kind == "area":
            add("exercise.area", one.task, "planning", one.lines, one.task, one.text)
    tasks = [task for mark in marks for task in mark.tasks]
    for task in tasks:
        if task.task in retests and task.mark in ("M", "U"):
            add("exercise.retest_failed", task.task, "exercise", task.lines, task.task)
        elif task.mark in ("M", "U") and task.task not in written:
            add("exercise.area", task.task, "training", task.lines, task.task)
    for gap in gaps:
        told = [line.number for line in lines if line.facts.get("key") == gap.inject]
        add(gap.finding, gap.pool, "training" if gap.lack == "unqualified" else "organisation", told)
    broken = [line.number for line in lines if line.kind == "effect.applied" and line.facts["kind"] == "dark"]
    for state in impact.services:
        spells = impact.spells.get(state.key, ())
        if any(spell.past_s is not None for spell in spells):
            add("exercise.past_tolerance", state.key, "planning", broken)
        if not state.fallback_min and any(spell.fell_s is not None for spell in spells):
            add("exercise.no_fallback", state.key, "planning", broken)
    for decision in decisions:
        if decision.late:
            objective = scenario.objective_of.get(scenario.decision_of[decision.decision].objective or "")
            own = objective.tasks if objective is not None else ()
            add(
                "exercise.decided_late",
                decision.decision,
                "organisation",
                decision.lines,
                own[0].key if own else None,
            )
    return tuple(found)
