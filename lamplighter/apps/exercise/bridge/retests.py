"""Finished actions that an exercise tries again: by which of its tasks, and how the story asks for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lamplighter.apps.exercise.bridge.freezing import scenario_of
from lamplighter.apps.exercise.models import Exercise, Retest
from lamplighter.apps.exercise.phrases import preparing
from lamplighter.apps.exercise.queries.retests import exercises_by_number, retest_rows
from lamplighter.apps.followup.models import Action
from lamplighter.apps.followup.queries import unverified_done
from lamplighter.engines.exercise import Inject, Look, Phase, Scenario, Trigger, digest, tree_of

KEY = "retest:action:"
# Where what was found wanting names no task, it belongs to one of these before all.
BELONGS: Mapping[str, str] = {
    "exercise.post_empty": "command",
    "exercise.post_unreachable": "command",
    "exercise.decided_late": "command",
    "exercise.post_unqualified": "people_and_welfare",
    "exercise.past_tolerance": "restoration",
    "exercise.no_fallback": "continuity",
    "single_point": "continuity",
    "one_absence_away": "people_and_welfare",
    "nobody_holds": "people_and_welfare",
    "post_vacant": "people_and_welfare",
    "hole_in_roster": "command",
    "contract_ends": "procurement_and_money",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One finished action in one exercise.

    Parameters
    ----------
    task, phase
        Keys of what tries it and when; empty where it is left out.
    why
        Why somebody left it out; empty where no task fits and nobody has chosen one.
    suggested
        The task that fits best, or nearly; empty where the scenario has none.
    """

    action: Action
    task: str
    phase: str
    why: str
    suggested: str


def plan_of(exercise: Exercise) -> list[Planned]:
    """What becomes of every finished action that nobody has tried; also of those done since the last freeze."""
    scenario = scenario_of(exercise.tree)
    rows = {row.action_id: row for row in retest_rows(exercise)}
    waiting = list(unverified_done(exercise.organisation))
    fits = fitting_tasks(exercise, waiting)
    found = []
    for action in waiting:
        row = rows.get(action.pk)
        task = row.task if row is not None else fits[action.pk]
        phase = phase_for(scenario, task).key if task in scenario.task_of else ""
        suggested = fits[action.pk] or nearly(scenario, action)
        found.append(Planned(action, task, phase, row.why if row is not None else "", suggested))
    return found


def fitting_tasks(exercise: Exercise, actions: Sequence[Action]) -> dict[int, str]:
    """For each action the task of the exercise that does what it was found by; empty where there is none."""
    scenario = scenario_of(exercise.tree)
    facts = {action.pk: action.finding.facts if action.finding is not None else {} for action in actions}
    numbers = {each["exercise"] for each in facts.values() if isinstance(each.get("exercise"), int)}
    # An earlier exercise may have been of another scenario, in which the same word means another task.
    origins = {
        number: scenario_of(one.tree) for number, one in exercises_by_number(exercise.organisation, numbers).items()
    }
    return {
        pk: fitting_task(scenario, str(each.get("task") or ""), origins.get(each.get("exercise", 0)))
        for pk, each in facts.items()
    }


def fitting_task(scenario: Scenario, task: str, origin: Scenario | None) -> str:
    """The same task, or one of the same objective, or the first of the same capability; empty where none is."""
    if origin is None or task not in origin.task_of:
        return ""
    objective = origin.objective_of[origin.task_of[task].objective]
    if task in scenario.task_of:
        own = scenario.objective_of[scenario.task_of[task].objective]
        if scenario.id == origin.id or own.capability == objective.capability:
            return task
    same = [one for one in scenario.objectives if one.capability == objective.capability and one.tasks]
    same.sort(key=lambda one: (one.key != objective.key, one.priority))
    return same[0].tasks[0].key if same else ""


def nearly(scenario: Scenario, action: Action) -> str:
    """The task that is nearest to what was found, for whoever chooses; empty where the scenario has no task."""
    capability = BELONGS.get(action.finding.code) if action.finding is not None else None
    able = [one for one in scenario.objectives if one.tasks]
    able.sort(key=lambda one: (one.capability != capability, one.priority))
    return able[0].tasks[0].key if able else ""


def laid(exercise: Exercise, rows: Iterable[Retest]) -> dict[str, Any]:
    """``tree``, ``digest`` and ``frozen`` of the exercise with these re-tests in its story, and no others."""
    scenario = with_retests(without_retests(scenario_of(exercise.tree)), [row for row in rows if row.task])
    retests = [
        {"action": int(key.removeprefix(KEY)), "task": inject.task, "phase": scenario.phase_of_item[key].key}
        for key, inject in scenario.inject_of.items()
        if key.startswith(KEY)
    ]
    tree = tree_of(scenario)
    return {"tree": tree, "digest": digest(tree), "frozen": exercise.frozen | {"retests": retests}}


def without_retests(scenario: Scenario) -> Scenario:
    """The scenario as it was before re-tests were added; each had one inject, and one look at the guide's end."""
    added = sum(key.startswith(KEY) for key in scenario.inject_of)
    phases = tuple(
        replace(phase, injects=tuple(one for one in phase.injects if not one.key.startswith(KEY)))
        for phase in scenario.phases
    )
    return replace(scenario, phases=phases, guide=scenario.guide[: len(scenario.guide) - added])


def with_retests(scenario: Scenario, rows: Sequence[Retest]) -> Scenario:
    """The scenario in which somebody asks to see each of these, spread over the phase in which it fits."""
    known = [row for row in rows if row.task in scenario.task_of]
    phases, looks, number = [], [], 0
    for phase in scenario.phases:
        own = [row for row in known if phase_for(scenario, row.task).key == phase.key]
        injects = []
        for place, row in enumerate(own, start=1):
            number += 1
            at_min = phase.length_s // 60 * place // (len(own) + 1)
            injects.append(inject_of(scenario, row, f"R{number}", at_min))
            looks.append(Look(row.task, said(scenario, row, "look_for"), phase.key))
        phases.append(replace(phase, injects=(*phase.injects, *injects)))
    return replace(scenario, phases=tuple(phases), guide=(*scenario.guide, *looks))


def phase_for(scenario: Scenario, task: str) -> Phase:
    """The phase that looks at the task, else at its objective, else the last."""
    objective = scenario.task_of[task].objective
    siblings = {one.key for one in scenario.objective_of[objective].tasks}
    for phase in scenario.phases:
        if any(inject.task == task for inject in phase.injects):
            return phase
    for phase in scenario.phases:
        if any(item.objective == objective for item in phase.items) or any(
            inject.task in siblings for inject in phase.injects
        ):
            return phase
    return scenario.phases[-1]


def inject_of(scenario: Scenario, row: Retest, number: str, at_min: int) -> Inject:
    """Somebody of the city's own audit asks to see what was reported as done."""
    return Inject(
        key=f"{KEY}{row.action_id}",
        number=number,
        kind="inject",
        channel="walk_in",
        sender=said(scenario, row, "sender"),
        to=(),
        title=said(scenario, row, "title"),
        body=said(scenario, row, "body"),
        trigger=Trigger("timed", at_min=at_min),
        expected=said(scenario, row, "expected"),
        objective=scenario.task_of[row.task].objective,
        task=row.task,
    )


def said(scenario: Scenario, row: Retest, code: str) -> dict[str, str]:
    """One text of a re-test in every language of the scenario."""
    # A title is not a text of the scenario: its braces are not places for values.
    title = row.action.title.replace("{", "{{").replace("}", "}}")
    return {language: preparing.retest(code, language, action=title) for language in scenario.languages}
