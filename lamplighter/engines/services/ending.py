"""What comes back, when and in which order, and what never does with the repairs given."""

from collections.abc import Mapping
from dataclasses import dataclass

from lamplighter.engines.services.circles import circles
from lamplighter.engines.services.fall import Fall
from lamplighter.engines.services.model import Map, check_minutes
from lamplighter.engines.services.replay import Entry, Replay


@dataclass(frozen=True, slots=True)
class Restoration:
    """How a fall ends.

    Parameters
    ----------
    back_min
        Node to the minute from which it works for good.
    order
        The same nodes as they come back, each after what it waited for.
    spared
        Nodes of the fall that never stop, because a repair comes within their buffer or fallback; sorted.
    not_repaired
        What stays out because no repair was given, nodes and people; sorted.
    circles
        Nodes that wait for each other and so never start: each tuple sorted, one circle. Somebody must start
        one of them without the others.
    waiting
        The other nodes that stay down, because they wait for ``not_repaired`` or a circle; sorted.
    log
        Every fall and return along time, for a player.
    """

    back_min: Mapping[str, float]
    order: tuple[str, ...]
    spared: tuple[str, ...]
    not_repaired: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]
    waiting: tuple[str, ...]
    log: tuple[Entry, ...]


def restoration(city: Map, fall: Fall, repair_min: Mapping[str, float]) -> Restoration:
    """Play the fall again with repairs, to its end, beyond the horizon of the fall.

    A node that fell comes back when each of its groups has ``needed`` members again (the k-th to return)
    and each need its people, plus its own ``rto_min``; one that was marked out not before its repair.
    Falls that happen after ``fall.horizon_min`` and before a repair happen here too.

    Parameters
    ----------
    repair_min
        Node or person marked out to the minutes after going out when it is mended or back. Those left out
        are never repaired. A node's repair includes its own restart.

    Raises
    ------
    ValueError
        A key that was not marked out in ``fall``, or minutes that are negative or endless.
    """
    for key, minutes in repair_min.items():
        city.kind_of(key)
        if key not in fall.out:
            raise ValueError(f"{key!r} is to be repaired but was not marked out. Mark it out or drop its repair.")
        check_minutes(f"The repair of {key!r}", minutes)
    replay = Replay(city, fall.out, repair_min)
    last = {entry.key: entry for entry in replay.log if entry.happening in ("fallen", "back")}
    order = tuple(entry.key for entry in replay.log if entry.happening == "back" and last[entry.key] is entry)
    down = {key for key, entry in last.items() if entry.happening == "fallen"}
    not_repaired = {key for key in fall.out if key not in repair_min}
    stuck = circles({key: _waits_for(city, replay, key) & down for key in down})
    ringed = {key for circle in stuck for key in circle}
    return Restoration(
        back_min={key: last[key].at_min for key in order},
        order=order,
        spared=tuple(sorted(key for key in fall.fell_min if key not in last)),
        not_repaired=tuple(sorted(not_repaired)),
        circles=stuck,
        waiting=tuple(sorted(down - ringed - not_repaired)),
        log=tuple(replay.log),
    )


def _waits_for(city: Map, replay: Replay, key: str) -> set[str]:
    wiring = city.wiring
    return {
        wiring.keys[member]
        for gate in wiring.under[wiring.number[key]]
        if replay.gone[gate] >= wiring.gates[gate].fatal
        for member in wiring.gates[gate].members
        if not replay.up[member]
    }
