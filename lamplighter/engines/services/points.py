"""Single and double points of failure of each service, over people, systems and supplies alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lamplighter.engines.services.model import Map
from lamplighter.engines.services.spread import Spread
from lamplighter.engines.services.wiring import Wiring

# Pairs are looked for once per thing that the services stand on; far beyond this a page would wait for minutes.
MOST_FOR_PAIRS = 1_200


@dataclass(frozen=True, slots=True)
class PointsOfFailure:
    """What, out alone or out together, stops one service sooner or later.

    Parameters
    ----------
    single
        Keys of nodes and people, sorted; the service itself is left out.
    double
        Pairs of which neither half is in ``single``; each pair and all pairs sorted by key.
    """

    service: str
    single: tuple[str, ...]
    double: tuple[tuple[str, str], ...]


def points_of_failure(
    city: Map, order: int = 2, services: Iterable[str] | None = None
) -> tuple[PointsOfFailure, ...]:
    """Find all minimal cut sets of one and two, for all services or those named, sorted by service.

    A set is a cut if :func:`cascade` with just that set out brings the service down for any long enough
    horizon. The order of keys is the alphabet's and says nothing about anybody.

    Parameters
    ----------
    order
        1 for single points only, 2 for pairs too.

    Raises
    ------
    ValueError
        ``order`` other than 1 or 2; a key that is not a service; pairs of a service that stands on more than
        ``MOST_FOR_PAIRS`` nodes and people.

    Source: minimal cut sets of a coherent structure, Barlow and Proschan 1975, chapter 1.
    """
    if order not in (1, 2):
        raise ValueError(f"Points of failure of order {order!r} are not computed. Ask for order 1 or 2.")
    wiring = city.wiring
    wanted = [wiring.number[key] for key in city.services_named(services)]
    if order == 1 or len(wiring.upstream(wanted)) <= MOST_FOR_PAIRS:
        return _points(wiring, wanted, order)
    for service in wanted:
        if (under := len(wiring.upstream([service]))) > MOST_FOR_PAIRS:
            raise ValueError(
                f"{wiring.keys[service]!r} stands on {under} nodes and people; pairs are looked for among at most "
                f"{MOST_FOR_PAIRS}. Ask for order 1."
            )
    return tuple(points for service in wanted for points in _points(wiring, [service], order))


def _points(wiring: Wiring, wanted: list[int], order: int) -> tuple[PointsOfFailure, ...]:
    part = sorted(wiring.upstream(wanted))
    bits = {number: 1 << place for place, number in enumerate(part)}
    everything = (1 << len(part)) - 1
    spread = Spread(wiring, part, bits, wiring.fatal, everything)
    single = {service: spread.stops[service] for service in wanted}
    pairs: dict[int, list[tuple[str, str]]] = {service: [] for service in wanted}
    if order == 2:
        for number in part:
            changed = spread.with_out(number)
            later = everything ^ ((bits[number] << 1) - 1)  # each pair once, from its smaller half
            for service in wanted:
                if service in changed and not single[service] & bits[number]:
                    new = changed[service] & later & ~single[service]
                    pairs[service].extend(
                        _in_alphabet(wiring.keys[number], wiring.keys[part[place]]) for place in _places(new)
                    )
    return tuple(
        PointsOfFailure(
            service=wiring.keys[service],
            single=tuple(sorted(wiring.keys[part[place]] for place in _places(single[service] & ~bits[service]))),
            double=tuple(sorted(pairs[service])),
        )
        for service in wanted
    )


def _in_alphabet(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
