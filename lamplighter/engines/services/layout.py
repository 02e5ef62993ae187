"""Where things stand on the drawing of the map: services on top, what they stand on below.

The method is the layered one of Sugiyama, Tagawa and Toda (1981): turn back edges, give layers by longest path,
pull long edges through every layer, order layers by barycentres, then give places along the layer.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from lamplighter.engines.services.crossings import Layers, fewest_crossings
from lamplighter.engines.services.model import Map
from lamplighter.engines.services.places import places

_TOP = {"service": 0, "system": 1, "supply": 2}


@dataclass(frozen=True, slots=True)
class Position:
    """``layer`` 0 is the top; ``order`` counts along the layer; ``along`` and ``down`` are in units.

    Neighbours in a layer are at least one unit apart along it. ``along`` runs from the reading start, so a
    right-to-left page mirrors it.
    """

    layer: int
    order: int
    along: float
    down: float


@dataclass(frozen=True, slots=True)
class Line:
    """One dependency to draw: the points (along, down) from the dependent to the member, bends included."""

    dependent: str
    member: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions of all nodes, lines of all dependencies (sorted), and the size of the whole in units."""

    positions: Mapping[str, Position]
    lines: tuple[Line, ...]
    wide: float
    layers: int
    crossings: int


def layered_layout(city: Map) -> Layout:
    """Lay the map out in layers; people are not drawn.

    The same map gives the same layout, whatever the order it was given in. A service never stands lower than
    it must, a system never among services that need nothing, a supply below systems. In a circle of
    dependencies one line runs upwards.
    """
    keys = sorted(city.node_of)
    edges = sorted({(group.dependent, member) for group in city.groups for member in group.members})
    downwards = _without_circles(keys, edges)
    layer = _layers(city, keys, downwards)
    rows, bends = _rows(layer, edges)
    ordered, crossings = fewest_crossings(rows)
    along = places(ordered)
    positions = {
        key: Position(layer[key], order, along[key], float(layer[key]))
        for row in ordered.rows
        for order, key in enumerate(name for name in row if name in layer)
    }
    lines = tuple(
        Line(
            dependent,
            member,
            tuple(
                (along[name], float(level))
                for name, level in _walk(dependent, member, layer, bends.get((dependent, member), ()))
            ),
        )
        for dependent, member in edges
    )
    wide = max(along.values(), default=0.0)
    return Layout(positions, lines, wide, len(ordered.rows), crossings)


def _without_circles(keys: list[str], edges: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Edges with those that close a circle turned round; roots are tried first, then the alphabet."""
    following: dict[str, list[str]] = defaultdict(list)
    carried = set()
    for dependent, member in edges:
        following[dependent].append(member)
        carried.add(member)
    downwards: dict[str, list[str]] = {key: [] for key in keys}
    state: dict[str, int] = {}  # 1: on the walk, 2: done
    for root in sorted(keys, key=lambda key: (key in carried, key)):
        if root in state:
            continue
        state[root] = 1
        walk = [(root, iter(following[root]))]
        while walk:
            key, rest = walk[-1]
            lower = next(rest, None)
            if lower is None:
                state[key] = 2
                walk.pop()
            elif state.get(lower) == 1:
                downwards[lower].append(key)
            else:
                downwards[key].append(lower)
                if lower not in state:
                    state[lower] = 1
                    walk.append((lower, iter(following[lower])))
    return downwards


def _layers(city: Map, keys: list[str], downwards: dict[str, list[str]]) -> dict[str, int]:
    """Longest path from the top, no kind above its own place; empty layers are closed up."""
    above = dict.fromkeys(keys, 0)
    for members in downwards.values():
        for member in members:
            above[member] += 1
    level = {key: _TOP[city.node_of[key].kind] for key in keys}
    ready = [key for key in keys if not above[key]]
    for key in ready:  # grows while we walk it
        for member in downwards[key]:
            level[member] = max(level[member], level[key] + 1)
            above[member] -= 1
            if not above[member]:
                ready.append(member)
    used = {at: place for place, at in enumerate(sorted(set(level.values())))}
    return {key: used[at] for key, at in level.items()}


def _rows(
    layer: dict[str, int], edges: list[tuple[str, str]]
) -> tuple[Layers, dict[tuple[str, str], tuple[str, ...]]]:
    """Fill the layers, with a bend in every layer that an edge passes through; bends listed from the top."""
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for key in sorted(layer):
        rows[layer[key]].append(key)
    below: dict[str, list[str]] = defaultdict(list)
    bends: dict[tuple[str, str], tuple[str, ...]] = {}
    for dependent, member in edges:
        top, bottom = sorted((dependent, member), key=lambda key: (layer[key], key))
        names = tuple(f"\0{dependent}\0{member}\0{at}" for at in range(layer[top] + 1, layer[bottom]))
        for at, name in enumerate(names, start=layer[top] + 1):
            rows[at].append(name)
        chain = (top, *names, bottom)
        for upper, lower in pairwise(chain):
            if lower not in below[upper]:
                below[upper].append(lower)
        bends[dependent, member] = names
    return Layers(rows, dict(below)), bends


def _walk(dependent: str, member: str, layer: dict[str, int], names: tuple[str, ...]) -> list[tuple[str, int]]:
    top = min(layer[dependent], layer[member])
    through = [(name, top + at) for at, name in enumerate(names, start=1)]
    if layer[dependent] > layer[member]:
        through.reverse()
    return [(dependent, layer[dependent]), *through, (member, layer[member])]
