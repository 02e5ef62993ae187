"""Tonight: the lamps of the city's services, who is on and who is next, and where nobody is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from itertools import groupby
from unicodedata import digit
from zoneinfo import ZoneInfo

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.choices import Hours
from lamplighter.apps.register.models import Person, Service
from lamplighter.apps.roster.bridge.days import DAY, POLICY
from lamplighter.apps.roster.bridge.duty import Rows, rows_of
from lamplighter.apps.roster.choices import DutyKind, Layer
from lamplighter.apps.roster.models import Duty, Pool
from lamplighter.apps.roster.queries.tonight import people_of, services_with_lamps
from lamplighter.engines.duty import Cover
from lamplighter.engines.hours import Span, at_wall, intersect, subtract, union, wall_windows
from lamplighter.engines.law import PACKS

AXIS = timedelta(hours=24)
AHEAD = timedelta(days=7)
QUARTER = timedelta(minutes=15)
COLUMNS = 96
MORNING = time(8)
# Before four in the morning the night that is under way is meant; later, the one to come.
NIGHT_LEFT = timedelta(hours=4)
DARK = ("hole", "unrostered", "unwanted")


@dataclass(frozen=True)
class Axis:
    """The next 24 hours as 96 quarters, from the quarter in which now lies."""

    now: datetime
    zone: ZoneInfo

    @cached_property
    def start(self) -> datetime:
        return self.now - (self.now - datetime.min.replace(tzinfo=UTC)) % QUARTER

    @property
    def span(self) -> Span:
        return Span(self.now, self.now + AXIS)

    def column(self, at: datetime) -> int:
        """Line of the grid, 1 to 97, nearest to an instant."""
        return min(max(round((at - self.start) / QUARTER), 0), COLUMNS) + 1

    @cached_property
    def ticks(self) -> list[tuple[int, str]]:
        """Each third hour of the city's clock that leaves room to be written: column and hour."""
        found = []
        for number in range(3, COLUMNS - 3):
            at = (self.start + number * QUARTER).astimezone(self.zone)
            if at.minute == 0 and at.hour % 3 == 0:
                found.append((number + 1, f"{at:%H}"))
        return found

    @cached_property
    def nights(self) -> list[tuple[int, int]]:
        """The hours that the city's policy calls night, as columns."""
        fact = PACKS[POLICY].find("night_work", self.now.astimezone(self.zone).date())
        if fact is None:
            return []
        start, end = (time.fromisoformat(fact.value[name]) for name in ("start", "end"))
        found = wall_windows(Span(self.start, self.start + AXIS), self.zone, start, end)
        return [(self.column(each.start), self.column(each.end)) for each in found]

    @cached_property
    def night_ends(self) -> datetime:
        """Until when it is tonight: the next eight in the morning that is some hours off."""
        today = self.now.astimezone(self.zone).date()
        mornings = (at_wall(today + number * DAY, MORNING, self.zone) for number in range(3))
        return min(next(each for each in mornings if each - self.now >= NIGHT_LEFT), self.now + AXIS)


@dataclass(frozen=True)
class Turn:
    """One stretch of one seat. ``state``: on, next, off (nobody wanted), or dark: hole, unrostered, unwanted."""

    pool: Pool
    layer: str
    seat: int
    span: Span
    state: str
    person: Person | None
    duty: Duty | None
    standby: bool
    first: int
    last: int
    moved: int

    @property
    def dark(self) -> bool:
        return self.state in DARK

    @property
    def shown(self) -> bool:
        """Whether it lies on the axis at all."""
        return self.first < COLUMNS + 1

    @property
    def key(self) -> str:
        """Names it on the page, so that a reader's place is kept when the page renews itself."""
        return f"{self.pool.pk}-{self.layer}-{self.seat}-{self.span.start:%d%H%M}"

    @property
    def tel(self) -> str:
        """The person's number as a telephone dials it: digits of any script, and a plus in front."""
        phone = self.person.phone if self.person else ""
        return "".join(
            str(digit(sign)) if sign.isdigit() else sign for sign in phone if sign.isdigit() or sign == "+"
        )

    @property
    def ends_on_axis(self) -> bool:
        return self.last < COLUMNS + 1

    @property
    def whole_minutes(self) -> int:
        """Elapsed length of the duty underneath."""
        return int((self.duty.ends_at - self.duty.starts_at).total_seconds() // 60) if self.duty else 0


@dataclass(frozen=True)
class Line:
    """One seat of one layer over the axis."""

    pool: Pool
    layer: str
    seat: int
    turns: tuple[Turn, ...]

    @property
    def backup(self) -> bool:
        return self.layer == Layer.BACKUP


@dataclass(frozen=True)
class Lamp:
    """One strip of the page: services that the same pools cover, or a pool that covers none."""

    services: tuple[Service, ...]
    pools: tuple[Pool, ...]
    lines: tuple[Line, ...]
    now: datetime
    night_ends: datetime
    later: tuple[Turn, ...] = field(repr=False, default=())

    @property
    def key(self) -> str:
        return "-".join([*(f"p{pool.pk}" for pool in self.pools), *(f"s{each.pk}" for each in self.services[:1])])

    @property
    def weight(self) -> int:
        """How many lamps it stands for."""
        return len(self.services) or 1

    @property
    def lead(self) -> str:
        """The name that stands for it in a sentence."""
        return self.services[0].name if len(self.services) == 1 else self.pools[0].name

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(turn for line in self.lines for turn in line.turns)

    @cached_property
    def dark(self) -> tuple[Turn, ...]:
        """Where nobody has it in the first place, soonest first."""
        found = [turn for turn in self.turns if turn.dark and turn.layer == Layer.PRIMARY]
        return tuple(sorted(found, key=lambda turn: (turn.span, turn.seat)))

    @property
    def dark_now(self) -> bool:
        return not self.lines or any(turn.span.holds(self.now) for turn in self.dark)

    @property
    def lit(self) -> bool:
        """Whether somebody has it all night."""
        return bool(self.lines) and not any(turn.span.start < self.night_ends for turn in self.dark)

    @property
    def on(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.state == "on" and turn.layer == Layer.PRIMARY]

    @property
    def backups(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.state == "on" and turn.layer == Layer.BACKUP]

    @property
    def bare(self) -> list[Turn]:
        """Backup that somebody should be, and nobody is."""
        return [turn for turn in self.turns if turn.dark and turn.layer == Layer.BACKUP]

    @property
    def then(self) -> list[Turn]:
        """Who comes next: everybody whose turn is the first to begin."""
        coming = sorted((turn for turn in self.later if turn.layer == Layer.PRIMARY), key=lambda turn: turn.span)
        return [turn for turn in coming if turn.span.start == coming[0].span.start]


@dataclass(frozen=True)
class Lack:
    """A stretch to come in which somebody is wanted and nobody is; ``duty`` is None where no roster is published."""

    pool: Pool
    layer: str
    span: Span
    duty: Duty | None

    @property
    def backup(self) -> bool:
        return self.layer == Layer.BACKUP


@dataclass(frozen=True)
class Tonight:
    """The whole page of one city."""

    axis: Axis
    lamps: tuple[Lamp, ...]
    orphans: tuple[Service, ...]
    lacks: tuple[Lack, ...]
    unwritten: tuple[Lack, ...]

    @property
    def total(self) -> int:
        return sum(lamp.weight for lamp in self.lamps) + len(self.orphans)

    @property
    def lit(self) -> int:
        return sum(lamp.weight for lamp in self.lamps if lamp.lit)

    @cached_property
    def trouble(self) -> tuple[Lamp, Turn] | None:
        """The dark stretch of the next 24 hours that comes first."""
        found = [(turn.span, number, turn) for number, lamp in enumerate(self.lamps) for turn in lamp.dark[:1]]
        if not found:
            return None
        _span, number, turn = min(found, key=lambda each: each[:2])
        return self.lamps[number], turn

    @property
    def shiftless(self) -> list[Lamp]:
        """Lamps whose pools have no shift at all."""
        return [lamp for lamp in self.lamps if not lamp.lines]

    @cached_property
    def change(self) -> tuple[Lamp, Turn] | None:
        """The next hand-over of a first duty."""
        found = [(turn.span, number, turn) for number, lamp in enumerate(self.lamps) for turn in lamp.then[:1]]
        if not found:
            return None
        _span, number, turn = min(found, key=lambda each: each[:2])
        return self.lamps[number], turn


def tonight_of(city: Organisation, now: datetime) -> Tonight:
    """Everything that the page says of who is on, from now for 24 hours and seven nights; eight queries."""
    axis = Axis(now, city.zone)
    rows = rows_of(city, Span(now, now + AHEAD))
    services = list(services_with_lamps(city, now.astimezone(city.zone).date()))
    found = rows.resolve(Span(now, now + AHEAD))
    covers: dict[str, list[Cover]] = defaultdict(list)
    for cover in found:
        covers[cover.pool].append(cover)
    book = Book.of(rows, found, axis)
    pools = _pools(rows, services, axis)
    turns = {
        pk: tuple(book.turn(pool, each) for each in sorted(covers[str(pk)], key=_in_order))
        for pk, pool in pools.items()
    }
    lamps = [_lamp(kind, mine, pools, turns, axis) for kind, mine in _groups(services)]
    alone = set(pools) - {pool.pk for service in services for pool in service.pools.all()}
    lamps += [_lamp((False, (pk,)), [], pools, turns, axis) for pk in sorted(alone, key=lambda pk: pools[pk].name)]
    lacks = [_lack(turn) for mine in turns.values() for turn in mine if turn.dark]
    return Tonight(
        axis,
        tuple(sorted(lamps, key=_weightiest_first)),
        tuple(service for service in services if not service.pools.all()),
        tuple(sorted((each for each in lacks if each.duty), key=lambda each: (each.span, each.pool.name))),
        tuple(_unwritten(each for each in lacks if each.duty is None)),
    )


@dataclass(frozen=True)
class Book:
    """People and duties by id, to make turns of covers."""

    people: Mapping[str, Person]
    duties: Mapping[str, Duty]
    axis: Axis

    @classmethod
    def of(cls, rows: Rows, found: Iterable[Cover], axis: Axis) -> "Book":
        duties = {str(duty.pk): duty for mine in rows.duties.values() for duty in mine}
        people = people_of({int(cover.person) for cover in found if cover.person})
        return cls({str(pk): person for pk, person in people.items()}, duties, axis)

    def turn(self, pool: Pool, cover: Cover) -> Turn:
        duty = self.duties.get(cover.assignment)
        return Turn(
            pool,
            cover.layer,
            cover.seat,
            cover.span,
            self._state(cover),
            self.people[cover.person] if cover.person else None,
            duty,
            cover.kind in (DutyKind.STANDBY_HOME, DutyKind.STANDBY_SITE),
            # What is under way began before the axis: it is drawn from its very start.
            self.axis.column(cover.span.start) if cover.span.start > self.axis.now else 1,
            self.axis.column(cover.span.end),
            _moved(duty, self.axis.zone) if duty else 0,
        )

    def _state(self, cover: Cover) -> str:
        if cover.person is not None:
            return "on" if cover.span.start <= self.axis.now else "next"
        if cover.source == "hole":
            return "hole" if cover.assignment else "unrostered"
        return "off"


def _lamp(
    kind: tuple[bool, tuple[int, ...]],
    services: Sequence[Service],
    pools: Mapping[int, Pool],
    turns: Mapping[int, tuple[Turn, ...]],
    axis: Axis,
) -> Lamp:
    always, members = kind
    near = [turn for pk in members for turn in turns[pk] if turn.span.start < axis.span.end and turn.shown]
    gaps = _gaps(near, axis) if always else ()
    lines = []
    for (pk, layer, seat), mine in groupby(near, key=lambda turn: (turn.pool.pk, turn.layer, turn.seat)):
        # What nobody is asked for is dark once, on the first pool's strip.
        shown = [part for turn in mine for part in _marked(turn, gaps if pk == members[0] else (), axis)]
        # A pool that is closed at this hour keeps its strip, so that one sees when it opens.
        if any(turn.state != "off" for turn in shown) or (layer == Layer.PRIMARY and seat == 1):
            lines.append(Line(pools[pk], layer, seat, tuple(sorted(shown, key=lambda turn: turn.span))))
    later = tuple(turn for pk in members for turn in turns[pk] if turn.state == "next")
    return Lamp(tuple(services), tuple(pools[pk] for pk in members), tuple(lines), axis.now, axis.night_ends, later)


def _gaps(turns: Iterable[Turn], axis: Axis) -> tuple[Span, ...]:
    """When a service that never closes has nobody, although no shift asks for anybody."""
    return subtract(axis.span, [turn.span for turn in turns if turn.state != "off"])


def _marked(turn: Turn, gaps: Iterable[Span], axis: Axis) -> Iterator[Turn]:
    """A turn in which nobody is asked for, cut where the service has nobody at all; others as they are."""
    if turn.state != "off" or turn.layer != Layer.PRIMARY or turn.seat != 1:
        yield turn
        return
    dark = intersect(turn.span, gaps)
    for state, spans in (("unwanted", dark), ("off", subtract(turn.span, dark))):
        for span in spans:
            first = axis.column(span.start) if span.start > axis.now else 1
            yield replace(turn, span=span, state=state, first=first, last=axis.column(span.end))


def _groups(services: Iterable[Service]) -> list[tuple[tuple[bool, tuple[int, ...]], list[Service]]]:
    """Services that stand under the same pools, and do or do not close, are one strip."""
    found: dict[tuple[bool, tuple[int, ...]], list[Service]] = defaultdict(list)
    for service in services:
        members = tuple(pool.pk for pool in service.pools.all())
        if members:
            found[service.hours == Hours.AROUND_THE_CLOCK, members].append(service)
    return list(found.items())


def _pools(rows: Rows, services: Iterable[Service], axis: Axis) -> dict[int, Pool]:
    """Every open pool that has shifts, or covers a service."""
    today = axis.now.astimezone(axis.zone).date()
    known = [shift.pool for shift in rows.shift_types]
    known += [publication.pool for publication in rows.publications]
    known += [pool for service in services for pool in service.pools.all()]
    return {pool.pk: pool for pool in known if pool.closed_on is None or pool.closed_on > today}


def _moved(duty: Duty, zone: ZoneInfo) -> int:
    """By how many minutes a clock change makes a duty longer (or shorter) than its clock times say."""
    offsets = [at.astimezone(zone).utcoffset() or timedelta(0) for at in (duty.starts_at, duty.ends_at)]
    return int((offsets[0] - offsets[1]).total_seconds() // 60)


def _lack(turn: Turn) -> Lack:
    return Lack(turn.pool, turn.layer, turn.span, turn.duty)


def _unwritten(lacks: Iterable[Lack]) -> Iterator[Lack]:
    """Of each pool, from when on its roster is still to be made; however many seats that leaves empty."""
    by_pool: dict[int, list[Lack]] = defaultdict(list)
    for lack in lacks:
        by_pool[lack.pool.pk].append(lack)
    for mine in sorted(by_pool.values(), key=lambda mine: min(each.span for each in mine)):
        spans = union(each.span for each in mine)
        yield Lack(mine[0].pool, Layer.PRIMARY, Span(spans[0].start, spans[-1].end), None)


def _in_order(cover: Cover) -> tuple[bool, int, datetime]:
    return cover.layer == Layer.BACKUP, cover.seat, cover.span.start


def _weightiest_first(lamp: Lamp) -> tuple[bool, bool, datetime, int, str]:
    soonest = lamp.dark[0].span.start if lamp.dark else lamp.night_ends
    tier = min((service.tier for service in lamp.services), default=9)
    return not lamp.dark_now, lamp.lit, soonest if not lamp.lit else lamp.now, tier, lamp.lead
