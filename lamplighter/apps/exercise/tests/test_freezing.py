"""A city frozen for an exercise: its map, its roster at the story's hour, and what is drawn by lot."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from lamplighter.apps.exercise.bridge.duty_hour import day_for, duty_hour, story_start
from lamplighter.apps.exercise.bridge.freezing import freeze, gaps_of, scenario_of, without_roster, world_of
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.register.actions.services import add_system
from lamplighter.apps.register.models import Need, Service, SkillHeld, System
from lamplighter.apps.register.tests.harbour import harbour
from lamplighter.apps.roster.models import Pool
from lamplighter.apps.roster.tests.night_desk import Desk, desk_of, published
from lamplighter.engines.exercise import PostEmpty, Scenario, Story, Target, Trigger, dry_run, impact
from lamplighter.engines.exercise.state import Outage
from tests.people import Cast

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 15)
MORNING = Story("workday", "06:40")


@pytest.fixture
def sea(cast: Cast, noon: datetime):
    return harbour(cast.havn, by=cast.ada, at=noon)


@pytest.fixture
def desk(cast: Cast, noon: datetime) -> Desk:
    """Nobody has the night of the 10th; the backup at home is Idris."""
    desk = desk_of(cast.havn, "Mara Idris Ana", backup=True)
    published(desk, FIRST, LAST, {"Mara": "DD.DDDD", "Idris": "BBBBBBB", "Ana": "N.NNNNN"}, at=noon)
    for person in desk.people.values():
        person.phone = "+45 5550 0100"
        person.save()
    return desk


@pytest.fixture
def supplier() -> Scenario:
    return shipped()["dark-supplier"].definition.scenario


def night_of(cast: Cast, on: date) -> datetime:
    return story_start(cast.havn, Story("workday", "01:40"), on)


def posts_at(cast: Cast, at: datetime) -> dict[str, Any]:
    return {post.layer: post for post in duty_hour(cast.havn, at).posts}


def test_a_post_that_nobody_holds_is_empty_and_says_when_somebody_comes(cast, desk):
    posts = posts_at(cast, night_of(cast, date(2026, 3, 11)))

    assert (posts["primary"].on, posts["primary"].rostered) == (False, True)
    assert posts["primary"].back_at_s == 18 * 3600 + 20 * 60
    assert posts["backup"].on


def test_names_stand_beside_the_posts_and_never_in_them(cast, desk):
    hour = duty_hour(cast.havn, night_of(cast, date(2026, 3, 11)))

    assert list(hour.people.values()) == ["Idris"]
    assert "Idris" not in str(hour.posts)


def test_an_hour_without_a_published_roster_is_unknown_and_not_empty(cast, desk, supplier):
    at = night_of(cast, date(2026, 3, 20))

    frozen = freeze(cast.havn, supplier, at, seed=1).frozen

    assert {post.rostered for post in duty_hour(cast.havn, at).posts} == {False}
    assert without_roster(frozen) == (f"pool:{desk.pool.pk}",)
    assert gaps_of(frozen) == ()


def test_somebody_without_a_phone_cannot_be_reached(cast, desk):
    desk["Idris"].phone = ""
    desk["Idris"].save()

    assert not posts_at(cast, night_of(cast, date(2026, 3, 11)))["backup"].reachable


@pytest.mark.parametrize(("asked_min", "reachable"), [(59, False), (60, True), (61, True)])
def test_a_backup_is_reachable_within_the_time_that_the_service_asks(cast, desk, sea, asked_min, reachable):
    service = desk.pool.services.get()
    Need.objects.create(organisation=cast.havn, service=service, skill=sea.radio, level=2, response_min=asked_min)

    assert posts_at(cast, night_of(cast, date(2026, 3, 11)))["backup"].reachable is reachable


@pytest.mark.parametrize(("level", "qualified"), [(1, False), (2, True), (3, True)])
def test_whoever_holds_the_pools_skill_at_its_level_is_qualified(cast, desk, sea, level, qualified):
    Pool.objects.filter(pk=desk.pool.pk).update(skill=sea.radio, level=2)
    SkillHeld.objects.create(person=desk["Idris"], skill=sea.radio, level=level, evidence="work")

    assert posts_at(cast, night_of(cast, date(2026, 3, 11)))["backup"].qualified is qualified


def test_the_map_is_frozen_without_people(cast, sea, supplier, noon):
    world = world_of(freeze(cast.havn, supplier, noon, seed=1).frozen)

    assert {node.key for node in world.map.nodes} == {
        *(f"service:{each.pk}" for each in (sea.calls, sea.permits)),
        *(f"system:{each.pk}" for each in (sea.switch_a, sea.switch_b, sea.power)),
        f"supply:{sea.grid.pk}",
    }
    assert (world.map.people, world.map.holdings, world.map.needs) == ((), (), ())
    assert world.facts[f"service:{sea.calls.pk}"].residents == 48_000
    assert world.names[f"system:{sea.power.pk}"] == {"en": "Power"}


def test_what_is_edited_afterwards_changes_nothing(cast, sea, desk, supplier, noon):
    kept = freeze(cast.havn, supplier, noon, seed=1)
    as_stored = json.loads(json.dumps(kept.frozen))
    before = dry_run(supplier, world_of(as_stored), seed=3).lines

    System.objects.all().update(name="Renamed", closed_on=noon.date())
    Service.objects.all().update(mtpd_min=1, rto_min=None, tier=3)
    add_system(cast.havn, code="new", name="New one", by=cast.ada, at=noon)

    assert dry_run(supplier, world_of(as_stored), seed=3).lines == before
    assert freeze(cast.havn, supplier, noon, seed=1).frozen != as_stored


def test_the_frozen_map_falls_as_the_city_would(cast, sea, supplier, noon):
    world = world_of(freeze(cast.havn, supplier, noon, seed=1).frozen)
    outages = (Outage(f"supply:{sea.grid.pk}", 0, None, "test"),)

    # The switches run on their batteries for two and three hours, and calls go on by hand for 45 minutes more.
    states = [
        {each.key: each.now for each in impact(world.map, outages, minute * 60, 14 * 86400).services}
        for minute in (100, 200, 300)
    ]

    calls = f"service:{sea.calls.pk}"
    assert [state[calls] for state in states] == ["lit", "by_hand", "past"]


def test_the_same_city_gives_the_same_freeze(cast, sea, desk, supplier, noon):
    assert freeze(cast.havn, supplier, noon, seed=5) == freeze(cast.havn, supplier, noon, seed=5)


def test_a_city_without_a_map_casts_nothing_and_still_plays(cast, supplier, noon):
    frozen = freeze(cast.havn, supplier, noon, seed=1).frozen

    assert frozen["cast"] == {}
    assert set(frozen["missing"]) == {target.key for target in supplier.targets}
    assert dry_run(supplier, world_of(frozen), seed=1).ended


def test_a_target_can_be_chosen_among_its_kind_only_or_left_out(cast, sea, noon, supplier):
    small = replace(supplier, targets=(Target("host", "system", "any"),))
    system, service = f"system:{sea.power.pk}", f"service:{sea.calls.pk}"

    def host(chosen: str | None) -> str | None:
        return freeze(cast.havn, small, noon, seed=1, chosen={"host": chosen}).frozen["cast"].get("host")

    assert (host(system), host(service), host("system:999999"), host(None)) == (system, None, None, None)


def test_an_empty_post_becomes_a_call_in_every_language_of_the_scenario(cast, desk, supplier):
    kept = freeze(cast.havn, supplier, night_of(cast, date(2026, 3, 11)), seed=1)

    inject = scenario_of(kept.tree).inject_of[f"post_empty:pool:{desk.pool.pk}"]
    assert (inject.trigger, inject.channel, inject.to) == (Trigger("timed", at_min=10), "phone", ("cio",))
    assert set(inject.body) == set(supplier.languages)
    assert "Night desk" in inject.title["en"]
    assert [gap.finding for gap in gaps_of(kept.frozen)] == ["exercise.post_empty"]


def test_the_scenario_itself_is_kept_as_it_was(cast, desk, supplier):
    before = supplier.inject_of.keys()

    freeze(cast.havn, supplier, night_of(cast, date(2026, 3, 11)), seed=1)

    assert supplier.inject_of.keys() == before


def test_a_pool_that_the_scenario_speaks_of_itself_is_not_told_twice(cast, desk, supplier):
    first, *later = supplier.phases
    own = replace(first.injects[0], trigger=Trigger("conditional", when=PostEmpty("watch"), after_min=5))
    speaking = replace(
        supplier,
        targets=(Target("watch", "pool", "any"),),
        phases=(replace(first, injects=(own, *first.injects[1:])), *later),
    )

    kept = freeze(cast.havn, speaking, night_of(cast, date(2026, 3, 11)), seed=1)

    assert not [key for key in scenario_of(kept.tree).inject_of if key.startswith("post_empty:")]


def test_the_name_of_a_pool_is_never_read_as_a_place_for_a_value(cast, desk, supplier):
    Pool.objects.update(name="{target.host} {")

    kept = freeze(cast.havn, supplier, night_of(cast, date(2026, 3, 11)), seed=1)

    assert (
        scenario_of(kept.tree)
        .inject_of[f"post_empty:pool:{desk.pool.pk}"]
        .title["en"]
        .endswith("{{target.host}} {{")
    )


def test_the_truth_is_drawn_by_the_seed_and_nothing_else_is_drawn(cast, supplier, noon):
    alarm = shipped()["alarm"].definition.scenario
    draws = [freeze(cast.havn, alarm, noon, seed=seed).frozen["draw"] for seed in (*range(200), 7)]

    assert draws[7] == draws[200]
    assert all(set(draw) == {"truth"} and 0 <= draw["truth"] <= 99 for draw in draws)
    assert 100 < sum(draw["truth"] < 70 for draw in draws) < 180
    assert freeze(cast.havn, supplier, noon, seed=1).frozen["draw"] == {}


def test_a_story_begins_on_the_first_day_of_its_kind_that_has_a_roster(cast, desk):
    tuesday = date(2026, 3, 10)

    assert day_for(cast.havn, Story("workday", "06:40"), tuesday) == date(2026, 3, 11)
    assert day_for(cast.havn, Story("weekend", "06:40"), tuesday) == date(2026, 3, 14)
    # Maundy Thursday is a holiday in Denmark; no roster reaches so far.
    assert day_for(cast.havn, Story("holiday_eve", "01:40"), tuesday) == date(2026, 4, 1)


def test_a_story_hour_is_the_clock_on_the_citys_walls(cast):
    assert story_start(cast.havn, MORNING, date(2026, 7, 1)).isoformat() == "2026-07-01T04:40:00+00:00"
    assert story_start(cast.havn, MORNING, date(2026, 1, 7)) - timedelta(
        hours=5, minutes=40
    ) == datetime.fromisoformat("2026-01-07T00:00:00+00:00")
