"""A draft as the problem that the engine solves: its seats, its people, their law, what they did before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Contract, Person
from lamplighter.apps.roster.bridge.begun import Begun, begun_by, holder_of
from lamplighter.apps.roster.bridge.days import (
    DAY,
    POLICY,
    days_between,
    holidays_of,
    period,
    shift_span,
    tags_of,
    wanted_on,
    week_of,
)
from lamplighter.apps.roster.bridge.duty import Stretch, called_out, stretches
from lamplighter.apps.roster.bridge.fairness import LEDGER_DAYS, Carried, carried_by
from lamplighter.apps.roster.bridge.terms import terms_of
from lamplighter.apps.roster.choices import Layer
from lamplighter.apps.roster.models import Draft, Duty, Pool, PoolMember, ShiftType, Wish
from lamplighter.apps.roster.queries.duty import callouts_between
from lamplighter.apps.roster.queries.problem import (
    contracts_until,
    duties_of_draft,
    leave_between,
    levels_of,
    members_between,
    publications_of_pool,
    wishes_between,
)
from lamplighter.engines import roster as engine
from lamplighter.engines.hours import Holiday, Span, union
from lamplighter.engines.law import Subject, Work
from lamplighter.engines.roster import Candidate, Ledger, Pin, Placed, Problem, Seat, SkillWanted

# The longest stretch that any pack looks back on is 17 weeks; what is further back binds nobody.
LAW_LOOKS_BACK = timedelta(days=130)
# Sums over four weeks bind what is planned now together with what is published after it.
LAW_LOOKS_AHEAD = timedelta(days=28)
IMPORTANCE = {Layer.PRIMARY: 2, Layer.BACKUP: 1}


@dataclass(frozen=True)
class Asked:
    """A draft's problem with the rows it came from, by the engine's keys; read in fifteen queries."""

    draft: Draft
    revision: int
    problem: Problem
    duties: Mapping[str, Duty]
    members: Mapping[str, PoolMember]
    days_off: Mapping[str, frozenset[date]]
    carried: Mapping[int, Carried]
    begun: Mapping[str, int | None]
    """Seats that had begun under a published version, and who had them: facts, whatever the draft says."""

    @property
    def organisation(self) -> Organisation:
        return self.draft.pool.organisation

    def roster(self) -> tuple[Placed, ...]:
        """Who sits where: in the draft as it is, and where it had begun, as it was."""
        sat = {pin.seat: pin.person for pin in self.problem.pins if pin.seat in self.begun}
        found = (
            (key, sat[key] if key in self.begun else duty.person_id and str(duty.person_id))
            for key, duty in self.duties.items()
        )
        return tuple(Placed(key, person) for key, person in found if person)

    def holder(self, key: str) -> int | None:
        """Who has a seat of the draft, or had it where it had begun."""
        return self.begun[key] if key in self.begun else self.duties[key].person_id

    def on_leave(self, person: str, span: Span) -> bool:
        """Whether leave is why somebody is away then: rather than a contract that ended, or not being a member."""
        days = days_between(*(each.astimezone(self.problem.zone).date() for each in (span.start, span.end)))
        return not self.days_off.get(person, frozenset()).isdisjoint(days)


@dataclass(frozen=True)
class SeatWanted:
    """One seat that demand asks for; without ``needed`` it is only preferred."""

    shift: ShiftType
    on: date
    seat: int
    span: Span
    needed: bool


def seats_wanted(pool: Pool, shifts: Sequence[ShiftType], first: date, last: date) -> list[SeatWanted]:
    """Every seat that the pool's demand asks for in a period; the shifts come with their demand."""
    return [
        SeatWanted(shift, on, number, shift_span(shift, on, pool.organisation), number < needed)
        for on in days_between(first, last)
        for shift in shifts
        if shift.retired_on is None or on < shift.retired_on
        for needed, preferred in [wanted_on(shift.demand.all(), on)]
        for number in range(preferred)
    ]


def seat_key(duty: Duty) -> str:
    """How the engine calls a seat: the same in every draft and version of a pool."""
    return f"{duty.shift_type_id}/{duty.on.isoformat()}/{duty.seat}"


def problem_for(draft: Draft, *, at: datetime, keep: Collection[str] | None = None) -> Asked:
    """The problem of a draft as everything stands at ``at``.

    Pinned seats are pinned; so are seats that had begun by then under an earlier version, as they were told:
    nobody rewrites who was on. ``keep`` names seats to pin as they are besides, holes included.
    """
    pool, city = draft.pool, draft.pool.organisation
    first, last = draft.starts_on, draft.ends_on
    days = period(city, first, last)
    duties = {seat_key(duty): duty for duty in duties_of_draft(draft.pk)}
    horizon = Span(days.start, max([days.end, *(duty.ends_at for duty in duties.values())]))
    members: dict[str, list[PoolMember]] = defaultdict(list)
    there: dict[str, int] = defaultdict(int)
    for member in members_between(pool, first - LEDGER_DAYS * DAY, last):
        there[str(member.person_id)] += _days_there(member, first)
        if member.until is None or member.until >= first:
            members[str(member.person_id)].append(member)
    seated = {str(duty.person_id): duty.person for duty in duties.values() if duty.person is not None}
    people = {key: rows[0].person for key, rows in members.items()} | seated
    ids = [person.pk for person in people.values()]
    history = stretches(city, Span(days.start - timedelta(days=LEDGER_DAYS), horizon.end + LAW_LOOKS_AHEAD))
    told = _by_seat(each for each in history if _replaced(each, pool, days))
    publications = publications_of_pool(pool, days.start, horizon.end)
    begun = begun_by(at, duties, told, publications, ids)
    holidays = holidays_of(city, first - LEDGER_DAYS * DAY, last)
    carried = carried_by([each for each in history if each.span.start < days.start], city, holidays)
    standing = [each for each in history if not _replaced(each, pool, days)]
    fixed = _fixed(city, [*standing, *begun.beside], horizon)
    contracts = _contracts(ids, last + DAY)
    leave = _leave(city, ids, first, last)
    levels = levels_of(ids, pool.skill)
    problem = Problem(
        people=tuple(
            Candidate(
                key,
                _subject(key, contracts.get(person.pk, []), city, first),
                _eligible(pool, members.get(key, [])),
                skills={str(pool.skill_id): levels.get(person.pk, 0)} if pool.skill_id else {},
                newcomer=any(member.newcomer for member in members.get(key, [])),
                away=_away(
                    city, person, members.get(key, []), contracts.get(person.pk, []), leave.get(key, ()), draft
                ),
                fixed=tuple(fixed.get(person.pk, ())),
                ledger=_ledger(carried.get(person.pk), there[key]),
                terms=terms_of(contracts.get(person.pk, []), city, first, last),
            )
            for key, person in people.items()
        ),
        seats=tuple(_seat(key, duty, pool, holidays, _wanted(key, duty, begun)) for key, duty in duties.items()),
        horizon=horizon,
        zone=city.zone,
        week=week_of(city),
        holidays=frozenset(each.on for each in holidays),
        wishes=tuple(_wishes(wishes_between(ids, first, last), duties, city)),
        pins=tuple(_pins(duties, begun, keep or ())),
        barred=tuple(_barred(members, duties)),
        forbidden=tuple(_apart(members)),
        draft=tuple(
            Placed(key, str(duty.person_id))
            for key, duty in duties.items()
            if duty.person_id and key not in begun.held
        ),
        published=tuple(
            Placed(key, str(person))
            for key, person in ((key, holder_of(parts)) for key, parts in told.items())
            if key in duties and key not in begun.held and str(person) in people
        ),
    )
    return Asked(
        draft,
        draft.revision,
        problem,
        duties,
        {key: rows[0] for key, rows in members.items()},
        {key: frozenset(day for days_ in spans for day in days_) for key, spans in leave.items()},
        carried,
        begun.held,
    )


def told_between(pool: Pool, first: date, last: date) -> dict[str, int]:
    """Who has which seat of the pool by what is published now, hand-overs included: person by seat key."""
    days = period(pool.organisation, first, last)
    told = _by_seat(each for each in stretches(pool.organisation, days, pool) if _replaced(each, pool, days))
    return {key: person for key, parts in told.items() if (person := holder_of(parts)) is not None}


def _replaced(each: Stretch, pool: Pool, days: Span) -> bool:
    """Whether a published duty is one of those that this draft speaks of anew."""
    return each.duty.shift_type.pool_id == pool.pk and days.holds(each.duty.starts_at)


def _fixed(city: Organisation, history: Sequence[Stretch], horizon: Span) -> dict[int, list[Work]]:
    """Work that stands: before the period, after it, and in other pools within it; with call-outs."""
    begins = horizon.start - LAW_LOOKS_BACK
    found: dict[int, list[Work]] = defaultdict(list)
    for each in history:
        if each.span.end > begins:
            found[each.person].append(each.work)
    for row in callouts_between(city, begins, horizon.end):
        found[row.person_id].append(called_out(row))
    return found


def _contracts(people: Collection[int], last: date) -> dict[int, list[Contract]]:
    found: dict[int, list[Contract]] = defaultdict(list)
    for contract in contracts_until(people, last):
        found[contract.person_id].append(contract)
    return found


def _subject(key: str, contracts: Sequence[Contract], city: Organisation, first: date) -> Subject:
    """What the law asks of the contract; of somebody without any on record, the city's own pack."""
    standing = [each for each in contracts if each.ends_on is None or each.ends_on >= first]
    if not standing:
        return Subject(key, (city.rule_pack, POLICY))
    # Of several in a row, the one that binds when the period begins.
    binding = next((each for each in reversed(standing) if each.starts_on <= first), standing[0])
    return Subject(
        key,
        (binding.rule_pack, POLICY) if binding.rule_pack != POLICY else (POLICY,),
        binding.weekly_hours,
        binding.exempt,
        shift_work=binding.shift_worker,
    )


def _eligible(pool: Pool, members: Sequence[PoolMember]) -> frozenset[tuple[str, str]]:
    layers = {Layer.PRIMARY for each in members if each.primary} | {Layer.BACKUP for each in members if each.backup}
    return frozenset((str(pool.pk), str(layer)) for layer in layers)


def _leave(
    city: Organisation, people: Collection[int], first: date, last: date
) -> dict[str, list[tuple[date, ...]]]:
    found: dict[str, list[tuple[date, ...]]] = defaultdict(list)
    for row in leave_between(people, first - DAY, last + DAY):
        found[str(row.person_id)].append(
            tuple(days_between(max(row.starts_on, first - DAY), min(row.ends_on, last + DAY)))
        )
    return found


def _away(
    city: Organisation,
    person: Person,
    members: Sequence[PoolMember],
    contracts: Sequence[Contract],
    leave: Sequence[tuple[date, ...]],
    draft: Draft,
) -> tuple[Span, ...]:
    """When somebody cannot be on: leave, days outside the membership, days without a contract, after leaving."""
    gone = {day for days in leave for day in days}
    for on in days_between(draft.starts_on, draft.ends_on + DAY):
        # A night that ends on the day after the period is still of the period: membership does not bear on it.
        member = on > draft.ends_on or any(
            each.since <= on and (each.until is None or on <= each.until) for each in members
        )
        bound = not contracts or any(
            each.starts_on <= on and (each.ends_on is None or on <= each.ends_on) for each in contracts
        )
        if not member or not bound or (person.left_on is not None and person.left_on < on):
            gone.add(on)
    return union(period(city, on, on) for on in sorted(gone))


def _days_there(member: PoolMember, first: date) -> int:
    """On how many days of the year before the roster somebody took turns in the pool."""
    begin, end = first - LEDGER_DAYS * DAY, first - DAY
    return max(0, (min(member.until or end, end) - max(member.since, begin)).days + 1)


def _ledger(carried: Carried | None, days: int) -> Ledger:
    had = carried or Carried()
    return Ledger(had.nights, had.weekends, had.holidays, had.standby_minutes, days)


def _wanted(key: str, duty: Duty, begun: Begun) -> str:
    """Whether a seat that stays empty is a hole: not where somebody had it who sits elsewhere in the problem."""
    had = key not in begun.seated and begun.held.get(key) is not None
    return engine.PREFERRED if had or not duty.needed else engine.NEEDED


def _seat(key: str, duty: Duty, pool: Pool, holidays: Sequence[Holiday], wanted: str) -> Seat:
    shift = duty.shift_type
    span = Span(duty.starts_at, duty.ends_at)
    return Seat(
        key,
        str(pool.pk),
        shift.layer,
        shift.code,
        span,
        shift.kind,
        shift.response_min,
        skills=(SkillWanted(str(pool.skill_id), pool.level),) if pool.skill_id else (),
        tags=tags_of(span, pool.organisation, frozenset(each.on for each in holidays)),
        importance=IMPORTANCE[Layer(shift.layer)],
        wanted=wanted,
    )


def _wishes(rows: Collection[Wish], duties: Mapping[str, Duty], city: Organisation) -> Iterator[engine.Wish]:
    for row in rows:
        person = str(row.person_id)
        if row.shift_type_id is None:
            yield engine.Wish(person, row.wants, span=period(city, row.on, row.on), weight=row.weight)
            continue
        meant = [
            key for key, duty in duties.items() if (duty.shift_type_id, duty.on) == (row.shift_type_id, row.on)
        ]
        if meant:
            yield engine.Wish(person, row.wants, seats=tuple(meant), weight=row.weight)


def _barred(members: Mapping[str, Sequence[PoolMember]], duties: Mapping[str, Duty]) -> Iterator[Placed]:
    """Who must not be given which seat."""
    never = {
        key: {shift.pk for each in rows for shift in each.barred.all()} for key, rows in members.items()
    }  # fmt: skip
    for person, shifts in never.items():
        for key, duty in duties.items() if shifts else ():
            if duty.shift_type_id in shifts:
                yield Placed(key, person)


def _apart(members: Mapping[str, Sequence[PoolMember]]) -> list[tuple[str, str]]:
    """Pairs of people who are never on at the same time, each pair once."""
    pairs = {
        (min(key, str(other.person_id)), max(key, str(other.person_id)))
        for key, rows in members.items()
        for each in rows
        for other in each.apart.all()
    }
    return sorted((one, other) for one, other in pairs if one in members and other in members and one != other)


def _pins(duties: Mapping[str, Duty], begun: Begun, keep: Collection[str]) -> Iterator[Pin]:
    for key, duty in duties.items():
        if key in begun.held:
            yield Pin(key, str(begun.seated[key]) if key in begun.seated else None)
        elif duty.pinned or key in keep:
            yield Pin(key, None if duty.person_id is None else str(duty.person_id))


def _by_seat(told: Iterable[Stretch]) -> dict[str, list[Stretch]]:
    """Everybody's parts of each duty, by its seat."""
    found: dict[str, list[Stretch]] = defaultdict(list)
    for each in told:
        found[seat_key(each.duty)].append(each)
    return found
