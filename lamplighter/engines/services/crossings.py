"""Order the layers of a drawing so that few lines cross."""

from bisect import bisect_right, insort
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 12
BUDGET = 60_000  # names visited in all sweeps: a very deep drawing gets fewer, never under two
PATIENCE = 4  # sweeps without a better order before we stop


@dataclass(frozen=True, slots=True)
class Layers:
    """Names row by row from the top, and for each name those it is joined to in the row below."""

    rows: list[list[str]]
    below: dict[str, list[str]]

    @property
    def above(self) -> dict[str, list[str]]:
        """For each name, those it is joined to in the row above."""
        found: dict[str, list[str]] = defaultdict(list)
        for upper, lowers in self.below.items():
            for lower in lowers:
                found[lower].append(upper)
        return dict(found)


def fewest_crossings(layers: Layers) -> tuple[Layers, int]:
    """Sweep down and up by barycentres and keep the best order seen, with its number of crossings."""
    rows = [list(row) for row in layers.rows]
    below, above = layers.below, layers.above
    best, fewest = [list(row) for row in rows], _crossings(rows, below)
    best_at = 0
    for sweep in range(max(2, min(SWEEPS, BUDGET // max(1, sum(map(len, rows)))))):
        if not fewest or sweep - best_at > PATIENCE:
            break
        downwards = sweep % 2 == 0
        levels = range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1)
        for level in levels:
            fixed = rows[level - 1] if downwards else rows[level + 1]
            _by_barycentre(rows[level], fixed, above if downwards else below, turned=sweep % 4 > 1)
        if (crossings := _crossings(rows, below)) < fewest:
            best, fewest, best_at = [list(row) for row in rows], crossings, sweep
    return Layers(best, below), fewest


def _by_barycentre(row: list[str], fixed: list[str], joined: dict[str, list[str]], *, turned: bool) -> None:
    """Sort a row by the mean place of its neighbours; what has none keeps its relative place.

    ``turned`` lets ties change places, which gets a sweep out of a standstill.
    """
    place = {name: at for at, name in enumerate(fixed)}
    scale = max(1, len(fixed)) / max(1, len(row))
    mean = {}
    for at, name in enumerate(row):
        others = [place[other] for other in joined.get(name, ()) if other in place]
        mean[name] = sum(others) / len(others) if others else at * scale
    tie = {name: -at if turned else at for at, name in enumerate(row)}
    row.sort(key=lambda name: (mean[name], tie[name]))


def _crossings(rows: list[list[str]], below: dict[str, list[str]]) -> int:
    """Count pairs of lines between neighbouring rows that cross: inversions, in O(lines log lines)."""
    total = 0
    for upper, lower in pairwise(rows):
        place = {name: at for at, name in enumerate(lower)}
        ends: list[int] = []
        for name in upper:
            here = sorted(place[other] for other in below.get(name, ()) if other in place)
            total += sum(len(ends) - bisect_right(ends, end) for end in here)
            for end in here:
                insort(ends, end)
    return total
