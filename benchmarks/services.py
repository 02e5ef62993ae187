"""How fast the service map answers: ``python -m benchmarks.services``.

A country-sized map of 5,000 nodes for the cascade, beside a plain loop that goes round until nothing moves, in the
same run; and a city of 60 services, 80 systems, 20 contracts and 150 people for every front door.
"""

import math
import random
import statistics
import time
from collections.abc import Callable

from lamplighter.engines.services import (
    Group,
    Holding,
    Map,
    Need,
    Node,
    cascade,
    key_person_dependency,
    layered_layout,
    one_absence_away,
    points_of_failure,
    restoration,
    what_if,
)

RUNS = 15
DAY = 24 * 60


def large(seed: int = 7, count: int = 5_000) -> Map:
    """Nodes in rough layers, about 19,000 dependencies, one in fifty pointing back up (circles)."""
    draw = random.Random(seed)
    nodes = [
        Node(f"n{i:04}", "service" if i < count // 5 else "system", rto_min=draw.choice((5, 30, 120)))
        for i in range(count)
    ]
    groups = []
    for i in range(count - 10):
        for _ in range(draw.choice((1, 2, 2))):
            size = draw.choice((1, 2, 2, 3, 3))
            upwards = draw.random() < 0.02 and i > 10
            near = range(0, i) if upwards else range(i + 1, min(count, i + 400))
            members = draw.sample(near, min(size, len(near)))
            needed = draw.randint(max(1, len(members) - 1), len(members))
            groups.append(
                Group(f"n{i:04}", tuple(f"n{m:04}" for m in members), needed, draw.choice((0, 15, 60, 240)))
            )
    return Map(tuple(nodes), tuple(groups))


def city(seed: int = 7) -> Map:
    """60 services, 80 systems, 20 contracts, 150 people with 425 holdings, 146 needs."""
    draw = random.Random(seed)
    services = [f"service {i:02}" for i in range(60)]
    systems = [f"system {i:02}" for i in range(80)]
    supplies = [f"contract {i:02}" for i in range(20)]
    people = [f"person {i:03}" for i in range(150)]
    skills = [f"skill {i:02}" for i in range(40)]
    nodes = [
        Node(key, "service", mtpd_min=draw.choice((60, 240, DAY)), rto_min=30, fallback_min=draw.choice((0, 120)))
        for key in services
    ]
    nodes += [Node(key, "system", rto_min=draw.choice((10, 60, 240))) for key in systems]
    nodes += [Node(key, "supply") for key in supplies]
    groups = [
        Group(key, tuple(draw.sample(systems, size)), draw.randint(1, size), draw.choice((0, 30, 120)))
        for key in services
        for size in draw.choices((1, 2, 3), k=draw.choice((2, 3)))
    ]
    for i, key in enumerate(systems[:-15]):
        groups.append(
            Group(key, tuple(draw.sample(systems[i + 1 :], 2)), draw.choice((1, 2)), draw.choice((0, 60)))
        )
        if i % 3 == 0:
            groups.append(Group(key, (draw.choice(supplies),), 1, DAY))
    pairs = draw.sample([(person, skill) for person in people for skill in skills], 425)
    holdings = [Holding(person, skill, draw.choice((1, 2, 3))) for person, skill in pairs]
    asked = draw.sample([(node, skill) for node in services + systems for skill in skills], 146)
    needs = [Need(node, skill, draw.choice((1, 1, 2)), draw.choice((1, 1, 2))) for node, skill in asked]
    return Map(tuple(nodes), tuple(groups), tuple(people), tuple(holdings), tuple(needs))


def going_round(country: Map, out: dict[str, float], horizon: float) -> dict[str, float]:
    """The same fall the plain way: visit every group again and again until no time moves."""
    fell = {node.key: out.get(node.key, math.inf) for node in country.nodes}
    moved = True
    while moved:
        moved = False
        for group in country.groups:
            times = sorted([fell[member] for member in group.members])
            stops = times[len(times) - group.needed] + group.buffer_min
            if stops < fell[group.dependent]:
                fell[group.dependent] = stops
                moved = True
    return {key: minute for key, minute in fell.items() if minute <= horizon}


def timed(call: Callable[[], object], runs: int = RUNS) -> tuple[float, float, float]:
    """Median, least and most milliseconds of several runs."""
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        took.append((time.perf_counter() - start) * 1_000)
    return statistics.median(took), min(took), max(took)


def line(name: str, call: Callable[[], object], runs: int = RUNS) -> float:
    """Print one row of the table and give its median."""
    median, least, most = timed(call, runs)
    print(f"{name:<58} {median:>9.1f} {least:>9.1f} {most:>9.1f} {runs:>5}")
    return median


def main() -> None:
    """Print the table."""
    country = large()
    edges = sum(len(group.members) for group in country.groups)
    roots = {f"n{i:04}": float(i % 7) for i in range(4_900, 5_000, 3)}
    fall = cascade(country, roots, 30 * DAY)
    slow = going_round(country, roots, 30 * DAY)
    if fall.fell_min != slow:
        raise SystemExit("The cascade and the plain loop disagree: the times below mean nothing.")
    print(f"{len(country.nodes):,} nodes, {len(country.groups):,} groups, {edges:,} dependencies")
    print(f"{len(roots)} nodes out; {len(fall.fell_min):,} fall; both ways agree\n")
    print(f"{'milliseconds':<58} {'median':>9} {'least':>9} {'most':>9} {'runs':>5}")
    line("country: make and check the map", large, 3)
    line("country: number the map (once per map)", lambda: Map(country.nodes, country.groups).wiring, 5)
    fast = line("country: cascade", lambda: cascade(country, roots, 30 * DAY))
    plain = line("country: the same by going round", lambda: going_round(country, roots, 30 * DAY))
    line("country: restoration", lambda: restoration(country, fall, dict.fromkeys(roots, 600.0)), 3)
    line("country: key-person dependency, all services", lambda: key_person_dependency(country), 1)
    first = country.services[0]
    under = len(country.wiring.upstream([country.wiring.number[first]]))
    line(f"country: single points of one service over {under:,}", lambda: points_of_failure(country, 1, [first]), 3)
    region = large(count=1_100)
    first = region.services[0]
    under = len(region.wiring.upstream([region.wiring.number[first]]))
    line(f"region: pairs too, one service over {under:,}", lambda: points_of_failure(region, 2, [first]), 1)
    deep = large(count=300)
    line("region: layered_layout of 300 nodes in 50 layers", lambda: layered_layout(deep), 3)
    havn = city()
    some = {"system 60": 0.0, "system 70": 0.0, "contract 03": 0.0}
    gone = cascade(havn, some, 7 * DAY)
    line("city: make, check and number the map", lambda: city().wiring)
    line("city: key_person_dependency", lambda: key_person_dependency(havn))
    line("city: one_absence_away", lambda: one_absence_away(havn))
    line("city: points_of_failure, singles and pairs", lambda: points_of_failure(havn), 5)
    line("city: cascade", lambda: cascade(havn, some, 7 * DAY))
    line("city: restoration", lambda: restoration(havn, gone, dict.fromkeys(some, 300.0)))
    line("city: what_if with repairs", lambda: what_if(havn, some, {}, 7 * DAY, dict.fromkeys(some, 300.0)))
    line("city: layered_layout", lambda: layered_layout(havn), 5)
    print(f"\ncascade against going round, same run: {plain / fast:.1f} times as fast")


if __name__ == "__main__":
    main()
