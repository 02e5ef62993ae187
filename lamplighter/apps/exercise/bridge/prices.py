"""What each option of a decision costs in this city, as it was when the decision opened, in a reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lamplighter.apps.exercise.bridge.play import Decision, keep
from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.phrases import prices as words
from lamplighter.engines.exercise import (
    FromCases,
    FromClock,
    FromMap,
    Option,
    Price,
    Priced,
    legal_clock,
    priced,
    roughly,
)


@dataclass(frozen=True, slots=True)
class Cost:
    """One price of an option: what it is paid in, how much, when it is felt, and what it rests on."""

    what: str
    label: str
    said: str
    felt: str
    basis: str
    note: str
    known: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it is offered; ``costs`` are empty where they are not shown."""

    key: str
    text: str
    costs: tuple[Cost, ...] = ()
    hidden: bool = False


# Of each decision that opened: its options' prices.
_prices: dict[tuple[Any, ...], Mapping[str, tuple[Priced, ...]]] = {}


def choices(
    scene: Scene, decision: Decision, language: str, *, hidden: bool = False, with_costs: bool = True
) -> tuple[Choice, ...]:
    """The options of a decision that is or was open, each with what it costs."""
    opened_s = scene.state.opened.get(decision.key, scene.state.story_s)
    return tuple(
        Choice(
            option.key,
            scene.text(option.text, language, opened_s),
            costs(scene, decision, option, language) if with_costs else (),
            option.hidden,
        )
        for option in (decision.options if hidden else decision.offered)
    )


def costs(scene: Scene, decision: Decision, option: Option, language: str) -> tuple[Cost, ...]:
    """What one option costs, in words."""
    opened_s = scene.state.opened.get(decision.key, scene.state.story_s)
    found = reckoned(scene, decision)[option.key]
    return tuple(
        _cost(scene, decision, price, one, language, opened_s)
        for price, one in zip(option.prices, found, strict=True)
    )


def reckoned(scene: Scene, decision: Decision) -> Mapping[str, tuple[Priced, ...]]:
    """The prices of all options as things stood when the decision opened; reckoned once."""
    exercise, state = scene.exercise, scene.state
    opened_s = state.opened.get(decision.key, state.story_s)
    outages = state.outages_asked.get(decision.key, state.outages)
    place = (exercise.pk, exercise.digest, exercise.frozen_at, decision.key, opened_s, outages, exercise.rate)
    found = _prices.get(place)
    if found is None:
        asked = replace(state, outages=outages, story_s=opened_s)
        found = {
            option.key: priced(
                option,
                scene.world,
                asked,
                exercise.frozen.get("country", ""),
                exercise.frozen.get("residents"),
                exercise.rate,
                legal_basis=decision.legal_basis,
                horizon_s=scene.scenario.horizon_s,
            )
            for option in decision.options
        }
        keep(_prices, place, found)
    return found


def money(scene: Scene, low: float, high: float, *, local: bool) -> str:
    """An amount to two figures, in the city's own money where its rate was written down."""
    currency = scene.exercise.frozen.get("currency") if local else None
    return words.amount(roughly(low), roughly(high), currency or "EUR")


def in_own_money(scene: Scene, low: float, high: float) -> str:
    """Euros of a scenario in the city's own money where its rate was written down."""
    rate = scene.exercise.rate
    times = float(rate) if rate is not None else 1.0
    return money(scene, low * times, high * times, local=rate is not None)


def _cost(scene: Scene, decision: Decision, price: Price, one: Priced, language: str, opened_s: int) -> Cost:
    day = scene.story_day(opened_s + one.felt_after_min * 60)
    return Cost(
        what=one.what,
        label=str(words.WHAT[one.what]),
        said=_range(scene, one) if one.known else str(words.UNKNOWN[one.what]),
        felt=words.felt(one.felt_after_min, day) if one.known and one.what != "law" else "",
        basis=_basis(scene, decision, price, one) if one.known else "",
        note=scene.text(price.note, language, opened_s),
        known=one.known,
    )


def _range(scene: Scene, one: Priced) -> str:
    assert one.low is not None
    assert one.high is not None
    low, high = roughly(one.low), roughly(one.high)
    if one.what == "trust" and one.unit == "points":
        return words.trust(low, high)
    if high <= 0 and low < 0:
        return words.saved(_measured(scene, -high, -low, one.unit))
    return _measured(scene, low, high, one.unit)


def _measured(scene: Scene, low: float, high: float, unit: str) -> str:
    match unit:
        case "EUR" | "local":
            return money(scene, low, high, local=unit == "local")
        case "h":
            return words.hours(low, high)
        case "d":
            return words.days(low, high)
        case "people":
            return words.people(low, high)
        case "points":
            return words.points(low, high)
    return words.amount_of(low, high, unit)


def _basis(scene: Scene, decision: Decision, price: Price, one: Priced) -> str:
    match price.basis:
        case FromCases():
            return words.from_cases(len(one.basis))
        case FromMap():
            return words.from_map()
        case FromClock(clock=clock):
            known = legal_clock(scene.exercise.frozen.get("country", ""), clock or decision.legal_basis or "")
            return words.from_law(known.article, reviewed=known.reviewed) if known else ""
    return words.from_writer()
