"""A stretch of a roster as demands and rules that may be dropped one by one: what a clash is looked for in."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from lamplighter.engines.law import AtMost, SomeFree
from lamplighter.engines.law.limits import cliques
from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.explain.clash import Element, Kind
from lamplighter.engines.roster.ground import Ground, Pair
from lamplighter.engines.roster.problem import Candidate, Seat
from lamplighter.engines.roster.terms.rules import TERMS
from lamplighter.engines.roster.verdict import judged

Terms = tuple[tuple[Pair, int], ...]
Fits = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether elements fit together; where they do not, a part of them that does not either."""

    fits: Fits
    core: tuple[Element, ...] = ()


@dataclass(slots=True)
class Scene:
    """What must hold about some pairs of person and seat. A rule without an element can never be dropped.

    ``demands``: on a seat at least one of the pairs. ``limits``: the weights of the pairs together at most so much.
    ``rests``: of at least one option, no pair.
    """

    seats: tuple[int, ...]
    pairs: dict[int, tuple[int, ...]]
    demands: list[tuple[Element, int, tuple[Pair, ...]]] = field(default_factory=list)
    limits: list[tuple[Element | None, Terms, int]] = field(default_factory=list)
    rests: list[tuple[Element | None, tuple[frozenset[Pair], ...]]] = field(default_factory=list)

    @property
    def elements(self) -> tuple[Element, ...]:
        """Everything that may be dropped, once each."""
        found = [element for element, _, _ in self.demands]
        found += [element for element, _, _ in self.limits if element is not None]
        found += [element for element, _ in self.rests if element is not None]
        return tuple(dict.fromkeys(found))


def scene_of(ground: Ground, wanted: Collection[int], standing: Sitting) -> Scene:
    """The scene in which the seats ``wanted`` are to be filled.

    ``standing`` says who sits on other seats and stays there whatever is dropped (None: those seats do not
    matter); their work binds as history does. Pinned seats that are not wanted always stand.
    """
    return _Setting(ground, wanted, standing).scene


class _Setting:
    """Puts a scene together, person by person."""

    def __init__(self, ground: Ground, wanted: Collection[int], standing: Sitting) -> None:
        self.ground = ground
        self.wanted = frozenset(wanted)
        self.barred = {(each.person, each.seat) for each in ground.problem.barred}
        self.stands = {
            at: person for at, person in enumerate(standing) if person is not None and at not in self.wanted
        }
        self.stands |= {
            at: person for at, person in ground.settled.items() if person is not None and at not in self.wanted
        }
        self.pinned = {at: person for at, person in ground.settled.items() if at in self.wanted}
        self.kept = _by_person(self.stands)
        self._keep_unruly_pins()
        self.kept = _by_person(self.stands)
        seats = sorted(self.wanted, key=lambda at: (ground.seats[at].span, ground.seats[at].key))
        may = {at: tuple(person for person in range(len(ground.people)) if self._may(person, at)) for at in seats}
        self.scene = Scene(tuple(seats), may)
        self._demands()
        for person in range(len(ground.people)):
            mine = [at for at in seats if person in may[at]]
            if mine:
                self._of_person(person, mine)
        self._company()

    def _keep_unruly_pins(self) -> None:
        """Pins that break a rule by themselves stand as they are: they are nobody's demand."""
        for person in sorted({who for who in self.pinned.values() if who is not None}):
            pins = [at for at, who in self.pinned.items() if who == person]
            most = self.ground.people[person].max_duties
            breaches = judged(self.ground, person, tuple(pins), self._kept(person))
            if (most is not None and len(pins) > most) or any(not breach.inherited for breach in breaches):
                for at in pins:
                    del self.pinned[at]
                    self.stands[at] = person
                self.wanted = self.wanted.difference(pins)

    def _may(self, person: int, at: int) -> bool:
        seat = self.ground.seats[at]
        return self.pinned.get(at) == person or (seat.pool, seat.layer) in self.ground.people[person].eligible

    def _demands(self) -> None:
        for at in self.scene.seats:
            key = self.ground.seats[at].key
            pairs = tuple((person, at) for person in self.scene.pairs[at])
            self.scene.demands.append((Element("seat", seats=(key,)), at, pairs))
            self._limit(None, [(pair, 1) for pair in pairs], 1)
            if at in self.pinned:
                pin = Element("pin", seats=(key,))
                others = [(pair, 1) for pair in pairs if pair[0] != self.pinned[at]]
                self._limit(pin, others, 0)
                sitter = self.pinned[at]
                if sitter is not None:
                    self.scene.demands.append((pin, at, ((sitter, at),)))

    def _of_person(self, person: int, mine: list[int]) -> None:
        who = self.ground.people[person]
        for at in mine:
            if self.pinned.get(at) != person:
                for element in self._ruled_out(who, person, self.ground.seats[at]):
                    self._limit(element, [((person, at), 1)], 0)
        if who.max_duties is not None:
            terms = [((person, at), 1) for at in mine]
            left = max(who.max_duties - len(self._kept(person)), 0)
            self._limit(Element("max_duties", (who.key,)), terms, left)
        spans = [(int(seat.span.start.timestamp()), int(seat.span.end.timestamp())) for seat in self._seats(mine)]
        for clique in cliques(spans):
            self._limit(None, [((person, mine[n]), 1) for n in clique], 1)
        for statement in self.ground.said(person, mine, self._kept(person)):
            self._state(person, mine, statement)

    def _ruled_out(self, who: Candidate, person: int, seat: Seat) -> Iterator[Element]:
        if (who.key, seat.key) in self.barred:
            yield Element("barred", (who.key,), (seat.key,))
        for wanted in seat.skills:
            if wanted.required and who.skills.get(wanted.skill, 0) < wanted.level:
                yield Element("skill", seats=(seat.key,), detail=wanted.skill)
        for leave in who.away:
            if leave.overlaps(seat.span):
                yield Element("leave", (who.key,), spans=(leave,))
        for work in who.fixed:
            if work.span.overlaps(seat.span) and (work.kind != "callout" or seat.kind == "worked"):
                yield Element("elsewhere", (who.key,), spans=(work.span,), detail=work.key)
        for other in self._seats(self._kept(person)):
            if other.span.overlaps(seat.span):
                yield Element("elsewhere", (who.key,), spans=(other.span,), detail=other.key)

    def _state(self, person: int, mine: list[int], statement: AtMost | SomeFree) -> None:
        if statement.rule == "double_booking":
            return  # nature: told as places that cannot be shared, and as work that stands elsewhere
        kind: Kind = "terms" if statement.rule in TERMS else "law"
        law = Element(kind, (self.ground.people[person].key,), rule=statement.rule, fact_id=statement.fact_id)
        if isinstance(statement, AtMost):
            self._limit(law, [((person, mine[n]), weight) for n, weight in statement.terms], statement.limit)
        else:
            options = tuple(frozenset((person, mine[n]) for n in option) for option in statement.options)
            self.scene.rests.append((law, options))

    def _kept(self, person: int) -> tuple[int, ...]:
        return self.kept.get(person, ())

    def _seats(self, numbers: Iterable[int]) -> Iterator[Seat]:
        return (self.ground.seats[at] for at in numbers)

    def _company(self) -> None:
        """Those who are never on together, among seats of one pool that share time."""
        ground = self.ground
        for at in self.scene.seats:
            for other in ground.beside[at]:
                if other in self.wanted and other < at:
                    continue  # seen from the other side
                at_night = ground.is_night(at) and ground.is_night(other)
                for one, two in product(self.scene.pairs[at], self._there(other)):
                    if (one, two) in ground.strangers:
                        names = sorted((ground.people[one].key, ground.people[two].key))
                        self._apart(Element("forbidden_pair", tuple(names)), (one, at), (two, other))
                    if at_night and one != two and {one, two} <= ground.newcomers:
                        self._apart(Element("newcomers"), (one, at), (two, other))

    def _there(self, at: int) -> tuple[int, ...]:
        if at in self.wanted:
            return self.scene.pairs[at]
        return (self.stands[at],) if at in self.stands else ()

    def _apart(self, element: Element, one: Pair, other: Pair) -> None:
        """Not both; what stands or is pinned both ways stays."""
        if other[1] not in self.wanted:
            self._limit(element, [(one, 1)], 0)
        elif not (self.pinned.get(one[1]) == one[0] and self.pinned.get(other[1]) == other[0]):
            self._limit(element, [(one, 1), (other, 1)], 1)

    def _limit(self, element: Element | None, terms: Iterable[tuple[Pair, int]], most: int) -> None:
        listed = tuple(terms)
        if sum(weight for _, weight in listed) > most:
            self.scene.limits.append((element, listed, most))


def _by_person(stands: Mapping[int, int]) -> Mapping[int, tuple[int, ...]]:
    """For each person the seats that they keep, in the problem's order."""
    found: dict[int, list[int]] = {}
    for at, person in sorted(stands.items()):
        found.setdefault(person, []).append(at)
    return {person: tuple(seats) for person, seats in found.items()}
