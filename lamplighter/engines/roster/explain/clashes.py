"""Why demands clash: for each hole a smallest set of demands and rules, and the cheapest ways out.

A clash is looked for in the hole alone first, then among more and more of the seats around it, last among all. All
holes take turns, the smallest question of any of them first, so that none waits for another's hard one. Among many
sets that clash one is given, of few kinds and close in time; what explains one hole is tried on the others.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from heapq import heappop, heappush
from time import monotonic

from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.cpsat.clashes import Court, Relief, cheapest
from lamplighter.engines.roster.explain.around import ALONE, DAYS_4, HOURS_36, Around, Question
from lamplighter.engines.roster.explain.clash import PRICES, Clash, Element, Step, Way, folded, rank
from lamplighter.engines.roster.explain.frame import Frame
from lamplighter.engines.roster.explain.numbers import Numbers
from lamplighter.engines.roster.explain.scene import Scene
from lamplighter.engines.roster.explain.smallest import Asked, Elements, Smallest
from lamplighter.engines.roster.ground import Ground, lay
from lamplighter.engines.roster.problem import NEEDED, Placed, Problem
from lamplighter.engines.roster.result import Limit, Stop
from lamplighter.engines.roster.solve import solve
from lamplighter.engines.roster.verdict import dispose, lawful

WAYS = 3
WAYS_SHARE = 0.3
"""The share of the time that is kept for the ways out."""

BOOKED = frozenset({"law", "terms", "max_duties"})
"""Kinds that are told of people only where a scene is asked for more than where they may not be."""

NUMEROUS = 400
"""The size of a question from which on mere numbers are looked at before it is asked."""

CORE_SHARE = 0.3
"""The share of the time left that the first core of a clash may take."""

LAST_SHARE = 0.05
"""The share of the time that is kept for the ways out of what is explained last."""

WAY_S = 0.1
"""Seconds that the ways out of one clash may take at least."""

QUESTION_S = 0.2
"""Seconds that one question may take at least."""

SEARCH_SHARE = 0.15
"""The share of the time that a roster may take where none was given."""

CLASH_S = 0.4
"""Seconds that making a clash smallest may take at least."""


def clashes(
    problem: Problem,
    roster: Iterable[Placed] | None = None,
    *,
    seats: Collection[str] | None = None,
    limit: float = 5.0,
    seed: int = 0,
    stop: Stop | None = None,
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
    stop
        Asked a few times a second, in the caller's thread; once it says True, what is not certain by then is told
        as ``unproven``.

    Raises
    ------
    ValueError
        For a limit that is not positive.
    """
    if limit <= 0:
        raise ValueError(f"limit must be more than 0. Got {limit} instead.")
    started = monotonic()
    if roster is None:
        roster = solve(problem, limit=Limit.of(limit * SEARCH_SHARE), seed=seed, stop=stop).assignments
    ground = lay(problem)
    finder = _Finder(ground, _kept_by_law(ground, roster), seed, stop)
    holes = [at for at in finder.holes() if seats is None or ground.seats[at].key in seats]
    finder.explain(holes, started + limit * (1 - WAYS_SHARE))
    for enough in (1, WAYS):
        finder.find_ways(holes, enough, started + limit)
        finder.explain(holes, started + limit * (1 - LAST_SHARE))
    finder.find_ways(holes, 1, started + limit)
    return tuple(finder.told(at) for at in holes)


def _kept_by_law(ground: Ground, roster: Iterable[Placed]) -> Sitting:
    sitting: list[int | None] = [None] * len(ground.seats)
    for each in roster:
        sitting[ground.seat_keys[each.seat]] = ground.person_keys[each.person]
    sitting = [ground.settled.get(at, person) for at, person in enumerate(sitting)]
    if not lawful(ground, sitting):
        sitting = dispose(ground, sitting).board.sitting
    # Whoever sits where nobody is needed may get up.
    return tuple(
        person if at in ground.settled or ground.seats[at].wanted == NEEDED else None
        for at, person in enumerate(sitting)
    )


class _Finder:
    """A roster with holes, and what has been found out about it so far."""

    def __init__(self, ground: Ground, sitting: Sitting, seed: int, stop: Stop | None) -> None:
        self.ground = ground
        self.sitting = sitting
        self.seed = seed
        self.stop = stop
        self.stopped = False
        self.frame = Frame(ground)
        self.filled = frozenset(at for at, person in enumerate(sitting) if person is not None)
        self.found: dict[int, Clash] = {}
        self.ways: dict[int, tuple[Way, ...]] = {}
        self.turns: list[tuple[int, int, int, Question]] = []
        self.asked: set[tuple[int, Question]] = set()
        self.counted: set[int] = set()

    def holes(self) -> list[int]:
        """The empty seats, in order of time."""
        seats = self.ground.seats
        empty = (at for at in range(len(seats)) if at not in self.filled and seats[at].wanted == NEEDED)
        return sorted(empty, key=lambda at: (seats[at].span, seats[at].key))

    def told(self, at: int) -> Clash:
        """What is known about one hole."""
        known = self.found.get(at, Clash(self.ground.seats[at].key, "unproven"))
        lacks_ways = known.status == "clash" and not known.ways
        return replace(known, ways=_as_ways([self._always(at)])) if lacks_ways else known

    def explain(self, holes: Iterable[int], until: float) -> None:
        """Ask about holes in turn until each is explained, or it is late."""
        if not self.asked:
            for at in holes:
                for question in Around(self.ground, self.sitting, at).questions():
                    self._enqueue(at, question)
        while self.turns and not self._late(until):
            size, _, at, question = heappop(self.turns)
            if at in self.found:
                continue
            open_ = len({each[2] for each in self.turns if each[2] not in self.found} | {at})
            if question.size >= NUMEROUS and at not in self.counted:
                self.counted.add(at)
                self._count(at, until)
                if at in self.found:
                    continue
            now = monotonic()
            if not self._answer(at, question, min(until, now + max((until - now) / open_, QUESTION_S))):
                heappush(self.turns, (4 * size, len(self.asked), at, question))

    def find_ways(self, holes: Iterable[int], enough: int, until: float) -> None:
        """So many of the cheapest ways to fill each hole that clashes, everything far from it left as it is."""
        wanting = [at for at in holes if at in self.found and self.found[at].status == "clash"]
        wanting = [at for at in wanting if sum(way.proven for way in self.found[at].ways) < enough]
        for number, at in enumerate(wanting):
            now = monotonic()
            share = max((until - now) / (len(wanting) - number), WAY_S)
            self.found[at] = replace(self.found[at], ways=self._ways(at, enough, min(until, now + share)))

    def _enqueue(self, at: int, question: Question) -> None:
        if (at, question) not in self.asked:
            self.asked.add((at, question))
            heappush(self.turns, (question.size, len(self.asked), at, question))

    def _answer(self, at: int, question: Question, until: float) -> bool:
        """Ask one question, and keep what it says of the hole; False if there was no answer in time."""
        scene = self.frame.scene(question.seats, self.sitting if question.stand else None, plain=True)
        fits = self._court(scene, plain=True).ask(scene.elements, until).fits
        whole = question.stand or self.filled.issubset(question.seats)
        if fits == "yes" and whole:
            self.found[at] = Clash(self.ground.seats[at].key, "fillable")
        elif fits == "no" and not question.stand:
            self._clash(at, question.seats, until)
        return fits != "unknown"

    def _clash(self, at: int, seats: tuple[int, ...], until: float) -> None:
        now = monotonic()
        until = max(until, now + CLASH_S)
        seats = self._closer(at, seats, now + (until - now) * CORE_SHARE)
        scene = self.frame.scene(seats)
        core = scene.elements
        finding = self._court(scene).ask(core, now + (until - now) * CORE_SHARE)
        if finding.fits == "no":
            core = finding.core
        smallest = Smallest(self.ground, at, partial(self._cut, frozenset(seats)), until)
        details, minimal = smallest.of(core)
        self._explained(at, details, minimal)
        self._try_on_others(at, details)

    def _count(self, at: int, until: float) -> None:
        """Explain a hole by mere numbers, if they do."""
        if all(self.ground.people[person].max_duties is None for person in self.ground.takers(at)):
            return
        scene = self.frame.scene({*self.filled, at}, books=False)
        numbers = Numbers(self.ground, scene, self.sitting, at)
        finding = numbers.ask(scene.elements, until)
        if finding.fits == "no":
            self._explained(at, *Smallest(self.ground, at, lambda _: numbers, until).of(finding.core))

    def _explained(self, at: int, details: Elements, minimal: bool) -> None:
        key = self.ground.seats[at].key
        self.found[at] = Clash(key, "clash", folded(key, details), details, minimal)

    def _closer(self, at: int, seats: tuple[int, ...], until: float) -> tuple[int, ...]:
        """Fewer of some seats that clash, and closer to the hole: whole shifts are spared first, then days."""
        ground = self.ground

        def clash(some: Sequence[int]) -> bool:
            scene = self.frame.scene(some, plain=True, aside=seats)
            return self._court(scene, plain=True).ask(scene.elements, until).fits == "no"

        kept = sorted(seats, key=lambda seat: (ground.seats[seat].span, ground.seats[seat].key))
        kinds = {(ground.seats[seat].layer, ground.seats[seat].shift) for seat in kept}
        for kind in sorted(kinds - {(ground.seats[at].layer, ground.seats[at].shift)}):
            rest = [seat for seat in kept if (ground.seats[seat].layer, ground.seats[seat].shift) != kind]
            kept = rest if clash(rest) else kept
        here = kept.index(at)
        # The last that may go from the front, and the first that may go from the back.
        front = bisect_left(range(1, here + 1), True, key=lambda n: not clash(kept[n:]))
        back = bisect_left(range(here + 1, len(kept)), True, key=lambda n: clash(kept[front:n])) + here + 1
        return tuple(sorted({*kept[front:back], *Around(ground, self.sitting, at).near(ALONE)}))

    def _cut(self, among: frozenset[int], elements: Elements) -> Asked:
        """Whoever knows these elements of a scene: their seats, and the law of their people."""
        people = self.ground.person_keys
        seats = {self.ground.seat_keys[key] for each in elements for key in each.seats}
        of = {people[key] for each in elements if each.kind in BOOKED for key in each.people}
        return self._court(self.frame.scene(seats, of=of, aside=among))

    def _court(self, scene: Scene, *, plain: bool = False) -> Court:
        return Court(scene, self.seed, None if self.stop is None else self._enough, plain=plain)

    def _try_on_others(self, at: int, details: Elements) -> None:
        """What explains a hole may explain those beside it: asked among the first."""
        seats = self.ground.seats
        others = {self.ground.seat_keys[key] for each in details for key in each.seats} - {at}
        first = min((seats[other].span.start for other in others), default=seats[at].span.start)
        last = max((seats[other].span.start for other in others), default=seats[at].span.start)
        for hole in {each[2] for each in self.turns} - self.found.keys():
            if first - DAYS_4 <= seats[hole].span.start <= last + DAYS_4:
                around = Around(self.ground, self.sitting, hole)
                self._enqueue(hole, around.question(tuple(sorted({*others, hole}))))

    def _ways(self, at: int, enough: int, until: float) -> tuple[Way, ...]:
        """The cheapest ways out: of what lies close by, and of more only where that might be cheaper."""
        around = Around(self.ground, self.sitting, at)
        start = {seat: person for seat, person in enumerate(self.sitting) if person is not None}
        widest = around.near(DAYS_4)
        least = self._least(at, widest)
        found: tuple[Relief, ...] = ()
        proven = 0
        for near in dict.fromkeys((around.near(ALONE), around.near(HOURS_36), widest)):
            if self._late(until) or proven >= enough:
                break
            scene = self.frame.scene(near, self.sitting, of=range(len(self.ground.people)))
            stop = None if self.stop is None else self._enough
            more = cheapest(self.ground, scene, at, start, WAYS, least, until, self.seed, stop)
            if near != widest:
                # Of dearer ones there may be less dear further away.
                more = tuple(replace(one, proven=True) for one in more if one.price <= least)
            sure = sum(one.proven for one in more)
            if sure > proven or not found:
                found, proven = more, sure
        return _as_ways(found) or self.found[at].ways or _as_ways([self._always(at)])

    def _least(self, at: int, seats: Iterable[int]) -> int:
        """No way out is less dear: one step at least has to take away something of the clash, or a pin beside it."""
        steps = [Step("drop", each) for each in self.found[at].details if each.kind in PRICES]
        steps += [Step("drop", Element("pin")) for seat in seats if seat in self.ground.settled]
        return min(step.price for step in (*steps, Step("one_more")))

    def _always(self, at: int) -> Relief:
        """What helps whatever clashes."""
        key = self.ground.seats[at].key
        pin = [Step("drop", Element("pin", seats=(key,)))] if at in self.ground.settled else []
        return Relief((*pin, Step("one_more", seat=key)), False)

    def _late(self, until: float) -> bool:
        return self._enough() or monotonic() >= until

    def _enough(self) -> bool:
        self.stopped = self.stopped or (self.stop is not None and self.stop())
        return self.stopped


def _as_ways(found: Iterable[Relief]) -> tuple[Way, ...]:
    return tuple(Way(tuple(sorted(each.steps, key=_told)), each.price, each.proven) for each in found)


def _told(step: Step) -> tuple[object, ...]:
    return (step.seat, () if step.element is None else rank(step.element))
