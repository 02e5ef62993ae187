"""What goes out and comes back is the same, but for what the list of things left out says."""

from copy import deepcopy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lamplighter.apps.exercise.adapter import archive, chronogram, yaml_text
from lamplighter.apps.exercise.bridge.definition import define
from lamplighter.apps.exercise.imports.found import Attached
from lamplighter.apps.exercise.imports.imported import Imported, imported, imported_bytes
from lamplighter.apps.exercise.tests.files import SMALL, small, whole_scenarios
from tests.realdata import real_file

AKIRA = "exercise/openaev-scenario-Akira_Ransomware_Crisis.zip"
ICEBERG = "exercise/others/icebergttx-vendor_outage.json"
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=60)


def again(content: bytes) -> Imported:
    return imported_bytes(content, "again")


def without(tree: dict, *names: str) -> dict:
    """The tree without the fields of these names, wherever they stand, and without texts of theirs."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: part for key, each in value.items() if key not in names and (part := plain(each)) != []}
        if isinstance(value, list):
            return [plain(each) for each in value]
        return value

    bare = plain(tree)
    assert isinstance(bare, dict)
    if "texts" in tree:
        bare["texts"] = {
            language: {path: text for path, text in said.items() if not set(path.split(".")) & set(names)}
            for language, said in tree["texts"].items()
        }
    return bare


WORKBOOK_LACKS = ("effects", "prices", "guide", "powers", "limits", "first_duties", "deputy", "attachment")


@pytest.mark.parametrize("path", [SMALL, *whole_scenarios()], ids=lambda path: path.stem)
def test_yaml_comes_back_as_it_was(path: Path) -> None:
    before = imported(path)

    made = yaml_text.export(before.tree)

    assert again(made.content).tree == before.tree
    assert again(made.content).digest == before.digest
    assert made.left_out == ()


@pytest.mark.parametrize("name", [AKIRA, ICEBERG, "exercise/openaev-xls-import-test_1.xlsx"])
def test_imported_scenarios_come_back_from_yaml_and_from_a_workbook(name: str) -> None:
    before = imported(real_file(name))

    assert again(yaml_text.export(before.tree).content).digest == before.digest
    # The description of a team is a role card, which a workbook does not hold; these teams have none.
    assert again(chronogram.export(before.tree).content).digest == before.digest


@pytest.mark.parametrize("path", [SMALL, *whole_scenarios()], ids=lambda path: path.stem)
def test_a_workbook_comes_back_but_for_what_it_says_it_left_out(path: Path) -> None:
    before = imported(path)

    made = chronogram.export(before.tree)

    assert again(made.content).tree == define(without(before.tree, *WORKBOOK_LACKS)).tree
    assert {each.what for each in made.left_out} <= {"effects", "prices", "guide", "role_card"}


def test_what_the_small_scenario_loses_in_a_workbook_is_counted() -> None:
    assert [(each.what, each.where, each.count) for each in chronogram.export(small().tree).left_out] == [
        ("effects", "phases", 1),
        ("effects", "options", 3),
        ("prices", "options", 5),
        ("guide", "guide", 1),
        ("role_card", "roles", 3),
    ]


@settings(max_examples=40)
@given(TEXTS, TEXTS, st.one_of(st.none(), st.integers(-(10**9), 10**9), TEXTS))
def test_any_text_survives_yaml(title: str, hebrew: str, default: object) -> None:
    tree = deepcopy(small().tree)
    escaped = title.replace("{", "{{").replace("}", "}}")
    tree |= {"title": escaped, "variables": [{"key": "supplier", "default": default}]}
    if isinstance(default, str):
        tree["variables"][0]["default"] = default.replace("{", "{{").replace("}", "}}")
    tree["texts"]["he"]["title"] = hebrew.replace("{", "{{").replace("}", "}}")
    before = define(tree)

    content = yaml_text.export(before.tree).content

    assert again(content).tree == before.tree
    # Whoever reads it as YAML 1.1 finds no other kinds of values in it.
    assert next(yaml.safe_load_all(content))["title"] == before.tree["title"]


@settings(max_examples=30)
@given(
    st.lists(TEXTS, min_size=1, max_size=3),
    st.sampled_from(["=1+1", "+0:20", "_x000D_", "06:40", "TRUE", "1e5", "a\nb"]),
)
def test_any_text_that_a_cell_can_hold_survives_a_workbook(texts: list[str], odd: str) -> None:
    tree = without(small().tree, *WORKBOOK_LACKS)
    visible = "".join(sign for sign in "|".join(texts) if sign.isprintable() and sign not in "{}\ufffe\uffff")
    body = f"a{visible}z {odd}"
    tree["phases"][0]["injects"][0] |= {"body": body, "title": odd}
    before = define(tree)

    after = again(chronogram.export(before.tree).content)

    assert after.tree == before.tree


def test_a_workbook_runs_from_right_to_left_where_its_language_does_and_holds_no_formula() -> None:
    tree = small().tree | {"title": "=HYPERLINK(1)"}
    hebrew = {**tree, "language": "he", "texts": {}}

    for each, right in ((tree, False), (hebrew, True)):
        book = load_workbook(BytesIO(chronogram.export(each).content))
        assert book["Injects"].sheet_view.rightToLeft is right
        assert book["Scenario"]["B2"].value == "=HYPERLINK(1)"
        assert book["Scenario"]["B2"].data_type == "s"


def test_signs_that_a_cell_cannot_hold_are_told() -> None:
    tree = small().tree | {"summary": "bell \x07", "audience": "x" * 40_000}

    told = {(each.what, each.where) for each in chronogram.export(tree).left_out}

    assert {("control_signs", "Scenario"), ("cut_text", "Scenario")} <= told


def test_rows_that_somebody_added_to_our_workbook_need_no_key() -> None:
    book = load_workbook(BytesIO(chronogram.export(small().tree).content))
    page = book["Injects"]
    heads = [cell.value for cell in page[1]]
    page.append([{"title": "New", "channel": "mail", "release": "manual"}.get(str(head)) for head in heads])
    book["Roles"].append([None] * 3 + ["guard"])
    book["Roles"].cell(book["Roles"].max_row, 1, "Guard")
    made = BytesIO()
    book.save(made)

    after = again(made.getvalue())

    assert after.tree["phases"][0]["injects"][-1] == {
        "key": "new-inject-01",
        "channel": "mail",
        "title": "New",
        "release": "manual",
    }
    assert after.tree["roles"][-1]["key"] == "guard"


def test_akira_comes_back_from_an_archive_with_all_its_numbers() -> None:
    before = imported(real_file(AKIRA))

    made = archive.export(before.tree)

    after = again(made.content)
    assert after.definition.counts() == before.definition.counts()
    # A name with a colon in it is split there; only the key of its task shows it.
    assert without(after.tree, "id", "task", "tasks") == without(before.tree, "id", "task", "tasks")
    tasks, others = after.tree["objectives"][0]["tasks"], before.tree["objectives"][0]["tasks"]
    assert [without(task, "key") for task in tasks] == [without(task, "key") for task in others]
    assert made.left_out == ()
    assert archive.export(before.tree).content == made.content


def test_an_archive_is_one_language_and_tells_what_it_lacks() -> None:
    made = archive.export(small().tree, "he")

    after = again(made.content)
    assert after.tree["title"] == "הספק נדם"
    assert after.tree["language"] == "he"
    (question,) = [
        each for each in after.tree["phases"][0]["injects"] if each["title"] == "מה ישמעו התושבים, ומתי?"
    ]
    assert (question["channel"], question["kind"]) == ("walk_in", "facilitation")
    assert question["body"].endswith("- לחכות להסבר של הספק")
    told = {each.what for each in made.left_out}
    assert told >= {
        "decision",
        "effects",
        "prices",
        "targets",
        "translations",
        "guide",
        "questions",
        "condition_kind",
    }
    assert {variable["key"] for variable in after.tree["variables"]} == {
        "supplier",
        "story_clock",
        "target_host",
        "hours_out_host",
    } - {"story_clock", "target_host"}


def test_attachments_travel_with_an_archive_and_are_named_where_their_bytes_are_not_at_hand() -> None:
    tree = deepcopy(small().tree)
    tree["phases"][0]["injects"][0]["attachment"] = {"key": "plan", "name": "Plan.png", "media_type": "image/png"}
    attached = Attached("plan", "Plan.png", "image/png", b"\x89PNG....")

    with_it, without_it = archive.export(tree, "", [attached]), archive.export(tree)

    assert again(with_it.content).attached[0].content == attached.content
    assert ("attachment", "bytes_elsewhere") in {(each.what, each.code) for each in without_it.left_out}
    with ZipFile(BytesIO(with_it.content)) as packed:
        assert [entry.comment for entry in packed.infolist()] == [b"Scenario", b"Attachment"]
