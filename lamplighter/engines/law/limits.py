"""The few shapes every rule takes: a sum that may not pass a limit, a stretch that must stay free, a clique."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from math import gcd

from lamplighter.engines.law.case import Case, hours_of
from lamplighter.engines.law.facts import Fact
from lamplighter.engines.law.timeline import FIXED, Item, Track, covered, span_of
from lamplighter.engines.law.work import AtMost, Breach, SomeFree


def breach(
    case: Case,
    rule: str,
    fact: Fact,
    start: int,
    end: int,
    items: Iterable[Item],
    value: Decimal | int,
    limit: Decimal | int,
    unit: str,
    *,
    inherited: bool,
) -> Breach:
    """A breach in the words of ``Breach``."""
    return Breach(
        rule,
        case.subject.key,
        span_of(start, end),
        tuple(item.key for item in items),
        Decimal(value),
        Decimal(limit),
        unit,
        fact.id,
        fact.article,
        inherited,
    )


def judge_sum(
    case: Case, rule: str, fact: Fact, track: Track, window: tuple[int, int], limit: int, *, weeks: int = 0
) -> Breach | None:
    """A breach if the track covers more than ``limit`` seconds of the window.

    Value and limit are hours; hours a week on average where it is said how many ``weeks`` the window has.
    """
    items = track.within(*window)
    total = covered(items, *window)
    if total <= limit:
        return None
    alone = covered((item for item in items if item.fixed), *window)
    value, most = (hours_of(seconds // max(weeks, 1)) for seconds in (total, limit))
    unit = "h/week" if weeks else "h"
    return breach(case, rule, fact, *window, items, value, most, unit, inherited=total == alone)


def encode_sum(rule: str, fact: Fact, track: Track, window: tuple[int, int], limit: int) -> AtMost | None:
    """The same as a statement; None if no choice of slots could break it."""
    terms, used = weights(track, window)
    return at_most(rule, fact, terms, limit - used)


def weights(track: Track, window: tuple[int, int]) -> tuple[list[tuple[int, int]], int]:
    """Seconds each slot adds to the window beyond the fixed work, and the seconds of that."""
    items = track.within(*window)
    fixed = [item for item in items if item.fixed]
    terms = []
    for item in items:
        if item.index != FIXED:
            start, end = max(item.start, window[0]), min(item.end, window[1])
            own = end - start - (covered(fixed, start, end) if fixed else 0)
            if own > 0:
                terms.append((item.index, own))
    return terms, covered(fixed, *window)


def at_most(rule: str, fact: Fact, terms: Sequence[tuple[int, int]], limit: int) -> AtMost | None:
    """A statement in its tightest whole numbers; None if it always holds. A limit below 0 is taken as 0."""
    limit = max(0, limit)
    if sum(weight for _, weight in terms) <= limit:
        return None
    lightest = sorted(weight for _, weight in terms)[:2]
    if len(lightest) < 2 or sum(lightest) > limit:
        # No two fit together, so it is a choice of one; a weight of 2 marks what never fits.
        if lightest[0] > limit:
            return AtMost(rule, fact.id, tuple(sorted((index, 1) for index, _ in terms)), 0)
        whole = [(index, 2 if weight > limit else 1) for index, weight in terms]
        return AtMost(rule, fact.id, tuple(sorted(whole)), 1)
    divisor = reduce(gcd, (weight for _, weight in terms))
    short = [(index, min(weight, limit + divisor) // divisor) for index, weight in terms]
    return AtMost(rule, fact.id, tuple(sorted(short)), limit // divisor)


def at_most_if(
    rule: str, fact: Fact, terms: Sequence[tuple[int, int]], limit: int, condition: int
) -> AtMost | None:
    """A statement that binds only if slot ``condition`` is taken."""
    room = sum(weight for _, weight in terms) - limit
    if room <= 0:
        return None
    held = dict(terms)
    held[condition] = held.get(condition, 0) + room
    divisor = reduce(gcd, held.values())
    return AtMost(
        rule,
        fact.id,
        tuple(sorted((index, weight // divisor) for index, weight in held.items())),
        (limit + room) // divisor,
    )


def forbid(rule: str, fact: Fact, slots: Iterable[int]) -> AtMost | None:
    """None of these slots may be taken."""
    terms = tuple((index, 1) for index in sorted(set(slots)))
    return AtMost(rule, fact.id, terms, 0) if terms else None


def some_free(rule: str, fact: Fact, options: Iterable[frozenset[int]]) -> SomeFree | None:
    """At least one option stays untaken, without options that ask more than another; None if it always holds."""
    kept: list[frozenset[int]] = []
    for option in sorted(set(options), key=lambda option: (len(option), sorted(option))):
        if not option:
            return None
        if not any(less <= option for less in kept):
            kept.append(option)
    return SomeFree(rule, fact.id, tuple(kept)) if kept else None


def free_options(track: Track, fixed: Track, stretches: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """For each stretch that no fixed work touches, the slots that would have to stay untaken."""
    return [
        frozenset(item.index for item in track.within(start, end))
        for start, end in sorted(set(stretches))
        if not fixed.within(start, end)
    ]


def cliques(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """The largest sets of two or more spans that all share some instant, as positions; spans in order of start."""
    active: list[int] = []
    grown = False
    for position, (start, _) in enumerate(spans):
        staying = [one for one in active if spans[one][1] > start]
        if grown and len(staying) < len(active) and len(active) > 1:
            yield tuple(active)
        active = [*staying, position]
        grown = True
    if len(active) > 1:
        yield tuple(active)
