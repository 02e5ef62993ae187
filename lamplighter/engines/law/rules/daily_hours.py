"""Hours of work in one workday, overtime included.

A workday is what lies between two daily rests. Where every workday leaves its rest of R hours, no
workday holds more than the limit exactly if no stretch of 24 - R hours does: such a stretch meets
either one workday, or two and the rest between them. So the rule looks at stretches of that length
from each start of work.

Source: Israel: general overtime permit (12 hours), before it s. 2 of the law (8 hours, 7 on
the eve of rest or of a holiday); hours less than
eight apart join one workday (s. 21). Iran: arts 51 and 59, 8 hours and 4 of overtime, for those who
do not work shifts (art. 57 frees shift work from it). City policy elsewhere.
"""

from collections.abc import Iterator
from datetime import date

from lamplighter.engines.law.case import WORKING_TIME, Case, Rule, days_after, seconds_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import at_most_if, encode_sum, judge_sum, weights
from lamplighter.engines.law.rules.daily_rest import LEADS as REST
from lamplighter.engines.law.timeline import DAY, HOUR, covered, local_date
from lamplighter.engines.law.work import Breach, Statement

CODE = "daily_hours"
LEADS = ("general_permit", "daily_hours", "overtime_daily_max", "duty_hours_max")
ALSO = ("daily_hours_max", "daily_hours_night_or_eve", *REST, *WORKING_TIME)
JOIN = 8 * HOUR  # what lies closer than this is one workday where nothing names a daily rest

Limits = tuple[tuple[Fact, int, int], ...]


def judge(case: Case) -> Iterator[Breach]:
    quiet_until = {True: 0, False: 0}
    for item in case.counted.items:
        for fact, length, limit in _limits(case, item.start):
            found = judge_sum(case, CODE, fact, case.counted, (item.start, item.start + length), limit)
            if found is not None and item.start >= quiet_until[found.inherited]:
                quiet_until[found.inherited] = item.start + length
                yield found


def encode(case: Case) -> Iterator[Statement]:
    sore = _broken_by_fixed(case)
    starts: dict[int, list[int]] = {}
    for item in case.counted.items:
        starts.setdefault(item.start, []).append(item.index)
    for start, indices in starts.items():
        limits = _limits(case, start)
        settled = _settled(case, start, limits) and not any(abs(start - at) < 2 * DAY for at in sore)
        for fact, length, limit in limits:
            window = (start, start + length)
            if settled or any(index < 0 for index in indices):
                statements = [encode_sum(CODE, fact, case.counted, window, limit)]
            else:
                # Near a limit that fixed work breaks, or that changes, a stretch counts only if work starts it.
                terms, used = weights(case.counted, window)
                statements = [at_most_if(CODE, fact, terms, max(0, limit - used), index) for index in indices]
            yield from (statement for statement in statements if statement is not None)


def _limits(case: Case, at: int) -> Limits:
    """Facts in force with the length of the stretch and the seconds of work it may hold."""
    on = local_date(at, case.zone)
    if (CODE, on) not in case.memo:
        case.memo[CODE, on] = _limits_on(case, on)
    limits: Limits = case.memo[CODE, on]
    return limits


def _limits_on(case: Case, on: date) -> Limits:
    limits = []
    for fact in case.facts(LEADS, on):
        if fact.param == "daily_hours" and case.beside(fact, "general_permit", on) is not None:
            continue
        if fact.param == "overtime_daily_max" and case.subject.shift_work:
            continue
        limits.append((fact, _length(case, fact, on), _limit(case, fact, on)))
    return tuple(limits)


def _limit(case: Case, fact: Fact, on: date) -> int:
    if fact.param == "general_permit":
        return seconds_of(fact.value["day_max"])
    if fact.param == "overtime_daily_max":
        return seconds_of(fact.value) + seconds_of(case.beside(fact, "daily_hours_max", on) or 0)
    if fact.param == "daily_hours" and _is_eve(case, on):
        return seconds_of(case.beside(fact, "daily_hours_night_or_eve", on) or fact.value)
    return seconds_of(fact.value)


def _length(case: Case, fact: Fact, on: date) -> int:
    rests = case.facts(REST, on)
    own = [seconds_of(rest.value) for rest in rests if rest.pack == fact.pack]
    return DAY - max(own or [seconds_of(rest.value) for rest in rests] or [JOIN])


def _is_eve(case: Case, on: date) -> bool:
    """Whether rest or a holiday begins the day after."""
    after = days_after(on, 1)
    return not _is_off(case, on) and _is_off(case, after)


def _is_off(case: Case, on: date) -> bool:
    return on in case.holidays or case.week.is_rest(on)


def _settled(case: Case, at: int, limits: Limits) -> bool:
    return _limits(case, at - DAY) == limits == _limits(case, at + DAY)


def _broken_by_fixed(case: Case) -> list[int]:
    return [
        item.start
        for item in case.fixed.items
        for _, length, limit in _limits(case, item.start)
        if covered(case.fixed.within(item.start, item.start + length), item.start, item.start + length) > limit
    ]


RULE = Rule(
    code=CODE,
    sentence="day_too_long",
    source="General overtime permit and s. 2 (Israel); Labour Law arts 51 and 59 (Iran); city policy elsewhere",
    leads=LEADS,
    also=ALSO,
    judge=judge,
    encode=encode,
)
