"""Hours of work in one week, overtime included.

A week is the local week of the city; a duty across its edge counts on each side.

Source: Israel: the norm of the week (s. 3 and the extension orders: 45, then 43, then 42 hours)
with the overtime of the general permit (16 hours, 58 in all); before that permit no overtime is on
record here, so the norm itself is the limit. City policy where the law names no cap on a week.
"""

from collections.abc import Iterator
from datetime import date

from lamplighter.engines.law.case import WORKING_TIME, Case, Rule, days_after, seconds_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import encode_sum, judge_sum
from lamplighter.engines.law.timeline import midnight
from lamplighter.engines.law.work import AtMost, Breach

CODE = "weekly_hours"
LEADS = ("weekly_hours", "weekly_hours_cap")
ALSO = ("general_permit", *WORKING_TIME)


def judge(case: Case) -> Iterator[Breach]:
    for fact, window, limit in _windows(case):
        found = judge_sum(case, CODE, fact, case.counted, window, limit)
        if found is not None:
            yield found


def encode(case: Case) -> Iterator[AtMost]:
    for fact, window, limit in _windows(case):
        statement = encode_sum(CODE, fact, case.counted, window, limit)
        if statement is not None:
            yield statement


def _windows(case: Case) -> Iterator[tuple[Fact, tuple[int, int], int]]:
    for first in case.counted.weeks(case.week, case.zone):
        window = (midnight(first, case.zone), midnight(days_after(first, 7), case.zone))
        for fact in case.facts(LEADS, first):
            yield fact, window, _limit(case, fact, first)


def _limit(case: Case, fact: Fact, first: date) -> int:
    norm = seconds_of(fact.value)
    permit = case.beside(fact, "general_permit", first)
    if permit is None:
        return norm
    return min(seconds_of(permit["week_max"]), norm + seconds_of(permit["ot_week_max"]))


RULE = Rule(
    code=CODE,
    sentence="week_too_long",
    source="Hours of Work and Rest Law 1951, s. 3, extension orders, general overtime permit; city policy",
    leads=LEADS,
    also=ALSO,
    judge=judge,
    encode=encode,
)
