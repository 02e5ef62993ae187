"""Reading what was written gives the same scenario, whatever the scenario."""

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from lamplighter.engines.exercise import (
    All,
    Answered,
    Any,
    Ask,
    Attachment,
    CaseBeside,
    Decided,
    Decision,
    Effect,
    Elapsed,
    Fallen,
    Fixed,
    FromCases,
    FromClock,
    FromMap,
    Inject,
    Look,
    Not,
    Objective,
    Option,
    Past,
    Phase,
    PostEmpty,
    Price,
    Question,
    Range,
    Released,
    Role,
    Scenario,
    Story,
    Target,
    Task,
    Trigger,
    Var,
    Variable,
    digest,
    read,
    texts_of,
    tree_of,
)
from lamplighter.engines.exercise.tests.scenes import example, miniature

keys = st.from_regex(r"[a-z][a-z0-9_:-]{0,6}", fullmatch=True)
texts = st.sampled_from(["Now", "א", "{city} is dark", "{n, plural, one {#} other {#}}", "a: b, #c", "", "{{"])
minutes = st.integers(0, 9999)
numbers = st.integers(-500, 500).map(lambda n: n / 4)
ranges = st.lists(numbers, min_size=3, max_size=3).map(lambda n: Range(*sorted(n)))
hours = st.lists(st.integers(0, 500), min_size=3, max_size=3).map(lambda n: Range(*map(float, sorted(n))))
several = st.lists(keys, max_size=2).map(tuple)


@st.composite
def words(draw, needed=True):
    found = {"en": draw(texts)} if needed or draw(st.booleans()) else {}
    if draw(st.booleans()):
        found["he"] = draw(texts)
    return found


maybe = words(needed=False).map(lambda found: found or None)
conditions = st.recursive(
    st.one_of(
        st.builds(Decided, keys, st.none() | keys),
        st.builds(Answered, keys, st.sampled_from([0.0, 0.5, 0.8, 1.0])),
        st.builds(Released, keys),
        st.builds(Fallen, keys),
        st.builds(Past, keys),
        st.builds(Var, keys, st.sampled_from(["below", "above", "is"]), numbers),
        st.builds(Var, keys, st.just("is"), st.just("error")),
        st.builds(Elapsed, minutes),
        st.builds(PostEmpty, keys),
    ),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, max_size=2).map(tuple)),
        st.builds(Any, st.lists(inner, max_size=2).map(tuple)),
    ),
    max_leaves=4,
)
triggers = st.one_of(
    st.just(Trigger()),
    st.builds(Trigger, st.just("timed"), minutes),
    st.builds(Trigger, st.just("timed"), minutes, conditions, minutes),
    st.builds(Trigger, st.just("conditional"), st.none(), conditions, minutes),
)
effects = st.one_of(
    st.builds(Effect, st.just("dark"), target=keys, hours=st.none() | hours, after_min=minutes),
    st.builds(Effect, st.just("back"), target=keys, after_min=minutes),
    st.builds(Effect, st.sampled_from(["trust", "money", "people"]), amount=ranges, after_min=minutes),
    st.builds(Effect, st.just("set"), variable=keys, amount=numbers.map(lambda n: Range(n, n, n))),
    st.builds(Effect, st.just("law"), clock=keys, done=st.booleans()),
)
many_effects = st.lists(effects, max_size=2).map(tuple)
quantities = st.sampled_from(["eur_per_resident", "days_main", "days_full"])
prices = st.builds(
    Price,
    st.sampled_from(["money", "service_hours", "people", "trust", "law"]),
    st.one_of(
        ranges.map(lambda of: Fixed(of.low, of.likely, of.high, "points")),
        st.builds(FromCases, quantities, several, ranges),
        st.just(FromMap()),
        st.builds(FromClock, st.none() | keys),
    ),
    minutes,
    maybe,
)
options = st.builds(
    Option, keys, words(), many_effects, st.lists(prices, max_size=2).map(tuple), several, several, st.booleans()
)


def unique(parts, least=0):
    return st.lists(parts, min_size=least, max_size=2, unique_by=lambda part: part.key).map(tuple)


injects = st.builds(
    Inject,
    keys.map(lambda key: f"i{key}"),
    st.sampled_from(["", "7"]),
    st.sampled_from(["inject", "contingency"]),
    st.sampled_from(["mail", "walk_in"]),
    words(needed=False),
    several,
    words(),
    words(needed=False),
    triggers,
    maybe,
    st.none() | keys,
    st.none() | keys,
    st.sampled_from(["", "Desk"]),
    many_effects,
    several,
    maybe,
    st.none() | keys,
    st.none() | st.builds(Attachment, keys, st.just("a.png"), st.just("image/png")),
)


@st.composite
def decisions(draw):
    mode = draw(st.sampled_from(["single", "rank", "number", "text"]))
    trigger = draw(triggers)
    return Decision(
        f"d{draw(keys)}",
        draw(st.sampled_from(["", "D1"])),
        draw(words()),
        draw(several),
        draw(keys),
        mode,
        draw(st.sampled_from(["until_reveal", "private", "public"])),
        draw(st.sampled_from(["role", "majority", "plurality", "consensus"])),
        trigger,
        draw(unique(options, least=int(mode in ("single", "rank")))),
        draw(st.sampled_from(["", "days"])),
        draw(st.sampled_from([None, (0.0, 2.5)])),
        draw(st.none() | st.integers(1, 99).map(lambda n: n + (trigger.at_min or 0))),
        draw(st.none() | keys),
        draw(st.none() | keys),
        draw(st.none() | st.builds(CaseBeside, keys, st.none() | quantities, words())),
        draw(maybe),
        draw(st.integers(1, 3)),
    )


@st.composite
def scenarios(draw):
    def phase(number):
        return Phase(
            f"p{number}",
            number,
            draw(words()),
            draw(words(needed=False)),
            draw(minutes),
            draw(st.sampled_from([50, 100, 6000])),
            draw(st.integers(1, 90)),
            draw(st.sampled_from(["facilitator", "all_answered", "timer"])),
            draw(unique(injects)),
            draw(unique(decisions())),
            draw(unique(st.builds(Question, keys, words(), several, maybe))),
            draw(many_effects),
        )

    def objective(number):
        tasks = unique(st.builds(Task, keys, words(), st.just(f"o{number}"), maybe, st.sampled_from(["", "Plan"])))
        return Objective(f"o{number}", draw(words()), "command", draw(minutes), draw(minutes), draw(tasks))

    phases = (phase(1),) if draw(st.booleans()) else ()
    cards = st.builds(
        Role,
        keys,
        words(),
        st.lists(words(), max_size=2).map(tuple),
        st.lists(words(), max_size=2).map(tuple),
        st.just(()),
        st.none() | keys,
        st.integers(0, 3),
        st.booleans(),
    )
    targets = st.builds(
        Target,
        keys,
        st.sampled_from(["service", "pool"]),
        st.sampled_from(["any", "no_fallback"]),
        st.none() | st.integers(0, 3),
        several,
        st.none() | st.booleans(),
        st.none() | keys,
        st.none() | keys,
    )
    defaults = st.none() | numbers | words()
    return Scenario(
        "0c7f1c1e-8d0a-4b57-9e0b-2f1f6c1d9a01",
        draw(st.sampled_from(["1.0.0", "2.10.3-rc.1"])),
        "small-dark",
        "en",
        ("en", "fa", "he"),
        draw(words()),
        draw(words(needed=False)),
        draw(words(needed=False)),
        draw(st.sampled_from(["", "CC-BY-4.0"])),
        draw(st.integers(1, 4)),
        draw(st.integers(1, 200)),
        Story(draw(st.sampled_from(["workday", "holiday_eve"])), "06:40"),
        draw(several),
        draw(unique(st.builds(Variable, keys, words(needed=False), defaults))),
        draw(unique(targets)),
        draw(unique(cards)),
        tuple(objective(number) for number in range(draw(st.integers(0, 2)))),
        phases,
        draw(st.lists(st.builds(Look, keys, words(), st.none() | keys), max_size=2).map(tuple)),
        draw(unique(st.builds(Ask, keys, words(), st.sampled_from(["scale", "text"])))),
    )


@settings(max_examples=50, deadline=None)
@given(scenarios())
def test_what_is_written_is_read_as_the_same_scenario(scenario):
    # Through JSON, as a database would keep it.
    tree = json.loads(json.dumps(tree_of(scenario)))

    found = read(tree)

    assert found.complaints == ()
    assert found.scenario == scenario


def test_the_order_of_roles_outlives_a_store_that_sorts_mappings():
    tree = json.loads(json.dumps(tree_of(miniature()), sort_keys=True))

    assert read(tree).scenario == miniature()


def test_every_text_is_given_by_the_path_that_translators_know():
    found = texts_of(miniature())

    assert set(example()["texts"]["he"]) <= set(found)
    assert found["injects.press.from"] == {"en": "Local radio"}
    assert "roles.mayor.first_duties.5" in found


def test_the_digest_is_of_what_is_said_and_not_of_how_it_is_laid_out():
    tree = tree_of(miniature())
    shuffled = dict(reversed(tree.items()))
    other = copy.deepcopy(tree)
    other["title"] = "A supplier goes dark!"

    assert digest(tree) == digest(shuffled)
    assert digest(tree) != digest(other)
    assert digest({"title": "Mo\u0308rk"}) == digest({"title": "Mörk"})
