"""Which of a city's own things a scenario means when it says "the host" or "a life-saving service"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from lamplighter.engines.exercise.scenario import Target
from lamplighter.engines.exercise.words import Words
from lamplighter.engines.exercise.world import Facts
from lamplighter.engines.services import Map, cascade

# Longer than any buffer and fallback: what falls at all falls within it.
EVENTUALLY_MIN = 10_000_000


@dataclass(frozen=True, slots=True)
class Cast:
    """Target to the key of the city's thing; ``missing`` are the targets that found none, in their order."""

    of: Mapping[str, str]
    missing: tuple[str, ...]


def cast(
    targets: Sequence[Target],
    city: Map,
    carries: Mapping[str, Facts],
    names: Mapping[str, Words] | None = None,
) -> Cast:
    """Find for each target the thing of the city that fits it best.

    Parameters
    ----------
    carries
        What is known beside the map, by key. Pools are in it and not on the map.
    names
        Names of the city's things; :attr:`Target.kinds` looks into them and into ``Facts.kind``.

    Notes
    -----
    "Stands on" is what falls or goes over to its fallback when the other alone is out, now or later; a second
    system in reserve therefore keeps a service from standing on the first. A ``system`` or ``supply`` under
    something is what that stands on; where there is none, what stands on it. Targets that lean on each other
    in a circle find nothing. Where several fit equally, the smallest key wins, so the same city is always
    cast the same.
    """
    return _Casting(targets, city, carries, names or {}).all()


class _Casting:
    def __init__(
        self, targets: Sequence[Target], city: Map, carries: Mapping[str, Facts], names: Mapping[str, Words]
    ) -> None:
        self.targets = {target.key: target for target in targets}
        self.city, self.carries, self.names = city, carries, names
        self.found: dict[str, str | None] = {}
        self.hit: dict[str, frozenset[str]] = {}

    def all(self) -> Cast:
        chosen = {key: self.one(key, frozenset()) for key in self.targets}
        return Cast(
            {key: thing for key, thing in chosen.items() if thing is not None},
            tuple(key for key, thing in chosen.items() if thing is None),
        )

    def one(self, key: str, asking: frozenset[str]) -> str | None:
        if key in asking or key not in self.targets:
            return None
        if key not in self.found:
            target = self.targets[key]
            fitting = self.fitting(target, asking | {key})
            best = min(fitting, key=self.rank(target), default=None)
            if best is None and target.else_ is not None:
                best = self.one(target.else_, asking | {key})
            self.found[key] = best
        return self.found[key]

    def fitting(self, target: Target, asking: frozenset[str]) -> list[str]:
        if target.what == "pool":
            candidates = [key for key in sorted(self.carries) if key.startswith("pool:")]
        else:
            candidates = sorted(node.key for node in self.city.nodes if node.kind == target.what)
        candidates = [key for key in candidates if self.fits(target, key)]
        if target.under is None:
            return candidates
        under = self.one(target.under, asking)
        if under is None or under not in self.city.node_of:
            return []
        over = [key for key in candidates if key in self.touched(under) and key != under]
        if target.what == "service":
            return over
        return [key for key in candidates if key != under and under in self.touched(key)] or over

    def fits(self, target: Target, key: str) -> bool:
        node, facts = self.city.node_of.get(key), self.carries.get(key, Facts())
        tier = node.tier if node is not None and node.tier is not None else facts.tier
        if target.tier is not None and tier != target.tier:
            return False
        always = facts.around_the_clock or (node is not None and node.around_the_clock)
        if target.around_the_clock is not None and always != target.around_the_clock:
            return False
        if not target.kinds:
            return True
        told = " ".join((facts.kind, *self.names.get(key, {}).values())).casefold()
        return any(kind.casefold() in told for kind in target.kinds)

    def touched(self, key: str) -> frozenset[str]:
        if key not in self.hit:
            fall = cascade(self.city, {key: 0}, EVENTUALLY_MIN)
            self.hit[key] = frozenset(fall.fell_min) | frozenset(fall.degraded_min)
        return self.hit[key]

    def rank(self, target: Target) -> Callable[[str], tuple[float, float, str]]:
        def services(key: str) -> list[str]:
            if key not in self.city.node_of:
                return []
            return [one for one in self.touched(key) if self.city.node_of[one].kind == "service"]

        def residents(key: str) -> int:
            own = self.carries.get(key, Facts()).residents
            if own is not None:
                return own
            return sum(self.carries.get(one, Facts()).residents or 0 for one in services(key))

        def tolerance(key: str) -> float:
            own = self.city.node_of[key].mtpd_min if key in self.city.node_of else None
            if own is not None:
                return own
            given = [self.city.node_of[one].mtpd_min for one in services(key)]
            return min((minutes for minutes in given if minutes is not None), default=inf)

        match target.choose:
            case "most_services":
                return lambda key: (-len(services(key)), 0, key)
            case "most_residents":
                return lambda key: (-residents(key), 0, key)
            case "shortest_tolerance":
                return lambda key: (tolerance(key), 0, key)
            case "no_fallback":
                return lambda key: (self.by_hand(key) > 0, tolerance(key), key)
            case _:
                return lambda key: (0, 0, key)

    def by_hand(self, key: str) -> float:
        node = self.city.node_of.get(key)
        return node.fallback_min if node is not None else 0
