"""Of elements that cannot all be kept, a smallest part: of which none can be spared.

A set is made smallest first by kinds of rules (QuickXplain: U. Junker, AAAI 2004), then by leaving out halves, then
single elements. Whenever seats drop out, they and their people drop out of the model as well.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from lamplighter.engines.roster.explain.clash import FEW, Element, fold, rank
from lamplighter.engines.roster.explain.scene import Finding, Fits
from lamplighter.engines.roster.ground import Ground

MANY = 40
"""Elements from which on a clash is made smallest by folds only."""

GIVE_UP_FIRST = (
    "law", "terms", "newcomers", "forbidden_pair", "max_duties", "elsewhere", "barred", "skill", "seat", "leave", "pin",
)  # fmt: skip
"""In this order kinds are tried to be left out: what stays is what is easiest to see."""

Elements = tuple[Element, ...]


class Asked(Protocol):
    """Whoever can say whether elements fit together, by a certain time."""

    def ask(self, elements: Iterable[Element], until: float) -> Finding: ...


Cut = Callable[[Elements], Asked]
"""Gives whoever can be asked about a part of these elements."""


class Smallest:
    """A clash about one hole that becomes smaller, until a time."""

    def __init__(self, ground: Ground, hole: int, cut: Cut, until: float) -> None:
        self.ground = ground
        self.hole = hole
        self.key = ground.seats[hole].key
        self.cut = cut
        self.until = until
        self.sure = True

    def of(self, core: Elements) -> tuple[Elements, bool]:
        """The smallest part that was found, as it is told.

        The flag says whether that it is smallest is certain: of each element, or of each fold where they are told
        folded.
        """
        kept = tuple(sorted(core, key=self._order))
        court = self.cut(kept)
        folds: dict[object, list[Element]] = {}
        for each in reversed(kept):
            folds.setdefault(fold(self.key, each), []).append(each)
        kept = tuple(sorted(self._explained(court, (), False, list(folds.values())), key=self._order))
        sure = self.sure
        if len(kept) > MANY:
            return tuple(sorted(kept, key=rank)), sure
        court = self.cut(kept)
        size = len(kept) // 2
        while size > FEW:
            before = len(kept)
            for first in range(0, len(kept), size):
                kept, _ = self._without(court, kept, kept[first : first + size])
            if len(kept) < before:
                court = self.cut(kept)
            size //= 2
        each_sure = True
        for element in kept:
            kept, tried = self._without(court, kept, (element,))
            each_sure = each_sure and tried
        return tuple(sorted(kept, key=rank)), each_sure or (sure and len(kept) > FEW)

    def ask(self, court: Asked, elements: Elements) -> tuple[Fits, Elements]:
        finding = court.ask(elements, self.until)
        return finding.fits, finding.core

    def _explained(self, court: Asked, given: Elements, more: bool, folds: list[list[Element]]) -> Elements:
        """The folds that are needed beside what is given, the plain ones rather than the hidden (QuickXplain)."""
        if more:
            fits, _ = self.ask(court, given)
            self.sure = self.sure and fits != "unknown"
            if fits == "no":
                return ()
        if len(folds) == 1:
            return tuple(folds[0])
        half = (len(folds) + 1) // 2
        first = tuple(each for part in folds[:half] for each in part)
        hidden = self._explained(court, (*given, *first), True, folds[half:])
        plain = self._explained(court, (*given, *hidden), bool(hidden), folds[:half])
        return (*plain, *hidden)

    def _without(self, court: Asked, kept: Elements, part: Iterable[Element]) -> tuple[Elements, bool]:
        """What is left of a clash without a part of it, if that still is one; and whether that is certain."""
        dropped = frozenset(part)
        rest = tuple(one for one in kept if one not in dropped)
        if not rest or len(rest) == len(kept):
            return kept, True
        fits, core = self.ask(court, rest)
        return (core if fits == "no" else kept), fits != "unknown"

    def _order(self, element: Element) -> tuple[object, ...]:
        """What to try to do without first: hidden kinds, then what is far away; the hole itself last."""
        seats, mine = self.ground.seats, self.ground.seats[self.hole].span.start
        far = [-abs(seats[self.ground.seat_keys[key]].span.start - mine) for key in element.seats]
        alone = element.kind == "seat" and element.seats == (self.key,)
        return (alone, GIVE_UP_FIRST.index(element.kind), far, rank(element))
