"""What residents notice of what an exercise has broken: each service lit, by hand, out, or past what is tolerable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lamplighter.engines.exercise.state import Outage
from lamplighter.engines.exercise.world import Facts
from lamplighter.engines.services import Map, WhatIf, explain, what_if

Now = Literal["lit", "by_hand", "out", "past"]
Happening = Literal["degraded", "fallen", "mtpd", "relieved", "back"]


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch during which a service is not as it should be; story seconds, ``None`` for what does not come.

    ``degraded_s`` is when it went over to its fallback, ``fell_s`` when it stopped, ``past_s`` when it had been
    stopped for longer than tolerable, ``back_s`` when it worked again or was relieved of its fallback.
    """

    degraded_s: int | None = None
    fell_s: int | None = None
    past_s: int | None = None
    back_s: int | None = None

    @property
    def begins_s(self) -> int:
        """When residents first notice."""
        starts = [second for second in (self.degraded_s, self.fell_s) if second is not None]
        return min(starts)

    def now(self, at_s: int) -> Now:
        """How the service is at a second within or outside the stretch."""
        if at_s < self.begins_s or (self.back_s is not None and at_s >= self.back_s):
            return "lit"
        if self.past_s is not None and at_s >= self.past_s:
            return "past"
        return "out" if self.fell_s is not None and at_s >= self.fell_s else "by_hand"


@dataclass(frozen=True, slots=True)
class ServiceState:
    """One service at a second, and the stretch that counts there.

    Parameters
    ----------
    now
        ``lit``, ``by_hand`` (on its fallback), ``out``, ``past`` (out for longer than tolerable).
    degraded_s, fell_s, past_s, back_s
        Of the stretch it is in, otherwise of the next to come, otherwise of the last.
    chain
        From the service down to what was broken; empty while nothing touches it.
    """

    key: str
    now: Now
    degraded_s: int | None
    fell_s: int | None
    past_s: int | None
    back_s: int | None
    residents: int | None
    fallback_min: float
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """At this story second this happens to a service."""

    at_s: int
    service: str
    happening: Happening


@dataclass(frozen=True, slots=True)
class Impact:
    """Every service of the city at one second, and the whole course up to the horizon.

    Parameters
    ----------
    services
        In the order of their keys.
    dark_residents, dark_residents_max
        Residents of the largest service that is out, at the second and at the worst one. Services share
        their residents, so a sum would count people twice; this counts too few rather than too many.
    service_hours_lost
        Hours out, past tolerable included, over all services and up to the horizon; hours by hand do not count.
    events
        Every change, ahead of the second too.
    """

    services: tuple[ServiceState, ...]
    dark_residents: int
    dark_residents_max: int
    service_hours_lost: float
    events: tuple[Change, ...]
    spells: Mapping[str, tuple[Spell, ...]] = field(hash=False)

    @property
    def out(self) -> tuple[ServiceState, ...]:
        """Services that are out or past tolerable."""
        return tuple(one for one in self.services if one.now in ("out", "past"))


def impact(
    city: Map,
    outages: Sequence[Outage],
    at_s: int,
    horizon_s: int,
    facts: Mapping[str, Facts] | None = None,
) -> Impact:
    """Say how every service stands at a story second, given everything broken so far and to come.

    Parameters
    ----------
    outages
        A thing that is out twice counts once, from its first fall to its last repair; a second outage of it
        that begins after ``at_s`` is not counted yet. One with no end is never repaired. What is not on the
        map (a pool of people) takes nothing with it here.
    horizon_s
        Story second up to which the course is told, included.
    facts
        Residents by service.

    Source: :func:`lamplighter.engines.services.what_if` on the same outages, with minute 0 at the earliest.
    """
    merged = merged_outages(city, outages, at_s)
    start_s = min((from_s for from_s, _ in merged.values()), default=0)
    if not merged or horizon_s < start_s:
        return _course(city, None, (), at_s, horizon_s, facts or {})
    seen = what_if(
        city,
        {node: (from_s - start_s) / 60 for node, (from_s, _) in merged.items()},
        {},
        (horizon_s - start_s) / 60,
        {node: (until_s - from_s) / 60 for node, (from_s, until_s) in merged.items() if until_s is not None},
    )
    events = tuple(
        Change(start_s + round(event.at_min * 60), event.service, event.happening) for event in seen.events
    )
    return _course(city, seen, events, at_s, horizon_s, facts or {})


def merged_outages(city: Map, outages: Sequence[Outage], at_s: int) -> dict[str, tuple[int, int | None]]:
    """Node to (from, until): one stretch for each node of the map, as :func:`impact` counts them."""
    merged: dict[str, tuple[int, int | None]] = {}
    for outage in sorted(outages, key=lambda one: one.from_s):
        if outage.node not in city.node_of or (outage.until_s is not None and outage.until_s <= outage.from_s):
            continue
        earlier = merged.get(outage.node)
        if earlier is None:
            merged[outage.node] = outage.from_s, outage.until_s
        elif outage.from_s <= at_s or earlier[1] is None or outage.from_s <= earlier[1]:
            ends = (earlier[1], outage.until_s)
            merged[outage.node] = earlier[0], None if None in ends else max(end for end in ends if end is not None)
    return merged


def _course(
    city: Map,
    seen: WhatIf | None,
    events: tuple[Change, ...],
    at_s: int,
    horizon_s: int,
    facts: Mapping[str, Facts],
) -> Impact:
    spells = _spells(events)
    states = tuple(_state(city, seen, key, spells.get(key, ()), at_s, facts) for key in city.services)
    lost_s = sum(
        min(horizon_s, spell.back_s if spell.back_s is not None else horizon_s) - spell.fell_s
        for stretches in spells.values()
        for spell in stretches
        if spell.fell_s is not None
    )
    fallen = [key for key, stretches in spells.items() if any(spell.fell_s is not None for spell in stretches)]
    return Impact(
        services=states,
        dark_residents=max((one.residents or 0 for one in states if one.now in ("out", "past")), default=0),
        dark_residents_max=max((facts.get(key, Facts()).residents or 0 for key in fallen), default=0),
        service_hours_lost=lost_s / 3600,
        events=events,
        spells=spells,
    )


def _spells(events: Sequence[Change]) -> dict[str, tuple[Spell, ...]]:
    open_: dict[str, dict[str, int]] = {}
    found: dict[str, list[Spell]] = {}
    for event in events:
        if event.happening in ("back", "relieved"):
            begun = open_.pop(event.service, None)
            if begun is not None:
                found.setdefault(event.service, []).append(Spell(**begun, back_s=event.at_s))
        else:
            name = {"degraded": "degraded_s", "fallen": "fell_s", "mtpd": "past_s"}[event.happening]
            open_.setdefault(event.service, {})[name] = event.at_s
    for service, begun in open_.items():
        found.setdefault(service, []).append(Spell(**begun))
    return {service: tuple(stretches) for service, stretches in sorted(found.items())}


def _state(
    city: Map, seen: WhatIf | None, key: str, spells: tuple[Spell, ...], at_s: int, facts: Mapping[str, Facts]
) -> ServiceState:
    current = next((one for one in spells if one.now(at_s) != "lit"), None)
    coming = next((one for one in spells if one.begins_s > at_s), None)
    spell = current or coming or (spells[-1] if spells else None)
    touched = seen is not None and spell is not None and key in seen.fall.cause
    return ServiceState(
        key=key,
        now=current.now(at_s) if current is not None else "lit",
        degraded_s=spell.degraded_s if spell else None,
        fell_s=spell.fell_s if spell else None,
        past_s=spell.past_s if spell else None,
        back_s=spell.back_s if spell else None,
        residents=facts.get(key, Facts()).residents,
        fallback_min=city.node_of[key].fallback_min,
        chain=tuple(step.key for step in explain(city, seen.fall, key)) if seen is not None and touched else (),
    )
