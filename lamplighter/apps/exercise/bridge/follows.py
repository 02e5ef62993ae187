"""What follows from a decision or an event, in sentences: what goes dark, what comes back, what is felt and when."""

from lamplighter.apps.exercise.bridge.deadlines import begun_s, duty_of, is_reviewed, until_s
from lamplighter.apps.exercise.bridge.play import Line
from lamplighter.apps.exercise.bridge.prices import in_own_money
from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.phrases import prices as words
from lamplighter.engines.exercise import Applied, Range, roughly

Told = tuple[str, dict[str, str]]

# A minute of the story: what is felt sooner is felt at once.
SOON_S = 60


def cause_of(of: str) -> str:
    """The inject, phase or decision of which an effect is; of an option its decision."""
    return of.partition(".")[0]


def effects_from(scene: Scene, line: Line) -> tuple[Applied, ...]:
    """All effects of one cause, at the line that tells the first of them; at its other lines none."""
    cause = cause_of(line.facts["of"])
    found = tuple(one for one in scene.state.effects if cause_of(one.of) == cause)
    return found if found and found[0].line == line.number else ()


def followed(scene: Scene, one: Applied, at_s: int, language: str) -> str:
    """One effect as a sentence, said at a second; empty where there is nothing that anybody notices."""
    code, told = _told(scene, one, at_s, language)
    if not code:
        return ""
    delay_s = one.from_s - at_s
    if delay_s >= SOON_S and f"{code}.later" in words.EFFECTS:
        code, told = f"{code}.later", told | {"delay": words.delay(delay_s / 60)}
    return str(words.EFFECTS[code]).format(**told)


def is_law_unreviewed(scene: Scene, one: Applied) -> bool:
    """Whether the sentence names a time that no lawyer has confirmed."""
    if one.kind != "law" or not one.clock or until_s(scene, one.clock, 0) is None:
        return False
    return not is_reviewed(scene, one.clock)


def _told(scene: Scene, one: Applied, at_s: int, language: str) -> Told:
    match one.kind:
        case "dark" | "back" if one.node is not None:
            return _thing(one, scene.thing(one.node, language))
        case "law" if one.clock:
            return _law(scene, one, one.clock, at_s)
        case "trust" | "money" | "people" if one.amount is not None:
            return _felt(scene, one.kind, one.amount)
    return "", {}


def _thing(one: Applied, thing: str) -> Told:
    if one.kind == "dark" and one.hours is not None:
        time = words.lasting(roughly(one.hours.low), roughly(one.hours.high))
        return "dark.repair", {"thing": thing, "time": time}
    return one.kind, {"thing": thing}


def _felt(scene: Scene, kind: str, amount: Range) -> Told:
    match kind:
        case "trust":
            return _trust(roughly(amount.low), roughly(amount.high))
        case "money" if amount.high <= 0:
            return "money.saved", {"money": in_own_money(scene, -amount.high, -amount.low)}
        case "money":
            return "money", {"money": in_own_money(scene, amount.low, amount.high)}
    return "people", {"people": words.people(roughly(amount.low), roughly(amount.high))}


def _trust(low: float, high: float) -> Told:
    if high <= 0:
        return "trust.down", {"points": words.points(-high, -low)}
    if low >= 0:
        return "trust.up", {"points": words.points(low, high)}
    return "trust.open", {"down": words.points(-low, -low), "up": words.points(high, high)}


def _law(scene: Scene, one: Applied, clock: str, at_s: int) -> Told:
    told = {"duty": duty_of(clock)}
    if not one.done:
        ends_s = until_s(scene, clock, one.from_s)
        if ends_s is None:
            return "law.unknown", told
        at = scene.story_moment(ends_s, at_s)
        return "law", told | {"time": words.delay((ends_s - one.from_s) / 60), "clock": at}
    begins_s = begun_s(scene, clock)
    ends_s = until_s(scene, clock, begins_s) if begins_s is not None else None
    if ends_s is None:
        return "law.done", told
    time = words.delay(abs(ends_s - one.from_s) / 60)
    return ("law.late" if one.from_s > ends_s else "law.in_time"), told | {"time": time}
