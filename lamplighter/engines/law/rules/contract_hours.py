"""Hours above those of the contract, on average over some weeks.

Source: city policy, so that part-time stays part-time. It does not speak where the contract names
no hours.
"""

from collections.abc import Iterator

from lamplighter.engines.law.case import WORKING_TIME, Case, Rule, seconds_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import encode_sum, judge_sum
from lamplighter.engines.law.periods import week_runs
from lamplighter.engines.law.work import AtMost, Breach

CODE = "contract_hours"
LEADS = ("hours_over_contract_max",)


def judge(case: Case) -> Iterator[Breach]:
    for fact, window, limit, weeks in _windows(case):
        found = judge_sum(case, CODE, fact, case.counted, window, limit, weeks=weeks)
        if found is not None:
            yield found


def encode(case: Case) -> Iterator[AtMost]:
    for fact, window, limit, _weeks in _windows(case):
        statement = encode_sum(CODE, fact, case.counted, window, limit)
        if statement is not None:
            yield statement


def _windows(case: Case) -> Iterator[tuple[Fact, tuple[int, int], int, int]]:
    hours = case.subject.weekly_hours
    if hours is None:
        return
    for fact in case.facts_at(LEADS, case.known[0]):
        weeks = int(fact.value["weeks"])
        limit = weeks * (seconds_of(hours) + seconds_of(fact.value["hours"]))
        for _, window in week_runs(case, case.counted, weeks):
            yield fact, window, limit, weeks


RULE = Rule(
    code=CODE,
    sentence="too_far_above_contract",
    source="city policy",
    leads=LEADS,
    also=WORKING_TIME,
    judge=judge,
    encode=encode,
)
