"""A minimum of unbroken rest in the 24 hours that begin with a duty.

Source: Directive 2003/88/EC, art. 3 (11 hours); Hours of Work and Rest Law 1951, s. 21 (8 hours
between workdays). Read for each start of work: within the next 24 hours there must be that much
rest in one piece. Two short duties on one day may so lie close together, as both laws allow, and a
call-out starts the count anew.
"""

from collections.abc import Iterator
from functools import lru_cache

from lamplighter.engines.law.case import WORKING_TIME, Case, Rule, hours_of, seconds_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import breach, forbid, free_options, some_free
from lamplighter.engines.law.timeline import DAY, Item, longest_free
from lamplighter.engines.law.work import AtMost, Breach, Statement

CODE = "daily_rest"
LEADS = ("daily_rest", "rest_between_workdays", "daily_rest_min")


def judge(case: Case) -> Iterator[Breach]:
    quiet_until = {True: 0, False: 0}
    for item in case.counted.items:
        for fact in case.facts_at(LEADS, item.start):
            wanted = seconds_of(fact.value)
            items = case.counted.within(item.start, item.start + DAY)
            rest = longest_free(items, item.start, item.start + DAY)
            if rest >= wanted:
                continue
            inherited = item.fixed and not _fixed_rests(case, item, wanted)
            if item.start < quiet_until[inherited]:
                continue  # the same stretch of work, seen from its next duty
            quiet_until[inherited] = item.start + DAY
            yield breach(
                case, CODE, fact, item.start, item.start + DAY, items,
                hours_of(rest), hours_of(wanted), "h", inherited=inherited,
            )  # fmt: skip


def encode(case: Case) -> Iterator[Statement]:
    slots = [item for item in case.counted.items if not item.fixed]
    facts = [case.facts_at(LEADS, item.start) for item in slots]
    for fact in dict.fromkeys(fact for binding in facts for fact in binding):
        wanted = seconds_of(fact.value)
        binds = [fact in binding for binding in facts]
        closed = {slot.index for slot, bound in zip(slots, binds, strict=True) if bound and _too_long(slot, wanted)}
        if case.fixed.items:
            closed |= _closed_by_fixed(case, slots, fact, wanted)
        never = forbid(CODE, fact, closed)
        if never is not None:
            yield never
        for clique in _close_pairs(tuple((slot.start, slot.end) for slot in slots), tuple(binds), wanted):
            yield AtMost(CODE, fact.id, tuple(sorted((slots[n].index, 1) for n in clique)), 1)
        yield from _chains(case, fact, wanted)


def _chains(case: Case, fact: Fact, wanted: int) -> Iterator[Statement]:
    """What pairs cannot say: duties short enough for two or more within one workday."""
    reach = DAY - wanted
    for item in case.counted.items:
        if _too_long(item, wanted) or fact not in case.facts_at(LEADS, item.start):
            continue
        around = case.counted.within(item.start, item.start + reach)
        if not any(_shares_workday(item, other, wanted) for other in around):
            continue
        if item.fixed and not _fixed_rests(case, item, wanted):
            continue
        ends = [item.end, *(one.end for one in around if item.end < one.end <= item.start + reach)]
        options = free_options(case.counted, case.fixed, ((end, end + wanted) for end in ends))
        if not item.fixed:
            options.append(frozenset((item.index,)))
        statement = some_free(CODE, fact, options)
        if statement is not None:
            yield statement


def _shares_workday(item: Item, other: Item, wanted: int) -> bool:
    """Whether both could lie in one workday that still leaves the rest."""
    if other is item:
        return False
    if other.start < item.end:
        return other.fixed or item.fixed
    return other.start - item.end < wanted and other.end - item.start <= DAY - wanted


def _too_long(item: Item, wanted: int) -> bool:
    return item.end - item.start > DAY - wanted


def _fixed_rests(case: Case, item: Item, wanted: int) -> bool:
    return longest_free(case.fixed.within(item.start, item.start + DAY), item.start, item.start + DAY) >= wanted


def _closed_by_fixed(case: Case, slots: list[Item], fact: Fact, wanted: int) -> set[int]:
    """Slots too close to fixed work, on either side."""
    closed: set[int] = set()
    for slot in slots:
        for one in case.fixed.within(slot.start - wanted, slot.end + wanted):
            first, second = (one, slot) if (one.start, one.end) <= (slot.start, slot.end) else (slot, one)
            too_close = max(first.end, second.end) - first.start > DAY - wanted
            if not too_close or fact not in case.facts_at(LEADS, first.start):
                continue
            if first is slot or _fixed_rests(case, first, wanted):
                closed.add(slot.index)
    return closed


@lru_cache(maxsize=64)
def _close_pairs(
    spans: tuple[tuple[int, int], ...], binds: tuple[bool, ...], wanted: int
) -> tuple[tuple[int, ...], ...]:
    """Cliques, as positions, that cover every pair too close together; spans in order of start.

    People who may be given the same slots share the answer.
    """
    found: list[tuple[int, ...]] = []
    active: list[int] = []
    for last, (start, end) in enumerate(spans):
        active = [one for one in active if spans[one][1] + wanted > start]
        groups: list[list[int]] = []
        for one in active:
            if not binds[one] or not _apart(spans[one], (start, end), wanted):
                continue
            for group in groups:
                if all(binds[two] and _apart(spans[two], spans[one], wanted) for two in group):
                    group.append(one)
                    break
            else:
                groups.append([one])
        active.append(last)
        found.extend((*group, last) for group in groups)
    sets = [set(clique) for clique in found]
    # Whatever swallows a clique of spans in order comes soon after it.
    return tuple(
        clique for n, clique in enumerate(found) if not any(sets[n] < later for later in sets[n + 1 : n + 9])
    )


def _apart(first: tuple[int, int], second: tuple[int, int], wanted: int) -> bool:
    """Whether the two exclude each other: they overlap, or lie too close to be one lawful workday."""
    if second[0] < first[1]:
        return True
    return second[0] - first[1] < wanted and second[1] - first[0] > DAY - wanted


RULE = Rule(
    code=CODE,
    sentence="rest_too_short",
    source="Directive 2003/88/EC, art. 3; Hours of Work and Rest Law 1951, s. 21; city policy elsewhere",
    leads=LEADS,
    also=WORKING_TIME,
    judge=judge,
    encode=encode,
)
