"""The problem laid out for searching: numbers instead of keys, and everything that is settled before a search."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lamplighter.engines.law import AtMost, Slot, SomeFree, Work, statements
from lamplighter.engines.roster.problem import NIGHT, Candidate, Problem, Seat
from lamplighter.engines.roster.result import Reason
from lamplighter.engines.roster.terms.binding import Bind, Duty, said
from lamplighter.engines.roster.terms.contract import NO_TERMS
from lamplighter.engines.roster.terms.rules import binds, book_of, days_of

Pair = tuple[int, int]
"""(person, seat), as places in ``problem.people`` and ``problem.seats``."""


@dataclass(frozen=True)
class Ground:
    """A problem with its people and seats numbered in the order given.

    ``settled`` maps pinned seats to their person (or None); ``domain`` lists, for each seat that is open, the
    people whom nothing rules out alone; ``refused`` says why the others are ruled out.
    """

    problem: Problem
    settled: Mapping[int, int | None]
    domain: tuple[tuple[int, ...], ...]
    refused: Mapping[Pair, Reason]
    overlaps: tuple[tuple[int, ...], ...]

    @property
    def people(self) -> tuple[Candidate, ...]:
        return self.problem.people

    @property
    def seats(self) -> tuple[Seat, ...]:
        return self.problem.seats

    @cached_property
    def open_seats(self) -> tuple[int, ...]:
        """Seats that a search may fill, in order of time."""
        seats = self.seats
        return tuple(
            sorted(
                (at for at in range(len(seats)) if at not in self.settled),
                key=lambda at: (seats[at].span, seats[at].key),
            )
        )

    @cached_property
    def choices(self) -> tuple[tuple[int, ...], ...]:
        """For each person the open seats that may become theirs, in order of time."""
        mine: list[list[int]] = [[] for _ in self.people]
        for at in self.open_seats:
            for person in self.domain[at]:
                mine[person].append(at)
        return tuple(tuple(each) for each in mine)

    @cached_property
    def laws(self) -> tuple[tuple[AtMost | SomeFree, ...], ...]:
        """For each person what the law says about their choices; slot i is ``choices[person][i]``."""
        return tuple(
            self.said(person, self.choices[person], self.pinned(person)) for person in range(len(self.people))
        )

    @cached_property
    def laws_on(self) -> Mapping[Pair, tuple[int, ...]]:
        """For each person and seat the numbers of the statements in ``laws[person]`` that speak of it."""
        found: dict[Pair, list[int]] = {}
        for person, statements_ in enumerate(self.laws):
            seats = self.choices[person]
            for number, statement in enumerate(statements_):
                if isinstance(statement, AtMost):
                    slots = {slot for slot, _ in statement.terms}
                else:
                    slots = set().union(*statement.options)
                for slot in slots:
                    found.setdefault((person, seats[slot]), []).append(number)
        return {pair: tuple(numbers) for pair, numbers in found.items()}

    def pinned(self, person: int) -> tuple[int, ...]:
        """The seats that are settled on one person."""
        return tuple(at for at, who in self.settled.items() if who == person)

    def standing(self, person: int, stands: Iterable[int]) -> tuple[Work, ...]:
        """The work of one person that stands whatever a search does: fixed work, and the seats that they keep."""
        kept = (work_of(self.seats[at]) for at in stands)
        return tuple(replace(work, fixed=True) for work in (*self.people[person].fixed, *kept))

    def said(self, person: int, choices: Sequence[int], stands: Sequence[int]) -> tuple[AtMost | SomeFree, ...]:
        """What binds a person in some seats that they may take, beside others that they keep.

        Slot i of a statement is ``choices[i]``; the choices come in order of time.
        """
        if not choices:
            return ()
        law = statements(
            self.people[person].subject,
            tuple(slot_of(self.seats[at]) for at in choices),
            self.standing(person, stands),
            horizon=self.problem.horizon,
            zone=self.problem.zone,
            week=self.problem.week,
            holidays=self.problem.holidays,
            packs=self.problem.packs,
        )
        return (*law, *said(self.terms_on(person, choices, stands)))

    def terms_on(self, person: int, choices: Sequence[int], stands: Sequence[int]) -> Iterator[Bind]:
        """What the person's terms bind, among seats they may have or hold and beside those that they keep."""
        who, zone = self.people[person], self.problem.zone
        if who.terms == NO_TERMS:
            return
        kept = [(work_of(self.seats[at]), self.seats[at].shift, None) for at in stands]
        kept += [(work, who.shifts.get(work.key, ""), None) for work in who.fixed]
        open_ = [(work_of(self.seats[at]), self.seats[at].shift, n) for n, at in enumerate(choices)]
        duties = [
            Duty(work.key, work.span, work.kind, shift, days_of(work.span, zone), index)
            for work, shift, index in (*kept, *open_)
        ]
        yield from binds(
            book_of(who.terms, duties, horizon=self.problem.horizon, zone=zone, week=self.problem.week)
        )

    def takers(self, at: int) -> tuple[int, ...]:
        """Those who may end up on a seat: its pinned person, or everybody whom nothing rules out."""
        pinned = self.settled.get(at)
        return self.domain[at] if pinned is None else (pinned,)

    @cached_property
    def seat_keys(self) -> Mapping[str, int]:
        return {seat.key: at for at, seat in enumerate(self.seats)}

    @cached_property
    def person_keys(self) -> Mapping[str, int]:
        return {person.key: at for at, person in enumerate(self.people)}

    @cached_property
    def beside(self) -> tuple[tuple[int, ...], ...]:
        """For each seat the seats of its pool that share time with it."""
        seats = self.seats
        return tuple(
            tuple(other for other in others if seats[other].pool == seats[at].pool)
            for at, others in enumerate(self.overlaps)
        )

    @cached_property
    def newcomers(self) -> frozenset[int]:
        return frozenset(at for at, person in enumerate(self.people) if person.newcomer)

    @cached_property
    def strangers(self) -> frozenset[Pair]:
        """Pairs of people who are never on together in one pool, both ways round."""
        number = self.person_keys
        return frozenset(
            pair
            for one, other in self.problem.forbidden
            for pair in ((number[one], number[other]), (number[other], number[one]))
        )

    def is_night(self, at: int) -> bool:
        return NIGHT in self.seats[at].tags


def work_of(seat: Seat) -> Work:
    """The work that a seat means for whoever sits on it."""
    return Work(seat.key, seat.span, seat.kind, seat.response_min)


def slot_of(seat: Seat) -> Slot:
    """The same, as a choice that the law may speak about."""
    return Slot(seat.key, seat.span, seat.kind, seat.response_min)


def lay(problem: Problem) -> Ground:
    """Number a problem and settle what needs no search."""
    seats = {seat.key: at for at, seat in enumerate(problem.seats)}
    people = {person.key: at for at, person in enumerate(problem.people)}
    settled = {
        seats[pin.seat]: None if pin.person is None else people[pin.person]
        for pin in sorted(problem.pins, key=lambda pin: seats[pin.seat])
    }
    overlaps = _overlaps(problem.seats)
    sat = {(person, at) for at, person in settled.items() if person is not None}
    barred = {(people[each.person], seats[each.seat]) for each in problem.barred}
    refused: dict[Pair, Reason] = {}
    domain: list[tuple[int, ...]] = []
    for at, seat in enumerate(problem.seats):
        able: list[int] = []
        for number, person in enumerate(problem.people):
            reason = Reason(person.key, "barred") if (number, at) in barred else _ruled_out(person, seat)
            reason = reason or _elsewhere(person, number, at, sat, overlaps, problem.seats)
            if reason is None:
                able.append(number)
            else:
                refused[number, at] = reason
        domain.append(() if at in settled else tuple(able))
    return Ground(problem, settled, tuple(domain), refused, overlaps)


def _ruled_out(person: Candidate, seat: Seat) -> Reason | None:
    """Why this person can never take this seat, or None."""
    if (seat.pool, seat.layer) not in person.eligible:
        return Reason(person.key, "not_eligible")
    for wanted in seat.skills:
        if wanted.required and person.skills.get(wanted.skill, 0) < wanted.level:
            return Reason(person.key, "lacks_skill", detail=wanted.skill)
    if any(leave.overlaps(seat.span) for leave in person.away):
        return Reason(person.key, "on_leave")
    for work in person.fixed:
        # A call-out belongs to the standby that it interrupts; any other work is a second place.
        if work.span.overlaps(seat.span) and (work.kind != "callout" or seat.kind == "worked"):
            return Reason(person.key, "already_on_duty", detail=work.key)
    return None


def _elsewhere(
    person: Candidate,
    number: int,
    at: int,
    sat: set[Pair],
    overlaps: tuple[tuple[int, ...], ...],
    seats: tuple[Seat, ...],
) -> Reason | None:
    """A pinned seat of this person at the same time, as a reason."""
    for other in overlaps[at]:
        if (number, other) in sat:
            return Reason(person.key, "already_on_duty", detail=seats[other].key)
    return None


def _overlaps(seats: tuple[Seat, ...]) -> tuple[tuple[int, ...], ...]:
    """For each seat the other seats that share time with it."""
    found: list[list[int]] = [[] for _ in seats]
    alive: list[int] = []
    for at in sorted(range(len(seats)), key=lambda at: (seats[at].span, seats[at].key)):
        alive = [other for other in alive if seats[other].span.end > seats[at].span.start]
        for other in alive:
            found[at].append(other)
            found[other].append(at)
        alive.append(at)
    return tuple(tuple(sorted(each)) for each in found)
