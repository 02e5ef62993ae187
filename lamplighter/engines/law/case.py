"""One person's case before the rules: the work on a line, and the facts that bind this person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span, Week
from lamplighter.engines.law.facts import PACKS, Fact, NoFact, Pack
from lamplighter.engines.law.timeline import DAY, FIXED, HOUR, Item, Night, Track, local_date
from lamplighter.engines.law.work import Breach, Slot, Statement, Subject, Work

EXEMPTIONS = ("exempt", "computer_exemption")
WORKING_TIME = ("oncall_presence", "standby_home", "standby_test")  # behind every rule that counts hours
LAW_NIGHT = ("night_window", "night_work_def")
POLICY_NIGHT = ("night_work",)  # asked apart: a directive may only bound the night and leave it to others
NIGHT_PARAMS = LAW_NIGHT + POLICY_NIGHT


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of law.

    ``leads`` are the params any of which makes it apply, ``also`` those it reads besides;
    ``judge`` finds breaches in a case whose items are all worked, ``encode`` says the same as
    statements over the slots of a case. ``sentence`` is the code that apps turn into words.
    """

    code: str
    sentence: str
    source: str
    leads: tuple[str, ...]
    also: tuple[str, ...]
    judge: Callable[[Case], Iterable[Breach]]
    encode: Callable[[Case], Iterable[Statement]]
    own_facts: tuple[Fact, ...] = ()

    @property
    def params(self) -> tuple[str, ...]:
        """Every param it reads."""
        return self.leads + self.also

    def facts(self, packs: Mapping[str, Pack] = PACKS) -> tuple[Fact, ...]:
        """The facts it rests on, in the packs given."""
        found = [fact for pack in packs.values() for fact in pack.facts if fact.param in self.params]
        return (*self.own_facts, *found)

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """Ids of the facts it rests on in the built-in packs."""
        return tuple(fact.id for fact in self.facts())


@dataclass(slots=True)
class Case:
    """What every rule is given; made by ``case_of_work`` or ``case_of_slots``."""

    subject: Subject
    packs: tuple[Pack, ...]
    zone: ZoneInfo
    week: Week
    holidays: frozenset[date]
    track: Track
    counted: Track
    fixed: Track
    known: tuple[int, int]
    planned: bool
    _facts: dict[tuple[tuple[str, ...], date], tuple[Fact, ...]] = field(default_factory=dict)
    _nights: dict[date, Night | None] = field(default_factory=dict)
    memo: dict[tuple[str, date], Any] = field(default_factory=dict)

    def facts(self, leads: tuple[str, ...], on: date) -> tuple[Fact, ...]:
        """The facts that bind this person on a day, laws before policy."""
        key = (leads, on)
        if key not in self._facts:
            self._facts[key] = _binding(self.subject, self.packs, leads, on)
        return self._facts[key]

    def facts_at(self, leads: tuple[str, ...], at: int) -> tuple[Fact, ...]:
        """The facts that bind this person on the local day of an instant."""
        return self.facts(leads, local_date(at, self.zone))

    def beside(self, fact: Fact, param: str, on: date) -> Any:
        """The value of another param of the same pack on that day, or None."""
        for pack in self.packs:
            if pack.code == fact.pack:
                other = pack.find(param, on)
                return None if other is None else other.value
        return None

    def night_at(self, at: int) -> Night | None:
        """What counts as night work for this person on the local day of an instant."""
        on = local_date(at, self.zone)
        if on not in self._nights:
            facts = self.facts(LAW_NIGHT, on) + self.facts(POLICY_NIGHT, on)
            self._nights[on] = next(filter(None, map(night_of_fact, facts)), None)
        return self._nights[on]

    def night_begun(self, item: Item) -> date | None:
        """The date on which the night of a night duty began; None for other duties."""
        night = self.night_at(item.start)
        return None if night is None else night.begun(item, self.zone)


@lru_cache(maxsize=256)
def _night(start: str, end: str, least: Any) -> Night:
    return Night(time.fromisoformat(start), time.fromisoformat(end), seconds_of(least))


def night_of_fact(fact: Fact) -> Night | None:
    """The night a fact describes; None where it only bounds what national law may choose."""
    value = fact.value
    if isinstance(value, list):
        return _night(value[0], value[1], 0)
    if isinstance(value, dict) and "start" in value:
        return _night(value["start"], value["end"], value["min_hours"])
    return None


def case_of_work(
    subject: Subject,
    work: Iterable[Work],
    *,
    zone: ZoneInfo,
    week: Week,
    holidays: frozenset[date],
    horizon: Span | None,
    packs: Mapping[str, Pack],
) -> Case:
    """A case in which everything has been given: for the judge."""
    begins = None if horizon is None else horizon.start
    listed = list(work)
    stays = [one.fixed or (begins is not None and one.span.start < begins) for one in listed]
    return _case(
        subject,
        [(one, FIXED if stay else n) for n, (one, stay) in enumerate(zip(listed, stays, strict=True))],
        zone,
        week,
        holidays,
        horizon,
        packs,
    )


def case_of_slots(
    subject: Subject,
    slots: Iterable[Slot],
    fixed: Iterable[Work],
    *,
    zone: ZoneInfo,
    week: Week,
    holidays: frozenset[date],
    horizon: Span,
    packs: Mapping[str, Pack],
) -> Case:
    """A case in which the slots are still open: for the encoder.

    Raises
    ------
    ValueError
        If a slot does not start within the horizon.
    """
    work: list[tuple[Work | Slot, int]] = [(one, FIXED) for one in fixed]
    for n, slot in enumerate(slots):
        if not horizon.holds(slot.span.start):
            raise ValueError(
                f"Slot {slot.key!r} starts {slot.span.start.isoformat()}, outside the horizon "
                f"{horizon.start.isoformat()} to {horizon.end.isoformat()}. Widen the horizon or drop the slot."
            )
        work.append((slot, n))
    return _case(subject, work, zone, week, holidays, horizon, packs)


def _case(
    subject: Subject,
    work: Iterable[tuple[Work | Slot, int]],
    zone: ZoneInfo,
    week: Week,
    holidays: frozenset[date],
    horizon: Span | None,
    packs: Mapping[str, Pack],
) -> Case:
    own = tuple(_known_pack(code, subject, packs) for code in subject.packs)
    case = Case(subject, own, zone, week, holidays, Track(()), Track(()), Track(()), (0, 0), horizon is not None)
    items = [_item(case, one, index) for one, index in work]
    case.track = Track(items)
    case.counted = Track(item for item in items if item.counts)
    case.fixed = case.counted.fixed_only()
    case.known = _known(case, horizon)
    return case


def _item(case: Case, work: Work | Slot, index: int) -> Item:
    start, end = int(work.span.start.timestamp()), int(work.span.end.timestamp())
    return Item(start, max(end, start + 1), work.key, work.kind, _counts(case, work, start), index)


def _counts(case: Case, work: Work | Slot, start: int) -> bool:
    """Whether it is working time: presence is (SIMAP, Jaeger), and so is too short a response time (Matzak)."""
    if work.kind != "standby_home":
        return True
    if work.response_min is None:
        return False
    facts = case.facts_at(("standby_home",), start)
    return bool(facts) and work.response_min <= facts[0].value


def _known(case: Case, horizon: Span | None) -> tuple[int, int]:
    """The stretch of which the work is known: the horizon and the fixed work before it, in whole local days."""
    if horizon is not None:
        edges = [int(horizon.start.timestamp()), int(horizon.end.timestamp())]
        edges += [item.start for item in case.fixed.items[:1]]
    else:
        edges = [edge for item in case.counted.items for edge in (item.start, item.end)]
    return (min(edges), max(edges)) if edges else (0, DAY)


def _binding(subject: Subject, packs: tuple[Pack, ...], leads: tuple[str, ...], on: date) -> tuple[Fact, ...]:
    laws: list[Fact] = []
    policy: list[Fact] = []
    instead: list[Fact] = []
    for pack in packs:
        if subject.exempt and any(pack.find(param, on) is not None for param in EXEMPTIONS):
            continue
        for param in leads:
            fact = pack.find(param, on)
            if fact is not None and fact.value is not None:
                where = laws if pack.kind == "law" else instead if param in pack.fallback else policy
                where.append(fact)
    return tuple(laws + policy + ([] if laws else instead))


def _known_pack(code: str, subject: Subject, packs: Mapping[str, Pack]) -> Pack:
    if code not in packs:
        raise NoFact(f"Subject {subject.key!r} names rule pack {code!r}. Choose from {', '.join(packs)}.")
    return packs[code]


@lru_cache(maxsize=4096)
def seconds_of(hours: Any) -> int:
    """Hours as a fact writes them, in whole seconds."""
    return int(Decimal(str(hours)) * HOUR)


def hours_of(seconds: int) -> Decimal:
    """Seconds as hours, to the hundredth."""
    return (Decimal(seconds) / HOUR).quantize(Decimal("0.01")).normalize() + 0


def days_after(day: date, days: int) -> date:
    """The date so many days later."""
    return day + timedelta(days=days)
