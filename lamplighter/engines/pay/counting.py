"""Which minutes are ordinary and which are beyond a norm, counted in the order they were worked."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span
from lamplighter.engines.pay.timeline import NOTHING, Source, Workday, by_day


class Tier(IntEnum):
    """How far beyond the norm a minute lies."""

    ORDINARY = 0
    ADDITIONAL = 1  # beyond the contract, within the law's norm
    OVERTIME_1 = 2
    OVERTIME_2 = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """One piece of a workday, in one tier and on one local date."""

    span: Span
    source: Source
    tier: Tier
    on: date
    workday: Workday


@dataclass(frozen=True, slots=True)
class Ledger:
    """A norm over a period longer than a day: which period a date belongs to, and how much is inside the norm.

    ``norm`` may answer None: no norm holds on that date.
    """

    period: Callable[[date], date]
    norm: Callable[[date], timedelta | None]
    beyond: Tier


def count(
    days: Sequence[Workday],
    zone: ZoneInfo,
    *,
    day_norm: Callable[[Workday], timedelta | None],
    first_tier: Callable[[Workday], timedelta | None],
    ledgers: Sequence[Ledger],
) -> Iterator[Counted]:
    """Pour the hours of each workday into its norms, in order of time.

    Ordinary work beside duty fills the norms of its workday and period first, wherever in them it lies: what duty
    adds to a full week is beyond the norm even when it was worked on the first day. It yields nothing itself.

    ``first_tier`` says how much overtime of a workday is at the first rate; None: all of it.
    """
    used: list[defaultdict[date, timedelta]] = [defaultdict(timedelta) for _ in ledgers]
    for day in days:
        for piece_on, piece in _pieces(day, zone, Source.ORDINARY):
            for ledger, spent in zip(ledgers, used, strict=True):
                spent[ledger.period(piece_on)] += piece.end - piece.start
    for day in days:
        norm, first = day_norm(day), first_tier(day)
        in_day, over = day.worked(Source.ORDINARY), NOTHING
        for stretch in day.stretches:
            if stretch.source is Source.ORDINARY:
                continue
            for on, piece in by_day(stretch.span, zone):
                at = piece.start
                while at < piece.end:
                    room, tier = _room(on, norm, in_day, ledgers, used)
                    if tier is Tier.OVERTIME_1 and first is not None:
                        tier, room = (
                            (Tier.OVERTIME_1, first - over) if over < first else (Tier.OVERTIME_2, piece.end - at)
                        )
                    until = piece.end if room is None else min(piece.end, at + room)
                    length = until - at
                    if tier < Tier.OVERTIME_1:
                        in_day += length
                        for ledger, spent in zip(ledgers, used, strict=True):
                            spent[ledger.period(on)] += length
                    else:
                        over += length
                    yield Counted(Span(at, until), stretch.source, tier, on, day)
                    at = until


def _room(
    on: date,
    norm: timedelta | None,
    in_day: timedelta,
    ledgers: Sequence[Ledger],
    used: Sequence[dict[date, timedelta]],
) -> tuple[timedelta | None, Tier]:
    """The tier the next minute is in, and how long it stays there; None: to the end of the piece."""
    rooms: list[tuple[timedelta, Tier]] = []
    if norm is not None:
        rooms.append((norm - in_day, Tier.OVERTIME_1))
    for ledger, spent in zip(ledgers, used, strict=True):
        limit = ledger.norm(on)
        if limit is not None:
            rooms.append((limit - spent[ledger.period(on)], ledger.beyond))
    tier = max((beyond for room, beyond in rooms if room <= NOTHING), default=Tier.ORDINARY)
    ahead = [room for room, beyond in rooms if room > NOTHING and beyond > tier]
    return (None if tier >= Tier.OVERTIME_1 else min(ahead, default=None)), tier


def _pieces(day: Workday, zone: ZoneInfo, source: Source) -> Iterator[tuple[date, Span]]:
    for stretch in day.stretches:
        if stretch.source is source:
            yield from by_day(stretch.span, zone)
