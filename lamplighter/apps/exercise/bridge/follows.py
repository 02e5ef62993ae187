"""What follows from a decision or an event, in sentences: what goes dark, what comes back, what is felt and when."""

from collections.abc import Mapping
from typing import Any

from lamplighter.apps.exercise.bridge.deadlines import begun_s, duty_of, is_reviewed, until_s
from lamplighter.apps.exercise.bridge.play import Line
from lamplighter.apps.exercise.bridge.prices import in_own_money
from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.phrases import prices as words
from lamplighter.engines.exercise import roughly

# A minute of the story: what is felt sooner is felt at once.
SOON_S = 60


def followed(scene: Scene, line: Line, language: str) -> str:
    """One effect as a sentence; empty where there is nothing that anybody notices."""
    facts = line.facts
    delay_s = facts["from_s"] - line.story_s
    code, told = _told(scene, line, language)
    if not code:
        return ""
    if delay_s >= SOON_S and f"{code}.later" in words.EFFECTS:
        code, told = f"{code}.later", told | {"delay": words.delay(delay_s / 60)}
    return str(words.EFFECTS[code]).format(**told)


def is_law_unreviewed(scene: Scene, line: Line) -> bool:
    """Whether the sentence names a time that no lawyer has confirmed."""
    facts = line.facts
    clock = facts.get("clock") or ""
    known = facts["kind"] == "law" and until_s(scene, clock, 0) is not None
    return known and not is_reviewed(scene, clock)


def _told(scene: Scene, line: Line, language: str) -> tuple[str, dict[str, str]]:
    facts = line.facts
    match facts["kind"]:
        case "dark" | "back" if facts.get("node"):
            return _thing(scene, facts, language)
        case "law" if facts.get("clock"):
            return _law(scene, line)
        case "trust" | "money" | "people" if facts.get("amount"):
            low, _likely, high = facts["amount"]
            return _felt(scene, facts["kind"], low, high)
    return "", {}


def _felt(scene: Scene, kind: str, low: float, high: float) -> tuple[str, dict[str, str]]:
    match kind:
        case "trust":
            return _trust(roughly(low), roughly(high))
        case "money" if high <= 0:
            return "money.saved", {"money": in_own_money(scene, -high, -low)}
        case "money":
            return "money", {"money": in_own_money(scene, low, high)}
    return "people", {"people": words.people(roughly(low), roughly(high))}


def _thing(scene: Scene, facts: Mapping[str, Any], language: str) -> tuple[str, dict[str, str]]:
    told = {"thing": scene.thing(facts["node"], language)}
    if facts["kind"] == "dark" and facts.get("hours"):
        low, _likely, high = facts["hours"]
        return "dark.repair", told | {"time": words.lasting(roughly(low), roughly(high))}
    return facts["kind"], told


def _trust(low: float, high: float) -> tuple[str, dict[str, str]]:
    if high <= 0:
        return "trust.down", {"points": words.points(-high, -low)}
    if low >= 0:
        return "trust.up", {"points": words.points(low, high)}
    return "trust.open", {"down": words.points(-low, -low), "up": words.points(high, high)}


def _law(scene: Scene, line: Line) -> tuple[str, dict[str, str]]:
    clock, from_s = line.facts["clock"], line.facts["from_s"]
    told = {"duty": duty_of(clock)}
    if not line.facts.get("done"):
        ends_s = until_s(scene, clock, from_s)
        if ends_s is None:
            return "law.unknown", told
        at = scene.story_moment(ends_s, line.story_s)
        return "law", told | {"time": words.delay((ends_s - from_s) / 60), "clock": at}
    begins_s = begun_s(scene, clock)
    ends_s = until_s(scene, clock, begins_s) if begins_s is not None else None
    if ends_s is None:
        return "law.done", told
    time = words.delay(abs(ends_s - from_s) / 60)
    return ("law.late" if from_s > ends_s else "law.in_time"), told | {"time": time}
