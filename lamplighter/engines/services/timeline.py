"""What residents would notice, along time, if these systems and people were out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from lamplighter.engines.services.ending import Restoration, restoration
from lamplighter.engines.services.fall import Fall, cascade
from lamplighter.engines.services.model import Map
from lamplighter.engines.services.replay import Entry

_PLACE = {"back": 0, "relieved": 1, "degraded": 2, "fallen": 3, "mtpd": 4}


@dataclass(frozen=True, slots=True)
class Event:
    """At this minute a service is degraded, falls, passes its MTPD, is relieved of its fallback, or is back."""

    at_min: float
    service: str
    happening: Literal["degraded", "fallen", "mtpd", "relieved", "back"]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The timeline of residents' services up to the horizon, and what it was made from.

    ``restoration`` is ``None`` where no repairs were given; ``fall`` is always the fall without repairs.
    """

    events: tuple[Event, ...]
    fall: Fall
    restoration: Restoration | None


def what_if(
    city: Map,
    systems_out: Mapping[str, float] | Iterable[str],
    people_out: Mapping[str, float] | Iterable[str],
    horizon_min: float,
    repair_min: Mapping[str, float] | None = None,
) -> WhatIf:
    """Tell what happens to residents' services along time.

    Parameters
    ----------
    systems_out
        Nodes of any kind (systems, supplies, services) that are out: to the minute from which, or just
        their keys for minute 0.
    people_out
        The same for people.
    horizon_min
        Last minute told, included.
    repair_min
        As for :func:`restoration`. A service passes its MTPD when it has been fallen, not merely degraded, for
        that long without a break.

    Raises
    ------
    ValueError
        A person among the systems or the reverse; otherwise as :func:`cascade` and :func:`restoration`.
    """
    out = _from_minute(systems_out) | _from_minute(people_out)
    for key in systems_out:
        if city.kind_of(key) == "person":
            raise ValueError(f"{key!r} is a person but is among systems_out. Put it into people_out.")
    for key in people_out:
        if (kind := city.kind_of(key)) != "person":
            raise ValueError(f"{key!r} is a {kind} but is among people_out. Put it into systems_out.")
    fall = cascade(city, out, horizon_min)
    ending = None if repair_min is None else restoration(city, fall, repair_min)
    log = _of_fall(fall) if ending is None else ending.log
    events = [
        Event(entry.at_min, entry.key, entry.happening)
        for entry in log
        if city.node_of[entry.key].kind == "service" and entry.at_min <= horizon_min
    ]
    events += _past_tolerance(city, events, horizon_min)
    events.sort(key=lambda event: (event.at_min, _PLACE[event.happening], event.service))
    return WhatIf(tuple(events), fall, ending)


def _from_minute(keys: Mapping[str, float] | Iterable[str]) -> dict[str, float]:
    if isinstance(keys, Mapping):
        return dict(keys)
    return dict.fromkeys(keys, 0.0)


def _of_fall(fall: Fall) -> list[Entry]:
    degraded = [Entry(minute, key, "degraded") for key, minute in fall.degraded_min.items()]
    return degraded + [Entry(minute, key, "fallen") for key, minute in fall.fell_min.items()]


def _past_tolerance(city: Map, events: list[Event], horizon_min: float) -> list[Event]:
    past = []
    fallen: dict[str, float] = {}
    ends = [event for event in events if event.happening in ("fallen", "back")]
    ends.sort(key=lambda event: event.at_min)
    for event in [*ends, *(Event(float("inf"), key, "back") for key in city.services)]:
        if event.happening == "fallen":
            fallen[event.service] = event.at_min
        elif (since := fallen.pop(event.service, None)) is not None:
            tolerance = city.node_of[event.service].mtpd_min
            if tolerance is not None and since + tolerance < event.at_min and since + tolerance <= horizon_min:
                past.append(Event(since + tolerance, event.service, "mtpd"))
    return past
