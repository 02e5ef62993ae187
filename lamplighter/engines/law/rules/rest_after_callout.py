"""Rest between a call-out at night and the next planned duty at work.

A call-out counts here if it took any night hours. A duty already running when the call-out ended
is not a next duty. Under the Directive the daily rest says the same and more.

Source: city policy.
"""

from collections.abc import Iterator

from lamplighter.engines.law.case import NIGHT_PARAMS, Case, Rule, hours_of, seconds_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.limits import breach, forbid
from lamplighter.engines.law.timeline import Item
from lamplighter.engines.law.work import AtMost, Breach

CODE = "rest_after_callout"
LEADS = ("rest_after_callout",)
AT_WORK = ("worked", "standby_site")


def judge(case: Case) -> Iterator[Breach]:
    for fact, callout, duty in _too_soon(case):
        inherited = callout.fixed and duty.fixed
        value, limit = hours_of(duty.start - callout.end), hours_of(seconds_of(fact.value))
        yield breach(
            case, CODE, fact, callout.start, duty.end, (callout, duty), value, limit, "h", inherited=inherited
        )


def encode(case: Case) -> Iterator[AtMost]:
    closed: dict[Fact, set[int]] = {}
    for fact, _, duty in _too_soon(case):
        if not duty.fixed:
            closed.setdefault(fact, set()).add(duty.index)
    for fact, slots in closed.items():
        statement = forbid(CODE, fact, slots)
        if statement is not None:
            yield statement


def _too_soon(case: Case) -> Iterator[tuple[Fact, Item, Item]]:
    for callout in case.track.items:
        if callout.kind != "callout":
            continue
        night = case.night_at(callout.start)
        if night is None or not night.seconds(callout, case.zone):
            continue
        for fact in case.facts_at(LEADS, callout.start):
            for duty in case.track.within(callout.end, callout.end + seconds_of(fact.value)):
                if duty.kind in AT_WORK and duty.start >= callout.end:
                    yield fact, callout, duty


RULE = Rule(
    code=CODE,
    sentence="too_soon_after_callout",
    source="city policy",
    leads=LEADS,
    also=NIGHT_PARAMS,
    judge=judge,
    encode=encode,
)
