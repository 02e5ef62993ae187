"""Rule packs: read with care, asked by date, changed only where a city may."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamplighter.engines.law import PACKS, RULES, BadPack, NoFact, citations, pack, read_pack
from tests.realdata import ROOT

GOOD = {
    "schema": "lamplighter-rulepack/1",
    "code": "havn",
    "name": "Havn",
    "jurisdiction": "HV",
    "kind": "law",
    "fallback": [],
    "facts": [
        {
            "id": "havn.daily_rest",
            "param": "daily_rest",
            "value": 11,
            "unit": "h",
            "article": "s. 1",
            "valid_from": "2020-01-01",
            "valid_to": None,
            "source": "gazette",
            "evidence": "found",
            "confidence": "high",
            "note": "",
        }
    ],
}


def changed(**facts):
    raw = json.loads(json.dumps(GOOD))
    raw["facts"][0].update(facts)
    return json.dumps(raw)


def test_every_built_in_pack_is_read():
    assert tuple(PACKS) == ("city-policy", "eu-wtd-2003-88", "il-hours-1951", "ir-labour-1990", "us-flsa-like")
    assert all(one.kind == ("policy" if one.code == "city-policy" else "law") for one in PACKS.values())


def test_a_value_is_that_of_its_day():
    israel = pack("il-hours-1951")

    asked = ["2000-06-30", "2000-07-01", "2018-03-31", "2018-04-01"]
    assert [israel.value("weekly_hours", date.fromisoformat(on)) for on in asked] == [45, 43, 43, 42]
    assert israel.value("night_shift_max", date(2018, 3, 12))["in_weeks"] == 3
    assert israel.value("night_shift_max", date(2018, 3, 13))["in_weeks"] == 2


def test_what_a_pack_does_not_say_is_no_silent_zero():
    with pytest.raises(NoFact, match=r"says nothing of 'general_permit' on 2018-03-18"):
        pack("il-hours-1951").fact("general_permit", date(2018, 3, 18))
    with pytest.raises(NoFact, match="No rule pack 'xx'"):
        pack("xx")


def test_iran_names_no_daily_rest_and_none_is_invented():
    assert pack("ir-labour-1990").value("daily_rest_min", date(2026, 1, 1)) is None


def test_what_nobody_has_checked_is_listed():
    unreviewed = {fact.id for fact in pack("eu-wtd-2003-88").unreviewed}

    assert "eu-wtd-2003-88.reference_period" in unreviewed
    assert "eu-wtd-2003-88.daily_rest" not in unreviewed
    assert pack("city-policy").unreviewed == ()


def test_facts_of_policy_are_policy_and_facts_of_law_are_not():
    for one in PACKS.values():
        for fact in one.facts:
            assert (fact.evidence == "policy") == (one.kind == "policy"), fact.id


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", r"here, line 1: not JSON"),
        ("[]", r"here: a pack is one JSON object"),
        (json.dumps({**GOOD, "schema": "other/9"}), r"schema is 'other/9'"),
        (json.dumps({**GOOD, "kind": "wish"}), r"kind is 'wish'\. Choose one of law, policy"),
        (json.dumps({**GOOD, "fallback": ["nights"]}), r"fallback names 'nights'"),
        (json.dumps({key: GOOD[key] for key in GOOD if key != "name"}), r"'name' is missing"),
        (json.dumps({**GOOD, "facts": [3]}), r"here, fact 1: a fact is a JSON object"),
        (changed(colour="red"), r"fact 1: 'colour' is not known"),
        (changed(id="havn.rest"), r"the id must be 'havn\.daily_rest'"),
        (changed(valid_from="1.1.2020"), r"valid_from is '1\.1\.2020'\. Write a date like"),
        (changed(valid_to="2019-01-01"), r"valid_from 2020-01-01 is after valid_to 2019-01-01"),
        (changed(evidence="guess"), r"evidence is 'guess'\. Choose one of found, from-memory, policy"),
        (changed(confidence="sure"), r"confidence is 'sure'"),
        (changed(source=""), r"no source is named"),
        (changed(unit=None), r"unit is None\. Write text"),
        (json.dumps({**GOOD, "facts": GOOD["facts"] * 2}), r"two facts are called 'havn\.daily_rest'"),
        (
            json.dumps(
                {**GOOD, "facts": [*GOOD["facts"], {**GOOD["facts"][0], "id": "havn.daily_rest@2020-01-01"}]}
            ),
            r"are in force on the same days\. Close one with valid_to",
        ),
    ],
)
def test_a_bad_pack_is_refused_with_place_matter_and_way_out(text, complaint):
    with pytest.raises(BadPack, match=complaint):
        read_pack(text, "here")


def test_a_good_pack_is_read_as_it_stands():
    havn = read_pack(json.dumps(GOOD), "here")

    assert havn.fact("daily_rest", date(2026, 1, 1)).article == "s. 1"
    assert havn.find("daily_rest", date(2019, 12, 31)) is None


def test_a_city_changes_its_policy_and_nothing_else():
    city = pack("city-policy")

    own = city.with_values({"consecutive_nights_max": 3, "standby_home": None})

    assert own.value("consecutive_nights_max", date(2026, 1, 1)) == 3
    assert own.value("standby_home", date(2026, 1, 1)) is None
    assert city.value("consecutive_nights_max", date(2026, 1, 1)) == 4
    with pytest.raises(BadPack, match="no param 'nights'"):
        city.with_values({"nights": 3})
    with pytest.raises(BadPack, match="is law"):
        pack("il-hours-1951").with_values({"daily_hours": 14})


@pytest.mark.parametrize("value", ["eleven", -1, True, [11], {"h": 11}])
def test_a_city_cannot_put_words_where_a_number_belongs(value):
    with pytest.raises(BadPack, match=r"cannot stand for 11"):
        pack("city-policy").with_values({"daily_rest": value})


@given(st.dates())
def test_no_day_has_two_values(on):
    for one in PACKS.values():
        for param in one.params:
            assert sum(fact.holds_on(on) for fact in one.facts if fact.param == param) <= 1


def test_every_rule_rests_on_a_fact_and_says_where_it_comes_from():
    for rule in RULES.values():
        assert rule.fact_ids, rule.code
        assert rule.sentence
        assert rule.source


def test_every_rule_has_a_file_of_its_own_whose_first_words_name_its_source():
    folder = ROOT / "lamplighter" / "engines" / "law" / "rules"

    for code in RULES:
        assert "Source:" in (folder / f"{code}.py").read_text() or code == "double_booking"


def test_sentences_are_told_apart():
    assert len({rule.sentence for rule in RULES.values()}) == len(RULES)


def test_citations_hold_every_fact_and_every_rule():
    lines = citations()

    assert {line.fact.id for line in lines} >= {fact.id for one in PACKS.values() for fact in one.facts}
    assert next(line.rule for line in lines if line.rule) == "double_booking"
    assert {line.rule for line in lines} == {*RULES, None}
    assert all(line.sentence == RULES[line.rule].sentence for line in lines if line.rule)
