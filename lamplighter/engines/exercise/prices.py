"""What an option costs: ranges from real cases, from the city's own map and from the law, never one number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10
from typing import Literal

from lamplighter.engines.exercise.cases import calibrated
from lamplighter.engines.exercise.impact import impact
from lamplighter.engines.exercise.legal import legal_clock
from lamplighter.engines.exercise.scenario import (
    HORIZON_S,
    Cost,
    Effect,
    Fixed,
    FromCases,
    FromClock,
    FromMap,
    Option,
    Price,
)
from lamplighter.engines.exercise.state import Outage, State
from lamplighter.engines.exercise.world import World
from lamplighter.engines.services import Map

Pick = Literal["low", "likely", "high"]
PICKS: tuple[Pick, ...] = ("low", "likely", "high")
UNITS: dict[Cost, str] = {"money": "EUR", "service_hours": "h", "people": "people", "trust": "points", "law": "h"}
LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Priced:
    """One price of an option in this city.

    Parameters
    ----------
    low, likely, high
        In ``unit``; all ``None`` where it is not known, and then nobody may guess it.
    unit
        ``EUR``, or ``local`` where a rate into the city's own money was given; ``h``, ``people``, ``points``.
    felt_after_min
        Story minutes until anybody notices.
    basis
        What it rests on: ids of cases, keys of services, an article of law; or ``written`` by the author.
    formula
        How it was reckoned, in signs that need no language.
    """

    what: Cost
    low: float | None
    likely: float | None
    high: float | None
    unit: str
    felt_after_min: int
    basis: tuple[str, ...]
    formula: str

    @property
    def known(self) -> bool:
        """Whether there is a range at all."""
        return self.likely is not None


def priced(
    option: Option,
    world: World,
    state: State,
    country: str,
    residents: int | None,
    rate: Decimal | None,
    *,
    legal_basis: str | None = None,
    horizon_s: int = HORIZON_S,
) -> tuple[Priced, ...]:
    """Reckon every price of an option as things stand.

    Parameters
    ----------
    country
        Two letters; whose legal deadlines count.
    residents
        Of the city; without them nothing is derived from money per resident.
    rate
        The city's own money for one euro.
    legal_basis
        The decision's legal clock, for prices that name none themselves.
    horizon_s
        Story second up to which lost service-hours count; :attr:`Scenario.horizon_s`.
    """
    found = []
    for price in option.prices:
        match price.basis:
            case Fixed():
                found.append(_written(price, price.basis, rate))
            case FromCases():
                found.append(_from_cases(price, price.basis, residents, rate))
            case FromMap():
                found.append(_from_map(price, option, world, state, horizon_s))
            case FromClock():
                found.append(_from_clock(price, price.basis.clock or legal_basis, country))
    return tuple(found)


def roughly(value: float) -> float:
    """The same to two figures, for showing: a range from old cases is not worth more."""
    if not value:
        return 0.0
    return round(value, 1 - floor(log10(abs(value))))


def option_outages(
    effects: Sequence[Effect], world: World, outages: Sequence[Outage], at_s: int, pick: Pick, of: str = "option"
) -> tuple[Outage, ...]:
    """The outages as they would be with these effects, repairs taking their low, likely or high hours.

    What a ``dark`` effect breaks is mended after its hours, or never if it has none; ``back`` ends what is out,
    and of a thing that only lies in the dark of others, what it stands on.
    Effects on a target that the city does not have change nothing.
    """
    found = list(outages)
    for effect in effects:
        node = world.cast.get(effect.target or "")
        if node is None:
            continue
        from_s = at_s + effect.after_min * 60
        repair_s = 0 if effect.hours is None else round(getattr(effect.hours, pick) * 3600)
        if effect.kind == "dark":
            found.append(Outage(node, from_s, from_s + repair_s if effect.hours is not None else None, of))
        elif effect.kind == "back":
            end_s = from_s + repair_s
            mended = _mended(world.map, node, found, end_s)
            found = [
                Outage(one.node, one.from_s, end_s, one.of) if one.node in mended and _lasts(one, end_s) else one
                for one in found
            ]
    return tuple(found)


def _mended(city: Map, node: str, outages: Sequence[Outage], end_s: int) -> set[str]:
    """What a repair of a thing mends: itself if it is out, otherwise what is out of all it stands on."""
    broken = {one.node for one in outages if _lasts(one, end_s)}
    if node in broken or node not in city.node_of:
        return {node}
    wiring = city.wiring
    return broken & {wiring.keys[number] for number in wiring.upstream([wiring.number[node]])}


def _lasts(outage: Outage, second: int) -> bool:
    return outage.from_s < second and (outage.until_s is None or outage.until_s > second)


def _written(price: Price, basis: Fixed, rate: Decimal | None) -> Priced:
    unit = basis.unit or UNITS[price.what]
    low, likely, high = basis.low, basis.likely, basis.high
    if unit == "EUR" and rate is not None:
        low, likely, high = (value * float(rate) for value in (low, likely, high))
        unit = LOCAL
    return Priced(price.what, low, likely, high, unit, price.felt_after_min, ("written",), "written")


def _from_cases(price: Price, basis: FromCases, residents: int | None, rate: Decimal | None) -> Priced:
    found = calibrated(basis.quantity, basis.cases)
    money = basis.quantity == "eur_per_resident"
    unit = "EUR" if money else "h" if price.what == "service_hours" else "d"
    if found is None or (money and residents is None):
        return _unknown(price, unit, found.cases if found else basis.cases, basis.quantity)
    times = float(residents or 0) if money else 24.0 if unit == "h" else 1.0
    if money and rate is not None:
        times, unit = times * float(rate), LOCAL
    quartiles = (found.low, found.likely, found.high)
    factors = (basis.factor.low, basis.factor.likely, basis.factor.high)
    low, likely, high = sorted(q * f * times for q, f in zip(quartiles, factors, strict=True))
    formula = f"{basis.quantity} {_triple(quartiles)} × {_triple(factors)}"
    if money:
        formula += f" × {residents}" + (f" × {rate}" if rate is not None else "")
    elif unit == "h":
        formula += " × 24"
    return Priced(price.what, low, likely, high, unit, price.felt_after_min, found.cases, formula)


def _from_map(price: Price, option: Option, world: World, state: State, horizon_s: int) -> Priced:
    formula = "Σ h(option) - Σ h(nothing)"
    if not world.map.services:
        return _unknown(price, "h", (), formula)
    # The last second is asked for, so that what is broken a second time later on counts in both.
    without = impact(world.map, state.outages, horizon_s, horizon_s)
    lost, touched = [], set[str]()
    for pick in PICKS:
        broken = option_outages(option.effects, world, state.outages, state.story_s, pick)
        course = impact(world.map, broken, horizon_s, horizon_s)
        lost.append(course.service_hours_lost - without.service_hours_lost)
        touched |= {key for key, spells in course.spells.items() if spells != without.spells.get(key, ())}
    low, likely, high = sorted(lost)
    return Priced(price.what, low, likely, high, "h", price.felt_after_min, tuple(sorted(touched)), formula)


def _from_clock(price: Price, clock: str | None, country: str) -> Priced:
    found = legal_clock(country, clock) if clock is not None else None
    if found is None:
        return _unknown(price, "h", (), clock or "")
    if found.hours_low is None or found.hours_high is None:
        return _unknown(price, "h", (found.article,), found.key)
    likely = (found.hours_low + found.hours_high) / 2
    return Priced(
        price.what,
        found.hours_low,
        likely,
        found.hours_high,
        "h",
        price.felt_after_min,
        (found.article,),
        f"{found.law} {found.key}",
    )


def _unknown(price: Price, unit: str, basis: tuple[str, ...], formula: str) -> Priced:
    return Priced(price.what, None, None, None, unit, price.felt_after_min, basis, formula)


def _triple(values: Sequence[float]) -> str:
    return "[" + ", ".join(f"{value:.3g}" for value in values) + "]"
