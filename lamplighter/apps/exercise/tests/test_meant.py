"""A scenario told without a city's own names says in words what it means."""

import re
from collections import Counter
from typing import get_args

import pytest

from lamplighter.apps.exercise.bridge.definition import Definition
from lamplighter.apps.exercise.bridge.outline import outline_of, teller
from lamplighter.apps.exercise.bridge.saying import scene_of
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.phrases.meant import OTHERS, SERVICES, SYSTEMS, meant
from lamplighter.apps.exercise.tests.rooms import ready_exercise
from lamplighter.apps.exercise.views.reporting import NOBODY
from lamplighter.engines.exercise import texts_of
from lamplighter.engines.exercise.scenario import Choose, Meant
from tests.people import Cast

CHOICES, MEANT = get_args(Choose), get_args(Meant)
SHIPPED = {slug: one.definition for slug, one in shipped().items()}


def told(definition: Definition, cast: Cast, language: str = "en") -> dict[str, str]:
    """Every text by its path, with nothing of a city in it."""
    say = teller(definition.scenario, cast.havn, language, NOBODY, str)
    return {path: say(words) for path, words in texts_of(definition.scenario).items()}


def test_every_kind_and_every_choice_has_words() -> None:
    assert set(SERVICES) == set(SYSTEMS) == set(CHOICES)
    assert {"service", "system", *OTHERS} == set(MEANT)
    assert all(meant(what, "en", choose) for what in MEANT for choose in CHOICES)


@pytest.mark.parametrize("slug", SHIPPED)
@pytest.mark.parametrize("language", ["en", "he", "fa", "ar"])
def test_no_text_has_a_hole_where_no_city_stands_in_it(cast: Cast, slug: str, language: str) -> None:
    holes = [
        text for text in told(SHIPPED[slug], cast, language).values() if "\u2068…\u2069" in text or "{" in text
    ]

    assert holes == []


@pytest.mark.parametrize("slug", SHIPPED)
@pytest.mark.parametrize(
    ("language", "twice"),
    [
        ("he", '(?:שירות|מערכת) "?\u2068(?:ה?שירות|ה?מערכת)'),
        ("fa", "(?:خدمت|سامانهٔ?) «?\u2068(?:خدمت|سامانه)"),
        ("ar", "(?:خدمة|نظام) «?\u2068(?:ال)?(?:خدمة|نظام|تطبيق)"),
    ],
)
def test_the_sort_of_a_thing_is_not_said_twice(cast: Cast, slug: str, language: str, twice: str) -> None:
    assert [text for text in told(SHIPPED[slug], cast, language).values() if re.search(twice, text)] == []


@pytest.mark.parametrize("slug", SHIPPED)
def test_the_options_of_a_decision_stay_apart(cast: Cast, slug: str) -> None:
    scenario = SHIPPED[slug].scenario
    say = teller(scenario, cast.havn, "en", NOBODY, str)

    same = {
        decision.key: options.most_common(1)
        for decision in scenario.decision_of.values()
        if (options := Counter(say(option.text) for option in decision.options)) and max(options.values()) > 1
    }

    assert same == {}


def test_what_is_meant_begins_a_sentence_with_a_capital_and_is_small_within(cast: Cast) -> None:
    say = teller(SHIPPED["dark-supplier"].scenario, cast.havn, "en", NOBODY, str)

    assert (
        say({"en": "{target.host} is down."}) == "\u2068The application that most services stand on\u2069 is down."
    )
    within = say({"en": "Look. {target.host} is down."})
    assert within == "Look. \u2068The application that most services stand on\u2069 is down."
    assert say({"en": "Nobody opens {target.host}."}).endswith(
        "\u2068the application that most services stand on\u2069."
    )


def test_a_citys_own_name_is_written_as_the_city_writes_it(cast: Cast) -> None:
    things = {"names": {"system:1": {"en": "eDesk"}}, "cast": {"host": "system:1"}}
    say = teller(SHIPPED["dark-supplier"].scenario, cast.havn, "en", things, str)

    assert say({"en": "{target.host} is down."}) == "\u2068eDesk\u2069 is down."


def test_an_exercise_of_a_city_without_a_map_says_it_too(cast: Cast, noon) -> None:
    frozen = {
        "seed": 1,
        "map": {"nodes": [], "groups": []},
        "names": {},
        "facts": {},
        "cast": {},
        "posts": [],
        "draw": {},
    }
    one = ready_exercise(cast.havn, at=noon, tree=dict(shipped()["alarm"].tree), frozen=frozen)

    scene = scene_of(one)

    assert scene.text({"en": "{target.vital} runs"}, "en", 0) == "\u2068a service that lives depend on\u2069 runs"


def test_the_outline_of_the_shelf_has_no_holes(cast: Cast) -> None:
    for definition in SHIPPED.values():
        outline = outline_of(definition, teller(definition.scenario, cast.havn, "en", NOBODY, str))
        assert "\u2068…\u2069" not in str(outline)
