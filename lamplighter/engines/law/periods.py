"""Periods longer than a week: runs of calendar weeks, and averages over a reference period."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from lamplighter.engines.law.case import Case, days_after, hours_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import breach, encode_sum
from lamplighter.engines.law.timeline import Track, covered, local_date, midnight
from lamplighter.engines.law.work import AtMost, Breach

WEEK = 7
DAYS_OF_MONTHS = Decimal("30.4375")
Facts = Callable[[date], tuple[Fact, ...]]


def week_runs(case: Case, track: Track, weeks: int) -> Iterator[tuple[date, tuple[int, int]]]:
    """First day and bounds of every run of so many local weeks that touches the track.

    A run whose work all lies in another run is left out.
    """
    touched = track.weeks(case.week, case.zone)
    if touched:
        first, last = touched[0], max(touched[0], days_after(touched[-1], WEEK * (1 - weeks)))
        while first <= last:
            yield first, (midnight(first, case.zone), midnight(days_after(first, WEEK * weeks), case.zone))
            first = days_after(first, WEEK)


def judge_average(case: Case, rule: str, facts: Facts, limit: Callable[[Fact], int]) -> Iterator[Breach]:
    """Breaches where work passes ``limit(fact)`` seconds a week on average; value and limit are hours a week."""
    for first, days in _periods(case):
        window = (midnight(first, case.zone), midnight(days_after(first, days), case.zone))
        items = case.counted.within(*window)
        total = covered(items, *window)
        for fact in facts(first):
            if total * WEEK > limit(fact) * days:
                alone = covered((item for item in items if item.fixed), *window)
                yield breach(
                    case, rule, fact, *window, items, hours_of(total * WEEK // days), hours_of(limit(fact)),
                    "h/week", inherited=total == alone,
                )  # fmt: skip


def encode_average(case: Case, rule: str, facts: Facts, limit: Callable[[Fact], int]) -> Iterator[AtMost]:
    """The same as statements."""
    for first, days in _periods(case):
        window = (midnight(first, case.zone), midnight(days_after(first, days), case.zone))
        for fact in facts(first):
            statement = encode_sum(rule, fact, case.counted, window, limit(fact) * days // WEEK)
            if statement is not None:
                yield statement


def _periods(case: Case) -> Iterator[tuple[date, int]]:
    """First day and number of days of each reference period.

    Where less is planned and known than the law's period, all that is known is the period, though
    never less than a week: a plan without history has to keep the average by itself. Without a
    plan nothing is said of the time around the work, so the law's full period is taken.
    """
    start, end = (local_date(case.known[0], case.zone), local_date(case.known[1] - 1, case.zone))
    days = (end - start).days + 1
    for fact in case.facts(("reference_period",), start):
        whole = int(fact.value["weekly_hours_months"] * DAYS_OF_MONTHS) // WEEK * WEEK
        length = max(WEEK, min(days, whole)) if case.planned else whole
        first = days_after(end, 1 - length)
        while first > start:
            yield first, length
            first = max(start, days_after(first, -WEEK))
        yield start, length
