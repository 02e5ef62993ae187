"""The rosters that a few dives led to, and that are crossed until nothing more comes of it.

A new roster takes the place of the one most like it, as long as it costs no more: so the litter gets better and stays
various (Mahfoud 1992 calls it crowding). When crossings are in vain for long, the best of earlier litters come in; when
they are in vain again, a new litter is begun.
"""

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lamplighter.engines.lines.book import Line

LITTER = 16  # rosters at most, and fewer where dives take long
BEST = 4  # of them meet those of the next litter
VAIN = 60  # crossings one after the other
DULL = 12  # dives one after the other that led to nothing new


@dataclass(frozen=True, eq=False)
class Roster:
    """What somebody's line is by the day, for everybody, and what all cost."""

    value: float
    items: NDArray[np.int8]

    def unlike(self, other: "Roster") -> int:
        """On how many days of people the two differ."""
        return int((self.items != other.items).sum())


@dataclass
class Litter:
    """The best rosters that came of the same dives; shared by threads.

    Dives go on until there are ``enough``, for so many ``seconds`` at most.
    """

    seconds: float
    enough: int = LITTER
    rosters: list[Roster] = field(default_factory=list)
    best: list[Roster] = field(default_factory=list)
    vain: int = 0
    mixed: bool = False
    began: float = field(default_factory=monotonic)
    turn: int = 0
    longest: float = 0.0
    dull: int = 0
    lock: Lock = field(default_factory=Lock, repr=False)

    def add(self, value: float, lines: list[Line], turn: int = 0) -> bool:
        """Take in a roster, if it is new; gives whether the litter is better for it.

        Where there are as many as there may be, it takes the place of the one most like it that costs no less. A child
        of the litter before, whose ``turn`` is over, would make the new one like the old: it is not taken.
        """
        with self.lock:
            return turn == self.turn and self._add(Roster(value, np.array(lines)))

    def _add(self, roster: Roster) -> bool:
        unlike = [roster.unlike(each) for each in self.rosters]
        if 0 in unlike:
            return False
        out = None
        if len(self.rosters) >= LITTER:
            dearer = [at for at, each in enumerate(self.rosters) if each.value >= roster.value]
            if not dearer:
                return False
            out = self.rosters.pop(min(dearer, key=lambda at: unlike[at]))
        self.rosters.append(roster)
        self.rosters.sort(key=lambda each: each.value)
        return out is None or roster.value < out.value

    def dived(self, seconds: float, well: bool) -> None:
        """A dive took so long, and led to something new or not."""
        with self.lock:
            self.longest = max(self.longest, seconds)
            self.dull = 0 if well else self.dull + 1

    @property
    def grown(self) -> bool:
        """Whether there are rosters enough, or there is no time or no sense in another dive."""
        spent = monotonic() - self.began
        enough = len(self.rosters) >= self.enough or self.mixed or self.dull >= DULL
        return enough or spent + self.longest > self.seconds

    def parents(self, rng: Generator) -> tuple[Roster, Roster] | None:
        """Two rosters, the cheaper one first; good ones more often. None where there are not two."""
        with self.lock:
            if len(self.rosters) < 2:
                return None
            weight = np.linspace(2.0, 1.0, len(self.rosters))
            pair = sorted(rng.choice(len(weight), 2, replace=False, p=weight / weight.sum()).tolist())
            return self.rosters[pair[0]], self.rosters[pair[1]]

    def crossed(self, well: bool, turn: int = 0) -> None:
        """A crossing led to something or not. After many in vain the litter meets the best; then a new one begins."""
        with self.lock:
            if turn != self.turn:
                return
            self.vain = 0 if well else self.vain + 1
            if self.vain < VAIN:
                return
            self.vain = 0
            if self.mixed or not self.best:
                self.best = sorted([*self.rosters[:BEST], *self.best], key=lambda each: each.value)[:BEST]
                self.rosters, self.mixed, self.turn = [], False, self.turn + 1
                self.enough, self.dull, self.began = LITTER, 0, monotonic()
            else:
                self.mixed = True
                for roster in self.best:
                    self._add(roster)
