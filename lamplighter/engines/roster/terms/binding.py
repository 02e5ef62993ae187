"""The two shapes that every term takes, and what they say to a judge and to a search.

A rule of terms lists what binds some duties; the judge lists it of the duties that are held, the encoder of those
that might be, and both read the list in the same way. What stands already may break a term: that is inherited,
and nothing may be added to it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lamplighter.engines.hours import Span
from lamplighter.engines.law import AtMost, Breach, SomeFree


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as terms see it. ``index`` is the slot it is, None for what stands already; ``shift`` may be unknown
    ("") for work from before."""

    key: str
    span: Span
    kind: str
    shift: str
    days: tuple[date, ...]
    index: int | None

    @property
    def fixed(self) -> bool:
        return self.index is None


@dataclass(frozen=True, slots=True)
class Cap:
    """The weights of these duties together are at most ``most``, in ``unit``."""

    rule: str
    span: Span
    loads: tuple[tuple[Duty, int], ...]
    most: int
    unit: str


@dataclass(frozen=True, slots=True)
class OneFree:
    """Of these groups at least one has no duty; a group may be empty only where nothing can be in it.

    ``value`` and ``limit`` are what a breach tells, in ``unit``.
    """

    rule: str
    span: Span
    groups: tuple[tuple[Duty, ...], ...]
    value: int
    limit: int
    unit: str


Bind = Cap | OneFree


def found(subject: str, binds: Iterable[Bind]) -> Iterator[Breach]:
    """What is broken, given what binds the duties that are held."""
    for bind in binds:
        if isinstance(bind, Cap):
            total = sum(weight for _, weight in bind.loads)
            inherited = total == sum(weight for duty, weight in bind.loads if duty.fixed)
            if total > bind.most:
                duties = [duty for duty, _ in bind.loads]
                yield _breach(subject, bind, duties, total, bind.most, inherited=inherited)
        elif all(bind.groups):
            inherited = all(any(duty.fixed for duty in group) for group in bind.groups)
            duties = [duty for group in bind.groups for duty in group]
            yield _breach(subject, bind, duties, bind.value, bind.limit, inherited=inherited)


def said(binds: Iterable[Bind]) -> Iterator[AtMost | SomeFree]:
    """The same as statements about slots, given what binds all duties that might be held."""
    for bind in binds:
        if isinstance(bind, Cap):
            terms = sorted((duty.index, weight) for duty, weight in bind.loads if duty.index is not None)
            left = max(0, bind.most - sum(weight for duty, weight in bind.loads if duty.fixed))
            if sum(weight for _, weight in terms) > left:
                yield AtMost(bind.rule, "", tuple(terms), left)
        else:
            open_groups = [group for group in bind.groups if not any(duty.fixed for duty in group)]
            options = {frozenset(duty.index for duty in group if duty.index is not None) for group in open_groups}
            if options and frozenset() not in options:
                yield SomeFree(bind.rule, "", tuple(sorted(options, key=sorted)))


def _breach(subject: str, bind: Bind, duties: list[Duty], value: int, limit: int, *, inherited: bool) -> Breach:
    ordered = sorted({(duty.span, duty.key) for duty in duties})
    keys = tuple(key for _, key in ordered)
    return Breach(bind.rule, subject, bind.span, keys, Decimal(value), Decimal(limit), bind.unit, "", "", inherited)
