"""How many absences each service can bear, by skill; never who."""

from collections.abc import Iterable
from dataclasses import dataclass

from lamplighter.engines.services.bound import Bound
from lamplighter.engines.services.model import Map, Need
from lamplighter.engines.services.spread import Spread
from lamplighter.engines.services.wiring import Gate


@dataclass(frozen=True, slots=True)
class SkillGap:
    """One need and how many hold what it asks for; ``slack`` absences uncover it, 0 or less: uncovered now."""

    node: str
    skill: str
    level: int
    people: int
    holders: int
    response_min: float | None

    @property
    def slack(self) -> int:
        """Absences that uncover the need: holders - people + 1."""
        return self.holders - self.people + 1


@dataclass(frozen=True, slots=True)
class Dependency:
    """How a service hangs on people.

    Parameters
    ----------
    slack
        The smallest number of absences that stops the service: 1 is "one absence away", 0 or less is short
        already; ``None`` where no number of absences can stop it, as far as needs have been written down.
    binding
        The needs that decide it, sorted by node, skill and level.
    through_alternatives
        The deciding absences each hit several stand-ins for each other at once (two redundant systems, one
        administrator). No single need in ``binding`` then stops the service by itself.
    exact
        False where people who hold several needs of stand-ins might allow a smaller set (never one or two
        people: those are found); the slack is then an upper bound.
    """

    service: str
    slack: int | None
    binding: tuple[SkillGap, ...]
    through_alternatives: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class OneAbsence:
    """One service and one need of which a single further absence stops the service, or which is short already.

    ``alone`` is false where the need's node has stand-ins, and the service stops because the same hands hold
    those up as well.
    """

    service: str
    node: str
    skill: str
    level: int
    people: int
    holders: int
    response_min: float | None
    alone: bool

    @property
    def uncovered(self) -> bool:
        """Whether the need is short of people today, with nobody away."""
        return self.holders < self.people


def key_person_dependency(city: Map, services: Iterable[str] | None = None) -> tuple[Dependency, ...]:
    """Say for each service how many absences stop it and which skills decide that, sorted by service.

    The minimum of ``holders - people + 1`` over the needs of the service and of everything it cannot do
    without (whatever stops it when out alone), lowered where fewer absences hit enough stand-ins of something
    together: exactly for none (short today), one and two people, by a bound beyond. Here, unlike in
    :func:`cascade`, a need that is uncovered gives its node no credit as somebody's stand-in: on paper it
    does not run.

    Raises
    ------
    ValueError
        A key that is not a service.

    Source: closed form of the per-service bus factor; hard in general only with alternatives
    (Piccolo 2025, arXiv 2508.09828), of which those of one and two people are found exactly.
    """
    return tuple(_dependency(hands) for hands in _hands_of(city, services))


def one_absence_away(city: Map, services: Iterable[str] | None = None) -> tuple[OneAbsence, ...]:
    """List what one further absence stops, by service, node and skill in alphabetical order.

    Includes needs that are uncovered already. Nobody is named, counted against others or ranked.

    Raises
    ------
    ValueError
        A key that is not a service.
    """
    rows = []
    for hands in _hands_of(city, services):
        found = _dependency(hands)
        if found.slack is None or found.slack > 1:
            continue
        alone = _gaps(gate for gate in hands.necessary if gate.slack <= 1)
        together = _gaps((*hands.short, *hands.by_one))
        rows += [_row(found.service, gap, alone=True) for gap in alone]
        rows += [_row(found.service, gap, alone=False) for gap in together]
    rows.sort(key=lambda row: (row.service, row.node, row.skill, row.level))
    return tuple(rows)


def _row(service: str, gap: SkillGap, *, alone: bool) -> OneAbsence:
    return OneAbsence(service, gap.node, gap.skill, gap.level, gap.people, gap.holders, gap.response_min, alone)


@dataclass(frozen=True, slots=True)
class _Hands:
    """The needs under one service: those it cannot do without, and those that only together stop it."""

    service: str
    necessary: tuple[Gate, ...]
    others: tuple[Gate, ...]
    short: tuple[Gate, ...]  # uncovered today, among stand-ins, and the service is down on paper
    by_one: tuple[Gate, ...]  # uncovered by one absence that stops the service through stand-ins
    by_two: tuple[Gate, ...]
    bound: int | None  # absences, if nobody counted twice
    bound_by: tuple[Gate, ...]


def _hands_of(city: Map, services: Iterable[str] | None) -> list[_Hands]:
    wiring = city.wiring
    wanted = [wiring.number[key] for key in city.services_named(services)]
    part = sorted(wiring.upstream(wanted))
    people = [number for number in part if number >= wiring.node_count]
    asking = [number for number in part if any(wiring.gates[gate].of_people for gate in wiring.under[number])]
    bits = {number: 1 << place for place, number in enumerate(asking)}
    everything = (1 << len(asking)) - 1
    never = [len(gate.members) + 1 for gate in wiring.gates]
    by_nodes = Spread(
        wiring,
        part,
        bits,
        [miss if gate.of_people else gate.fatal for gate, miss in zip(wiring.gates, never, strict=True)],
        everything,
    )
    stands_on = Spread(
        wiring,
        part,
        bits,
        [miss if gate.of_people else 1 for gate, miss in zip(wiring.gates, never, strict=True)],
        everything,
    )
    needs_of = {
        number: [wiring.gates[gate] for gate in wiring.under[number] if wiring.gates[gate].of_people]
        for number in asking
    }
    on_paper = [gate.slack if gate.of_people else gate.fatal for gate in wiring.gates]
    who = {number: 1 << place for place, number in enumerate(people)}
    nobody = 1 << len(people)  # the bit of "nobody is away"
    by_people = Spread(wiring, part, who, on_paper, 2 * nobody - 1)
    bound = Bound(wiring)
    hands = []
    pairs = _pairs(by_people, people, who, wanted, nobody)
    for service in wanted:
        vital, under = by_nodes.stops[service], stands_on.stops[service]
        necessary = [gate for number in asking if vital & bits[number] for gate in needs_of[number]]
        others = [gate for number in asking if under & ~vital & bits[number] for gate in needs_of[number]]
        alone = by_people.stops[service]
        down = bool(alone & nobody)
        single = set() if down else {number for number in people if alone & who[number]}
        short_elsewhere = down and all(gate.slack > 0 for gate in necessary)
        reach = bound.absences.get(service)
        hands.append(
            _Hands(
                wiring.keys[service],
                tuple(necessary),
                tuple(others),
                tuple(gate for gate in others if short_elsewhere and gate.slack <= 0),
                tuple(gate for gate in others if gate.slack == 1 and single.intersection(gate.members)),
                tuple(
                    gate
                    for gate in others
                    if gate.slack in (1, 2)
                    and any(len(pair.intersection(gate.members)) >= gate.slack for pair in pairs[service])
                ),
                reach,
                () if reach is None else tuple(wiring.gates[gate] for gate in bound.needs(service)),
            )
        )
    return hands


def _pairs(
    spread: Spread, people: list[int], who: dict[int, int], wanted: list[int], nobody: int
) -> dict[int, list[frozenset[int]]]:
    """Pairs of people who together, but not alone, stop a service that no single absence stops."""
    pairs: dict[int, list[frozenset[int]]] = {service: [] for service in wanted}
    open_to_pairs = [service for service in wanted if not spread.stops[service]]
    if not open_to_pairs:
        return pairs
    for place, number in enumerate(people):
        changed = spread.with_out(number)
        for service in open_to_pairs:
            if new := changed.get(service, 0) & (nobody - 1) & ~(2 * who[number] - 1):
                pairs[service] += [frozenset((number, other)) for other in people[place + 1 :] if new & who[other]]
    return pairs


def _dependency(hands: _Hands) -> Dependency:
    alone = min((gate.slack for gate in hands.necessary), default=None)
    together = [(0, hands.short), (1, hands.by_one), (2, hands.by_two)]
    if hands.bound is not None:
        together.append((hands.bound, hands.bound_by))
    slack, gates = min(((slack, gates) for slack, gates in together if gates), default=(None, ()), key=_first)
    # One and two absences were looked at, and no need falls to fewer than the least slack of all.
    least = max(3, min((gate.slack for gate in (*hands.necessary, *hands.others)), default=0))
    if slack is not None and (alone is None or slack < alone):
        return Dependency(hands.service, slack, _gaps(gates), through_alternatives=True, exact=slack <= least)
    binding = tuple(gate for gate in hands.necessary if gate.slack == alone)
    return Dependency(
        hands.service, alone, _gaps(binding), through_alternatives=False, exact=alone is None or alone <= least
    )


def _first(pair: tuple[int, tuple[Gate, ...]]) -> int:
    return pair[0]


def _gap(gate: Gate) -> SkillGap:
    need = gate.source
    assert isinstance(need, Need)
    return SkillGap(need.node, need.skill, need.level, need.people, len(gate.members), need.response_min)


def _gaps(gates: Iterable[Gate]) -> tuple[SkillGap, ...]:
    return tuple(sorted({_gap(gate) for gate in gates}, key=lambda gap: (gap.node, gap.skill, gap.level)))
