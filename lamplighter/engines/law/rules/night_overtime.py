"""No overtime on a day with night work.

The hours of a duty belong to the local day on which it starts; on a day with a night duty they may
not pass the ordinary eight. Shift work has its own total (art. 57) in place of a daily norm.

Source: Labour Law of Iran, arts 51, 53 and 61.
"""

from collections.abc import Iterator
from datetime import date

from lamplighter.engines.law.case import NIGHT_PARAMS, WORKING_TIME, Case, Rule, hours_of, seconds_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import at_most, at_most_if, breach
from lamplighter.engines.law.timeline import Item, covered, local_date
from lamplighter.engines.law.work import AtMost, Breach

CODE = "night_overtime"
LEADS = ("overtime_forbidden_for",)
ALSO = ("daily_hours_max", *NIGHT_PARAMS, *WORKING_TIME)


def judge(case: Case) -> Iterator[Breach]:
    for fact, items, limit in _days(case):
        if not any(case.night_begun(item) is not None for item in items):
            continue
        total = _covered(items)
        if total > limit:
            fixed = [item for item in items if item.fixed]
            alone = _covered(fixed) == total and any(case.night_begun(item) is not None for item in fixed)
            end = max(item.end for item in items)
            value, most = hours_of(total), hours_of(limit)
            yield breach(case, CODE, fact, items[0].start, end, items, value, most, "h", inherited=alone)


def encode(case: Case) -> Iterator[AtMost]:
    for fact, items, limit in _days(case):
        fixed = [item for item in items if item.fixed]
        room = limit - _covered(fixed)
        terms = []
        for item in items:
            if not item.fixed:
                own = item.end - item.start - covered(fixed, item.start, item.end)
                if own > 0:
                    terms.append((item.index, own))
        nights = [item for item in items if case.night_begun(item) is not None]
        if any(item.fixed for item in nights):
            statements = [at_most(CODE, fact, terms, room)]
        else:
            statements = [at_most_if(CODE, fact, terms, room, item.index) for item in nights]
        yield from (statement for statement in statements if statement is not None)


def _days(case: Case) -> Iterator[tuple[Fact, list[Item], int]]:
    if case.subject.shift_work:
        return
    days: dict[date, list[Item]] = {}
    for item in case.counted.items:
        days.setdefault(local_date(item.start, case.zone), []).append(item)
    for on, items in days.items():
        for fact in case.facts(LEADS, on):
            norm = case.beside(fact, "daily_hours_max", on)
            if norm is not None and "night work" in fact.value:
                yield fact, items, seconds_of(norm)


def _covered(items: list[Item]) -> int:
    return covered(items, items[0].start, max(item.end for item in items)) if items else 0


RULE = Rule(
    code=CODE,
    sentence="overtime_at_night",
    source="Labour Law of Iran, arts 51, 53 and 61",
    leads=LEADS,
    also=ALSO,
    judge=judge,
    encode=encode,
)
