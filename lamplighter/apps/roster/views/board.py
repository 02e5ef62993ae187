"""The month on the wall: people by days, letters in cells, what is not filled, and cover."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.bridge.days import days_between, holidays_of
from lamplighter.apps.roster.choices import DutyKind, Layer
from lamplighter.apps.roster.models import Draft, Duty, Leave, PoolMember, ShiftType, Wish
from lamplighter.apps.roster.views.against import Against, on_leave
from lamplighter.web.templatetags.words import clock, until


@dataclass(frozen=True)
class Day:
    """One column."""

    on: date
    rest: bool
    today: bool
    holiday: str


@dataclass(frozen=True)
class Mark:
    """One letter in a cell."""

    duty: Duty
    look: str
    label: str
    wrong: bool = False
    changed: bool = False

    @property
    def classes(self) -> str:
        found = f"shift shift--{self.look}"
        return f"{found}{' wrong' if self.wrong else ''}{' changed' if self.changed else ''}"


@dataclass
class Cell:
    """What one person has on one day."""

    day: Day
    marks: list[Mark] = field(default_factory=list)
    away: str = ""
    wish: str = ""


@dataclass
class Row:
    """One person's days; ``duties`` counts them."""

    person: Person
    cells: list[Cell]

    @property
    def duties(self) -> int:
        return sum(len(cell.marks) for cell in self.cells)


@dataclass(frozen=True)
class Cover:
    """How many of a day's seats somebody has; ``bad`` if one that is needed is empty."""

    day: Day
    filled: int
    wanted: int
    bad: bool


@dataclass(frozen=True)
class Board:
    """Everything the table draws."""

    days: tuple[Day, ...]
    rows: tuple[Row, ...]
    holes: tuple[Cell, ...]
    cover: tuple[Cover, ...]
    legend: tuple[ShiftType, ...]
    hole_duties: tuple[Duty, ...]
    wrong: tuple[Against, ...]
    seats: int

    @property
    def filled(self) -> int:
        """How many duties somebody has."""
        return sum(cover.filled for cover in self.cover)

    @property
    def spare(self) -> bool:
        """Whether a seat is empty that was only preferred."""
        return any(mark.look == "spare" for cell in self.holes for mark in cell.marks)


def board_of(
    city: Organisation,
    draft: Draft,
    duties: Sequence[Duty],
    members: Sequence[PoolMember],
    *,
    today: date,
    leave: Sequence[Leave] = (),
    wishes: Sequence[Wish] = (),
    against: Mapping[int, Against] = MappingProxyType({}),
    changed: frozenset[int] = frozenset(),
) -> Board:
    """The board of a draft or version, from rows that are already loaded; asks the database nothing."""
    holidays = {each.on: ", ".join(each.names) for each in holidays_of(city, draft.starts_on, draft.ends_on)}
    days = tuple(
        Day(on, on.isoweekday() in city.weekend_days or on in holidays, on == today, holidays.get(on, ""))
        for on in days_between(draft.starts_on, draft.ends_on)
    )
    against = {**against, **on_leave(duties, leave, city)}
    away = _away(leave)
    wishing = _wishing(wishes)
    people = {member.person_id: member.person for member in members}
    people |= {duty.person.pk: duty.person for duty in duties if duty.person is not None}
    grid: dict[tuple[int | None, date], list[Mark]] = defaultdict(list)
    for duty in duties:
        grid[duty.person_id, duty.on].append(_mark(duty, against.get(duty.pk), duty.pk in changed))
    rows = tuple(
        Row(
            person,
            [
                Cell(day, grid[pk, day.on], away.get((pk, day.on), ""), wishing.get((pk, day.on), ""))
                for day in days
            ],
        )
        for pk, person in sorted(people.items(), key=lambda pair: (pair[1].name, pair[0]))
    )
    legend = {duty.shift_type_id: duty.shift_type for duty in duties}
    return Board(
        days,
        rows,
        tuple(Cell(day, grid[None, day.on]) for day in days),
        tuple(_cover(day, duties_on) for day, duties_on in _by_day(days, duties)),
        tuple(sorted(legend.values(), key=lambda each: (each.layer != Layer.PRIMARY, each.starts_at, each.code))),
        tuple(duty for duty in duties if duty.is_hole),
        tuple(against[duty.pk] for duty in duties if duty.pk in against),
        len(duties),
    )


def _mark(duty: Duty, wrong: Against | None, changed: bool) -> Mark:
    shift = duty.shift_type
    look = "hole" if duty.is_hole else "spare" if duty.person_id is None else shift.look
    words = {"shift": shift.name, "time": until(shift.starts_at, shift.ends_at)}
    label = _("%(shift)s, %(time)s") % words
    if look == "spare":
        label = _("%(label)s, free and not needed") % {"label": label}
    if duty.pinned:
        label = _("%(label)s, pinned") % {"label": label}
    if wrong:
        label = wrong.told(label)
    if changed:
        label = _("%(label)s, changed") % {"label": label}
    return Mark(duty, look, label, wrong is not None, changed)


def _cover(day: Day, duties: Sequence[Duty]) -> Cover:
    filled = sum(duty.person_id is not None for duty in duties)
    return Cover(day, filled, len(duties), any(duty.is_hole for duty in duties))


def _by_day(days: Sequence[Day], duties: Sequence[Duty]) -> list[tuple[Day, list[Duty]]]:
    found: dict[date, list[Duty]] = defaultdict(list)
    for duty in duties:
        found[duty.on].append(duty)
    return [(day, found[day.on]) for day in days]


def _away(leave: Sequence[Leave]) -> Mapping[tuple[int, date], str]:
    return {
        (row.person_id, on): row.get_kind_display()
        for row in leave
        for on in days_between(row.starts_on, row.ends_on)
    }


def _wishing(wishes: Sequence[Wish]) -> Mapping[tuple[int, date], str]:
    return {(row.person_id, row.on): _("wishes to be on") if row.wants else _("wishes to be off") for row in wishes}


def kind_words(shift: ShiftType) -> str:
    """What a shift is, for the legend: its hours, and what it is in law."""
    return _("%(name)s, %(start)s to %(end)s, %(kind)s") % {
        "name": shift.name,
        "start": clock(shift.starts_at),
        "end": clock(shift.ends_at),
        "kind": DutyKind(shift.kind).label,
    }
