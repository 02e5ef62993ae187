"""What duty earns under Iran's Labour Law of 1990.

Overtime 40 % (art. 59), emergency call-out likewise (art. 60), Friday 40 % (art. 62). A holiday worked is
overtime in all its hours, Labour Day included (art. 63). Night 35 % (art. 58) for those who do not rotate. Who
rotates through morning, afternoon and night in the month gets the pattern premium of art. 56 instead, never both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from persiantools.jdatetime import JalaliDate

from lamplighter.engines.hours import Span, day_span, intersect, local_days, subtract, union, wall_windows
from lamplighter.engines.pay.case import Case, MonthPart, Part
from lamplighter.engines.pay.counting import Ledger, Tier, count
from lamplighter.engines.pay.earning import Kind, Remark
from lamplighter.engines.pay.reading import Cite, clock, hours, number
from lamplighter.engines.pay.terms import ONE, ZERO
from lamplighter.engines.pay.timeline import Source, Stretch, Workday, workdays

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CYCLE_WEEKS = 4
MORNING, AFTERNOON, NIGHT = "morning", "afternoon", "night"
PATTERNS = {  # the keys of art. 56 in the pack
    frozenset({MORNING, AFTERNOON}): "morning+afternoon",
    frozenset({MORNING, AFTERNOON, NIGHT}): "morning+afternoon+night",
    frozenset({MORNING, NIGHT}): "morning+night or afternoon+night",
    frozenset({AFTERNOON, NIGHT}): "morning+night or afternoon+night",
}
DAYS_IN_MONTH = range(28, 33)


def iran(case: Case) -> Iterator[Part | MonthPart]:
    """Every worked minute once by its tier, then Friday and night on top of it."""
    pattern = rotation(case)
    holidays = tuple(day_span(day, case.zone) for day in _off_days(case))
    fridays = _rest_days(case)
    for on, _ in case.pieces(case.in_window(intersect(intersect(case.worked, holidays), fridays))):
        # Both articles are read as adding up; a person should know that this day drew on both.
        case.note(Remark.HOLIDAY_ON_REST_DAY, on.isoformat(), on)
    off = (*holidays, *(() if case.terms.substitute_rest else fridays))
    unrested = subtract(intersect(case.timeline.duty, off), holidays)
    yield from _as_overtime(case, intersect(case.worked, holidays), Kind.HOLIDAY, "public_holiday")
    yield from _as_overtime(case, unrested, Kind.OVERTIME_1, "overtime_premium")
    # Ordered, beyond the schedule, paid like overtime (art. 60): the natural home of an incident call-out.
    yield from _as_overtime(
        case,
        subtract(case.timeline.callout, holidays),
        Kind.OVERTIME_1,
        "emergency_overtime_daily_max",
        (Remark.CALLED_OUT, Remark.EMERGENCY),
    )
    yield from _ordinary(case, off, rotates=bool(pattern))
    yield from _shares(case, intersect(case.worked, fridays), Kind.WEEKLY_REST_PREMIUM, "friday_premium")
    yield from _nights(case, rotates=bool(pattern))
    if pattern:
        yield from _pattern_premium(case, pattern)


def _nights(case: Case, *, rotates: bool) -> Iterator[Part]:
    """Night hours; who rotates sees them with nothing added, because the pattern premium stands in their place."""
    for on, span in case.pieces(case.worked):
        window = case.law.fact("night_window", on)
        if window is None:
            continue
        start, end = (clock(at) for at in window.value)
        for part in _shares(case, wall_windows(span, case.zone, start, end), Kind.NIGHT_PREMIUM, "night_premium"):
            yield replace(part, paid=ZERO, notes=(Remark.IN_PATTERN,)) if rotates else part


def rotation(case: Case) -> frozenset[str]:
    """The turns a shift worker really worked in the window (morning, afternoon, night); empty if none rotate.

    A duty counts for the turn that holds most of it, and for all that hold it equally. The window is the pay month.
    """
    if not case.terms.shift_worker:
        return frozenset()
    turns: set[str] = set()
    for item in case.work:
        on = item.span.start.astimezone(case.zone).date()
        if item.kind != "worked" or not case.window.holds(item.span.start):
            continue
        classes = case.law.fact("shift_turns", on)
        if classes is None:
            return frozenset()
        share = {
            turn: sum(part.seconds for part in wall_windows(item.span, case.zone, clock(start), clock(end)))
            for turn, (start, end) in classes.value.items()
        }
        turns |= {turn for turn, seconds in share.items() if seconds and seconds == max(share.values())}
    if len(turns) == 1:
        case.note(Remark.NO_ROTATION, "+".join(sorted(turns)), case.first)
        return frozenset()
    return frozenset(turns)


def _pattern_premium(case: Case, turns: frozenset[str]) -> Iterator[MonthPart]:
    """The premium of the pattern worked, as a share of the month; a fact that changes in mid-month splits it."""
    days = local_days(case.window, case.zone)
    month = len(days) if len(days) in DAYS_IN_MONTH else 30
    if month != len(days):
        case.note(Remark.PART_MONTH, str(len(days)), days[0])
    held: dict[tuple[Cite, Decimal], list[date]] = {}
    for day in days:
        fact = case.law.fact("shift_premium", day)
        if fact is not None:
            share = number(fact.value[PATTERNS[turns]])
            held.setdefault((Cite.of(fact), share), []).append(day)
    for (cite, share), dates in held.items():
        spans = tuple(span for on, span in case.pieces(case.in_window(case.worked)) if on in set(dates))
        part = Fraction(len(dates), month)
        yield MonthPart(union(spans), dates[0], Kind.SHIFT_PREMIUM, share, cite, case.monthly(dates[0]), part)


def _off_days(case: Case) -> list[date]:
    """Confirmed public holidays, and Labour Day for those under the Labour Law."""
    days = set(case.confirmed_holidays())
    for day in case.days_touched():
        fact = case.law.fact("labour_day", day)
        jalali = JalaliDate(day)
        if fact is not None and [jalali.month, jalali.day] == list(fact.value):
            days.add(day)
    return sorted(days)


def _rest_days(case: Case) -> tuple[Span, ...]:
    """The weekly rest days around the work: Friday, or the person's own fixed day (art. 62 note 1)."""
    found = []
    for day in case.days_touched():
        weekday = case.terms.rest_weekday
        if weekday is None and (fact := case.law.fact("weekly_rest_day", day)) is not None:
            weekday = WEEKDAYS.index(str(fact.value).lower()) + 1
        if day.isoweekday() == weekday:
            found.append(day_span(day, case.zone))
    return tuple(found)


def _as_overtime(
    case: Case, spans: Sequence[Span], kind: Kind, rule: str, notes: tuple[Remark, ...] = ()
) -> Iterator[Part]:
    """Hours that are overtime whatever the week holds; they count towards no norm and are in no salary.

    ``rule`` is the fact that makes them so; where the pack has none, the line rests on the overtime article itself.
    Without a premium in the pack the hour is still paid once, and the gap is noted.
    """
    for on, span in case.pieces(spans):
        premium, basis = case.law.fact("overtime_premium", on), case.law.maybe(rule, on)
        if premium is None:
            yield Part(span, on, kind, ONE, ONE, case.hourly(on)[1], notes)
        else:
            rate = ONE + number(premium.value)
            yield Part(span, on, kind, rate, rate, Cite.of(basis or premium), notes)


def _ordinary(case: Case, off: Sequence[Span], *, rotates: bool) -> Iterator[Part]:
    """Duty counted against the norms: 8 and 44 hours, or 176 in four weeks for who rotates (art. 57)."""
    days = [
        Workday(day.on, tuple(_left(day.stretches, off)))
        for day in workdays(case.timeline.stretches(), case.zone, rest=None)
    ]

    def in_day(day: Workday) -> timedelta | None:
        if rotates:
            return None
        if case.terms.day_hours is not None:
            return hours(case.terms.day_hours)
        fact = case.law.fact("daily_hours_max", day.on)
        return None if fact is None else hours(fact.value)

    def in_period(day: date) -> timedelta | None:
        fact = case.law.fact("shift_hours_4weeks_max" if rotates else "weekly_hours_max", day)
        return None if fact is None else hours(fact.value)

    weeks = CYCLE_WEEKS if rotates else 1
    first = case.week.start_of(case.terms.cycle_from)

    def period(day: date) -> date:
        return first + timedelta(weeks=(day - first).days // 7 // weeks * weeks)

    ledgers = (
        Ledger(period, in_period, Tier.OVERTIME_1),
        Ledger(period, lambda day: hours(case.terms.weekly_hours * weeks), Tier.ADDITIONAL),
    )
    for piece in count(days, case.zone, day_norm=in_day, first_tier=lambda day: None, ledgers=ledgers):
        on, span, source = piece.on, piece.span, piece.source
        if piece.tier is Tier.OVERTIME_1:
            yield from _as_overtime(case, (span,), Kind.OVERTIME_1, "overtime_premium")
        elif piece.tier is Tier.ADDITIONAL:
            yield case.primary(on, span, source, Kind.ADDITIONAL, ONE, case.hourly(on)[1], ordinary=False)
        else:
            yield case.primary(on, span, source, Kind.BASE, ONE, case.hourly(on)[1], ordinary=True)


def _left(stretches: Sequence[Stretch], off: Sequence[Span]) -> Iterator[Stretch]:
    for stretch in stretches:
        if stretch.source is not Source.CALLOUT:
            for span in subtract(stretch.span, off):
                yield Stretch(span, stretch.source)


def _shares(case: Case, spans: Sequence[Span], kind: Kind, param: str) -> Iterator[Part]:
    """A share of the hourly wage on top of whatever the hour earns."""
    for on, span in case.pieces(spans):
        fact = case.law.fact(param, on)
        if fact is not None:
            yield Part(span, on, kind, number(fact.value), number(fact.value), Cite.of(fact))
