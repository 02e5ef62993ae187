"""Decisions with their options, and what these do and cost."""

from typing import Any, get_args

from lamplighter.engines.exercise.reading.fields import Part, kind_of
from lamplighter.engines.exercise.reading.triggers import trigger
from lamplighter.engines.exercise.scenario import (
    CaseBeside,
    Cost,
    Decision,
    Effect,
    EffectKind,
    Fixed,
    FromCases,
    FromClock,
    FromMap,
    Mode,
    Option,
    Price,
    Privacy,
    Quantity,
    Range,
    Rule,
)


def effects(part: Part) -> tuple[Effect, ...]:
    """Read the list ``effects``."""
    return tuple(found for one in part.listed("effects") if (found := _effect(one)) is not None)


def decision(part: Part) -> Decision:
    """Read one decision."""
    found = Decision(
        key=part.key(),
        number=part.label("number"),
        question=part.words("question"),
        asks=part.texts("asks"),
        decider=part.text("decider"),
        mode=part.one_of("mode", get_args(Mode), "single"),
        privacy=part.one_of("privacy", get_args(Privacy), "until_reveal"),
        rule=part.one_of("rule", get_args(Rule), "role"),
        trigger=trigger(part),
        options=tuple(_option(one) for one in part.parts("options")),
        unit=part.text("unit", ""),
        bounds=_bounds(part),
        deadline_min=part.minutes("deadline"),
        legal_basis=part.text("legal_basis", None),
        objective=part.text("objective", None),
        case_beside=_case_beside(part.part("case_beside")),
        about=part.words_or_none("about"),
        crews=part.whole("crews", 1, least=1),
    )
    if found.mode in ("single", "rank") and not found.options:
        part.complain("missing", "options")
    at_min = found.trigger.at_min or 0
    if found.deadline_min is not None and found.deadline_min <= at_min:
        part.complain("bad_range", "deadline", got=found.deadline_min, least=at_min + 1)
    part.done()
    return found


def _option(part: Part) -> Option:
    found = Option(
        key=part.key(),
        text=part.words("text"),
        effects=effects(part),
        prices=tuple(price for one in part.listed("prices") if (price := _price(one)) is not None),
        cases=part.texts("cases"),
        leads_to=part.texts("leads_to"),
        hidden=part.truth("hidden"),
    )
    part.done()
    return found


def _case_beside(part: Part | None) -> CaseBeside | None:
    if part is None:
        return None
    found = CaseBeside(part.text("case"), part.one_of("quantity", get_args(Quantity), None), part.words("text"))
    part.done()
    return found


def _bounds(part: Part) -> tuple[float, float] | None:
    value = part.raw("bounds")
    if value is None:
        return None
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(isinstance(one, int | float) and not isinstance(one, bool) for one in value)
    ):
        part.complain("wrong_type", "bounds", expected="[least, most]", got=kind_of(value))
        return None
    if value[0] >= value[1]:
        part.complain("bad_range", "bounds", got=value)
    return float(value[0]), float(value[1])


def _price(part: Part) -> Price | None:
    what = part.one_of("what", get_args(Cost))
    basis: Fixed | FromCases | FromMap | FromClock | None = None
    if part.has("fixed"):
        fixed = part.range("fixed")
        basis = None if fixed is None else Fixed(fixed.low, fixed.likely, fixed.high, part.text("unit", ""))
    else:
        match part.one_of("from", ("map", "cases", "clock")):
            case "map":
                basis = FromMap()
            case "clock":
                basis = FromClock(part.text("clock", None))
            case "cases":
                quantity = part.one_of("quantity", get_args(Quantity))
                basis = FromCases(quantity, part.texts("cases"), part.range("factor") or Range(1, 1, 1))
    found = None
    felt_after_min, note = part.minutes("felt_after", 0), part.words_or_none("note")
    if basis is not None:
        found = Price(what, basis, felt_after_min, note)
    part.done()
    return found


def _effect(part: Part) -> Effect | None:
    heads = [head for head in get_args(EffectKind) if part.has(head)]
    if len(heads) != 1:
        allowed = list(get_args(EffectKind))
        part.book.complain("unknown_value", part.where, got=sorted(map(str, part.tree)), allowed=allowed)
        return None
    kind: EffectKind = heads[0]
    after_min = part.minutes("after", 0)
    found: dict[str, Any] = {}
    match kind:
        case "dark" | "back":
            found = {"target": part.text(kind), "hours": part.range("hours")}
            if found["hours"] is not None and found["hours"].low < 0:
                part.complain("bad_range", "hours", got=found["hours"].low, least=0)
        case "trust" | "money" | "people":
            found = {"amount": part.range(kind)}
        case "set":
            found = {"variable": part.text("set"), "amount": _three(part.number("to"))}
        case "law":
            found = {"clock": part.text("law"), "done": part.truth("done")}
    part.done()
    return Effect(kind, after_min=after_min, **found)


def _three(number: float) -> Range:
    return Range(number, number, number)
