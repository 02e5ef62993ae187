"""What residents would notice if these things and people were out: rows for a page along time."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lamplighter.apps.register.bridge.chart import Chart, Outline
from lamplighter.apps.register.models import Service
from lamplighter.engines import services as engine

COLUMNS = 96  # of the row of lamps, whatever time it stands for
STATES = {"degraded": "by_hand", "fallen": "out", "mtpd": "past", "relieved": "lit", "back": "lit"}


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a service's time: lit, by_hand, out, or past what is tolerable; places on the row of lamps."""

    state: str
    from_min: float
    to_min: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain of causes: what stopped, when, and what it lost.

    ``kind`` is ``out`` (marked out), ``group`` (``left_needed`` of ``of`` had to work) or ``need`` (``people``
    with ``skill`` had to be there). ``lost`` were gone by ``at_min``.
    """

    thing: Outline
    fell_min: float | None
    degraded_min: float | None
    kind: str
    at_min: float
    lost: tuple[Outline, ...] = ()
    needed: int = 0
    of: int = 0
    buffer_min: float = 0
    skill: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Fallen:
    """One residents' service that falls or is served by hand within the horizon.

    ``anyway``: it would fall without anything marked out, because a contract it stands on has ended.
    """

    service: Service
    outline: Outline
    degraded_min: float | None
    fell_min: float | None
    past_min: float | None
    back_min: float | None
    anyway: bool
    parts: tuple[Part, ...]
    chain: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Return:
    """Something that comes back, and when."""

    thing: Outline
    at_min: float


@dataclass(frozen=True, slots=True)
class Falling:
    """The answer of a what-if: services in the order in which they go, and how it ends."""

    horizon_min: float
    services: tuple[Fallen, ...]
    returns: tuple[Return, ...]
    spared: tuple[Outline, ...]
    not_repaired: tuple[Outline, ...]
    circles: tuple[tuple[Outline, ...], ...]
    waiting: tuple[Outline, ...]

    @property
    def fallen(self) -> list[Fallen]:
        return [row for row in self.services if row.fell_min is not None]

    @property
    def by_hand(self) -> list[Fallen]:
        """Services that are only served by hand."""
        return [row for row in self.services if row.fell_min is None]


def fall_of(
    chart: Chart,
    things_out: Collection[str],
    people_out: Collection[str],
    horizon_min: float,
    repair_min: Mapping[str, float],
) -> Falling:
    """Play the fall of what is marked out at minute 0, with what has ended already out from the start.

    Keys that the chart does not know are left out. ``repair_min`` may name any of those marked out.
    """
    city = chart.whole
    things = {key for key in things_out if key in city.node_of} | set(chart.ended)
    people = set(people_out) & set(city.people)
    repairs = {key: minutes for key, minutes in repair_min.items() if key in things | people}
    told = engine.what_if(city, sorted(things), sorted(people), horizon_min, repairs)
    base = engine.cascade(city, dict.fromkeys(chart.ended, 0.0), horizon_min).fell_min if chart.ended else {}
    events: dict[str, list[engine.Event]] = defaultdict(list)
    for event in told.events:
        events[event.service].append(event)
    ending = told.restoration
    assert ending is not None  # repairs were given, if only none
    rows = [_fallen(chart, key, mine, told.fall, key in base, ending) for key, mine in events.items()]
    order = {pk: place for place, pk in enumerate(chart.services)}
    never = horizon_min + 1
    rows.sort(
        key=lambda row: (
            row.fell_min if row.fell_min is not None else never,
            row.degraded_min if row.degraded_min is not None else never,
            order[row.service.pk],
        )
    )
    return Falling(
        horizon_min,
        tuple(rows),
        tuple(Return(chart.thing(key), ending.back_min[key]) for key in ending.order),
        tuple(chart.things(key for key in ending.spared if key.startswith("service:"))),
        tuple(chart.things(ending.not_repaired)),
        tuple(tuple(chart.things(circle)) for circle in ending.circles),
        tuple(chart.things(ending.waiting)),
    )


def _fallen(
    chart: Chart,
    key: str,
    events: list[engine.Event],
    fall: engine.Fall,
    anyway: bool,
    ending: engine.Restoration,
) -> Fallen:
    first = {event.happening: event.at_min for event in reversed(events)}
    outline = chart.thing(key)
    return Fallen(
        service=chart.services[outline.pk],
        outline=outline,
        degraded_min=first.get("degraded"),
        fell_min=first.get("fallen"),
        past_min=first.get("mtpd"),
        back_min=ending.back_min.get(key),
        anyway=anyway,
        parts=tuple(_parts(events, fall.horizon_min)),
        chain=tuple(_link(chart, step) for step in engine.explain(chart.whole, fall, key))
        if key in fall.cause
        else (),
    )


def _parts(events: list[engine.Event], horizon_min: float) -> list[Part]:
    """Stretches of one state, at least one column wide each, from the first column to the last."""
    turns: list[tuple[float, str]] = [(0.0, "lit")]
    for event in events:
        state = STATES[event.happening]
        if event.at_min == turns[-1][0]:
            turns[-1] = (event.at_min, state)
        elif state != turns[-1][1]:
            turns.append((event.at_min, state))
    parts: list[Part] = []
    column = 1
    for place, (start, state) in enumerate(turns):
        left = len(turns) - place - 1  # each later stretch keeps a column
        end = turns[place + 1][0] if left else horizon_min
        last = COLUMNS + 1 if not left else 1 + round(COLUMNS * end / horizon_min)
        last = min(max(last, column + 1), COLUMNS + 1 - left)
        if column <= COLUMNS:
            parts.append(Part(state, start, end, column, last))
        column = last
    return parts


def _link(chart: Chart, step: engine.Step) -> Link:
    cause, source = step.cause, step.cause.source
    lost = tuple(chart.things(cause.lost))
    thing = chart.thing(step.key)
    if isinstance(source, engine.Group):
        return Link(
            thing,
            step.fell_min,
            step.degraded_min,
            "group",
            cause.at_min,
            lost,
            needed=source.needed,
            of=len(source.members),
            buffer_min=source.buffer_min,
        )
    if isinstance(source, engine.Need):
        return Link(
            thing,
            step.fell_min,
            step.degraded_min,
            "need",
            cause.at_min,
            lost,
            needed=source.people,
            buffer_min=source.buffer_min,
            skill=chart.skill(source.skill),
            level=source.level,
        )
    return Link(thing, step.fell_min, step.degraded_min, "out", cause.at_min)
