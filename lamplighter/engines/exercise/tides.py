"""When the things of a city do not work, as far as its outages tell at this point of the log."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lamplighter.engines.exercise.spans import Spans, joined
from lamplighter.engines.exercise.state import Outage
from lamplighter.engines.services import Map, cascade, restoration


def fallen(city: Map, outages: Sequence[Outage], horizon_s: int) -> Mapping[str, Spans]:
    """Give, for every node that ever stops, the stretches of story time during which it does not work.

    A thing that is out twice is reckoned as out once, from its first fall to its last repair: the map of services
    knows one outage a node. Services served by hand still work.
    """
    known = tuple(outage for outage in outages if outage.node in city.node_of)
    return _fallen(city, known, horizon_s) if known else {}


def past(city: Map, outages: Sequence[Outage], horizon_s: int) -> Mapping[str, Spans]:
    """Give, for every service that is ever out for longer than its MTPD, the stretches beyond it."""
    found: dict[str, Spans] = {}
    for key, spans in fallen(city, outages, horizon_s).items():
        tolerance_min = city.node_of[key].mtpd_min
        if tolerance_min is not None and city.node_of[key].kind == "service":
            tolerance_s = _seconds(tolerance_min)
            beyond = joined((start + tolerance_s, end) for start, end in spans)
            if beyond:
                found[key] = beyond
    return found


# The same few outages are asked about several times a second, and only change with a line of the log.
@lru_cache(maxsize=64)
def _fallen(city: Map, outages: tuple[Outage, ...], horizon_s: int) -> Mapping[str, Spans]:
    zero_s = min(outage.from_s for outage in outages)
    first: dict[str, int] = {}
    last: dict[str, int | None] = {}
    for outage in outages:
        first[outage.node] = min(first.get(outage.node, outage.from_s), outage.from_s)
        before = last.get(outage.node, 0)
        last[outage.node] = None if before is None or outage.until_s is None else max(before, outage.until_s)
    out = {node: (from_s - zero_s) / 60 for node, from_s in first.items()}
    repair_min = {node: (until_s - first[node]) / 60 for node, until_s in last.items() if until_s is not None}
    fall = cascade(city, out, max(0, horizon_s - zero_s) / 60)
    found: dict[str, list[tuple[int, int | None]]] = {}
    for entry in restoration(city, fall, repair_min).log:
        at_s = zero_s + _seconds(entry.at_min)
        stretches = found.setdefault(entry.key, [])
        if entry.happening == "fallen":
            stretches.append((at_s, None))
        elif entry.happening == "back" and stretches and stretches[-1][1] is None:
            stretches[-1] = (stretches[-1][0], at_s)
    return {key: joined(stretches) for key, stretches in found.items() if stretches}


def _seconds(minutes: float) -> int:
    # Minutes come from whole seconds; what floats add to them is not a second more.
    return math.ceil(minutes * 60 - 1e-6)
