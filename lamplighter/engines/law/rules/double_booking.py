"""Nobody can be on two duties at once.

Not law but nature: it binds everybody, whatever the contract. A call-out belongs to the standby
it interrupts, and two call-outs may run at once; a call-out during other work is a clash.
"""

from collections.abc import Iterator

from lamplighter.engines.law.case import Case, Rule, hours_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import breach, cliques, forbid
from lamplighter.engines.law.timeline import Item
from lamplighter.engines.law.work import AtMost, Breach

CODE = "double_booking"
FACT = Fact(
    "nature.one_place", "nature", "one_place", 1, "duty at a time", "", None, None, "nature", "found", "high", ""
)


def clash(one: Item, other: Item) -> bool:
    """Whether the two kinds exclude each other when they overlap."""
    kinds = {one.kind, other.kind}
    return "callout" not in kinds or "worked" in kinds


def judge(case: Case) -> Iterator[Breach]:
    active: list[Item] = []
    for item in case.track.items:
        active = [one for one in active if one.end > item.start]
        for one in active:
            if clash(one, item):
                end = min(one.end, item.end)
                value = hours_of(end - item.start)
                inherited = one.fixed and item.fixed
                yield breach(case, CODE, FACT, item.start, end, (one, item), value, 0, "h", inherited=inherited)
        active.append(item)


def encode(case: Case) -> Iterator[AtMost]:
    slots = [item for item in case.track.items if not item.fixed]
    fixed = case.track.fixed_only()
    closed = {
        slot.index
        for slot in slots
        if fixed.items and any(clash(slot, one) for one in fixed.within(slot.start, slot.end))
    }
    never = forbid(CODE, FACT, closed)
    if never is not None:
        yield never
    open_slots = [slot for slot in slots if slot.index not in closed]
    for clique in cliques([(slot.start, slot.end) for slot in open_slots]):
        yield AtMost(CODE, FACT.id, tuple(sorted((open_slots[n].index, 1) for n in clique)), 1)


RULE = Rule(
    code=CODE,
    sentence="two_duties_at_once",
    source="nature",
    leads=(),
    also=(),
    judge=judge,
    encode=encode,
    own_facts=(FACT,),
)
