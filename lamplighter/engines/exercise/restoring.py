"""What comes back when, if few hands mend things in the order that was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import Literal

from lamplighter.engines.exercise.impact import merged_outages
from lamplighter.engines.exercise.scenario import Range
from lamplighter.engines.exercise.state import Outage
from lamplighter.engines.services import Map, what_if

Pick = Literal["low", "likely", "high"]


@dataclass(frozen=True, slots=True)
class Restored:
    """How an order of repairs works out; story seconds.

    Parameters
    ----------
    done_s
        Node that was out to the second its repair is done, in the order of the work.
    back_s
        Service to the second from which it works for good; only services that had stopped.
    order
        The same services as they come back.
    outages
        The outages, each with its end: ready for :func:`impact`.
    never
        Services that stay out, because nothing that was given brings them back; sorted.
    """

    done_s: Mapping[str, int] = field(hash=False)
    back_s: Mapping[str, int] = field(hash=False)
    order: tuple[str, ...]
    outages: tuple[Outage, ...]
    never: tuple[str, ...]


def restored(
    city: Map,
    outages: Sequence[Outage],
    order: Sequence[str],
    crews: int,
    hours: Mapping[str, Range],
    pick: Literal["low", "likely", "high"],
    begin_s: int | None = None,
) -> Restored:
    """Let ``crews`` work through an order, each taking the next thing as soon as it is free.

    Parameters
    ----------
    order
        Things that are out, or services: of a service, the things it stands on that are out, by key. What
        is out and not named comes last, by key.
    hours
        Repair hours of each thing that is out and has no end yet; those with an end mend by themselves.
    pick
        Which end of the ranges to reckon with.
    begin_s
        When work can begin; without it, as soon as something is out.

    Raises
    ------
    ValueError
        No crew, an unknown key in the order, or a thing to be mended without hours.

    Source: list scheduling (Graham 1966), without preemption.
    """
    if crews < 1:
        raise ValueError(f"There are {crews} crews. Give 1 or more, or repair nothing.")
    merged = merged_outages(city, outages, max((one.from_s for one in outages), default=0))
    todo = _queue(city, order, [node for node, (_, until_s) in merged.items() if until_s is None])
    free: list[int] = [begin_s if begin_s is not None else 0] * crews
    done: dict[str, int] = {}
    for node in todo:
        if node not in hours:
            raise ValueError(f"{node!r} is to be mended but has no repair hours. Give a range, or leave it out.")
        start_s = max(heappop(free), merged[node][0])
        done[node] = start_s + round(getattr(hours[node], pick) * 3600)
        heappush(free, done[node])
    ended = tuple(
        replace(one, until_s=done[one.node]) if one.until_s is None and one.node in done else one for one in outages
    )
    return _returned(city, merged, done, ended)


def _queue(city: Map, order: Sequence[str], broken: Sequence[str]) -> list[str]:
    wiring = city.wiring
    queue: dict[str, None] = {}
    for key in order:
        city.kind_of(key)
        if key in broken:
            queue[key] = None
            continue
        upstream = {wiring.keys[number] for number in wiring.upstream([wiring.number[key]])}
        queue.update(dict.fromkeys(sorted(upstream & set(broken))))
    queue.update(dict.fromkeys(sorted(broken)))
    return list(queue)


def _returned(
    city: Map,
    merged: Mapping[str, tuple[int, int | None]],
    done: Mapping[str, int],
    outages: tuple[Outage, ...],
) -> Restored:
    if not merged:
        return Restored({}, {}, (), outages, ())
    start_s = min(from_s for from_s, _ in merged.values())
    ends = {node: done.get(node, until_s) for node, (_, until_s) in merged.items()}
    last_s = max(end for end in ends.values() if end is not None)
    seen = what_if(
        city,
        {node: (from_s - start_s) / 60 for node, (from_s, _) in merged.items()},
        {},
        (last_s - start_s) / 60,
        {node: (end - merged[node][0]) / 60 for node, end in ends.items() if end is not None},
    )
    assert seen.restoration is not None
    services = set(city.services)
    back = {
        key: start_s + round(minute * 60) for key, minute in seen.restoration.back_min.items() if key in services
    }
    order = tuple(key for key in seen.restoration.order if key in services)
    down = {key for circle in seen.restoration.circles for key in circle} | set(seen.restoration.waiting)
    return Restored(done, back, order, outages, tuple(sorted(down & services)))
