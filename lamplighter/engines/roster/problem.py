"""The question: who may be put where, and what the city would like.

Everything is a frozen value. Keys are strings chosen by the caller and must be unique within their kind.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span, Week
from lamplighter.engines.law import PACKS, PLANNED_KINDS, Pack, Subject, Work
from lamplighter.engines.roster.terms.contract import NO_TERMS, Terms

NIGHT, WEEKEND, HOLIDAY = "night", "weekend", "holiday"
TAGS = frozenset({NIGHT, WEEKEND, HOLIDAY})
NEEDED, PREFERRED, SPARE = "needed", "preferred", "spare"
WANTED = (NEEDED, PREFERRED, SPARE)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a person has already carried before the period: counts of duties, and minutes of standby.

    ``days`` is for how long they took turns: whoever is new has carried little and is behind nobody.
    """

    nights: int = 0
    weekends: int = 0
    holidays: int = 0
    standby_minutes: int = 0
    days: int = 365

    def __post_init__(self) -> None:
        for name in ("nights", "weekends", "holidays", "standby_minutes", "days"):
            if getattr(self, name) < 0:
                raise ValueError(f"Ledger.{name} must be 0 or more. Got {getattr(self, name)} instead.")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person who may be put on duty.

    ``eligible`` holds (pool, layer) pairs. ``fixed`` is work that stands already: before the period, and in other
    pools within it; a duty never overlaps it. ``away`` is leave. ``max_duties`` counts seats of this problem.
    ``terms`` are limits of the contract; ``shifts`` says of which shift fixed work was, by its key, where terms
    speak of shifts.
    """

    key: str
    subject: Subject
    eligible: frozenset[tuple[str, str]]
    skills: Mapping[str, int] = field(default_factory=dict)
    newcomer: bool = False
    away: tuple[Span, ...] = ()
    fixed: tuple[Work, ...] = ()
    ledger: Ledger = Ledger()
    max_duties: int | None = None
    terms: Terms = NO_TERMS
    shifts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SkillWanted:
    """A skill at a level that a seat asks for; required, or only preferred."""

    skill: str
    level: int = 1
    required: bool = True


@dataclass(frozen=True, slots=True)
class Seat:
    """One place to fill by one person: a shift of a layer of a pool at one time.

    ``importance`` multiplies the cost of leaving it empty (a primary 2, a backup 1, say). ``wanted`` says how much:
    ``needed`` is a hole where it stays empty, ``preferred`` then costs little, ``spare`` only if it is filled
    (``Demand`` makes all three). ``holiday_units`` is how much it weighs among holidays: the first night of the
    year 3, say.
    """

    key: str
    pool: str
    layer: str
    shift: str
    span: Span
    kind: str = "worked"
    response_min: int | None = None
    skills: tuple[SkillWanted, ...] = ()
    tags: frozenset[str] = frozenset()
    importance: int = 1
    wanted: str = NEEDED
    holiday_units: int = 1

    def __post_init__(self) -> None:
        if self.wanted not in WANTED:
            raise ValueError(f"Seat {self.key!r} is {self.wanted!r}. Choose one of {', '.join(WANTED)}.")
        if self.holiday_units < 1:
            raise ValueError(
                f"Seat {self.key!r}: holiday_units must be 1 or more. Got {self.holiday_units} instead."
            )
        if self.kind not in PLANNED_KINDS:
            raise ValueError(f"Seat {self.key!r} has kind {self.kind!r}. Choose one of {', '.join(PLANNED_KINDS)}.")
        if not self.tags <= TAGS:
            raise ValueError(f"Seat {self.key!r}: unknown tags {sorted(self.tags - TAGS)}. Known: {sorted(TAGS)}.")
        if self.importance < 1:
            raise ValueError(f"Seat {self.key!r}: importance must be 1 or more. Got {self.importance} instead.")


@dataclass(frozen=True, slots=True)
class Wish:
    """A person would like (``want``) or rather not have one seat, any of several, or any that meets a span."""

    person: str
    want: bool
    seat: str | None = None
    span: Span | None = None
    weight: int = 1
    seats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.seat is not None) + bool(self.seats) + (self.span is not None) != 1:
            raise ValueError(f"A wish of {self.person!r} must name a seat, several, or a span: one of the three.")
        if self.weight < 1:
            raise ValueError(f"A wish of {self.person!r}: weight must be 1 or more. Got {self.weight} instead.")

    @property
    def named(self) -> tuple[str, ...]:
        """The seats that it names, none for a span."""
        return self.seats if self.seat is None else (self.seat,)


@dataclass(frozen=True, slots=True)
class Placed:
    """This person sits on this seat."""

    seat: str
    person: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A seat that the search must not touch: it has this person, or (``person`` None) stays empty."""

    seat: str
    person: str | None


@dataclass(frozen=True, slots=True)
class Weights:
    """What each soft wish costs when it is not met. A hole outweighs all the others together in practice.

    ``preferred`` is an empty seat that is only preferred, ``spare`` a filled one that is not even that. ``terms``
    is each half unit (hour, duty or day), squared, by which a contract's least is not reached.

    Levelled parts (nights, weekends, holidays, standby, hours) cost the square of the distance from the fair
    share, so the second night too many costs three times the first.
    """

    hole: int = 1_000_000
    change: int = 2_000
    skill: int = 300
    wish: int = 100
    nights: int = 8
    weekends: int = 8
    holidays: int = 12
    standby: int = 3
    hours: int = 1
    isolated: int = 25
    preferred: int = 1_000
    spare: int = 50
    terms: int = 20

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) < 0:
                raise ValueError(f"Weights.{name} must be 0 or more. Got {getattr(self, name)} instead.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One period of one or more pools, to be rostered.

    Parameters
    ----------
    people, seats
        Who may serve and what is to be filled; any order, unique keys.
    horizon
        The period that is planned; every seat starts in it (the last night may end after it).
    zone, week, holidays
        Where the city is, which days its week and weekend have, its public holidays.
    packs
        The rule packs to judge by; a city's own where it has changed its policy.
    pins
        Seats that are settled. A pin counts even where the person would not be a candidate, except that one
        person cannot sit on two overlapping seats.
    forbidden
        Pairs of people who are never on at the same time in one pool.
    barred
        Who must not be given which seat.
    draft
        Where the search may start: nothing is paid for leaving it.
    published
        What people have already been told: every change of it costs ``weights.change``.

    Raises
    ------
    ValueError
        For keys that are used twice or unknown, seats outside the horizon, pins that contradict each other.
    """

    people: tuple[Candidate, ...]
    seats: tuple[Seat, ...]
    horizon: Span
    zone: ZoneInfo
    week: Week
    holidays: frozenset[date] = frozenset()
    packs: Mapping[str, Pack] = field(default_factory=lambda: PACKS)
    wishes: tuple[Wish, ...] = ()
    pins: tuple[Pin, ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()
    barred: tuple[Placed, ...] = ()
    draft: tuple[Placed, ...] = ()
    published: tuple[Placed, ...] = ()
    weights: Weights = Weights()

    def __post_init__(self) -> None:
        _unique("person", (each.key for each in self.people))
        _unique("seat", (each.key for each in self.seats))
        _unique("pinned seat", (each.seat for each in self.pins))
        people = frozenset(each.key for each in self.people)
        seats = {each.key: each for each in self.seats}
        _known("Pin", "seat", (each.seat for each in self.pins), seats)
        _known("Pin", "person", (each.person for each in self.pins if each.person is not None), people)
        _known("Wish", "person", (each.person for each in self.wishes), people)
        _known("Wish", "seat", (seat for each in self.wishes for seat in each.named), seats)
        _known("Barred", "seat", (each.seat for each in self.barred), seats)
        _known("Barred", "person", (each.person for each in self.barred), people)
        _known("Forbidden pair", "person", (person for pair in self.forbidden for person in pair), people)
        for seat in self.seats:
            if not self.horizon.holds(seat.span.start):
                raise ValueError(f"Seat {seat.key!r} starts outside the horizon. Widen the horizon to hold it.")
        _pins_agree(self.pins, seats)


def _unique(what: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"Two entries for {what} {key!r}. Remove one of the two.")
        seen.add(key)


def _known(who: str, what: str, named: Iterable[str], known: Iterable[str]) -> None:
    missing = sorted(set(named) - set(known))
    if missing:
        raise ValueError(f"{who} names {what} {missing[0]!r}, which the problem does not have.")


def _pins_agree(pins: Iterable[Pin], seats: Mapping[str, Seat]) -> None:
    """Refuse pins that put one person in two places at once."""
    held: dict[str, list[Seat]] = {}
    for pin in pins:
        if pin.person is not None:
            held.setdefault(pin.person, []).append(seats[pin.seat])
    for person, mine in held.items():
        mine.sort(key=lambda seat: (seat.span, seat.key))
        for one, other in pairwise(mine):
            if one.span.overlaps(other.span):
                raise ValueError(
                    f"Pins put {person!r} on {one.key!r} and {other.key!r} at the same time. Remove one of the two."
                )
