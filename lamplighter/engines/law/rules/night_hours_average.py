"""Average hours of a night worker in 24 hours, over the reference period.

The weekly rest is left out of the average, so six days of each seven count. No written consent to
longer weeks lifts it.

Source: Directive 2003/88/EC, arts 8 (8 hours in 24) and 16.
"""

from collections.abc import Iterator

from lamplighter.engines.law.case import WORKING_TIME, Case, Rule, seconds_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.periods import encode_average, judge_average
from lamplighter.engines.law.work import AtMost, Breach

CODE = "night_hours_average"
LEADS = ("night_avg",)
ALSO = ("reference_period", *WORKING_TIME)
WORKING_DAYS = 6


def judge(case: Case) -> Iterator[Breach]:
    if case.subject.night_worker:
        yield from judge_average(case, CODE, lambda on: case.facts(LEADS, on), _limit)


def encode(case: Case) -> Iterator[AtMost]:
    if case.subject.night_worker:
        yield from encode_average(case, CODE, lambda on: case.facts(LEADS, on), _limit)


def _limit(fact: Fact) -> int:
    return WORKING_DAYS * seconds_of(fact.value)


RULE = Rule(
    code=CODE,
    sentence="night_worker_average_too_long",
    source="Directive 2003/88/EC, arts 8 and 16",
    leads=LEADS,
    also=ALSO,
    judge=judge,
    encode=encode,
)
