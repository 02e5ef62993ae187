"""One calculation under way: a person's time, terms and law, and the questions every law asks of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Holiday, Span, Week, day_span, intersect, local_days, union, wall_windows
from lamplighter.engines.law import Work
from lamplighter.engines.pay.earning import Kind, Note, Remark
from lamplighter.engines.pay.reading import Cite, Reading, number
from lamplighter.engines.pay.terms import ONE, ZERO, PayPeriod, Terms
from lamplighter.engines.pay.timeline import Source, Timeline, by_day


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of time on one local date that earns one rate; parts alike become one line."""

    span: Span
    on: date
    kind: Kind
    rate: Decimal
    paid: Decimal
    cite: Cite
    notes: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthPart:
    """A share of the monthly wage for a part of the month: what a pattern earns, not an hour."""

    spans: tuple[Span, ...]
    on: date
    kind: Kind
    paid: Decimal
    cite: Cite
    monthly: Fraction
    part: Fraction
    notes: tuple[Remark, ...] = ()

    @property
    def rate(self) -> Decimal:
        """The share the law names."""
        return self.paid


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a law needs to say what one person's time earns."""

    terms: Terms
    law: Reading
    timeline: Timeline
    work: Sequence[Work]
    window: Span
    zone: ZoneInfo
    week: Week
    holidays: Sequence[Holiday]
    notes: set[Note] = field(default_factory=set)

    @property
    def first(self) -> date:
        """The local date on which the window begins."""
        return self.window.start.astimezone(self.zone).date()

    @property
    def worked(self) -> tuple[Span, ...]:
        """Duty and call-outs, without ordinary work and without standby."""
        return union((*self.timeline.duty, *self.timeline.callout))

    def note(self, code: Remark, subject: str, on: date) -> None:
        """Tell the reader of the calculation."""
        self.notes.add(Note(code, subject, on))

    def in_window(self, spans: Span | Iterable[Span]) -> tuple[Span, ...]:
        """The part of these times that this calculation pays."""
        return intersect(spans, self.window)

    def pieces(self, spans: Iterable[Span]) -> Iterator[tuple[date, Span]]:
        """These times cut at local midnights, each piece with its date, because facts hold by date."""
        for span in spans:
            yield from by_day(span, self.zone)

    def nights(self, start: time, end: time) -> tuple[Span, ...]:
        """Worked time in which the local clock reads night."""
        return tuple(part for span in self.worked for part in wall_windows(span, self.zone, start, end))

    def confirmed_holidays(self) -> list[date]:
        """Holidays that may feed pay; an estimated one that was worked is noted and waits for a person's word."""
        sure = []
        for holiday in self.holidays:
            if not holiday.estimated:
                sure.append(holiday.on)
            elif self.in_window(intersect(self.worked, day_span(holiday.on, self.zone))):
                self.note(Remark.HOLIDAY_UNCONFIRMED, holiday.on.isoformat(), holiday.on)
        return sorted(set(sure))

    def days_touched(self) -> Sequence[date]:
        """Every local date on which a rest could begin that the work meets, three before it and one after."""
        worked = self.worked
        if not worked:
            return ()
        around = Span(worked[0].start - timedelta(days=3), worked[-1].end + timedelta(days=1))
        return local_days(around, self.zone)

    def primary(
        self, on: date, span: Span, source: Source, kind: Kind, rate: Decimal, cite: Cite, *, ordinary: bool
    ) -> Part:
        """One worked piece at its rate; where the salary already pays the hour, only what exceeds one is left."""
        notes: tuple[Remark, ...] = (Remark.CALLED_OUT,) if source is Source.CALLOUT else ()
        if ordinary and self.terms.salaried and source is not Source.CALLOUT:
            return Part(span, on, kind, rate, max(rate - ONE, ZERO), cite, (*notes, Remark.IN_SALARY))
        return Part(span, on, kind, rate, rate, cite, notes)

    def hourly(self, on: date) -> tuple[Fraction, Cite]:
        """The wage of one hour on a date, exact, and what it was divided by."""
        base = Fraction(self.terms.pay)
        if self.terms.period is PayPeriod.HOUR:
            return base, Cite.contract("hourly_pay")
        divisor, cite = self._monthly_hours(on)
        return (base / 12 if self.terms.period is PayPeriod.YEAR else base) / divisor, cite

    def monthly(self, on: date) -> Fraction:
        """The wage of one month on a date."""
        base = Fraction(self.terms.pay)
        if self.terms.period is PayPeriod.HOUR:
            return base * self._monthly_hours(on)[0]
        return base / 12 if self.terms.period is PayPeriod.YEAR else base

    def _monthly_hours(self, on: date) -> tuple[Fraction, Cite]:
        """Hours a month's pay is for: the law's divisor in proportion to the contract, else the contract's own."""
        contract = Fraction(self.terms.weekly_hours)
        own = contract * 52 / 12
        if not self.law.names("monthly_hours"):
            return own, Cite.contract("weekly_hours")
        weekly = "weekly_hours" if self.law.names("weekly_hours") else "weekly_hours_max"
        divisor, week = self.law.fact("monthly_hours", on), self.law.fact(weekly, on)
        if divisor is None or week is None:
            return own, Cite.contract("weekly_hours")
        share = min(Fraction(1), contract / Fraction(number(week.value)))
        return Fraction(number(divisor.value)) * share, Cite.of(divisor)
