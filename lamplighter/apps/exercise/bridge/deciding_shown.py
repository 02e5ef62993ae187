"""Who decides, as pages show it: to those who are asked, who it is; to whoever it is, that it is theirs to do."""

from collections.abc import Iterator
from typing import Any

from lamplighter.apps.exercise.bridge.audience import Audience, Shown
from lamplighter.apps.exercise.bridge.deciding import awaited, by_phone, deciding_role, is_taken
from lamplighter.apps.exercise.bridge.play import Decision, Line
from lamplighter.apps.exercise.bridge.prices import choices
from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.phrases.units import unit_of


def deciding_for(scene: Scene, audience: Audience) -> Iterator[Shown]:
    """To players: who decides what has been opened and not decided yet."""
    for key, decision in scene.scenario.decision_of.items():
        if key in scene.state.opened and not is_taken(scene.state, key, table_of(scene, audience)):
            yield from deciding(scene, decision, audience)


def deciding(scene: Scene, decision: Decision, audience: Audience) -> Iterator[Shown]:
    """One decision, to players; of one that does not ask them only what is theirs to do, from when on it is."""
    if audience.kind != "seat":
        return
    scenario, state, table = scene.scenario, scene.state, table_of(scene, audience)
    waits, taken = awaited(scenario, state, decision, table), is_taken(state, decision.key, table)
    role = deciding_role(scenario, state, decision, table)
    mine = decision.rule == "role" and role == audience.role and by_phone(scenario, state, decision, table)
    asked = not decision.asks or audience.role in decision.asks
    if not asked and not (mine and waits is None):
        # Who stood in for somebody that has come sees no more of it.
        if scenario.role_of[decision.decider].deputy != audience.role:
            return
        mine, taken = False, True
    opened_s = state.opened.get(decision.key, state.story_s)
    form = mine and waits is None and not taken
    context = {
        "key": decision.key,
        "mode": decision.mode,
        "question": scene.text(decision.question, audience.language, opened_s) if form else "",
        "options": choices(scene, decision, audience.language, with_costs=False) if form else (),
        "unit": unit_of(decision.unit),
        "bounds": decision.bounds,
        "role": role_name(scene, role, audience.language),
        "rule": decision.rule,
        "mine": mine,
        "waits": waits,
        "taken": taken,
        "table": table,
    }
    yield Shown("exercise/_deciding.html", context, f"deciding-{decision.key}")


def role_deciding(scene: Scene, decision: Decision, audience: Audience) -> str:
    """The name of the role that decides; empty where the answers do."""
    if decision.rule != "role":
        return ""
    role = deciding_role(scene.scenario, scene.state, decision, table_of(scene, audience))
    return role_name(scene, role, audience.language)


def taken_by(scene: Scene, line: Line, decision: Decision, audience: Audience) -> dict[str, Any]:
    """The role whose word binds, and whether control said it for them; nothing where the answers or tables did."""
    seat, of_tables = line.facts["seat"], line.facts["team"] is None and scene.exercise.teams > 1
    if line.facts["value"] is None or decision.rule != "role" or of_tables:
        return {"decided_by": "", "by_control": False}
    there = scene.state.seats.get(seat)
    role = there.role if there is not None else decision.decider
    return {"decided_by": role_name(scene, role, audience.language), "by_control": seat is None}


def table_of(scene: Scene, audience: Audience) -> int | None:
    """The table that decides for itself; ``None`` where the room does."""
    return audience.team if scene.exercise.teams > 1 else None


def role_name(scene: Scene, key: str, language: str) -> str:
    """A role in a reader's words."""
    role = scene.scenario.role_of.get(key)
    return scene.text(role.name, language, 0) if role else key
