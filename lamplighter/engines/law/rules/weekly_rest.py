"""One unbroken rest in every local week.

Source: Directive 2003/88/EC, art. 5: 24 hours and the daily 11, anywhere in each period of seven
days. Hours of Work and Rest Law 1951, s. 7: 36 hours. Labour Law of Iran, art. 62: one whole day.
With a fixed weekly day of rest, the rest must hold that whole local day (in Israel it may then
reach into the next week); without one, the roster may move it, as permits and note 1 of art. 62
allow. City policy where the law names none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lamplighter.engines.law.case import WORKING_TIME, Case, Rule, days_after, hours_of, seconds_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import breach, free_options, some_free
from lamplighter.engines.law.timeline import Track, day_bounds, longest_free, midnight
from lamplighter.engines.law.work import Breach, SomeFree

CODE = "weekly_rest"
LEADS = ("weekly_rest_hours", "weekly_rest", "weekly_rest_day")
ALSO = ("daily_rest", *WORKING_TIME)


@dataclass(frozen=True, slots=True)
class _Sought:
    """A rest that starts in one of the ranges: first start, last start, length, all in seconds."""

    fact: Fact
    ranges: tuple[tuple[int, int, int], ...]

    @property
    def whole_day(self) -> bool:
        return self.fact.param == "weekly_rest_day"

    @property
    def bounds(self) -> tuple[int, int]:
        low, (_, high, length) = self.ranges[0][0], self.ranges[-1]
        return low, high + length

    def stretches(self, track: Track) -> list[tuple[int, int]]:
        """Where it may lie: as early as a range allows, or from where some work ends."""
        found = []
        for low, high, length in self.ranges:
            found.append((low, low + length))
            if low < high:
                ends = (item.end for item in track.within(low, high))
                found += [(end, end + length) for end in ends if low < end <= high]
        return found

    def lies_free(self, track: Track) -> bool:
        return any(not track.within(start, end) for start, end in self.stretches(track))


def judge(case: Case) -> Iterator[Breach]:
    for sought in _weeks(case):
        if sought.lies_free(case.counted):
            continue
        start, end = sought.bounds
        items = case.counted.within(start, end)
        if sought.whole_day:
            value, limit, unit = Decimal(0), Decimal(1), "day"
        else:
            value, limit, unit = hours_of(longest_free(items, start, end)), hours_of(sought.ranges[0][2]), "h"
        inherited = not sought.lies_free(case.fixed)
        yield breach(case, CODE, sought.fact, start, end, items, value, limit, unit, inherited=inherited)


def encode(case: Case) -> Iterator[SomeFree]:
    for sought in _weeks(case):
        options = free_options(case.counted, case.fixed, sought.stretches(case.counted))
        statement = some_free(CODE, sought.fact, options)
        if statement is not None:
            yield statement


def _weeks(case: Case) -> Iterator[_Sought]:
    for first in case.counted.weeks(case.week, case.zone):
        for fact in case.facts(LEADS, first):
            if fact.param == "weekly_rest_day":
                yield _day_sought(case, fact, first)
            else:
                yield _hours_sought(case, fact, first)


def _hours_sought(case: Case, fact: Fact, first: date) -> _Sought:
    length = seconds_of(fact.value)
    if fact.param == "weekly_rest":
        length += seconds_of(case.beside(fact, "daily_rest", first) or 0)
    day = case.subject.weekly_rest_day
    if day is None:
        start, end = midnight(first, case.zone), midnight(days_after(first, 7), case.zone)
        return _Sought(fact, ((start, end - length, length),))
    opens, closes = day_bounds(_day_of(first, day), case.zone)
    length = max(length, closes - opens)
    return _Sought(fact, ((closes - length, opens, length),))


def _day_sought(case: Case, fact: Fact, first: date) -> _Sought:
    fixed_day = case.subject.weekly_rest_day
    days = [days_after(first, n) for n in range(7)] if fixed_day is None else [_day_of(first, fixed_day)]
    bounds = [day_bounds(day, case.zone) for day in days]
    return _Sought(fact, tuple((start, start, end - start) for start, end in bounds))


def _day_of(first: date, weekday: int) -> date:
    return days_after(first, (weekday - first.isoweekday()) % 7)


RULE = Rule(
    code=CODE,
    sentence="no_weekly_rest",
    source="Directive 2003/88/EC, art. 5; Hours of Work and Rest Law, s. 7; Iran, art. 62; city policy",
    leads=LEADS,
    also=ALSO,
    judge=judge,
    encode=encode,
)
