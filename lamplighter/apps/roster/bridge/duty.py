"""Who is on between two instants: the city's rows for the one resolver, and what people worked by its answer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Person
from lamplighter.apps.roster.bridge.days import days_between, shift_span, wanted_on
from lamplighter.apps.roster.models import CallOut, Duty, Pool, Publication, ShiftType, Takeover
from lamplighter.apps.roster.queries.duty import (
    LONGEST,
    callouts_between,
    duties_between,
    publications_between,
    shift_types_with_demand,
    takeovers_between,
)
from lamplighter.engines import duty as engine
from lamplighter.engines.duty import Closure, Cover, Override, Wanted
from lamplighter.engines.hours import Span, day_span, local_days, union
from lamplighter.engines.law import Work

# The resolver looks at every change in its window against everything in it: long windows go in pieces.
PIECE = timedelta(days=7)
DUTY_KEY = "duty-"


@dataclass(frozen=True)
class Rows:
    """Everything a city wrote that bears on who is on during a window; read in five queries."""

    organisation: Organisation
    publications: tuple[Publication, ...]
    duties: Mapping[int, tuple[Duty, ...]]
    takeovers: tuple[Takeover, ...]
    shift_types: tuple[ShiftType, ...]

    def resolve(self, window: Span, *, demand: bool = True) -> tuple[Cover, ...]:
        """Who is on during ``window``, which lies in the window these rows were read for."""
        return engine.resolve(
            [
                self._published(publication, window)
                for publication in self.publications
                if publication.starts_at < window.end and window.start - LONGEST < publication.ends_at
            ],
            [_override(row, self.organisation.zone) for row in self.takeovers if _meets(row, window)],
            self._closures(window),
            window,
            wanted=[*self._layers(window), *(self._wanted(window) if demand else ())],
        )

    def _published(self, publication: Publication, window: Span) -> engine.Publication:
        rows = self.duties.get(publication.draft_id, ())
        return engine.Publication(
            str(publication.pool_id),
            publication.version,
            Span(publication.starts_at, publication.ends_at),
            # A version that was published in the middle of its period leaves what had begun to the one before.
            tuple(
                _assignment(row, publication, self.organisation.zone)
                for row in rows
                if _meets(row, window) and row.starts_at >= publication.starts_at
            ),
        )

    def _closures(self, window: Span) -> Iterator[Closure]:
        """A pool that is closed wants nobody from that day on."""
        closed = {each.pool.pk: each.pool.closed_on for each in self.publications}
        closed |= {each.pool.pk: each.pool.closed_on for each in self.shift_types}
        for pool, on in closed.items():
            if on is not None:
                start = day_span(on, self.organisation.zone).start
                if start < window.end:
                    yield Closure(str(pool), Span(start, window.end))

    def _layers(self, window: Span) -> Iterator[Wanted]:
        """Every layer of every pool is spoken of, also where nothing happens on it in this window."""
        for pool, layer in {(each.pool_id, each.layer) for each in self.shift_types}:
            yield Wanted(str(pool), layer, window, 0)

    def _wanted(self, window: Span) -> Iterator[Wanted]:
        """Demand where no publication speaks: the published seats, holes included, are the demand elsewhere."""
        spoken: dict[int, list[Span]] = defaultdict(list)
        for each in self.publications:
            spoken[each.pool_id].append(Span(each.starts_at, each.ends_at))
        days = local_days(Span(window.start - LONGEST, window.end), self.organisation.zone)
        for shift in self.shift_types:
            for on in days_between(days[0], days[-1]):
                people, _preferred = wanted_on(shift.demand.all(), on)
                if not people or (shift.retired_on and shift.retired_on <= on):
                    continue
                span = shift_span(shift, on, self.organisation)
                if span.overlaps(window) and not any(known.holds(span.start) for known in spoken[shift.pool_id]):
                    yield Wanted(str(shift.pool_id), shift.layer, span, people)


def rows_of(organisation: Organisation, window: Span, pool: Pool | None = None) -> Rows:
    """What the resolver needs for a window, of one pool or all; five queries, however large the city."""
    shifts = {shift.pk: shift for shift in shift_types_with_demand(organisation)}
    duties: dict[int, list[Duty]] = defaultdict(list)
    for row in duties_between(organisation, window.start, window.end, pool):
        row.shift_type = shifts[row.shift_type_id]
        duties[row.draft_id].append(row)
    return Rows(
        organisation,
        tuple(publications_between(organisation, window.start, window.end, pool)),
        {draft: tuple(rows) for draft, rows in duties.items()},
        tuple(takeovers_between(organisation, window.start, window.end)),
        tuple(shifts.values()),
    )


def covers(organisation: Organisation, window: Span) -> tuple[Cover, ...]:
    """Who is on: the one answer that page, feed, pager and pay share; five queries.

    Pool and person of a cover are ids as text; ``assignment`` is the id of the duty underneath; ``key`` is that
    id too, or ``takeover-<id>`` where somebody took over. Where nothing is published, unmet demand is a hole
    without an assignment.
    """
    return rows_of(organisation, window).resolve(window)


def on_duty(organisation: Organisation, at: datetime) -> tuple[Cover, ...]:
    """Who is on at one instant, holes included; the covers tell until when, up to a day ahead."""
    return engine.on_at(covers(organisation, Span(at - LONGEST, at + LONGEST)), at)


@dataclass(frozen=True)
class Stretch:
    """One person's uninterrupted part of one published duty; ``part`` counts from 1."""

    person: int
    duty: Duty
    span: Span
    part: int

    @property
    def work(self) -> Work:
        """The same, as the law sees it."""
        key = f"{DUTY_KEY}{self.duty.pk}" if self.part == 1 else f"{DUTY_KEY}{self.duty.pk}-{self.part}"
        shift = self.duty.shift_type
        return Work(key, self.span, shift.kind, shift.response_min)


def stretches(organisation: Organisation, window: Span, pool: Pool | None = None) -> tuple[Stretch, ...]:
    """Who had or has which duty, whole, where any of it lies in the window; by time; five queries."""
    wide = Span(window.start - LONGEST, window.end + LONGEST)
    rows = rows_of(organisation, wide, pool)
    known = {duty.pk: duty for duties in rows.duties.values() for duty in duties}
    found = [
        Stretch(person, known[duty], span, part)
        for (person, duty), spans in _held(rows, wide).items()
        for part, span in enumerate(spans, start=1)
        if span.overlaps(window)
    ]
    return tuple(sorted(found, key=lambda each: (each.span, each.duty.pk)))


def worked_of(organisation: Organisation, window: Span) -> dict[int, tuple[Work, ...]]:
    """What each person worked or will work by the published rosters, hand-overs and call-outs; six queries.

    Whole duties, also where they only partly lie in the window. Keys are ``duty-<id>`` and ``callout-<id>``; a
    duty that somebody had in several parts is several works, the later ones ``duty-<id>-2`` and so on.
    """
    found: dict[int, list[Work]] = defaultdict(list)
    for each in stretches(organisation, window):
        found[each.person].append(each.work)
    for row in callouts_between(organisation, window.start, window.end):
        found[row.person_id].append(called_out(row))
    return {person: tuple(sorted(work, key=lambda one: (one.span, one.key))) for person, work in found.items()}


def worked(person: Person, window: Span) -> tuple[Work, ...]:
    """What one person worked or will work; see ``worked_of``."""
    return worked_of(person.organisation, window).get(person.pk, ())


def called_out(row: CallOut) -> Work:
    """A call-out as the law sees it."""
    return Work(f"callout-{row.pk}", Span(row.starts_at, row.ends_at), "callout")


def duty_of(key: str) -> int | None:
    """Id of the duty that a work's key names, or None for a call-out."""
    return int(key.removeprefix(DUTY_KEY).split("-")[0]) if key.startswith(DUTY_KEY) else None


def _held(rows: Rows, window: Span) -> dict[tuple[int, int], tuple[Span, ...]]:
    """For each person and duty the stretches in which that person had it, pieced together again."""
    held: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for piece in _pieces(window):
        for cover in rows.resolve(piece, demand=False):
            if cover.person is None or not cover.assignment:
                continue
            held[int(cover.person), int(cover.assignment)].append(cover.span)
    return {key: union(spans) for key, spans in held.items()}


def _pieces(window: Span) -> Iterator[Span]:
    start = window.start
    while start < window.end:
        yield Span(start, min(start + PIECE, window.end))
        start += PIECE


def _meets(row: Duty | Takeover, window: Span) -> bool:
    return row.starts_at < window.end and window.start < row.ends_at


def _assignment(row: Duty, publication: Publication, zone: ZoneInfo) -> engine.Assignment:
    return engine.Assignment(
        str(publication.pool_id),
        row.shift_type.layer,
        _who(row, zone),
        Span(row.starts_at, row.ends_at),
        str(row.pk),
        publication.version,
        row.shift_type.kind,
        row.seat + 1,
    )


def _override(row: Takeover, zone: ZoneInfo) -> Override:
    return Override(
        str(row.pool_id),
        row.layer,
        _who(row, zone),
        Span(row.starts_at, row.ends_at),
        f"takeover-{row.pk}",
        row.made_at,
        str(row.duty_id),
    )


def _who(row: Duty | Takeover, zone: ZoneInfo) -> str | None:
    """Whoever is put down for it, unless they have left the city by then: that is a hole at once."""
    if row.person_id is None:
        return None
    last_day: date | None = row.last_day  # type: ignore[union-attr]
    gone = last_day is not None and last_day < row.starts_at.astimezone(zone).date()
    return None if gone else str(row.person_id)


def holes_among(found: Iterable[Cover]) -> tuple[Cover, ...]:
    """The covers in which somebody is wanted and nobody is on."""
    return engine.holes(found)
