"""The two front doors: what work breaks, and what a search has to keep to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from lamplighter.engines.hours import Span, Week
from lamplighter.engines.law.case import case_of_slots, case_of_work
from lamplighter.engines.law.facts import PACKS, Fact, Pack
from lamplighter.engines.law.rules import RULES
from lamplighter.engines.law.work import Breach, Slot, Statement, Subject, Work

NO_DAYS: frozenset[date] = frozenset()


def judge(
    subject: Subject,
    work: Sequence[Work],
    *,
    zone: ZoneInfo,
    week: Week,
    holidays: frozenset[date] = NO_DAYS,
    horizon: Span | None = None,
    packs: Mapping[str, Pack] = PACKS,
) -> tuple[Breach, ...]:
    """Every limit that one person's work does not keep, in order of time, then of rule.

    Parameters
    ----------
    work
        All work of this one person that is known, in any order. Long reference periods see what
        is given: pass the history that the packs look back on.
    holidays
        Public holidays; a law may give their eves shorter days.
    horizon
        What is being planned. Work that starts before it is fixed, as is work marked so; a breach
        that fixed work makes by itself is marked ``inherited``. None: only marks count.
    packs
        The packs to look in; pass your own where a city has changed its policy.

    Raises
    ------
    NoFact
        If the subject names a pack that is not there.
    """
    case = case_of_work(subject, work, zone=zone, week=week, holidays=holidays, horizon=horizon, packs=packs)
    found = [breach for rule in RULES.values() for breach in rule.judge(case)]
    order = {code: n for n, code in enumerate(RULES)}
    return tuple(sorted(found, key=lambda one: (one.span, order[one.rule], one.fact_id, one.keys)))


def statements(
    subject: Subject,
    slots: Sequence[Slot],
    fixed: Sequence[Work] = (),
    *,
    horizon: Span,
    zone: ZoneInfo,
    week: Week,
    holidays: frozenset[date] = NO_DAYS,
    packs: Mapping[str, Pack] = PACKS,
) -> tuple[Statement, ...]:
    """What must hold for the slots this person takes, by their positions in ``slots``.

    All statements hold exactly when ``judge`` finds nothing but what is inherited in the fixed work
    and the slots taken together. Taking no slot always keeps them: where fixed work alone breaks
    a limit, the statement only forbids to make it worse.

    Raises
    ------
    NoFact
        If the subject names a pack that is not there.
    ValueError
        If a slot starts outside the horizon.
    """
    case = case_of_slots(
        subject, slots, fixed, zone=zone, week=week, holidays=holidays, horizon=horizon, packs=packs
    )
    return tuple(dict.fromkeys(one for rule in RULES.values() for one in rule.encode(case)))


@dataclass(frozen=True, slots=True)
class Citation:
    """One fact a rule rests on, as the reference of rules lists it; no rule where apps read it alone."""

    rule: str | None
    sentence: str | None
    about: str
    param: str
    pack: str
    fact: Fact


def citations(packs: Mapping[str, Pack] = PACKS) -> tuple[Citation, ...]:
    """Every rule with the facts it rests on, then the facts that no rule of hours reads."""
    cited = tuple(_cited(packs))
    used = {line.fact.id for line in cited}
    rest = [fact for pack in packs.values() for fact in pack.facts if fact.id not in used]
    return cited + tuple(Citation(None, None, fact.note, fact.param, fact.pack, fact) for fact in rest)


def _cited(packs: Mapping[str, Pack]) -> Iterator[Citation]:
    for rule in RULES.values():
        for fact in rule.facts(packs):
            yield Citation(rule.code, rule.sentence, rule.source, fact.param, fact.pack, fact)
