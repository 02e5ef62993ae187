"""Average hours of work a week, overtime included, over the reference period.

Source: Directive 2003/88/EC, arts 6 (48 hours) and 16 (four months, here 17 whole weeks). Whoever
has agreed to more in writing (art. 22) is outside it.
"""

from collections.abc import Iterator
from datetime import date

from lamplighter.engines.law.case import WORKING_TIME, Case, Rule, seconds_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.periods import encode_average, judge_average
from lamplighter.engines.law.work import AtMost, Breach

CODE = "weekly_hours_average"
LEADS = ("weekly_hours_avg",)
ALSO = ("reference_period", "opt_out", *WORKING_TIME)


def judge(case: Case) -> Iterator[Breach]:
    return judge_average(case, CODE, lambda on: _facts(case, on), _limit)


def encode(case: Case) -> Iterator[AtMost]:
    return encode_average(case, CODE, lambda on: _facts(case, on), _limit)


def _facts(case: Case, on: date) -> tuple[Fact, ...]:
    facts = case.facts(LEADS, on)
    if not case.subject.opt_out:
        return facts
    return tuple(fact for fact in facts if case.beside(fact, "opt_out", on) is None)


def _limit(fact: Fact) -> int:
    return seconds_of(fact.value)


RULE = Rule(
    code=CODE,
    sentence="average_week_too_long",
    source="Directive 2003/88/EC, arts 6, 16 and 22",
    leads=LEADS,
    also=ALSO,
    judge=judge,
    encode=encode,
)
