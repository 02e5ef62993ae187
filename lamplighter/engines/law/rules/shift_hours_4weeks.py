"""Hours of shift work in four consecutive weeks.

Source: Labour Law of Iran, art. 57: shift work may pass 8 hours a day and 44 a week, but not 176
hours in four consecutive weeks. It does not speak to those who work no shifts.
"""

from collections.abc import Iterator

from lamplighter.engines.law.case import WORKING_TIME, Case, Rule, seconds_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import encode_sum, judge_sum
from lamplighter.engines.law.periods import week_runs
from lamplighter.engines.law.work import AtMost, Breach

CODE = "shift_hours_4weeks"
LEADS = ("shift_hours_4weeks_max",)
WEEKS = 4


def judge(case: Case) -> Iterator[Breach]:
    for fact, window in _windows(case):
        found = judge_sum(case, CODE, fact, case.counted, window, seconds_of(fact.value))
        if found is not None:
            yield found


def encode(case: Case) -> Iterator[AtMost]:
    for fact, window in _windows(case):
        statement = encode_sum(CODE, fact, case.counted, window, seconds_of(fact.value))
        if statement is not None:
            yield statement


def _windows(case: Case) -> Iterator[tuple[Fact, tuple[int, int]]]:
    if case.subject.shift_work:
        for first, window in week_runs(case, case.counted, WEEKS):
            for fact in case.facts(LEADS, first):
                yield fact, window


RULE = Rule(
    code=CODE,
    sentence="four_weeks_too_long",
    source="Labour Law of Iran, art. 57",
    leads=LEADS,
    also=WORKING_TIME,
    judge=judge,
    encode=encode,
)
