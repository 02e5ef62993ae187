"""The list of everything that comes (a MSEL): as rows of a table, and as places on the phases' time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lamplighter.apps.exercise.bridge.definition import Definition
from lamplighter.apps.exercise.bridge.editing import NotThere, found_in
from lamplighter.engines.exercise import Decision, Inject, Phase, Problem, Scenario, Words

# Places on a row: web/static/css/components/scale.css.
PLACES = 96


@dataclass(frozen=True, slots=True)
class Row:
    """One inject or decision. ``at_min`` counts from the opening of its phase; ``when`` is a condition's tree."""

    kind: str
    key: str
    number: str
    release: str
    at_min: int | None
    when: Mapping[str, Any] | None
    after_min: int
    channel: str
    sender: str
    to: tuple[str, ...]
    title: str
    expected: str
    objective: str
    options: tuple[tuple[str, str], ...]
    led_by: tuple[str, ...]
    problems: tuple[Problem, ...]
    first: bool
    last: bool
    column: int
    until: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """One phase with its rows. ``column`` and ``until`` are its share of the room's time, of ``PLACES``."""

    key: str
    number: int
    title: str
    situation: str
    starts_min: int
    minutes: int
    speed: float
    length_min: int
    ends: str
    rows: tuple[Row, ...]
    questions: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    column: int
    until: int
    first: bool
    last: bool

    def timed(self) -> tuple[Row, ...]:
        """Those that come at a time of the phase."""
        return tuple(row for row in self.rows if row.release == "timed")

    def waiting(self) -> tuple[Row, ...]:
        """Those that come when something is so."""
        return tuple(row for row in self.rows if row.release == "conditional")

    def by_hand(self) -> tuple[Row, ...]:
        """Those that the facilitator sends."""
        return tuple(row for row in self.rows if row.release == "manual")

    def marks(self) -> tuple[tuple[int, int], ...]:
        """Story minutes to write under the row, with their places: four steps."""
        return tuple((self.length_min * step // 4, PLACES * step // 4 + 1) for step in range(4))


def msel_of(definition: Definition, role: str = "", phase: str = "") -> tuple[Stretch, ...]:
    """Everything that comes, phase by phase, timed things at their time; only for a role or in a phase if asked."""
    scenario = definition.scenario
    problems = problems_by_part(definition)
    room = sum(one.minutes for one in scenario.phases) or 1
    found, before = [], 0
    for one in scenario.phases:
        column, before = before * PLACES // room, before + one.minutes
        if phase and one.key != phase:
            continue
        until = max(column + 1, before * PLACES // room)
        found.append(_stretch(scenario, definition.tree, one, problems, role, column + 1, until + 1))
    return tuple(found)


def _stretch(
    scenario: Scenario,
    tree: Mapping[str, Any],
    phase: Phase,
    problems: Mapping[tuple[str, str], tuple[Problem, ...]],
    role: str,
    column: int,
    until: int,
) -> Stretch:
    rows = [
        _row(scenario, tree, phase, item, problems)
        for item in phase.items
        if not role or role in addressed(item) or not addressed(item)
    ]
    places, last = {}, 0
    for place, row in enumerate(rows):
        last = row.at_min if row.at_min is not None else last
        if row.kind == "decision" and (place == 0 or rows[place - 1].kind == "inject"):
            last = row.at_min or 0
        places[row.key] = (last, place)
    return Stretch(
        key=phase.key,
        number=phase.number,
        title=said(scenario, phase.title),
        situation=said(scenario, phase.situation),
        starts_min=phase.starts_min,
        minutes=phase.minutes,
        speed=phase.speed_pct / 100,
        length_min=phase.length_s // 60,
        ends=phase.ends,
        rows=tuple(sorted(rows, key=lambda row: places[row.key])),
        questions=tuple((one.key, said(scenario, one.text)) for one in phase.questions),
        problems=problems.get(("phase", phase.key), ()),
        column=column,
        until=until,
        first=phase.number == 1,
        last=phase.number == len(scenario.phases),
    )


def _row(
    scenario: Scenario,
    tree: Mapping[str, Any],
    phase: Phase,
    item: Inject | Decision,
    problems: Mapping[tuple[str, str], tuple[Problem, ...]],
) -> Row:
    inject = item if isinstance(item, Inject) else None
    decision = item if isinstance(item, Decision) else None
    kind = "inject" if inject else "decision"
    found = found_in(tree, kind, item.key)
    length_min = max(1, phase.length_s // 60)
    at_min = item.trigger.at_min
    column = min(PLACES - 3, (at_min or 0) * PLACES // length_min)
    return Row(
        kind=kind,
        key=item.key,
        number=item.number,
        release=item.trigger.release,
        at_min=at_min,
        when=found.part.get("when"),
        after_min=item.trigger.after_min,
        channel=inject.channel if inject else "",
        sender=said(scenario, inject.sender) if inject else "",
        to=tuple(
            said(scenario, scenario.role_of[key].name) if key in scenario.role_of else key
            for key in addressed(item)
        ),
        title=said(scenario, inject.title if inject else decision.question if decision else {}),
        expected=said(scenario, inject.expected or {}) if inject else "",
        objective=_objective(scenario, item),
        options=tuple((f"{item.key}.{one.key}", said(scenario, one.text)) for one in decision.options)
        if decision
        else (),
        led_by=tuple(f"{above}.{option}" for above, option in scenario.led_to.get(item.key, ())),
        problems=problems.get((kind, item.key), ()),
        first=found.place == 0,
        last=found.place == len(found.siblings) - 1,
        column=column + 1,
        until=column + 4,
    )


def addressed(item: Inject | Decision) -> tuple[str, ...]:
    """The roles that get an item; () is everybody."""
    return item.to if isinstance(item, Inject) else item.asks


def said(scenario: Scenario, words: Words) -> str:
    """A text in the language in which the scenario is written."""
    return words.get(scenario.language) or next(iter(words.values()), "")


def _objective(scenario: Scenario, item: Inject | Decision) -> str:
    key = item.objective
    task = scenario.task_of.get(item.task or "") if isinstance(item, Inject) else None
    if task is not None:
        return said(scenario, task.text)
    objective = scenario.objective_of.get(key or "")
    return said(scenario, objective.text) if objective is not None else ""


def problems_by_part(definition: Definition) -> dict[tuple[str, str], tuple[Problem, ...]]:
    """What the check finds, by the part that one would open to mend it; gaps of translations are not among it."""
    found: dict[tuple[str, str], tuple[Problem, ...]] = {}
    for problem in definition.problems:
        if problem.code != "language_gap":
            part = part_of(definition.tree, problem.where)
            # An option is written below its decision.
            if part[0] == "option":
                part = ("decision", part[1].partition(".")[0])
            found[part] = (*found.get(part, ()), problem)
    return found


def part_of(tree: Mapping[str, Any], where: str) -> tuple[str, str]:
    """Kind and key of the part that a way from the top, or a translators' path, leads to."""
    steps = where.split(".")
    if steps[0] == "phases" and len(steps) > 3 and steps[2] in ("injects", "decisions", "questions"):
        steps = steps[2:]
    match steps:
        case ["decisions", above, "options", own, *_]:
            part = ("option", f"{above}.{own}")
        case ["objectives", above, "tasks", own, *_]:
            part = ("task", f"{above}.{own}")
        case [name, key, *_] if name in _KIND_OF:
            part = (_KIND_OF[name], key)
        case _:
            part = ("scenario", "head")
    try:
        if part[0] != "scenario":
            found_in(tree, *part)
    except NotThere:
        return ("scenario", "head")
    return part


_KIND_OF = {
    "phases": "phase",
    "injects": "inject",
    "decisions": "decision",
    "questions": "question",
    "roles": "role",
    "objectives": "objective",
    "targets": "target",
    "variables": "variable",
    "guide": "look",
    "survey": "ask",
}


@dataclass(frozen=True, slots=True)
class Count:
    """How a scenario is spread: items a role, items a channel, the longest time without anything that is timed."""

    roles: tuple[tuple[str, int], ...]
    channels: tuple[tuple[str, int], ...]
    silence_min: int
    room_min: int


def count_of(scenario: Scenario) -> Count:
    """Count what comes to whom, and how."""
    injects = scenario.inject_of.values()
    silence = 0
    for phase in scenario.phases:
        times = sorted(item.trigger.at_min for item in phase.items if item.trigger.at_min is not None)
        for one, other in pairwise((0, *times, phase.length_s // 60)):
            silence = max(silence, (other - one) * 100 // phase.speed_pct)
    return Count(
        roles=tuple(
            (said(scenario, role.name), sum(not one.to or role.key in one.to for one in injects))
            for role in scenario.roles
        ),
        channels=tuple(sorted(Counter(one.channel for one in injects).items(), key=lambda pair: -pair[1])),
        silence_min=silence,
        room_min=sum(phase.minutes for phase in scenario.phases),
    )
