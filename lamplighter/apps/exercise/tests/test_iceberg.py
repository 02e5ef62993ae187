"""Scenarios of IcebergTTX: a path of injects becomes injects, decisions and what leads from one to the next."""

from copy import deepcopy
from json import dumps, loads

import pytest

from lamplighter.apps.exercise.bridge.dry_run import rehearse
from lamplighter.apps.exercise.imports.found import Unusable
from lamplighter.apps.exercise.imports.imported import Imported, imported, imported_bytes
from tests.realdata import real_file

SMALL = {
    "schema_version": "1.0",
    "title": "Two steps",
    "participant_teams": [{"id": "it", "label": "IT"}],
    "injects": [
        {
            "id": "first",
            "title": "Down {now}",
            "content": "It is down.",
            "target_teams": ["it", "gone"],
            "options": [{"id": "a", "label": "Go on", "next_inject_id": "second"}, {"id": "b", "label": "Stop"}],
            "triggers_communications": [
                {"direction": "inbound", "external_entity": "A citizen", "subject": "Why?",
                 "delay_after_release_seconds": 61},
                {"direction": "outbound", "subject": "Because"},
            ],
        },
        {"id": "second", "title": "Up", "content": "It is up."},
        {"id": "third", "title": "Never", "content": "Nobody leads here."},
    ],
    "start_inject_id": "first",
}  # fmt: skip


def of(told: dict) -> Imported:
    return imported_bytes(dumps(told).encode(), "x.json")


def test_the_real_scenario_comes_in_and_plays_both_ways() -> None:
    found = imported(real_file("exercise/others/icebergttx-vendor_outage.json"))

    counts = found.definition.counts()
    assert (counts["injects"], counts["decisions"], counts["options"], counts["roles"]) == (6, 3, 5, 4)
    assert counts["expected_actions"] == 15
    assert [each for each in found.problems() if each["severity"] == "error"] == []
    plays = [rehearse(found.definition, seed) for seed in range(12)]
    assert all(played.ended for played in plays)
    reached = {key for played in plays for key in played.reached}
    assert reached == {*found.definition.scenario.inject_of, *found.definition.scenario.decision_of}


def test_options_lead_where_they_led() -> None:
    found = of(SMALL)

    phase = found.tree["phases"][0]
    assert phase["injects"][0]["title"] == "Down {{now}}"
    assert phase["injects"][0]["at"] == "+0:00"
    assert [(option["key"], option.get("leads_to", [])) for option in phase["decisions"][0]["options"]] == [
        ("a", ["second"]),
        ("b", []),
    ]
    assert phase["injects"][2]["when"] == {"decided": "decide-first", "option": "a"}
    assert phase["injects"][3]["release"] == "manual"
    assert [each.code for each in found.notices] == ["rounded", "nothing_leads_here"]
    assert phase["injects"][1]["after"] == "+0:02"
    assert {(each.what, each.code) for each in found.left_out} == {("team", "missing"), ("outbound", "no_place")}


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("schema_version", "2.0", "iceberg_version"), ("start_inject_id", "x", "iceberg_start")],
)
def test_another_schema_and_a_path_from_nowhere_are_refused(name: str, value: str, code: str) -> None:
    with pytest.raises(Unusable) as refused:
        of(SMALL | {name: value})

    assert refused.value.code == code


@pytest.mark.parametrize(
    "name", ["options", "triggers_communications", "expected_actions", "target_teams", "title"]
)
@pytest.mark.parametrize("nonsense", [None, 3, "x", [1, None], {"a": 1}])
def test_parts_of_another_shape_are_nothing(name: str, nonsense: object) -> None:
    told = deepcopy(SMALL)
    told["injects"][0][name] = nonsense  # type: ignore[index]

    assert of(loads(dumps(told))).definition.counts()["phases"] == 1
