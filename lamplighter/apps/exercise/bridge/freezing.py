"""A city frozen for one exercise: its map, who would be on duty, what the scenario's targets are called here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from random import Random
from typing import Any

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.duty_hour import duty_hour
from lamplighter.apps.exercise.phrases import preparing
from lamplighter.apps.register.bridge import Chart, chart_of, key_of
from lamplighter.apps.register.choices import Hours
from lamplighter.apps.roster.queries.pools import open_pools
from lamplighter.engines.exercise import (
    All,
    Cast,
    Condition,
    Facts,
    Gap,
    Inject,
    Not,
    Post,
    PostEmpty,
    Scenario,
    Target,
    Trigger,
    Words,
    World,
    cast,
    digest,
    empty_posts,
    legal_clocks,
    read,
    tree_of,
    unrostered,
)
from lamplighter.engines.exercise import Any as AnyOf
from lamplighter.engines.services import Group, Map, Node

# A scenario that has a variable of this name does not ask for it: it is drawn by lot, from 0 to 99.
DRAWN = "truth"
DRAWN_BELOW = 100
# The desk rings this long after the story began, as it does with every line of a list.
TOLD_AFTER_MIN = 10
# More empty posts than these are told in the report only: nobody could answer for all of them in one morning.
MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class FrozenCity:
    """What an exercise keeps: ``frozen`` and ``tree`` as JSON, and the tree's digest."""

    frozen: dict[str, Any]
    tree: dict[str, Any]
    digest: str


def freeze(
    city: Organisation,
    scenario: Scenario,
    at: datetime,
    *,
    seed: int,
    chosen: Mapping[str, str | None] | None = None,
) -> FrozenCity:
    """Read the city once, as it stands at the story's hour. Nothing of it is read again afterwards.

    Parameters
    ----------
    seed
        Decides what is drawn by lot; the same seed draws the same.
    chosen
        Targets for which somebody chose another thing than the one that fits best; ``None`` leaves one out.
    """
    chart = chart_of(city, at.astimezone(city.zone).date())
    names, facts = _known(city, chart)
    map_ = Map(nodes=chart.today.nodes, groups=chart.today.groups)
    found = _chosen(scenario, cast(scenario.targets, map_, facts, names), chosen or {}, names)
    hour = duty_hour(city, at)
    played = with_gaps(scenario, hour.posts, found.of, names)
    tree = tree_of(played)
    frozen = {
        "at": at.isoformat(),
        "map": {
            "nodes": [asdict(node) for node in map_.nodes],
            "groups": [asdict(group) | {"members": list(group.members)} for group in map_.groups],
        },
        "names": {key: dict(words) for key, words in names.items()},
        "facts": {key: asdict(each) for key, each in facts.items()},
        "cast": dict(found.of),
        "missing": list(found.missing),
        "posts": [asdict(post) | {"services": list(post.services)} for post in hour.posts],
        "people": dict(hour.people),
        "country": city.country,
        "residents": city.residents,
        "currency": city.currency,
        "clocks": [clock.key for clock in legal_clocks(city.country)],
        "retests": [],
        "draw": drawn(scenario, seed),
        "seed": seed,
    }
    return FrozenCity(frozen, tree, digest(tree))


def things_of(city: Organisation, scenario: Scenario, on: date) -> dict[str, Any]:
    """``names`` and ``cast`` as freezing on that day would find them."""
    chart = chart_of(city, on)
    names, facts = _known(city, chart)
    found = cast(scenario.targets, Map(nodes=chart.today.nodes, groups=chart.today.groups), facts, names)
    return {"names": names, "cast": dict(found.of)}


def world_of(frozen: Mapping[str, Any], variables: Mapping[str, str | float] | None = None) -> World:
    """The frozen city as the engine plays on it."""
    nodes = tuple(Node(**each) for each in frozen["map"]["nodes"])
    groups = tuple(Group(**each | {"members": tuple(each["members"])}) for each in frozen["map"]["groups"])
    return World(
        map=Map(nodes=nodes, groups=groups),
        cast=dict(frozen["cast"]),
        names=frozen["names"],
        posts=posts_of(frozen),
        facts={key: Facts(**each) for key, each in frozen["facts"].items()},
        variables=dict(variables or {}),
        draw=dict(frozen["draw"]),
        goes_on=bool(frozen.get("goes_on", False)),
    )


def posts_of(frozen: Mapping[str, Any]) -> tuple[Post, ...]:
    """The places on duty at the story's hour."""
    return tuple(Post(**each | {"services": tuple(each["services"])}) for each in frozen["posts"])


def gaps_of(frozen: Mapping[str, Any]) -> tuple[Gap, ...]:
    """What was lacking on duty at the story's hour: each may become a finding."""
    return empty_posts(posts_of(frozen))


def without_roster(frozen: Mapping[str, Any]) -> tuple[str, ...]:
    """Pools of which no roster was published for the hour."""
    return unrostered(posts_of(frozen))


def drawn(scenario: Scenario, seed: int) -> dict[str, float]:
    """What is decided by lot before the start."""
    variable = scenario.variable_of.get(DRAWN)
    if variable is None or not isinstance(variable.default, int | float):
        return {}
    return {DRAWN: float(Random(seed).randrange(DRAWN_BELOW))}  # noqa: S311 -- a lot that must repeat, no secret


def fitting(target: Target, frozen: Mapping[str, Any]) -> list[tuple[str, Words]]:
    """Everything of the kind that a target means, with its names, in the order of their keys."""
    names: Mapping[str, Words] = frozen["names"]
    return [(key, names[key]) for key in sorted(names) if key.startswith(f"{target.what}:")]


def scenario_of(tree: Mapping[str, Any]) -> Scenario:
    """The scenario of a stored tree.

    Raises
    ------
    ValueError
        If the tree is none; what is stored was read before, so it has been changed by hand.
    """
    found = read(tree)
    if found.scenario is None:
        raise ValueError(f"The stored tree is no scenario: {found.complaints[:3]}. Keep the scenario anew.")
    return found.scenario


def with_gaps(
    scenario: Scenario, posts: tuple[Post, ...], of: Mapping[str, str], names: Mapping[str, Words]
) -> Scenario:
    """The scenario in which somebody rings about every empty post, unless it tells of that pool itself."""
    told = {of[target] for target in _asked_for(scenario) if target in of}
    gaps = [gap for gap in empty_posts(posts) if gap.lack == "empty" and gap.pool not in told]
    gaps.sort(key=lambda gap: (-len(gap.services), gap.pool))
    if not gaps or not scenario.phases:
        return scenario
    first, *later = scenario.phases
    injects = tuple(_inject(scenario, gap, names) for gap in gaps[:MOST_TOLD] if gap.inject not in scenario.item_of)
    return replace(scenario, phases=(replace(first, injects=(*first.injects, *injects)), *later))


def _inject(scenario: Scenario, gap: Gap, names: Mapping[str, Words]) -> Inject:
    pool = next(iter(names.get(gap.pool, {"": gap.pool}).values()))
    # A name is not a text of the scenario: its braces are not places for values.
    plain = pool.replace("{", "{{").replace("}", "}}")
    said = {
        code: {each: preparing.post_empty(code, each, pool=plain) for each in scenario.languages}
        for code in preparing.POST_EMPTY
    }
    return Inject(
        key=gap.inject,
        number="+",
        kind="inject",
        channel="phone",
        sender=said["sender"],
        to=tuple(role for role in ("cio",) if role in scenario.role_of),
        title=said["title"],
        body=said["body"],
        trigger=Trigger("timed", at_min=TOLD_AFTER_MIN),
        expected=said["expected"],
    )


def _asked_for(scenario: Scenario) -> set[str]:
    """Targets whose empty posts the scenario speaks of by itself."""
    return {
        target
        for item in scenario.item_of.values()
        if item.trigger.when is not None
        for target in _post_empty(item.trigger.when)
    }


def _post_empty(condition: Condition) -> set[str]:
    match condition:
        case PostEmpty(target):
            return {target}
        case All(of) | AnyOf(of):
            return {target for one in of for target in _post_empty(one)}
        case Not(one):
            return _post_empty(one)
        case _:
            return set()


def _chosen(scenario: Scenario, found: Cast, chosen: Mapping[str, str | None], names: Mapping[str, Words]) -> Cast:
    """The best fitting things, except where somebody chose; what was chosen must be of the target's kind."""
    of = dict(found.of)
    for target in scenario.targets:
        if target.key in chosen:
            thing = chosen[target.key]
            of.pop(target.key, None)
            if thing is not None and thing in names and thing.startswith(f"{target.what}:"):
                of[target.key] = thing
    return Cast(of, tuple(target.key for target in scenario.targets if target.key not in of))


def _known(city: Organisation, chart: Chart) -> tuple[dict[str, Words], dict[str, Facts]]:
    """Names and facts of everything on the map, and of the duty pools beside it."""
    names: dict[str, Words] = {}
    facts: dict[str, Facts] = {}
    for service in chart.services.values():
        key = key_of("service", service.pk)
        always = service.hours == Hours.AROUND_THE_CLOCK
        names[key] = {city.language: service.name}
        facts[key] = Facts(service.residents, service.tier, "", always, service.manual_fallback, service.hours)
    for system in chart.systems.values():
        names[key_of("system", system.pk)] = {city.language: system.name}
        facts[key_of("system", system.pk)] = Facts(kind=system.kind)
    for supply in chart.supplies.values():
        names[key_of("supply", supply.pk)] = {city.language: supply.name}
        facts[key_of("supply", supply.pk)] = Facts(kind=supply.supplier)
    for pool in open_pools(city, chart.on).prefetch_related("services"):
        covered = [service for service in pool.services.all() if service.pk in chart.services]
        always = any(service.hours == Hours.AROUND_THE_CLOCK for service in covered)
        tier = min((service.tier for service in covered), default=None)
        names[key_of("pool", pool.pk)] = {city.language: pool.name}
        facts[key_of("pool", pool.pk)] = Facts(tier=tier, around_the_clock=always)
    return names, facts
