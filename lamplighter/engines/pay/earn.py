"""The front door: what one person's duty earns in one window."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Holiday, Span, Week, at_wall
from lamplighter.engines.law import Pack, Work, pack
from lamplighter.engines.pay.case import Case, MonthPart, Part
from lamplighter.engines.pay.city import callout_minimum, city_premiums, standby
from lamplighter.engines.pay.contract import contract_only, weekly_threshold
from lamplighter.engines.pay.earning import Earning, Kind, Remark
from lamplighter.engines.pay.iran import CYCLE_WEEKS, iran
from lamplighter.engines.pay.israel import israel
from lamplighter.engines.pay.lines import decimal, lines_of
from lamplighter.engines.pay.reading import Reading
from lamplighter.engines.pay.terms import ZERO, Terms
from lamplighter.engines.pay.timeline import untangle


@dataclass(frozen=True, slots=True)
class Regime:
    """How one pack's facts become parts, which premiums it decides itself, and what it says of presence on site."""

    parts: Callable[[Case], Iterator[Part | MonthPart]]
    decides: frozenset[Kind] = frozenset()
    site_is_work: bool = True


SILENT = Regime(contract_only, site_is_work=False)
REGIMES = {
    "ir-labour-1990": Regime(iran, frozenset({Kind.NIGHT_PREMIUM, Kind.WEEKLY_REST_PREMIUM, Kind.HOLIDAY_PREMIUM})),
    "il-hours-1951": Regime(israel, frozenset({Kind.WEEKLY_REST_PREMIUM, Kind.HOLIDAY_PREMIUM})),
    "us-flsa-like": Regime(weekly_threshold),
    "eu-wtd-2003-88": SILENT,
}


def earn(
    work: Sequence[Work],
    terms: Terms,
    *,
    window: Span,
    zone: ZoneInfo,
    week: Week,
    holidays: Sequence[Holiday],
    ordinary: Iterable[Span] = (),
    law: Pack | None = None,
) -> Earning:
    """What one person's duty earns, line by line, each with its fact of law.

    Parameters
    ----------
    work
        The person's duties, standbys and call-outs, in any order; those in ``reach`` of the window, so that weeks
        are counted whole. Only what lies in the window is paid; a duty over its edge is cut there.
    ordinary
        Working hours beside duty that the salary pays (the office week). They fill the norms and earn no line.
        Given for the same reach as the work.
    window
        The pay month, as a rule. Terms hold unchanged through it: a raise in mid-month is two windows.
    zone
        Decides what midnight, night and Friday mean. Pay goes by elapsed time: a clock change makes a night 1 h
        longer or shorter, and the sum shows it.
    holidays
        Those the city keeps. An estimated one earns nothing until it is confirmed, and says so.
    law
        The pack to read instead of the one named in the terms (a city's reviewed version).
    """
    regime = REGIMES.get(terms.pack, SILENT)
    reading = Reading(law or pack(terms.pack))
    case = Case(
        terms,
        reading,
        untangle(work, ordinary, site_is_work=regime.site_is_work),
        tuple(work),
        window,
        zone,
        week,
        holidays,
    )
    if terms.pack not in REGIMES:
        case.note(Remark.NO_PAY_LAW, terms.pack, case.first)
    parts = [
        *regime.parts(case),
        *city_premiums(case, regime.decides),
        *standby(case),
        *callout_minimum(case),
    ]
    lines = lines_of(case, parts)
    _note_clock_changes(case)
    hourly, basis = case.hourly(case.first)
    return Earning(
        window,
        terms.currency,
        decimal(hourly),
        basis.fact_id,
        lines,
        tuple(sorted({*case.notes, *reading.notes(case.first)})),
        sum((line.amount for line in lines), ZERO),
    )


def reach(window: Span, terms: Terms, zone: ZoneInfo, week: Week) -> Span:
    """The time whose work must be given so that every norm touching the window is counted whole."""
    weeks = CYCLE_WEEKS if terms.shift_worker else 1
    first = week.start_of(window.start.astimezone(zone).date()) - timedelta(weeks=weeks)
    last = week.start_of(window.end.astimezone(zone).date()) + timedelta(weeks=weeks)
    return Span(at_wall(first, time(0), zone), at_wall(last, time(0), zone))


def _note_clock_changes(case: Case) -> None:
    """Tell on which dates the elapsed hours differ from what the wall clock suggests, and by how much."""
    times = (*case.worked, *case.timeline.site, *case.timeline.home)
    for on, span in case.pieces(case.in_window(times)):
        before, after = (at.astimezone(case.zone).utcoffset() for at in (span.start, span.end))
        if before is not None and after is not None and before != after:
            minutes = (before - after) // timedelta(minutes=1)
            case.note(Remark.CLOCK_CHANGE, f"{minutes:+d}", on)
