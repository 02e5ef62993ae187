"""The map as a drawing: columns from the side where reading starts, services by tier in the first.

Positions are computed for the reader's direction; nothing is flipped afterwards.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from lamplighter.apps.register.bridge.chart import Chart, Outline
from lamplighter.apps.register.models import Service
from lamplighter.engines import services as engine

BOX_WIDE, BOX_HIGH = 208, 44
COLUMN, ROW = 300, 54
MARGIN, TOP = 12, 44
SHEET = 0.6  # height of a printed sheet, as a share of its width
BAND = 34  # room over the first service of each tier, for its name


@dataclass(frozen=True, slots=True)
class Box:
    """One thing: its corner, its size, and what it stands on and carries (keys)."""

    thing: Outline
    x: float
    y: float
    layer: int
    stands_on: tuple[str, ...]
    carries: tuple[str, ...]
    around_the_clock: bool
    tier: int | None
    ended: bool
    wide: float = BOX_WIDE
    high: float = BOX_HIGH


@dataclass(frozen=True, slots=True)
class Wire:
    """One dependency as a smooth path from the dependent to the member."""

    dependent: str
    member: str
    path: str
    spare: bool  # the dependent lives without it as long as the others of its group work
    ended: bool


@dataclass(frozen=True, slots=True)
class Band:
    """The name of a tier over its services."""

    tier: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything to draw, in reading order, in pixels."""

    wide: float
    high: float
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    bands: tuple[Band, ...]
    rtl: bool

    @property
    def columns(self) -> int:
        return max((box.layer for box in self.boxes), default=-1) + 1

    @property
    def paper(self) -> list[tuple[float, float]]:
        """Where each sheet of paper begins and how high it is; sheets overlap, so that every box is whole on one."""
        if self.high <= self.wide * SHEET * 1.15:
            return [(0.0, self.high)]
        high = self.wide * SHEET
        count = max(2, ceil((self.high - ROW) / (high - ROW)))
        return [(round(at * (high - ROW), 1), round(high, 1)) for at in range(count)]

    def outline(self) -> str:
        """The nodes column by column, as text."""
        rows: dict[int, list[str]] = defaultdict(list)
        for box in self.boxes:
            rows[round(box.x)].append(box.thing.name)
        return "\n".join(" / ".join(rows[x]) for x in sorted(rows))


def drawing_of(chart: Chart, city: engine.Map, *, rtl: bool) -> Drawing:
    """Draw ``city``, which is the chart's map or a part of it."""
    layout = engine.layered_layout(city)
    rows, upper = _rows(layout)
    tiers = {key: chart.services[chart.thing(key).pk].tier for key in city.services}
    if rows:
        rows[0].sort(key=lambda name: tiers.get(name, 9))  # stable: within a tier as the engine found best
    place, bands = _places(rows, upper, tiers)
    wide = 2 * MARGIN + max(0, len(rows) - 1) * COLUMN + BOX_WIDE if rows else 0
    high = max(place.values(), default=0) + BOX_HIGH + MARGIN

    def start(layer: int) -> float:
        """Left edge of a column's boxes."""
        offset = MARGIN + layer * COLUMN
        return wide - offset - BOX_WIDE if rtl else offset

    stands_on, carries, spare = _neighbours(city)
    ended = set(chart.ended)
    boxes = []
    for layer, row in enumerate(rows):
        for name in row:
            if name in layout.positions:
                thing = chart.thing(name)
                service = chart.services.get(thing.pk) if thing.kind == "service" else None
                boxes.append(
                    Box(
                        thing,
                        start(layer),
                        place[name],
                        layer,
                        tuple(sorted(stands_on[name], key=lambda key: (place[key], key))),
                        tuple(sorted(carries[name], key=lambda key: (place[key], key))),
                        isinstance(service, Service) and service.hours == "24h",
                        service.tier if service else None,
                        name in ended,
                    )
                )
    wires = []
    for line in layout.lines:
        stops = [
            (start(layer), place[name] + BOX_HIGH / 2)
            for name, layer in _names(line, layout.positions[line.dependent].layer)
        ]
        wires.append(
            Wire(
                line.dependent,
                line.member,
                _path(stops, rtl=rtl),
                (line.dependent, line.member) in spare,
                line.member in ended,
            )
        )
    x = start(0) + (BOX_WIDE if rtl else 0)
    return Drawing(
        wide, high, tuple(boxes), tuple(wires), tuple(Band(tier, x, y) for tier, y in bands.items()), rtl
    )


def _neighbours(
    city: engine.Map,
) -> tuple[dict[str, set[str]], dict[str, set[str]], set[tuple[str, str]]]:
    stands_on: dict[str, set[str]] = defaultdict(set)
    carries: dict[str, set[str]] = defaultdict(set)
    spare: set[tuple[str, str]] = set()
    vital: set[tuple[str, str]] = set()
    for group in city.groups:
        for member in group.members:
            stands_on[group.dependent].add(member)
            carries[member].add(group.dependent)
            (spare if group.needed < len(group.members) else vital).add((group.dependent, member))
    return stands_on, carries, spare - vital


def _names(line: engine.Line, layer: int) -> list[tuple[str, int]]:
    """The stops of a line: its two ends, and a name for its bend in each layer between."""
    last = len(line.points) - 1
    down = 1 if line.points[0][1] <= line.points[-1][1] else -1
    names = []
    for at, _point in enumerate(line.points):
        ends = line.dependent if at == 0 else line.member if at == last else None
        names.append((ends or f"{line.dependent} > {line.member} {at}", layer + down * at))
    return names


def _rows(layout: engine.Layout) -> tuple[list[list[str]], dict[str, list[str]]]:
    """Names in each layer in the engine's order, bends among them, and who is above whom."""
    along = {key: position.along for key, position in layout.positions.items()}
    layers = {key: position.layer for key, position in layout.positions.items()}
    upper: dict[str, list[str]] = defaultdict(list)
    for line in layout.lines:
        stops = _names(line, layers[line.dependent])
        for (name, layer), (place, _down) in zip(stops, line.points, strict=True):
            layers[name], along[name] = layer, place
        for (one, first), (other, second) in pairwise(stops):
            above, below = (one, other) if first < second else (other, one)
            upper[below].append(above)
    rows: list[list[str]] = [[] for _ in range(layout.layers)]
    for name in sorted(layers, key=lambda name: (along[name], name)):
        rows[layers[name]].append(name)
    return rows, upper


def _places(
    rows: list[list[str]], upper: dict[str, list[str]], tiers: dict[str, int]
) -> tuple[dict[str, float], dict[int, float]]:
    """How far down each name stands; tiers apart in the first column, the others near what they carry."""
    place: dict[str, float] = {}
    bands: dict[int, float] = {}
    for layer, row in enumerate(rows):
        if layer == 0:
            at = float(MARGIN)
            for name in row:
                if (tier := tiers.get(name)) is not None and tier not in bands:
                    bands[tier] = at + BAND - 12
                    at += BAND
                place[name] = at
                at += ROW
            continue
        wished = {
            name: sum(place[over] for over in upper[name]) / len(upper[name]) if upper[name] else None
            for name in row
        }
        known = [wish for wish in wished.values() if wish is not None]
        end = max(known, default=float(TOP)) + ROW
        row.sort(key=lambda name: wished[name] if wished[name] is not None else end)  # type: ignore[arg-type,return-value]
        wishes = [wish if (wish := wished[name]) is not None else end for name in row]
        downwards, upwards = list(wishes), list(wishes)
        for at in range(1, len(row)):
            downwards[at] = max(downwards[at], downwards[at - 1] + ROW)
        for at in range(len(row) - 2, -1, -1):
            upwards[at] = min(upwards[at], upwards[at + 1] - ROW)
        # Both keep their distance, so their middle does; and nothing stands above the drawing.
        middle = [(one + other) / 2 for one, other in zip(downwards, upwards, strict=True)]
        lift = max(0.0, TOP - middle[0]) if middle else 0.0
        place.update((name, round(at + lift, 1)) for name, at in zip(row, middle, strict=True))
    return place, bands


def _path(stops: list[tuple[float, float]], *, rtl: bool) -> str:
    """A smooth path through the columns: level across a box, a curve between columns."""
    forwards = stops[0][0] <= stops[-1][0] if not rtl else stops[0][0] >= stops[-1][0]
    toward = -1 if rtl else 1
    width = BOX_WIDE

    def side(x: float, *, out: bool) -> float:
        """The edge of a column by which a line leaves towards the next, or comes in."""
        far = out == forwards
        return x + width if far == (toward > 0) else x

    first_x, first_y = side(stops[0][0], out=True), stops[0][1]
    said = [f"M{first_x:g} {first_y:g}"]
    x, y = first_x, first_y
    for at, (column, next_y) in enumerate(stops[1:], start=1):
        into = side(column, out=False)
        half = (into - x) / 2
        said.append(f"C{x + half:g} {y:g} {into - half:g} {next_y:g} {into:g} {next_y:g}")
        x, y = into, next_y
        if at < len(stops) - 1:
            x = side(column, out=True)
            said.append(f"H{x:g}")
    return "".join(said)
