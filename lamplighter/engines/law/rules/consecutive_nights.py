"""Night duties on nights in a row.

A night belongs to the date on which it begins.

Source: city policy; no law in the packs names a number.
"""

from collections.abc import Iterator
from datetime import date

from lamplighter.engines.law.case import NIGHT_PARAMS, WORKING_TIME, Case, Rule, days_after
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import breach, some_free
from lamplighter.engines.law.timeline import Item
from lamplighter.engines.law.work import Breach, SomeFree

CODE = "consecutive_nights"
LEADS = ("consecutive_nights_max",)


def judge(case: Case) -> Iterator[Breach]:
    told: dict[bool, date] = {}
    for fact, last, run in _runs(case):
        inherited = all(any(item.fixed for item in night) for night in run)
        again = told.get(inherited) == days_after(last, -1)
        told[inherited] = last
        if not again:  # the next night of the same run is no second finding
            items = [item for night in run for item in night]
            end = max(item.end for item in items)
            limit = len(run) - 1
            yield breach(
                case, CODE, fact, items[0].start, end, items, len(run), limit, "nights", inherited=inherited
            )


def encode(case: Case) -> Iterator[SomeFree]:
    for fact, _, run in _runs(case):
        nights = [night for night in run if not any(item.fixed for item in night)]
        statement = some_free(CODE, fact, [frozenset(item.index for item in night) for night in nights])
        if statement is not None:
            yield statement


def _runs(case: Case) -> Iterator[tuple[Fact, date, list[list[Item]]]]:
    """Every run of nights that is one too long: its last date and its duties, night by night."""
    nights: dict[date, list[Item]] = {}
    for item in case.counted.items:
        begun = case.night_begun(item)
        if begun is not None:
            nights.setdefault(begun, []).append(item)
    for last in sorted(nights):
        for fact in case.facts(LEADS, last):
            dates = [days_after(last, -n) for n in range(int(fact.value), -1, -1)]
            if all(on in nights for on in dates):
                yield fact, last, [nights[on] for on in dates]


RULE = Rule(
    code=CODE,
    sentence="too_many_nights_in_a_row",
    source="city policy",
    leads=LEADS,
    also=(*NIGHT_PARAMS, *WORKING_TIME),
    judge=judge,
    encode=encode,
)
