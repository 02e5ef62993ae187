"""The city as its residents see it while an exercise is played: each service lit, by hand, out, or out too long."""

from collections import Counter
from dataclasses import dataclass

from lamplighter.apps.exercise.bridge.deadlines import Deadline, deadlines, ends_of
from lamplighter.apps.exercise.bridge.saying import Scene, named
from lamplighter.engines.exercise import ServiceState

# Worst first: what is past what residents bear.
WORST = ("past", "out", "by_hand", "lit")


@dataclass(frozen=True, slots=True)
class Lamp:
    """One service: ``now`` is ``lit``, ``by_hand``, ``out`` or ``past``; ``since`` and ``back`` are story clocks."""

    key: str
    name: str
    now: str
    residents: int | None
    since: str
    back: str


@dataclass(frozen=True, slots=True)
class Row:
    """Services of one tier, the worst first; ``tier`` ``None`` are those without one."""

    tier: int | None
    lamps: tuple[Lamp, ...]


@dataclass(frozen=True, slots=True)
class Dusk:
    """All services at one second of the story, how many there are of each sort, and the clocks of the law."""

    rows: tuple[Row, ...]
    lit: int
    by_hand: int
    out: int
    past: int
    dark_residents: int
    deadlines: tuple[Deadline, ...] = ()

    @property
    def dark(self) -> int:
        """Services that are out, for however long."""
        return self.out + self.past


def dusk_of(scene: Scene, language: str, story_s: int) -> Dusk:
    """The city at a second of the story; without a map there is no row."""
    fallen = scene.impact(story_s)
    by_tier: dict[int | None, list[Lamp]] = {}
    for one in fallen.services:
        facts = scene.world.facts.get(one.key)
        by_tier.setdefault(facts.tier if facts else None, []).append(_lamp(scene, one, language, story_s))
    tiers = sorted(by_tier, key=lambda tier: (tier is None, tier or 0))
    counts = Counter(one.now for one in fallen.services)
    return Dusk(
        rows=tuple(
            Row(tier, tuple(sorted(by_tier[tier], key=lambda lamp: (WORST.index(lamp.now), lamp.name))))
            for tier in tiers
        ),
        lit=counts["lit"],
        by_hand=counts["by_hand"],
        out=counts["out"],
        past=counts["past"],
        dark_residents=fallen.dark_residents,
        deadlines=deadlines(scene, story_s),
    )


def turns_of(scene: Scene, story_s: int) -> tuple[int, ...]:
    """Story seconds at which the city looks different, as far as is known at a second; in order."""
    found = {change.at_s for change in scene.impact(story_s).events} | set(ends_of(scene))
    # What falls a second time later on is not yet in the course of things, but looked at anew from then on.
    for outage in scene.state.outages:
        found |= {outage.from_s} | ({outage.until_s} if outage.until_s is not None else set())
    return tuple(sorted(found))


def _lamp(scene: Scene, one: ServiceState, language: str, story_s: int) -> Lamp:
    since = {"lit": None, "by_hand": one.degraded_s, "out": one.fell_s, "past": one.fell_s}[one.now]
    back = one.back_s if one.now != "lit" else None
    return Lamp(
        key=one.key,
        name=named(scene.world.names.get(one.key, {}), language) or one.key,
        now=one.now,
        residents=one.residents,
        since=scene.story_moment(since, story_s) if since is not None else "",
        back=scene.story_moment(back, story_s) if back is not None else "",
    )
