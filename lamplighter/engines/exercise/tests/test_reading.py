import copy

import pytest

from lamplighter.engines.exercise import (
    All,
    Any,
    Decided,
    Elapsed,
    Fallen,
    Not,
    PostEmpty,
    Range,
    Var,
    join,
    read,
)
from lamplighter.engines.exercise.tests.scenes import example


def complaints(tree):
    return {(found.code, found.where) for found in read(tree).complaints}


def changed(*way, to):
    """Give the example with one thing changed."""
    tree = copy.deepcopy(example())
    part = tree
    for step in way[:-1]:
        part = part[step]
    part[way[-1]] = to
    return tree


PHASE = ("phases", 0)
CALL = (*PHASE, "injects", 0)
TELL = (*PHASE, "decisions", 0)


def test_the_example_of_the_page_is_read_whole():
    scenario = read(example()).scenario

    assert scenario.languages == ("en", "ar", "fa", "he")
    assert [role.key for role in scenario.roles] == ["mayor", "manager", "cio"]
    assert scenario.phases[0].speed_pct == 400
    assert scenario.phases[0].length_s == 48 * 60
    assert scenario.inject_of["press"].trigger.when == Not(Decided("tell"))
    assert scenario.inject_of["press"].trigger.after_min == 45
    assert scenario.inject_of["press"].to == ()
    assert scenario.decision_of["tell"].window_min == 20
    assert scenario.decision_of["tell"].question["he"] == "מה ישמעו התושבים, ומתי?"
    assert scenario.option_of["tell", "now"].effects[0].amount == Range(2, 5, 8)
    assert scenario.option_of["tell", "now"].effects[1].done is True
    assert scenario.task_of["tell"].objective == "inform"
    assert scenario.story.at == "06:40"


@pytest.mark.parametrize(
    ("tree", "code", "where"),
    [
        (changed("titel", to="x"), "unknown_field", "titel"),
        (changed("title", to=None), "missing", "title"),
        (changed("title", to=5), "wrong_type", "title"),
        (changed("title", to="{oops"), "bad_text", "title"),
        (changed("id", to="not-a-uuid"), "bad_id", "id"),
        (changed("version", to="1"), "bad_version", "version"),
        (changed("slug", to="Small Dark"), "bad_key", "slug"),
        (changed("language", to="klingonisch!"), "unknown_value", "language"),
        (changed("minutes", to=0), "bad_range", "minutes"),
        (changed("minutes", to=True), "wrong_type", "minutes"),
        (changed("story", "at", to="24:00"), "bad_time", "story.at"),
        (changed("story", "day", to="friday"), "unknown_value", "story.day"),
        (changed("lamplighter", to="scenario/9"), "unknown_format", "lamplighter"),
        (changed("roles", to="mayor"), "wrong_type", "roles"),
        (changed("roles", "mayor", to="Mayor"), "wrong_type", "roles.1"),
        (changed("roles", "mayor", "powers", 1, to=7), "wrong_type", "roles.mayor.powers.2"),
        (changed("targets", "host", "what", to="cloud"), "unknown_value", "targets.host.what"),
        (changed("variables", "supplier", "default", to=True), "wrong_type", "variables.supplier.default"),
        (changed(*PHASE, "speed", to=3), "unknown_value", "phases.dawn.speed"),
        (changed(*PHASE, "starts", to="0:00"), "bad_time", "phases.dawn.starts"),
        (changed(*PHASE, "number", to=2), "bad_range", "phases.dawn.number"),
        (changed(*PHASE, "effects", 0, "hours", to=[3, 2, 1]), "bad_range", "phases.dawn.effects.1.hours"),
        (changed(*PHASE, "effects", 0, to={"melt": "host"}), "unknown_value", "phases.dawn.effects.1"),
        (changed(*CALL, "at", to=None), "missing", "phases.dawn.injects.call.at"),
        (changed(*CALL, "at", to="+0:60"), "bad_time", "phases.dawn.injects.call.at"),
        (changed(*CALL, "after", to="+0:10"), "not_with_release", "phases.dawn.injects.call.after"),
        (changed(*CALL, "release", to="manual"), "not_with_release", "phases.dawn.injects.call.at"),
        (changed(*CALL, "channel", to="pigeon"), "unknown_value", "phases.dawn.injects.call.channel"),
        (changed(*CALL, "key", to="two words"), "bad_key", "phases.dawn.injects.two words.key"),
        (changed(*CALL, "key", to="press"), "twice", "phases.dawn.injects.press"),
        (changed(*CALL, "key", to="tell"), "twice", "phases.dawn.decisions.tell"),
        (changed(*CALL, "to", to=[1]), "wrong_type", "phases.dawn.injects.call.to"),
        (
            changed(*PHASE, "injects", 1, "when", to={"decides": 1}),
            "unknown_value",
            "phases.dawn.injects.press.when",
        ),
        (changed(*PHASE, "injects", 1, "when", to={"all": {}}), "wrong_type", "phases.dawn.injects.press.when.all"),
        (changed(*TELL, "deadline", to="+0:20"), "bad_range", "phases.dawn.decisions.tell.deadline"),
        (changed(*TELL, "options", to=None), "missing", "phases.dawn.decisions.tell.options"),
        (
            changed(*TELL, "options", 0, "prices", 0, to={"what": "trust"}),
            "missing",
            "phases.dawn.decisions.tell.options.now.prices.1.from",
        ),
        (changed("texts", "he", "injects.pres.body", to="x"), "unknown_key", "texts.he.injects.pres.body"),
        (changed("texts", "he", "title", to=3), "wrong_type", "texts.he.title"),
    ],
)
def test_each_mistake_is_complained_about_where_it_stands(tree, code, where):
    found = read(tree)

    assert found.scenario is None
    assert (code, where) in complaints(tree)


def test_one_mistake_makes_one_complaint():
    assert complaints(changed(*CALL, "channel", to=None)) == {("missing", "phases.dawn.injects.call.channel")}
    assert complaints(changed("phases", 0, to="dawn")) == {("wrong_type", "phases.1")} | {
        ("unknown_key", f"texts.he.{path}") for path in example()["texts"]["he"] if "." in path
    }


def test_everything_wrong_is_said_at_once():
    tree = changed("title", to=None)
    tree["summary"], tree["minutes"], tree["phases"][0]["speed"] = 5, -1, "fast"

    assert len(read(tree).complaints) == 4


@pytest.mark.parametrize("tree", [None, [], "text", {}, {"phases": 3}, {"phases": [None]}, {"texts": []}])
def test_nonsense_is_complained_about_and_never_raises(tree):
    found = read(tree)

    assert found.scenario is None
    assert found.complaints


def test_a_text_may_be_said_in_several_languages_in_place():
    scenario = read(changed("title", to={"en": "Dark", "sv": "Mörkt"}) | {"texts": {}}).scenario

    assert scenario.title == {"en": "Dark", "sv": "Mörkt"}
    assert scenario.languages == ("en", "sv")


def test_a_language_said_in_place_and_by_path_is_said_twice():
    assert ("twice", "title") in complaints(changed("title", to={"en": "Dark", "he": "חושך"}))


def test_the_whole_way_to_a_text_is_understood_as_well_as_the_short_one():
    texts = {"he": {"phases.dawn.injects.call.body": "א", "questions.who.good": "ב"}}

    scenario = read(example() | {"texts": texts}).scenario

    assert scenario.inject_of["call"].body["he"] == "א"
    assert scenario.phases[0].questions[0].good["he"] == "ב"


def test_parts_may_stand_in_a_list_with_their_keys():
    tree = example()
    tree["roles"] = [{"key": key, **role} for key, role in tree["roles"].items()]

    assert read(tree).scenario == read(example()).scenario


def test_a_condition_is_read_as_deep_as_it_is_written():
    when = {
        "all": [
            {"any": [{"fallen": "host"}, {"post_empty": "desk"}]},
            {"not": {"decided": "tell", "option": "now"}},
            {"var": "trust", "below": 40},
            {"var": "truth", "is": "error"},
            {"elapsed": "+1:30"},
        ]
    }

    trigger = read(changed(*PHASE, "injects", 1, "when", to=when)).scenario.inject_of["press"].trigger

    assert trigger.when == All(
        (
            Any((Fallen("host"), PostEmpty("desk"))),
            Not(Decided("tell", "now")),
            Var("trust", "below", 40.0),
            Var("truth", "is", "error"),
            Elapsed(90),
        )
    )


def test_without_release_the_time_or_the_condition_tells_it():
    tree = example()
    for inject in tree["phases"][0]["injects"]:
        del inject["release"]

    scenario = read(tree).scenario

    assert scenario.inject_of["call"].trigger.release == "timed"
    assert scenario.inject_of["press"].trigger.release == "conditional"


def test_documents_of_a_stream_become_one_tree():
    structure = {"lamplighter": "scenario/1", "title": "x"}
    hebrew = {"lamplighter": "texts/1", "language": "he", "texts": {"title": "א"}}

    joined = join([hebrew, structure, {**hebrew, "texts": {"summary": "ב"}}])

    assert joined.complaints == ()
    assert joined.tree == structure | {"texts": {"he": {"title": "א", "summary": "ב"}}}


def test_documents_that_do_not_belong_together_are_complained_about():
    structure = {"lamplighter": "scenario/1"}
    hebrew = {"lamplighter": "texts/1", "language": "he", "texts": {"title": "א"}}

    found = join([structure, structure, hebrew, hebrew, {"lamplighter": "texts/1", "words": {}}, "x"]).complaints

    assert {(one.code, one.where) for one in found} == {
        ("twice", "documents.2"),
        ("twice", "documents.4.texts.title"),
        ("unknown_field", "documents.5.words"),
        ("missing", "documents.5.language"),
        ("unknown_format", "documents.6"),
    }
    assert [one.code for one in join([]).complaints] == ["missing"]
