"""What binds each person on every seat, said once, and cut to a scene for every question that is asked of it.

A scene of a few seats needs the statements of law about those seats alone. To cut them out of what the law says of
the whole period costs a fraction of saying them anew, and for most questions few people need their law said at all:
whom something plain keeps from all the seats in question, no law needs to keep.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lamplighter.engines.law import AtMost
from lamplighter.engines.law.limits import cliques
from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.explain.clash import Element, Kind
from lamplighter.engines.roster.explain.scene import Scene
from lamplighter.engines.roster.ground import Ground, Pair
from lamplighter.engines.roster.problem import Candidate, Seat
from lamplighter.engines.roster.terms.rules import TERMS
from lamplighter.engines.roster.verdict import judged

FEW_SEATS = 3


@dataclass(slots=True)
class Book:
    """One person's law and terms about every seat of their pools: seats and their weights together at most so much,
    and options of which one stays free; by seat, where each is found.
    """

    limits: list[tuple[Element, tuple[tuple[int, int], ...], int]] = field(default_factory=list)
    rests: list[tuple[Element, tuple[frozenset[int], ...]]] = field(default_factory=list)
    limits_on: dict[int, list[int]] = field(default_factory=dict)
    rests_on: dict[int, list[int]] = field(default_factory=dict)


class Frame:
    """A problem, and what has been said of its people so far.

    Pins that break a rule by themselves stand as they are: they are nobody's demand, and no scene asks for them.
    """

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.barred = {(each.person, each.seat) for each in ground.problem.barred}
        self.unruly = frozenset(self._unruly())
        self._books: dict[int, Book] = {}
        self._bars: dict[int, tuple[tuple[int, Element], ...]] = {}

    @cached_property
    def eligible(self) -> tuple[tuple[int, ...], ...]:
        """For each seat those of its pool and layer: anything else that keeps them from it may be dropped."""
        people = self.ground.people
        return tuple(
            tuple(person for person in range(len(people)) if (seat.pool, seat.layer) in people[person].eligible)
            for seat in self.ground.seats
        )

    def scene(
        self,
        wanted: Iterable[int],
        standing: Sitting | None = None,
        *,
        plain: bool = False,
        of: Collection[int] | None = None,
        books: bool = True,
        aside: Collection[int] = (),
    ) -> Scene:
        """The scene in which the seats ``wanted`` are to be filled.

        Parameters
        ----------
        standing
            Who sits on other seats and stays there whatever is dropped; None: those seats do not matter. Pinned
            seats that are not wanted always stand.
        plain
            Only those are looked at whom nothing plain keeps from a seat: nothing may be dropped then but a seat.
        of
            The people of whom more is told than where they may not be; None: those who may take one of the seats.
        books
            Whether law and terms are told.
        aside
            Seats that do not matter even if they are pinned.
        """
        stands = {} if standing is None else {at: who for at, who in enumerate(standing) if who is not None}
        stands |= {at: who for at, who in self.ground.settled.items() if who is not None and at not in aside}
        return _Cut(self, frozenset(wanted) - self.unruly, stands, plain, of, books).scene

    def may(self, at: int) -> tuple[int, ...]:
        """Who may ever be on a seat: those of its pool, and whoever is pinned to it."""
        pinned = self.ground.settled.get(at)
        return self.eligible[at] if pinned is None else tuple(sorted({*self.eligible[at], pinned}))

    def bars(self, at: int) -> tuple[tuple[int, Element], ...]:
        """What plainly keeps people from one seat, with whom it keeps from it."""
        if at not in self._bars:
            pinned = self.ground.settled.get(at)
            self._bars[at] = tuple(
                (person, element)
                for person in self.eligible[at]
                if person != pinned
                for element in self._ruled_out(self.ground.people[person], person, self.ground.seats[at])
            )
        return self._bars[at]

    def book(self, person: int, mine: Sequence[int], kept: Collection[int]) -> Book:
        """What law and terms say of one person: of every seat, or of ``mine`` alone, beside those they keep, where
        these are so few that all the others need not be looked at for them.
        """
        if person not in self._books and len(mine) <= FEW_SEATS:
            return self._said(person, mine, sorted(kept))
        if person not in self._books:
            all_seats = [at for at in _in_time(self.ground, range(len(self.ground.seats))) if at not in self.unruly]
            self._books[person] = self._said(
                person, [at for at in all_seats if person in self.may(at)], self._stuck(person)
            )
        return self._books[person]

    def _said(self, person: int, mine: Sequence[int], kept: Sequence[int]) -> Book:
        ground, book = self.ground, Book()
        for statement in ground.said(person, mine, kept):
            if statement.rule == "double_booking":
                continue  # nature: told as places that cannot be shared, and as work that stands elsewhere
            kind: Kind = "terms" if statement.rule in TERMS else "law"
            law = Element(kind, (ground.people[person].key,), rule=statement.rule, fact_id=statement.fact_id)
            if isinstance(statement, AtMost):
                for slot, _ in statement.terms:
                    book.limits_on.setdefault(mine[slot], []).append(len(book.limits))
                book.limits.append(
                    (law, tuple((mine[slot], weight) for slot, weight in statement.terms), statement.limit)
                )
            else:
                for slot in frozenset[int]().union(*statement.options):
                    book.rests_on.setdefault(mine[slot], []).append(len(book.rests))
                options = tuple(frozenset(mine[slot] for slot in option) for option in statement.options)
                book.rests.append((law, options))
        return book

    def _stuck(self, person: int) -> tuple[int, ...]:
        return tuple(at for at in self.ground.pinned(person) if at in self.unruly)

    def _unruly(self) -> Iterator[int]:
        for person in sorted({who for who in self.ground.settled.values() if who is not None}):
            pins = self.ground.pinned(person)
            most = self.ground.people[person].max_duties
            if (most is not None and len(pins) > most) or any(
                not breach.inherited for breach in judged(self.ground, person, pins, ())
            ):
                yield from pins

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


class _Cut:
    """One scene, cut out of a frame."""

    def __init__(
        self,
        frame: Frame,
        wanted: frozenset[int],
        stands: Mapping[int, int],
        plain: bool,
        of: Collection[int] | None,
        books: bool,
    ) -> None:
        self.frame = frame
        self.ground = ground = frame.ground
        self.wanted = wanted
        self.pinned = {at: person for at, person in ground.settled.items() if at in self.wanted}
        self.plain = plain
        self.stands = {at: who for at, who in stands.items() if at not in wanted}
        self.kept: Mapping[int, frozenset[int]] = _by_person(self.stands)
        seats = _in_time(ground, wanted)
        may = ground.takers if plain else frame.may
        self.scene = Scene(tuple(seats), {at: may(at) for at in seats})
        self._cliques: dict[tuple[int, ...], tuple[tuple[int, ...], ...]] = {}
        self._demands()
        told = frozenset(who for at in seats for who in ground.takers(at)) if of is None else frozenset(of)
        mine: dict[int, list[int]] = defaultdict(list)
        for at in seats:
            for person in self.scene.pairs[at]:
                mine[person].append(at)
        for person, theirs in sorted(mine.items()):
            self._nature(person, theirs)
            if person in told:
                self._agreed(person, theirs)
                if books:
                    self._bound(person, theirs)
        self._company()

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
            if not self.plain:
                for person, element in self.frame.bars(at):
                    self._limit(element, [((person, at), 1)], 0)

    def _nature(self, person: int, mine: Sequence[int]) -> None:
        """Nobody is in two places at once."""
        seats = self.ground.seats
        for clique in self._together(tuple(mine)):
            self._limit(None, [((person, at), 1) for at in clique], 1)
        for other in self.kept.get(person, ()):
            span = seats[other].span
            for at in self.ground.overlaps[other]:
                if at in self.wanted and person in self.scene.pairs[at] and self.pinned.get(at) != person:
                    who = self.ground.people[person].key
                    elsewhere = Element("elsewhere", (who,), spans=(span,), detail=seats[other].key)
                    self._limit(elsewhere, [((person, at), 1)], 0)

    def _together(self, mine: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        """The largest sets of these seats that all share some instant; the same for all who may take the same."""
        if mine not in self._cliques:
            spans = [self.ground.seats[at].span for at in mine]
            stamps = [(int(span.start.timestamp()), int(span.end.timestamp())) for span in spans]
            self._cliques[mine] = tuple(tuple(mine[n] for n in clique) for clique in cliques(stamps))
        return self._cliques[mine]

    def _agreed(self, person: int, mine: Sequence[int]) -> None:
        who = self.ground.people[person]
        if who.max_duties is not None:
            left = max(who.max_duties - len(self.kept.get(person, ())), 0)
            self._limit(Element("max_duties", (who.key,)), [((person, at), 1) for at in mine], left)

    def _bound(self, person: int, mine: Sequence[int]) -> None:
        """What law and terms say of a person, as far as it is about these seats."""
        kept, here = self.kept.get(person, frozenset()), frozenset(mine)
        book, said = self.frame.book(person, mine, kept), set[object]()
        for number in sorted({number for at in mine for number in book.limits_on.get(at, ())}):
            law, terms, most = book.limits[number]
            used = sum(weight for at, weight in terms if at in kept)
            left_over = tuple(((person, at), weight) for at, weight in terms if at in here)
            # Stretches that differ beyond these seats alone say the same about them.
            if (law.rule, law.fact_id, left_over, most - used) not in said:
                said.add((law.rule, law.fact_id, left_over, most - used))
                self._limit(law, left_over, max(most - used, 0))
        for number in sorted({number for at in mine for number in book.rests_on.get(at, ())}):
            law, options = book.rests[number]
            free = frozenset(option & here for option in options if not option & kept)
            if free and frozenset() not in free and (law.rule, law.fact_id, free) not in said:
                said.add((law.rule, law.fact_id, free))
                ordered = sorted(free, key=sorted)
                self.scene.rests.append((law, tuple(frozenset((person, at) for at in one) for one in ordered)))

    def _company(self) -> None:
        """Those who are never on together, among seats of one pool that share time."""
        ground = self.ground
        for at in self.scene.seats:
            for other in ground.beside[at]:
                if other in self.wanted and other < at:
                    continue  # seen from the other side
                here, there = self.scene.pairs[at], self._there(other)
                for one, two in sorted(ground.strangers):
                    if one in here and two in there:
                        names = sorted((ground.people[one].key, ground.people[two].key))
                        self._apart(Element("forbidden_pair", tuple(names)), (one, at), (two, other))
                if ground.is_night(at) and ground.is_night(other):
                    new_there = [two for two in there if two in ground.newcomers]
                    for one in here:
                        for two in new_there if one in ground.newcomers else ():
                            if one != two:
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
        if sum(weight for _, weight in listed if weight > 0) > most:
            self.scene.limits.append((element, listed, most))


def _in_time(ground: Ground, seats: Iterable[int]) -> list[int]:
    return sorted(seats, key=lambda at: (ground.seats[at].span, ground.seats[at].key))


def _by_person(stands: Mapping[int, int]) -> Mapping[int, frozenset[int]]:
    """For each person the seats that they keep."""
    found: dict[int, set[int]] = defaultdict(set)
    for at, person in stands.items():
        found[person].add(at)
    return {person: frozenset(seats) for person, seats in found.items()}
