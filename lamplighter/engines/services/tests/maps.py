"""Small random maps with circles, and slow answers written as differently as possible from the fast ones."""

import math
from itertools import combinations

from hypothesis import strategies as st

from lamplighter.engines.services import Group, Holding, Map, Need, Node

SKILLS = ("network", "database")


@st.composite
def maps(draw, most_nodes=6, most_people=4, buffers=(0, 0, 1, 3), restarts=(0, 1, 2), fallbacks=(0, 0, 2)):
    count = draw(st.integers(1, most_nodes))
    kinds = [draw(st.sampled_from(("service", "system", "supply"))) for _ in range(count)]
    kinds[0] = "service"
    nodes = [
        Node(
            f"n{i}",
            kind,
            rto_min=draw(st.sampled_from(restarts)),
            fallback_min=draw(st.sampled_from(fallbacks)) if kind == "service" else 0,
        )
        for i, kind in enumerate(kinds)
    ]
    groups = []
    if count > 1:
        for _ in range(draw(st.integers(0, 2 * count))):
            dependent = draw(st.integers(0, count - 1))
            others = [i for i in range(count) if i != dependent]
            members = draw(st.lists(st.sampled_from(others), min_size=1, max_size=3, unique=True))
            needed = draw(st.integers(1, len(members)))
            buffer = draw(st.sampled_from(buffers))
            groups.append(Group(f"n{dependent}", tuple(f"n{i}" for i in members), needed, buffer))
    people = [f"p{i}" for i in range(draw(st.integers(0, most_people)))]
    holdings = [
        Holding(person, skill, draw(st.integers(1, 2)))
        for person in people
        for skill in SKILLS
        if draw(st.booleans())
    ]
    wanted = draw(
        st.lists(
            st.tuples(st.integers(0, count - 1), st.sampled_from(SKILLS), st.integers(1, 2)),
            max_size=count + 1,
            unique=True,
        )
    )
    needs = [
        Need(f"n{i}", skill, level, draw(st.integers(1, 2)), buffer_min=draw(st.sampled_from(buffers)))
        for i, skill, level in wanted
    ]
    return Map(nodes, groups, people, holdings, needs)


@st.composite
def outages(draw, city, most=3, latest=4):
    keys = [node.key for node in city.nodes] + list(city.people)
    chosen = draw(st.lists(st.sampled_from(keys), min_size=0, max_size=most, unique=True))
    return {key: draw(st.integers(0, latest)) for key in chosen}


def holders(city, need):
    return [
        holding.person for holding in city.holdings if holding.skill == need.skill and holding.level >= need.level
    ]


def conditions(city, key):
    """(members, how many are needed today, buffer) of one node; what is short already needs all it has."""
    found = [(g.members, g.needed, g.buffer_min) for g in city.groups if g.dependent == key]
    for need in city.needs:
        if need.node == key:
            able = holders(city, need)
            found.append((tuple(able), min(need.people, len(able)), need.buffer_min))
    return found


def falls_slowly(city, out, horizon):
    """Fall and loss times by going round until nothing moves."""
    fell = {node.key: math.inf for node in city.nodes} | dict.fromkeys(city.people, math.inf)
    fell.update(out)
    degraded = {}
    moved = True
    while moved:
        moved = False
        for node in city.nodes:
            hit = math.inf
            for members, needed, buffer in conditions(city, node.key):
                if members and needed:
                    hit = min(hit, sorted(fell[m] for m in members)[len(members) - needed] + buffer)
            degraded[node.key] = hit
            best = min(out.get(node.key, math.inf), hit + node.fallback_min)
            if best < fell[node.key]:
                fell[node.key] = best
                moved = True
    nodes = {node.key: node for node in city.nodes}
    return (
        {key: minute for key, minute in fell.items() if key in nodes and minute <= horizon},
        {
            key: minute
            for key, minute in degraded.items()
            if nodes[key].fallback_min and minute <= horizon and minute < fell[key]
        },
    )


def stopped_on_paper(city, away):
    """Nodes that do not run with these people away, where needs that are short count as not running."""
    down = set()
    moved = True
    while moved:
        moved = False
        for node in city.nodes:
            if node.key in down:
                continue
            short = any(
                len([p for p in holders(city, need) if p not in away]) < need.people
                for need in city.needs
                if need.node == node.key
            )
            lost = any(
                len([m for m in g.members if m not in down]) < g.needed
                for g in city.groups
                if g.dependent == node.key
            )
            if short or lost:
                down.add(node.key)
                moved = True
    return down


def fewest_absences(city, service):
    for size in range(len(city.people) + 1):
        for away in combinations(city.people, size):
            if service in stopped_on_paper(city, set(away)):
                return size
    return None


def smallest_cuts(city, service):
    keys = [key for key in (*(n.key for n in city.nodes), *city.people) if key != service]
    stops = lambda *away: service in falls_slowly(city, dict.fromkeys(away, 0), 10**6)[0]  # noqa: E731
    single = {key for key in keys if stops(key)}
    double = {tuple(sorted(pair)) for pair in combinations(keys, 2) if not single & set(pair) and stops(*pair)}
    return single, double


class Stepper:
    """Minute by minute, whole numbers only: at each minute first everything that can rise, then all that sinks."""

    def __init__(self, city, out, repair):
        self.city, self.out, self.repair = city, out, repair
        keys = [node.key for node in city.nodes] + list(city.people)
        self.up = dict.fromkeys(keys, True)
        self.conditions = {n.key: conditions(city, n.key) for n in city.nodes}
        self.since = {(n.key, i): None for n in city.nodes for i in range(len(self.conditions[n.key]))}
        self.whole = {}
        self.by_hand = {}
        self.log = []

    def broken(self, key, minute):
        if key not in self.out or minute < self.out[key]:
            return False
        return key not in self.repair or minute < self.out[key] + self.repair[key]

    def look(self, minute):
        """Note which conditions are lost now, and whether a node that is down has just become whole."""
        for node in self.city.nodes:
            was_lost = any(self.since[node.key, i] is not None for i in range(len(self.conditions[node.key])))
            for i, (members, needed, _) in enumerate(self.conditions[node.key]):
                lost = sum(self.up[m] for m in members) < needed
                if lost and self.since[node.key, i] is None:
                    self.since[node.key, i] = minute
                elif not lost:
                    self.since[node.key, i] = None
            is_lost = any(self.since[node.key, i] is not None for i in range(len(self.conditions[node.key])))
            if was_lost and not is_lost and not self.up[node.key]:
                self.whole[node.key] = minute
            if is_lost:
                self.whole.pop(node.key, None)

    def starved(self, node, minute):
        return any(
            self.since[node.key, i] is not None and self.since[node.key, i] + buffer <= minute
            for i, (_, _, buffer) in enumerate(self.conditions[node.key])
        )

    def rise(self, minute):
        moved = False
        for person in self.city.people:
            if not self.up[person] and not self.broken(person, minute):
                self.up[person] = moved = True
        for node in self.city.nodes:
            lost = any(self.since[node.key, i] is not None for i in range(len(self.conditions[node.key])))
            if self.up[node.key] or lost or self.broken(node.key, minute):
                continue
            if node.key in self.whole and minute < self.whole[node.key] + node.rto_min:
                continue
            self.up[node.key] = moved = True
            self.log.append((minute, node.key, "back"))
        self.look(minute)
        return moved

    def sink(self, minute):
        moved = False
        for person in self.city.people:
            if self.up[person] and self.broken(person, minute):
                self.up[person] = False
                moved = True
        for node in self.city.nodes:
            if not self.up[node.key]:
                continue
            starved = self.starved(node, minute)
            if starved and node.fallback_min and node.key not in self.by_hand and not self.broken(node.key, minute):
                self.by_hand[node.key] = minute
                self.log.append((minute, node.key, "degraded"))
            spent = starved and minute >= self.by_hand.get(node.key, minute) + node.fallback_min
            if self.broken(node.key, minute) or spent:
                self.up[node.key] = False
                moved = True
                self.by_hand.pop(node.key, None)
                self.whole.pop(node.key, None)
                self.log.append((minute, node.key, "fallen"))
        self.look(minute)
        return moved

    def run(self, until):
        for minute in range(until):
            self.look(minute)
            while self.rise(minute):
                pass
            for node in self.city.nodes:
                if node.key in self.by_hand and not self.starved(node, minute):
                    del self.by_hand[node.key]
                    self.log.append((minute, node.key, "relieved"))
            while self.sink(minute):
                pass
        return self
