"""How an item comes, and the conditions it waits for."""

from collections.abc import Callable, Mapping
from typing import Any as Whatever

from lamplighter.engines.exercise.conditions import (
    All,
    Answered,
    Any,
    Condition,
    Decided,
    Elapsed,
    Fallen,
    Not,
    Past,
    PostEmpty,
    Released,
    Var,
)
from lamplighter.engines.exercise.reading.fields import Part, kind_of
from lamplighter.engines.exercise.scenario import Release, Trigger


def trigger(part: Part) -> Trigger:
    """Read ``release``, ``at``, ``when`` and ``after``; without ``release`` the others tell it."""
    guess: Release = "conditional" if part.has("when") else "timed" if part.has("at") else "manual"
    if part.has("at"):
        guess = "timed"
    release = part.one_of("release", ("manual", "timed", "conditional"), guess)
    at_min = part.minutes("at")
    when = _condition(part.raw("when"), part, "when") if part.has("when") else None
    after_min = part.minutes("after", 0)
    part.picked |= {"when"}
    if release == "timed" and not part.has("at"):
        part.complain("missing", "at")
    if release == "conditional" and not part.has("when"):
        part.complain("missing", "when")
    for name, unused in (
        ("at", release != "timed"),
        ("when", release == "manual"),
        ("after", not part.has("when")),
    ):
        if unused and part.has(name):
            part.complain("not_with_release", name, release=release)
    return Trigger(release, at_min, when, after_min)


def _condition(tree: Whatever, above: Part, name: str) -> Condition | None:
    where = above.at(name)
    if not isinstance(tree, Mapping):
        above.complain("wrong_type", name, expected="condition", got=kind_of(tree))
        return None
    part = Part(tree, where, above.path, above.book)
    heads = [head for head in _HEADS if part.has(head)]
    if len(heads) != 1:
        above.complain("unknown_value", name, got=sorted(map(str, tree)), allowed=sorted(_HEADS))
        return None
    found = _HEADS[heads[0]](part)
    part.done()
    return found


def _several(part: Part, name: str) -> tuple[Condition, ...]:
    value = part.raw(name)
    if not isinstance(value, list):
        part.complain("wrong_type", name, expected="list", got=kind_of(value))
        return ()
    read = [_condition(one, part, f"{name}.{place}") for place, one in enumerate(value, start=1)]
    return tuple(one for one in read if one is not None)


def _not(part: Part) -> Condition | None:
    inner = _condition(part.raw("not"), part, "not")
    return None if inner is None else Not(inner)


def _share(part: Part) -> Condition:
    share = part.number("share", 1.0)
    if not 0 <= share <= 1:
        part.complain("bad_range", "share", got=share)
    return Answered(part.text("answered"), share)


def _var(part: Part) -> Condition | None:
    ops = [op for op in ("below", "above", "is") if part.has(op)]
    name = part.text("var")
    match ops:
        case ["is"]:
            value = part.raw("is")
            if isinstance(value, bool) or not isinstance(value, str | int | float):
                part.complain("wrong_type", "is", expected="text or number", got=kind_of(value))
                return None
            return Var(name, "is", value if isinstance(value, str) else float(value))
        case ["below"]:
            return Var(name, "below", part.number("below"))
        case ["above"]:
            return Var(name, "above", part.number("above"))
    part.picked |= {"below", "above", "is"}
    part.complain("missing", "below", allowed=["below", "above", "is"])
    return None


_HEADS: Mapping[str, Callable[[Part], Condition | None]] = {
    "all": lambda part: All(_several(part, "all")),
    "any": lambda part: Any(_several(part, "any")),
    "not": _not,
    "decided": lambda part: Decided(part.text("decided"), part.text("option", None)),
    "answered": _share,
    "released": lambda part: Released(part.text("released")),
    "fallen": lambda part: Fallen(part.text("fallen")),
    "past": lambda part: Past(part.text("past")),
    "var": _var,
    "elapsed": lambda part: Elapsed(part.minutes("elapsed", 0)),
    "post_empty": lambda part: PostEmpty(part.text("post_empty")),
}
