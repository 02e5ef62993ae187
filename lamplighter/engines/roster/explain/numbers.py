"""Mere numbers: whether a hole stays empty because those who may sit there have all the duties they agreed to.

The filled seats are a matching of seats to people with room. A hole can be filled by passing duties on from one to
the next until somebody has room left; if no such chain exists, the seats and people that a chain can reach are
the clash (P. Hall, 1935). No search is needed for that, however long the period.
"""

from collections.abc import Iterable

from lamplighter.engines.roster.charges import Sitting
from lamplighter.engines.roster.explain.clash import Element
from lamplighter.engines.roster.explain.scene import Finding, Scene
from lamplighter.engines.roster.ground import Ground, Pair


class Numbers:
    """A scene seen as seats, people and the room these have; it answers as the solver does, about numbers only."""

    def __init__(self, ground: Ground, scene: Scene, sitting: Sitting, at: int) -> None:
        self.at = at
        self.scene = scene
        self._seat = [Element("seat", seats=(seat.key,)) for seat in ground.seats]
        self._room: dict[int, tuple[Element, int]] = {}
        self._barred: dict[Pair, list[Element]] = {}
        for guard, terms, most in scene.limits:
            if guard is not None and guard.kind == "max_duties":
                self._room[terms[0][0][0]] = (guard, most)
            elif guard is not None and most == 0:
                for pair, _ in terms:
                    self._barred.setdefault(pair, []).append(guard)
        self._held: dict[int, list[int]] = {}
        for seat in scene.seats:
            person = sitting[seat]
            if person is not None:
                self._held.setdefault(person, []).append(seat)

    def ask(self, elements: Iterable[Element], until: float) -> Finding:
        """Whether numbers let these elements be kept together; ``yes`` says nothing of rest or company."""
        asked = tuple(elements)
        kept = frozenset(asked)
        reached, full = [self.at], set[int]()
        bars: list[Element] = []
        if self._seat[self.at] not in kept:
            return Finding("yes")
        for seat in reached:
            for person in self.scene.pairs[seat]:
                barred = [one for one in self._barred.get((person, seat), ()) if one in kept]
                if barred:
                    bars.append(barred[0])
                elif person not in full:
                    limit, most = self._room.get(person, (None, 0))
                    mine = self._held.get(person, [])
                    # A seat that is not asked for may be left empty, and makes room.
                    if limit not in kept or most > sum(self._seat[one] in kept for one in mine):
                        return Finding("yes")
                    full.add(person)
                    reached += (one for one in mine if one not in reached)
        clash = {*bars, *(self._seat[seat] for seat in reached), *(self._room[person][0] for person in full)}
        return Finding("no", tuple(element for element in asked if element in clash))
