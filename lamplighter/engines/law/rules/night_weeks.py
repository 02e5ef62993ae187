"""Weeks with night work among consecutive weeks.

A week has night work if a night duty starts in it. The law of the day on which the later week
begins decides how many weeks are looked at.

Source: Hours of Work and Rest Law 1951, s. 22: one week in three, since 13 March 2018 one in two.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from lamplighter.engines.law.case import NIGHT_PARAMS, WORKING_TIME, Case, Rule, days_after
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import breach, some_free
from lamplighter.engines.law.timeline import Item, local_date, midnight
from lamplighter.engines.law.work import Breach, SomeFree

CODE = "night_weeks"
LEADS = ("night_shift_max",)

NightWeek = tuple[date, list[Item]]


def judge(case: Case) -> Iterator[Breach]:
    for fact, (first, early), (second, late) in _close_weeks(case):
        inherited = any(item.fixed for item in early) and any(item.fixed for item in late)
        start, end = midnight(first, case.zone), midnight(days_after(second, 7), case.zone)
        yield breach(case, CODE, fact, start, end, (*early, *late), 2, 1, "weeks", inherited=inherited)


def encode(case: Case) -> Iterator[SomeFree]:
    for fact, (_, early), (_, late) in _close_weeks(case):
        weeks = [nights for nights in (early, late) if not any(item.fixed for item in nights)]
        statement = some_free(CODE, fact, [frozenset(item.index for item in nights) for nights in weeks])
        if statement is not None:
            yield statement


def _close_weeks(case: Case) -> Iterator[tuple[Fact, NightWeek, NightWeek]]:
    """Pairs of weeks with night duties of which only one may have them."""
    weeks: dict[date, list[Item]] = {}
    for item in case.counted.items:
        if case.night_begun(item) is not None:
            weeks.setdefault(case.week.start_of(local_date(item.start, case.zone)), []).append(item)
    for early, late in combinations(weeks.items(), 2):
        for fact in case.facts(LEADS, late[0]):
            if (late[0] - early[0]).days < 7 * fact.value["in_weeks"]:
                yield fact, early, late


RULE = Rule(
    code=CODE,
    sentence="night_weeks_too_close",
    source="Hours of Work and Rest Law 1951, s. 22, as amended 2018",
    leads=LEADS,
    also=(*NIGHT_PARAMS, *WORKING_TIME),
    judge=judge,
    encode=encode,
)
