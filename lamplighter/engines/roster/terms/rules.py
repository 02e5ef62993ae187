"""What each term asks, one function a term: TERMS is the index, by the code that reasons and breaches carry."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span, Week, day_span, local_days
from lamplighter.engines.law.limits import cliques
from lamplighter.engines.roster.terms.binding import Bind, Cap, Duty, OneFree
from lamplighter.engines.roster.terms.contract import Terms

DAY = timedelta(days=1)
Group = tuple[Duty, ...]


@dataclass(frozen=True)
class Book:
    """One person's terms and duties, held or possible, with the days of which everything is known."""

    terms: Terms
    duties: tuple[Duty, ...]
    horizon: Span
    zone: ZoneInfo
    week: Week

    @cached_property
    def by_day(self) -> Mapping[date, Group]:
        found: dict[date, list[Duty]] = {}
        for duty in self.duties:
            for day in duty.days:
                found.setdefault(day, []).append(duty)
        return {day: tuple(found[day]) for day in sorted(found)}

    def on(self, days: Iterable[date]) -> Group:
        """The duties of some days, once each."""
        return tuple(dict.fromkeys(duty for day in days for duty in self.by_day.get(day, ())))

    def span_of(self, first: date, last: date) -> Span:
        return Span(day_span(first, self.zone).start, day_span(last, self.zone).end)


def minutes_in_period(book: Book) -> Iterator[Bind]:
    for quota in book.terms.minutes:
        if quota.most is not None:
            span = quota.span or book.horizon
            loads = [(duty, minutes_of(duty.span, span)) for duty in book.duties if duty.kind in quota.kinds]
            yield Cap(CODES[0], span, tuple(load for load in loads if load[1]), quota.most, "min")


def duties_of_shift(book: Book) -> Iterator[Bind]:
    for count in book.terms.counts:
        if count.most is not None:
            span = count.span or book.horizon
            loads = [(duty, 1) for duty in book.duties if counts(duty.shift, duty.span, count.shift, span)]
            yield Cap(CODES[1], span, tuple(loads), count.most, "duties")


def days_in_a_row(book: Book) -> Iterator[Bind]:
    most = book.terms.days_in_a_row
    if most is None:
        return
    for first in book.by_day:
        days = [first + n * DAY for n in range(most + 1)]
        if all(day in book.by_day for day in days):
            groups = tuple(book.by_day[day] for day in days)
            yield OneFree(CODES[2], book.span_of(first, days[-1]), groups, most + 1, most, "days")


def days_of_rest(book: Book) -> Iterator[Bind]:
    if book.terms.days_of_rest is None:
        return
    rest, within = book.terms.days_of_rest
    days = local_days(book.horizon, book.zone)
    for n in range(len(days) - within + 1):
        window = days[n : n + within]
        groups = tuple(book.on(window[m : m + rest]) for m in range(within - rest + 1))
        if all(groups):
            yield OneFree(CODES[3], book.span_of(window[0], window[-1]), groups, 0, rest, "days off in a row")


def weekends_worked(book: Book) -> Iterator[Bind]:
    if book.terms.weekends is None:
        return
    most, of = book.terms.weekends
    weekends: dict[date, list[date]] = {}
    for day in book.by_day:
        if book.week.is_rest(day):
            weekends.setdefault(_weekend(day, book.week), []).append(day)
    for first in weekends:
        later = [start for start in weekends if first < start < first + of * 7 * DAY]
        for others in combinations(later, most):
            chosen = (first, *others)
            groups = tuple(book.on(weekends[start]) for start in chosen)
            span = book.span_of(first, max(day for start in chosen for day in weekends[start]))
            yield OneFree(CODES[4], span, groups, most + 1, most, "weekends")


def rest_between_duties(book: Book) -> Iterator[Bind]:
    if book.terms.rest_min is None:
        return
    rest = 60 * book.terms.rest_min
    ordered = sorted(
        (duty for duty in book.duties if duty.kind != "callout"), key=lambda duty: (duty.span, duty.key)
    )
    spans = [(int(duty.span.start.timestamp()), int(duty.span.end.timestamp()) + rest) for duty in ordered]
    for clique in cliques(spans):
        duties = [ordered[n] for n in clique]
        span = Span(duties[0].span.start, max(duty.span.end for duty in duties))
        yield Cap(CODES[5], span, tuple((duty, 1) for duty in duties), 1, "duties")


def shift_after_shift(book: Book) -> Iterator[Bind]:
    never = book.terms.never_next_day
    for duty in book.duties if never else ():
        for other in book.by_day.get(duty.days[0] + DAY, ()):
            if (duty.shift, other.shift) in never and other.days[0] == duty.days[0] + DAY:
                span = Span(duty.span.start, max(duty.span.end, other.span.end))
                yield Cap(CODES[6], span, ((duty, 1), (other, 1)), 1, "duties")


def cycle(book: Book) -> Iterator[Bind]:
    pattern = book.terms.cycle
    for duty in book.duties if pattern is not None else ():
        if pattern is not None and not duty.fixed and duty.shift not in pattern.shifts_on(duty.days[0]):
            yield Cap(CODES[7], duty.span, ((duty, 1),), 0, "duties")


TERMS: Mapping[str, Callable[[Book], Iterator[Bind]]] = {
    "minutes_in_period": minutes_in_period,
    "duties_of_shift": duties_of_shift,
    "days_in_a_row": days_in_a_row,
    "days_of_rest": days_of_rest,
    "weekends_worked": weekends_worked,
    "rest_between_duties": rest_between_duties,
    "shift_after_shift": shift_after_shift,
    "cycle": cycle,
}
CODES = tuple(TERMS)


def binds(book: Book) -> Iterator[Bind]:
    """Everything that the terms say of these duties."""
    for rule in TERMS.values():
        yield from rule(book)


def minutes_of(span: Span, window: Span) -> int:
    """Whole minutes of a span in a window."""
    both = span.meet(window)
    return 0 if both is None else both.seconds // 60


def counts(shift: str, span: Span, wanted: str, window: Span) -> bool:
    """Whether a duty is one of this shift that starts in the window."""
    return shift == wanted and window.holds(span.start)


def days_of(span: Span, zone: ZoneInfo) -> tuple[date, ...]:
    """The local day on which a duty starts, and every further day that it fills."""
    first, *rest = local_days(span, zone)
    return (first, *(day for day in rest if day_span(day, zone).end <= span.end))


def _weekend(day: date, week: Week) -> date:
    """The first day of the weekend in which a day of rest lies."""
    while week.is_rest(day - DAY):
        day -= DAY
    return day


def book_of(terms: Terms, duties: Sequence[Duty], *, horizon: Span, zone: ZoneInfo, week: Week) -> Book:
    """The duties in order of time, with what is needed to read the terms."""
    ordered = tuple(sorted(duties, key=lambda duty: (duty.span, duty.key)))
    return Book(terms, ordered, horizon, zone, week)
