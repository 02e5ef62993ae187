"""What duty earns under Israel's Hours of Work and Rest Law of 1951.

A workday has a norm (8 hours, 7 at night or before a rest, 8.6 and 7.6 in a five-day week) and so has a week.
Beyond either: 125 % for the first two hours of the workday, then 150 % (s. 16). In the weekly rest and on holidays
150 % (s. 17), and both together 175 and 200 %. No night premium: the night only shortens the norm. Workdays have
eight hours between them; a shorter pause makes them one (s. 21).
"""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal

from lamplighter.engines.hours import Span, at_wall, intersect, subtract, wall_windows
from lamplighter.engines.law import Fact
from lamplighter.engines.pay.case import Case, Part
from lamplighter.engines.pay.counting import Counted, Ledger, Tier, count
from lamplighter.engines.pay.earning import Kind
from lamplighter.engines.pay.reading import Cite, clock, hours, number
from lamplighter.engines.pay.terms import ONE
from lamplighter.engines.pay.timeline import Workday, workdays

DAY = timedelta(days=1)
REST_KINDS = {
    Tier.ORDINARY: (Kind.WEEKLY_REST, Kind.HOLIDAY),
    Tier.ADDITIONAL: (Kind.WEEKLY_REST, Kind.HOLIDAY),
    Tier.OVERTIME_1: (Kind.WEEKLY_REST_OVERTIME_1, Kind.HOLIDAY_OVERTIME_1),
    Tier.OVERTIME_2: (Kind.WEEKLY_REST_OVERTIME_2, Kind.HOLIDAY_OVERTIME_2),
}


def israel(case: Case) -> Iterator[Part]:
    """Every worked minute once: its tier by workday and week, its kind by where the rest and the holidays lie."""
    rests = _rests(case)
    holidays = subtract(_holidays(case), rests)
    week = Ledger(case.week.start_of, lambda day: _hours(case, "weekly_hours", day), Tier.OVERTIME_1)
    contract = Ledger(case.week.start_of, lambda day: hours(case.terms.weekly_hours), Tier.ADDITIONAL)
    days = _workdays(case)
    eves = (*rests, *holidays)
    for piece in count(
        days,
        case.zone,
        day_norm=lambda day: _norm(case, day, eves),
        first_tier=lambda day: _first_tier(case, day.on),
        ledgers=(week, contract),
    ):
        for span in subtract(piece.span, (*rests, *holidays)):
            yield _weekday(case, piece, span)
        for place, spans in enumerate((rests, holidays)):
            for span in intersect(piece.span, spans):
                yield _resting(case, piece, span, REST_KINDS[piece.tier][place])


def _workdays(case: Case) -> list[Workday]:
    stretches = case.timeline.stretches()
    if not stretches:
        return []
    on = stretches[0].span.start.astimezone(case.zone).date()
    return workdays(stretches, case.zone, _hours(case, "rest_between_workdays", on))


def _norm(case: Case, day: Workday, rests: Sequence[Span]) -> timedelta | None:
    """The hours of this workday that are not overtime."""
    if _is_night(case, day) or _is_eve(case, day, rests):
        return _hours(case, "daily_hours_night_or_eve", day.on)
    if case.terms.day_hours is not None:
        return hours(case.terms.day_hours)
    if case.terms.workdays == 5 and (fact := case.law.fact("daily_hours_5day", day.on)) is not None:
        short = day.on.isoweekday() == case.terms.short_weekday
        return hours(fact.value["one_day" if short else "four_days"])
    return _hours(case, "daily_hours", day.on)


def _is_night(case: Case, day: Workday) -> bool:
    """Night work: at least so many hours of the workday in the night window (s. 1)."""
    night = case.law.fact("night_work_def", day.on)
    if night is None:
        return False
    start, end = clock(night.value["start"]), clock(night.value["end"])
    spans = [part for s in day.stretches for part in wall_windows(s.span, case.zone, start, end)]
    return sum((span.end - span.start for span in spans), timedelta()) >= hours(night.value["min_hours"])


def _is_eve(case: Case, day: Workday, rests: Sequence[Span]) -> bool:
    """The workday begins before a rest on the local date on which that rest begins."""
    begins = day.stretches[0].span.start
    return any(rest.start.astimezone(case.zone).date() == day.on and begins < rest.start for rest in rests)


def _rests(case: Case) -> tuple[Span, ...]:
    """The weekly rests around the work: so many elapsed hours from the clock on which the rest comes in."""
    found = []
    for day in case.days_touched():
        begins, length = case.law.fact("weekly_rest_begins", day), _hours(case, "weekly_rest_hours", day)
        if begins is None or length is None:
            continue
        weekday, comes_in = begins.value["weekday"], clock(begins.value["clock"])
        if case.terms.rest_weekday is not None:  # the rest comes in on the eve of the person's own day
            weekday = (case.terms.rest_weekday - 2) % 7 + 1
        if day.isoweekday() == weekday:
            start = at_wall(day, case.terms.rest_begins or comes_in, case.zone)
            found.append(Span(start, start + length))
    return tuple(found)


def _holidays(case: Case) -> tuple[Span, ...]:
    """Confirmed holidays from the clock on which their eve comes in to the same clock a day later."""
    found = []
    for on in case.confirmed_holidays():
        begins = case.law.fact("weekly_rest_begins", on)
        if begins is not None:
            comes_in: time = case.terms.rest_begins or clock(begins.value["clock"])
            found.append(Span(at_wall(on - DAY, comes_in, case.zone), at_wall(on, comes_in, case.zone)))
    return tuple(found)


def _weekday(case: Case, piece: Counted, span: Span) -> Part:
    if piece.tier >= Tier.OVERTIME_1:
        kind = Kind.OVERTIME_1 if piece.tier is Tier.OVERTIME_1 else Kind.OVERTIME_2
        rate, cite = _tiered(case, "overtime_premium", piece)
        return case.primary(piece.on, span, piece.source, kind, rate, cite, ordinary=False)
    ordinary = piece.tier is Tier.ORDINARY
    kind = Kind.BASE if ordinary else Kind.ADDITIONAL
    return case.primary(piece.on, span, piece.source, kind, ONE, case.hourly(piece.on)[1], ordinary=ordinary)


def _resting(case: Case, piece: Counted, span: Span, kind: Kind) -> Part:
    if piece.tier >= Tier.OVERTIME_1:
        rate, cite = _tiered(case, "weekly_rest_overtime_multiplier", piece)
        return case.primary(piece.on, span, piece.source, kind, rate, cite, ordinary=False)
    param = "holiday_multiplier" if kind is Kind.HOLIDAY else "weekly_rest_multiplier"
    fact = case.law.fact(param, piece.on)
    rate, cite = (ONE, case.hourly(piece.on)[1]) if fact is None else (number(fact.value), Cite.of(fact))
    # Monthly pay covers the hour itself only when another rest is given for it.
    covered = piece.tier is Tier.ORDINARY and case.terms.substitute_rest
    return case.primary(piece.on, span, piece.source, kind, rate, cite, ordinary=covered)


def _tiered(case: Case, param: str, piece: Counted) -> tuple[Decimal, Cite]:
    fact = case.law.fact(param, piece.on)
    if fact is None:
        return ONE, case.hourly(piece.on)[1]
    return number(fact.value[0 if piece.tier is Tier.OVERTIME_1 else 1][1]), Cite.of(fact)


def _first_tier(case: Case, on: date) -> timedelta | None:
    fact: Fact | None = case.law.fact("overtime_premium", on)
    return None if fact is None else hours(fact.value[0][0])


def _hours(case: Case, param: str, on: date) -> timedelta | None:
    fact = case.law.fact(param, on)
    return None if fact is None else hours(fact.value)
