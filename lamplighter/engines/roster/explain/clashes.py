"""Why demands clash: for each hole a smallest set of demands and rules, and the cheapest ways out.

A clash is looked for in the hole alone first, then among more and more of the seats around it, last among all.
Seats further away are not asked to be filled: what clashes without them clashes with them. A set that does not
fit is made smallest first by kinds of rules (QuickXplain: U. Junker, AAAI 2004), then by leaving out halves, then
single elements. Among many such sets one is given, of few kinds and close in time.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from functools import cached_property
from time import monotonic
from typing import Protocol

from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.cpsat.clashes import Court, Relief, cheapest
from lamplighter.engines.roster.explain.clash import FEW, Clash, Element, Step, Way, fold, folded, rank
from lamplighter.engines.roster.explain.numbers import Numbers
from lamplighter.engines.roster.explain.scene import Finding, Fits, scene_of
from lamplighter.engines.roster.ground import Ground, lay
from lamplighter.engines.roster.problem import NEEDED, Placed, Problem
from lamplighter.engines.roster.result import Limit
from lamplighter.engines.roster.solve import solve
from lamplighter.engines.roster.verdict import dispose

AROUND = (timedelta(0), timedelta(hours=36), timedelta(days=4))
"""How far around a hole is looked, step by step, before everything is. Ways out lie within the last."""

THEIRS = timedelta(days=10)
"""How far the duties of those are looked at who could fill the hole."""

MANY = 40
"""Elements from which on a clash is made smallest by folds only."""

WAYS = 3
WAYS_SHARE = 0.4
"""The share of a hole's time that is kept for the ways out."""

WAY_S = 0.15
"""Seconds below which no way out is looked for."""

LEAST_S = 0.2
"""Seconds that looking around a hole may take at least."""

WIDE_SHARE = 0.8
"""The share of the time left that a hole may take which nothing nearby explains."""

SEARCH_SHARE = 0.3
"""The share of the time that a roster may take where none was given."""

GIVE_UP_FIRST = (
    "law", "terms", "newcomers", "forbidden_pair", "max_duties", "elsewhere", "barred", "skill", "seat", "leave", "pin",
)  # fmt: skip
"""In this order kinds are tried to be left out: what stays is what is easiest to see."""


def clashes(
    problem: Problem,
    roster: Iterable[Placed] | None = None,
    *,
    seats: Collection[str] | None = None,
    limit: float = 5.0,
    seed: int = 0,
) -> tuple[Clash, ...]:
    """For each needed seat that is empty, in order of time: what clashes, and what it would take to fill it.

    Parameters
    ----------
    problem
        The problem whose demand cannot be met.
    roster
        Who sits where; the seats it leaves empty are asked about, those it fills shall stay filled (by whomever).
        What of it is unlawful counts as empty. None: a roster is searched for first.
    seats
        The only seats to be asked about; None: every empty one. Fewer leave more time for each.
    limit
        Seconds for all holes together, roughly; what is not certain by then is told as ``unproven``.
    seed
        As for ``solve``.

    Raises
    ------
    ValueError
        For a limit that is not positive.
    """
    if limit <= 0:
        raise ValueError(f"limit must be more than 0. Got {limit} instead.")
    until = monotonic() + limit
    if roster is None:
        roster = solve(problem, limit=Limit.of(limit * SEARCH_SHARE / 2), seed=seed).assignments
    ground = lay(problem)
    finder = _Finder(ground, _lawful(ground, roster), seed)
    holes = [at for at in finder.holes() if seats is None or ground.seats[at].key in seats]
    told: dict[int, Clash] = {}
    for number, at in enumerate(holes):
        share = (until - monotonic()) / (len(holes) - number)
        found = finder.nearby(at, monotonic() + max(share, LEAST_S))
        if found is not None:
            told[at] = found
    for at in holes:
        if at not in told:
            # Whatever explains the first of these is likely to explain the others, and is asked at once.
            told[at] = finder.anywhere(at, monotonic() + (until - monotonic()) * WIDE_SHARE)
    return tuple(told[at] for at in holes)


def _lawful(ground: Ground, roster: Iterable[Placed]) -> Sitting:
    sitting: list[int | None] = [None] * len(ground.seats)
    for each in roster:
        sitting[ground.seat_keys[each.seat]] = ground.person_keys[each.person]
    lawful = dispose(ground, sitting).board.sitting
    # Whoever sits where nobody is needed may get up.
    return tuple(
        person if at in ground.settled or ground.seats[at].wanted == NEEDED else None
        for at, person in enumerate(lawful)
    )


class Asked(Protocol):
    """Whoever can say whether elements fit together, by a certain time."""

    def ask(self, elements: Iterable[Element], until: float) -> Finding: ...


class _Finder:
    """A roster with holes, and what has been found out about it so far."""

    def __init__(self, ground: Ground, sitting: Sitting, seed: int) -> None:
        self.ground = ground
        self.sitting = sitting
        self.seed = seed
        self.large: list[tuple[Element, ...]] = []

    @cached_property
    def whole(self) -> Court:
        """The whole problem, holes included."""
        seats = range(len(self.ground.seats))
        return Court(scene_of(self.ground, seats, (None,) * len(seats)), self.seed)

    @cached_property
    def empty(self) -> frozenset[str]:
        return frozenset(self.ground.seats[at].key for at, person in enumerate(self.sitting) if person is None)

    def holes(self) -> list[int]:
        """The empty seats, in order of time."""
        seats = self.ground.seats
        empty = (at for at, person in enumerate(self.sitting) if person is None and seats[at].wanted == NEEDED)
        return sorted(empty, key=lambda at: (seats[at].span, seats[at].key))

    def nearby(self, at: int, until: float) -> Clash | None:
        """What clashes about one hole with the seats around it, or that moving these fills it; None if neither."""
        hole = _Hole(self.ground, self.sitting, at, until, self.seed)
        nobody: Sitting = (None,) * len(self.ground.seats)
        for wanted in dict.fromkeys(self.around(at)):
            court = Court(scene_of(self.ground, wanted, nobody), self.seed)
            fits, core = hole.ask(court, court.scene.elements)
            if fits == "no":
                return self._found(hole, court, core)
            if fits == "unknown":
                return None
            # It fits without the seats further away; does it with them, if they stay as they are?
            court = Court(scene_of(self.ground, wanted, self.sitting), self.seed, plain=True)
            if hole.ask(court, court.scene.elements)[0] == "yes":
                return Clash(hole.key, "fillable")
        return None

    def anywhere(self, at: int, until: float) -> Clash:
        """What clashes about one hole in the whole problem."""
        hole = _Hole(self.ground, self.sitting, at, until, self.seed)
        everything = tuple(
            each for each in self.whole.scene.elements if each.kind != "seat" or each.seats[0] not in self.empty
        )
        fits: Fits = "unknown"
        numbers = Numbers(self.ground, self.whole.scene, self.sitting, at)
        fits, core = hole.ask(numbers, (*everything, Element("seat", seats=(hole.key,))))
        if fits == "no":
            return self._found(hole, numbers, core)
        for details in (*self.large, everything):
            asked = (*(each for each in details if not self._is_empty(each)), Element("seat", seats=(hole.key,)))
            fits, core = hole.ask(self.whole, asked)
            if fits == "no":
                return self._found(hole, self.whole, core)
        return Clash(hole.key, "fillable" if fits == "yes" else "unproven")

    def around(self, at: int) -> Iterator[tuple[int, ...]]:
        """The hole with the filled seats around it: wider and wider, and those of the people who could fill it."""
        far_and_near = [self.near(at, far) for far in AROUND]
        could = frozenset(self.ground.domain[at])
        theirs = [other for other in self.near(at, THEIRS)[1:] if self.sitting[other] in could]
        yield far_and_near[0]
        yield (at, *theirs)
        yield from far_and_near[1:]

    def near(self, at: int, far: timedelta) -> tuple[int, ...]:
        """The hole with the filled seats that lie so far around it."""
        seats, span = self.ground.seats, self.ground.seats[at].span
        start, end = span.start - far, span.end + far
        filled = (other for other, person in enumerate(self.sitting) if person is not None)
        found = [other for other in filled if seats[other].span.start < end and start < seats[other].span.end]
        # Alone, the hole meets no other demand but those that somebody has pinned.
        return (at, *(other for other in found if far or other in self.ground.settled))

    def _found(self, hole: "_Hole", court: Asked, core: tuple[Element, ...]) -> Clash:
        details, minimal = hole.smallest(court, core)
        if len(details) > FEW and court is self.whole:
            self.large.append(details)
        return Clash(
            hole.key,
            "clash",
            folded(hole.key, details),
            details,
            minimal,
            hole.ways(self.near(hole.at, AROUND[-1])),
        )

    def _is_empty(self, element: Element) -> bool:
        return element.kind == "seat" and element.seats[0] in self.empty


class _Hole:
    """One empty seat, and the time there is to explain it."""

    def __init__(self, ground: Ground, sitting: Sitting, at: int, until: float, seed: int) -> None:
        self.ground = ground
        self.sitting = sitting
        self.at = at
        self.key = ground.seats[at].key
        self.until = until
        self.seed = seed
        self.sure = True
        # A clash is the answer; the ways out have what time is left.
        self.clash_until = until - (until - monotonic()) * WAYS_SHARE

    def ask(self, court: Asked, elements: tuple[Element, ...]) -> tuple[Fits, tuple[Element, ...]]:
        finding = court.ask(elements, self.clash_until)
        return finding.fits, finding.core

    def smallest(self, court: Asked, core: tuple[Element, ...]) -> tuple[tuple[Element, ...], bool]:
        """Of elements that do not fit, some that do not either and of which none can be spared.

        The flag says whether that is certain: of each element, or of each fold where they are told folded.
        """
        kept = tuple(sorted(core, key=self._order))
        folds: dict[object, list[Element]] = {}
        for each in reversed(kept):
            folds.setdefault(fold(self.key, each), []).append(each)
        self.sure = True
        kept = tuple(sorted(self._explained(court, (), False, list(folds.values())), key=self._order))
        sure = self.sure
        if len(kept) > MANY:
            return tuple(sorted(kept, key=rank)), sure
        size = len(kept) // 2
        while size > FEW:
            for first in range(0, len(kept), size):
                kept, _ = self._without(court, kept, kept[first : first + size])
            size //= 2
        each_sure = True
        for element in kept:
            kept, tried = self._without(court, kept, (element,))
            each_sure = each_sure and tried
        return tuple(sorted(kept, key=rank)), each_sure or (sure and len(kept) > FEW)

    def _explained(
        self, court: Asked, given: tuple[Element, ...], more: bool, folds: list[list[Element]]
    ) -> tuple[Element, ...]:
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

    def _without(
        self, court: Asked, kept: tuple[Element, ...], part: Iterable[Element]
    ) -> tuple[tuple[Element, ...], bool]:
        """What is left of a clash without a part of it, if that still is one; and whether that is certain."""
        dropped = frozenset(part)
        rest = tuple(one for one in kept if one not in dropped)
        if not rest or len(rest) == len(kept):
            return kept, True
        fits, core = self.ask(court, rest)
        return (core if fits == "no" else kept), fits != "unknown"

    def _order(self, element: Element) -> tuple[object, ...]:
        """What to try to do without first: hidden kinds, then what is far away; the hole itself last."""
        seats, mine = self.ground.seats, self.ground.seats[self.at].span.start
        far = [-abs(seats[self.ground.seat_keys[key]].span.start - mine) for key in element.seats]
        return (self._is_hole(element), GIVE_UP_FIRST.index(element.kind), far, rank(element))

    def _is_hole(self, element: Element) -> bool:
        return element.kind == "seat" and element.seats == (self.key,)

    def ways(self, wanted: tuple[int, ...]) -> tuple[Way, ...]:
        """The cheapest ways to fill the hole as well, everything outside these seats left as it is."""
        found: tuple[Relief, ...] = ()
        if self.until - monotonic() > WAY_S:
            scene = scene_of(self.ground, wanted, self.sitting)
            start = {at: person for at, person in enumerate(self.sitting) if person is not None}
            found = cheapest(self.ground, scene, self.at, start, WAYS, self.until, self.seed)
        told = found or (self._always(),)
        return tuple(
            Way(tuple(sorted(each.steps, key=_told)), sum(step.price for step in each.steps), each.proven)
            for each in told
        )

    def _always(self) -> Relief:
        """What helps whatever clashes."""
        pin = [Step("drop", Element("pin", seats=(self.key,)))] if self.at in self.ground.settled else []
        return Relief((*pin, Step("one_more", seat=self.key)), False)


def _told(step: Step) -> tuple[object, ...]:
    return (step.seat, () if step.element is None else rank(step.element))
