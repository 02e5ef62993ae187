"""Who could take a published duty over, whole or in part, as everything stands now; and why the others cannot."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.roster.bridge.days import holidays_of, period, tags_of
from lamplighter.apps.roster.bridge.duty import Stretch, called_out, duty_of, rows_of, stretches
from lamplighter.apps.roster.bridge.fairness import Carried, carried_by
from lamplighter.apps.roster.bridge.problem import (
    LAW_LOOKS_AHEAD,
    LAW_LOOKS_BACK,
    Asked,
    problem_for,
    seat_key,
)
from lamplighter.apps.roster.bridge.verdict import Option, options_for
from lamplighter.apps.roster.models import Duty, Takeover
from lamplighter.apps.roster.queries.duty import callouts_between
from lamplighter.engines.duty import Cover
from lamplighter.engines.hours import Span, day_span, local_days, subtract
from lamplighter.engines.law import Work
from lamplighter.engines.roster import Candidate, Ledger, Pin, Placed, Problem, Seat

STEP = timedelta(minutes=30)
PLANNED = timedelta(days=14)  # after the duty: of that much an average over weeks is taken
ASKED = "asked"


@dataclass(frozen=True)
class Standing:
    """A duty as it stands: by whom it is covered now, piece by piece; no piece where it governs nothing any more."""

    duty: Duty
    covers: tuple[Cover, ...]

    @property
    def span(self) -> Span:
        return Span(self.duty.starts_at, self.duty.ends_at)

    @property
    def seen(self) -> str:
        """A word for what somebody saw of it; whoever acts on another word was overtaken."""
        pieces = (f"{each.key}.{each.person or 0}.{each.span.start:%d%H%M}" for each in self.covers)
        return ",".join(pieces)

    def holders(self, span: Span) -> tuple[int | None, ...]:
        """Who has it during a span, in order of time; None is nobody."""
        found = [int(each.person) if each.person else None for each in self.covers if each.span.overlaps(span)]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Question:
    """Everything read that bears on who could take a duty; asked for any part of it without reading again."""

    standing: Standing
    asked: Asked
    history: tuple[Stretch, ...]
    callouts: Mapping[int, tuple[Work, ...]]

    @property
    def duty(self) -> Duty:
        return self.standing.duty

    @property
    def names(self) -> dict[int, str]:
        return {int(key): member.person.name for key, member in self.asked.members.items()}

    def options(self, span: Span) -> tuple[Option, ...]:
        """Every member of the pool for that part: the lawful first, by what it would cost in fairness."""
        return options_for(self._about(span, lambda _person: True), ASKED)

    def option(self, person: int, span: Span) -> Option | None:
        """One person for that part; None if they are no member of the pool, or have all of it."""
        found = options_for(self._about(span, lambda key: key == str(person)), ASKED)
        return next((each for each in found if each.person == person), None)

    def closest_part(self, person: int) -> Span | None:
        """The longest part, from the start or up to the end, that this person may lawfully take."""
        whole = self.standing.span
        tried = sorted(_parts(whole), key=lambda part: (-part.seconds, part.start))
        for part in tried:
            option = self.option(person, part)
            if option is not None and option.lawful:
                return part
        return None

    def _about(self, span: Span, wanted: Callable[[str], bool]) -> Asked:
        """The problem of filling one part of the duty, with everything else as it is published."""
        beside = {f"beside-{number}": each for number, each in enumerate(self._beside(span))}
        taken = {each.work.key: str(each.person) for each in beside.values()}
        held = self._held(span)
        people = {
            candidate.key: replace(
                candidate,
                fixed=tuple(work for work in held.get(candidate.key, ()) if taken.get(work.key) != candidate.key),
                ledger=self._ledger(candidate),
            )
            for candidate in self.asked.problem.people
        }
        company = {str(each.person) for each in beside.values()} & set(people)
        seat = self._seat(ASKED, self.duty, span)
        seats = [seat]
        duties = {ASKED: self._seen_as(self.duty, self._sitter(span))}
        pins = []
        for key, each in beside.items():
            if str(each.person) in people:
                seats.append(self._seat(key, each.duty, each.span))
                duties[key] = self._seen_as(each.duty, each.person)
                pins.append(Pin(key, str(each.person)))
        city = self.asked.organisation
        start = day_span(local_days(span, city.zone)[0], city.zone).start
        first = min([start, *(each.span.start for each in seats)])
        problem = Problem(
            people=tuple(each for key, each in people.items() if wanted(key) or key in company),
            seats=tuple(seats),
            horizon=Span(first, span.end + PLANNED),
            zone=self.asked.problem.zone,
            week=self.asked.problem.week,
            holidays=self.asked.problem.holidays,
            packs=self.asked.problem.packs,
            pins=tuple(pins),
            barred=tuple(
                Placed(ASKED, each.person)
                for each in self.asked.problem.barred
                if each.seat == seat_key(self.duty) and (wanted(each.person) or each.person in company)
            ),
            forbidden=tuple(
                pair
                for pair in self.asked.problem.forbidden
                if all(wanted(each) or each in company for each in pair)
            ),
        )
        return replace(self.asked, problem=problem, duties=duties)

    def _beside(self, span: Span) -> Iterator[Stretch]:
        """Others of the pool who are on at the same time: two newcomers are not put together at night."""
        pool = self.duty.shift_type.pool_id
        for each in self.history:
            if each.duty.shift_type.pool_id == pool and each.duty.pk != self.duty.pk and each.span.overlaps(span):
                yield each

    def _held(self, span: Span) -> dict[str, tuple[Work, ...]]:
        """What each person has already, by the law's eyes; the part in question counts for nobody."""
        found: dict[str, list[Work]] = defaultdict(list)
        for each in self.history:
            if each.duty.pk == self.duty.pk:
                left = subtract(each.span, span)
                found[str(each.person)] += [replace(each.work, span=part) for part in left]
            else:
                found[str(each.person)].append(each.work)
        for person, works in self.callouts.items():
            found[str(person)] += works
        return {key: tuple(works) for key, works in found.items()}

    @cached_property
    def _since(self) -> Mapping[int, Carried]:
        """What each has carried since the roster began, this duty left out."""
        draft, city = self.duty.draft, self.asked.organisation
        begun = period(city, draft.starts_on, draft.ends_on).start
        mine = [each for each in self.history if begun <= each.span.start and each.duty.pk != self.duty.pk]
        return carried_by(mine, city, holidays_of(city, draft.starts_on, draft.ends_on + LAW_LOOKS_AHEAD))

    def _ledger(self, candidate: Candidate) -> Ledger:
        """What was carried before the roster began, and since."""
        before, since = candidate.ledger, self._since.get(int(candidate.key), Carried())
        return replace(
            before,
            nights=before.nights + since.nights,
            weekends=before.weekends + since.weekends,
            holidays=before.holidays + since.holidays,
            standby_minutes=before.standby_minutes + since.standby_minutes,
        )

    def _seat(self, key: str, duty: Duty, span: Span) -> Seat:
        known = next((seat for seat in self.asked.problem.seats if seat.key == seat_key(duty)), None)
        shift = duty.shift_type
        tags = tags_of(span, self.asked.organisation, self.asked.problem.holidays)
        if known is not None:
            return replace(known, key=key, span=span, tags=tags)
        model = self.asked.problem.seats[0]
        return Seat(key, model.pool, shift.layer, shift.code, span, shift.kind, shift.response_min, tags=tags)

    def _sitter(self, span: Span) -> int | None:
        """The one person who has all of that part; None if nobody has, or several share it."""
        holders = self.standing.holders(span)
        return holders[0] if len(holders) == 1 else None

    def _seen_as(self, duty: Duty, person: int | None) -> Duty:
        seen = copy(duty)
        seen.person_id, seen.pinned = person, False
        return seen


def standing_of(duty: Duty, city: Organisation) -> Standing:
    """By whom a published duty is covered now; five queries."""
    span = Span(duty.starts_at, duty.ends_at)
    found = rows_of(city, span).resolve(span, demand=False)
    return Standing(duty, tuple(each for each in found if each.assignment == str(duty.pk)))


def beneath(takeover: Takeover, city: Organisation) -> tuple[Cover, ...]:
    """Who would have the time of a hand-over if it were withdrawn; five queries."""
    span = Span(takeover.starts_at, takeover.ends_at)
    rows = rows_of(city, span)
    without = replace(rows, takeovers=tuple(each for each in rows.takeovers if each.pk != takeover.pk))
    found = without.resolve(span, demand=False)
    return tuple(each for each in found if each.assignment == str(takeover.duty_id))


def question_for(duty: Duty, *, at: datetime) -> Question:
    """What there is to know about who could take ``duty``; some thirty queries, however large the city."""
    city = duty.draft.pool.organisation
    asked = problem_for(duty.draft, at=at)
    window = Span(duty.starts_at - LAW_LOOKS_BACK, duty.ends_at + LAW_LOOKS_AHEAD)
    callouts: dict[int, list[Work]] = defaultdict(list)
    for row in callouts_between(city, window.start, window.end):
        callouts[row.person_id].append(called_out(row))
    return Question(
        standing_of(duty, city),
        asked,
        stretches(city, window),
        {person: tuple(works) for person, works in callouts.items()},
    )


def works_beside(question: Question, person: int) -> tuple[Work, ...]:
    """The duties next to this one that a person has, for whoever decides: a day to either side."""
    span = question.standing.span
    near = Span(span.start - timedelta(days=1), span.end + timedelta(days=1))
    return tuple(
        each.work
        for each in question.history
        if each.person == person and each.span.overlaps(near) and duty_of(each.work.key) != question.duty.pk
    )


def _parts(whole: Span) -> Iterator[Span]:
    """The parts that begin with the duty or end with it, in steps of half an hour."""
    at = whole.start + STEP
    while at < whole.end:
        yield Span(whole.start, at)
        yield Span(at, whole.end)
        at += STEP
