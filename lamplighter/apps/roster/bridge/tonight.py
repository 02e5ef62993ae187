"""Tonight, read from the rosters: who is on and who is next for each service, and where nobody is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.choices import Hours
from lamplighter.apps.register.models import Person, Service
from lamplighter.apps.roster.bridge.axis import Axis
from lamplighter.apps.roster.bridge.duty import Rows, rows_of
from lamplighter.apps.roster.bridge.lamps import Lack, Lamp, Line, Tonight, Turn
from lamplighter.apps.roster.choices import DutyKind, Layer
from lamplighter.apps.roster.models import Duty, Pool
from lamplighter.apps.roster.queries.tonight import people_of, services_with_lamps
from lamplighter.engines.duty import Cover
from lamplighter.engines.hours import Span, intersect, subtract, union

AHEAD = timedelta(days=7)


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
