"""Share of all time that somebody spends on standby.

Standby of either kind counts, by its hours on the clock, whether or not it is working time.

Source: city policy; a quarter of the time on call is what site reliability practice holds bearable.
"""

from collections.abc import Iterator

from lamplighter.engines.law.case import Case, Rule
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import encode_sum, judge_sum
from lamplighter.engines.law.periods import week_runs
from lamplighter.engines.law.timeline import DAY, Track
from lamplighter.engines.law.work import AtMost, Breach

CODE = "standby_share"
LEADS = ("standby_share_max",)


def judge(case: Case) -> Iterator[Breach]:
    for fact, track, window, limit in _windows(case):
        found = judge_sum(case, CODE, fact, track, window, limit)
        if found is not None:
            yield found


def encode(case: Case) -> Iterator[AtMost]:
    for fact, track, window, limit in _windows(case):
        statement = encode_sum(CODE, fact, track, window, limit)
        if statement is not None:
            yield statement


def _windows(case: Case) -> Iterator[tuple[Fact, Track, tuple[int, int], int]]:
    track = Track(item for item in case.track.items if item.kind.startswith("standby"))
    for fact in case.facts_at(LEADS, case.known[0]):
        weeks = int(fact.value["weeks"])
        limit = int(weeks * 7 * DAY * fact.value["share"])
        for _, window in week_runs(case, track, weeks):
            yield fact, track, window, limit


RULE = Rule(
    code=CODE,
    sentence="too_much_standby",
    source="city policy",
    leads=LEADS,
    also=(),
    judge=judge,
    encode=encode,
)
