"""Scenarios written on pages: parts added, changed, moved and removed; two people at once; translated; approved."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions.authoring import begin_draft, rewrite
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.bridge.editing import drop, found_in, part_at, put
from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Scenario, ScenarioVersion
from lamplighter.apps.exercise.tests.files import small
from lamplighter.apps.exercise.tests.rooms import tree_of_small
from lamplighter.apps.journal.models import Line
from tests.people import Cast, cast_of, sign_in

AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class Desk:
    """Ada at her desk in Havn, with a small scenario that is being written."""

    def __init__(self, cast: Cast, client: Client, tree: dict[str, Any]) -> None:
        self.cast, self.client = cast, client
        self.draft, _ = keep_version(cast.havn, tree, source="yaml", by=cast.ada, at=AT)

    @property
    def tree(self) -> dict[str, Any]:
        self.draft.refresh_from_db()
        return self.draft.tree

    def url(self, name: str, *args: object) -> str:
        return reverse(name, args=["havn", self.draft.scenario_id, *args])

    def get(self, name: str, *args: object, **asked: str) -> Any:
        return self.client.get(self.url(name, *args), asked)

    def form(self, name: str, *args: object, **asked: str) -> dict[str, Any]:
        """What the form of a page sends if nobody touches it."""
        answer = self.get(name, *args, **asked)
        form = answer.context["form"]
        data = {name: form[name].value() for name in form.fields}
        # A list that nobody touched sends its first entry.
        data |= {
            name: field.choices[0][0]
            for name, field in form.fields.items()
            if type(field) is forms.ChoiceField and data[name] is None
        }
        for name, rows in form.rows.items():
            data[f"{name}-rows"] = rows.number
            data |= {row.add_prefix(field): row[field].value() for row in rows.forms for field in row.fields}
        data["seen"] = answer.context["seen"]
        return {
            name: "\n".join(value) if isinstance(value, list) and name in LINES else value
            for name, value in data.items()
            if value is not None and value is not False
        }

    def post(self, name: str, *args: object, **data: Any) -> Any:
        return self.client.post(self.url(name, *args), data)


LINES = ("powers", "limits", "first_duties", "kinds", "first_options")


@pytest.fixture
def desk(client: Client) -> Desk:
    cast = cast_of(at=AT)
    sign_in(client, cast.ada)
    return Desk(cast, client, small().tree)


def test_every_page_of_a_draft_opens_and_is_linked_from_the_first(desk: Desk) -> None:
    first = desk.get("scenario_msel").content.decode()

    for name in ("timeline", "parts", "languages", "check", "dry_run"):
        assert f'href="{desk.url(f"scenario_{name}")}"' in first
        assert desk.get(f"scenario_{name}").status_code == 200
    for kind, key in (("inject", "press"), ("decision", "tell"), ("phase", "dawn")):
        assert desk.url("part_edit", kind, key) in first
    assert desk.get("scenario_words", "he").status_code == 200


@pytest.mark.parametrize("slug", sorted(shipped()))
def test_the_scenarios_of_the_product_can_be_looked_at_on_every_page(slug: str, client: Client) -> None:
    cast = cast_of(at=AT)
    sign_in(client, cast.ada)
    desk = Desk(cast, client, shipped()[slug].tree)

    for name in ("msel", "timeline", "parts", "languages", "check", "dry_run"):
        assert desk.get(f"scenario_{name}").status_code == 200


def test_a_dry_run_tells_what_never_comes_from_what_only_needs_a_map(client: Client) -> None:
    cast = cast_of(at=AT)
    sign_in(client, cast.ada)
    desk = Desk(cast, client, shipped()["holiday-night"].tree)

    told = desk.get("scenario_dry_run").context

    assert told["never"] == 0
    assert {row["mapped"] for row in told["missed"] if not row["times"]} == {True}


def test_every_kind_of_part_can_be_opened_and_begun(desk: Desk) -> None:
    parts = {
        "scenario": "head", "phase": "dawn", "inject": "press", "decision": "tell", "option": "tell.now",
        "question": "who", "role": "mayor", "objective": "inform", "task": "inform.tell", "target": "vital",
        "variable": "supplier", "look": "1", "ask": "ready",
    }  # fmt: skip
    for kind, key in parts.items():
        assert desk.get("part_edit", kind, key).status_code == 200, kind
        if kind != "scenario":
            assert desk.get("part_new", kind).status_code == 200, kind
            assert desk.get("part_remove", kind, key).status_code == 200, kind


def test_changing_a_title_changes_that_and_nothing_else(desk: Desk) -> None:
    before = desk.tree
    data = desk.form("part_edit", "inject", "call") | {"title": "The night desk calls"}

    answer = desk.post("part_edit", "inject", "call", **data)

    assert answer.status_code == 302
    expected = put(before, "inject", "call", part_at(before, "inject", "call") | {"title": "The night desk calls"})
    assert desk.tree == expected
    assert desk.draft.revision == 2
    assert Line.objects.filter(deed="scenario.part_written").count() == 1


def test_saving_what_nobody_changed_writes_nothing(desk: Desk) -> None:
    assert (
        desk.post("part_edit", "decision", "tell", **desk.form("part_edit", "decision", "tell")).status_code == 302
    )

    assert desk.draft.revision == 1
    assert not Line.objects.filter(deed="scenario.part_written").exists()


def test_a_new_inject_gets_a_key_and_its_place(desk: Desk) -> None:
    data = desk.form("part_new", "inject", above="dawn") | {
        "title": "Parents at the counter", "channel": "walk_in", "release": "timed", "at": "0:30", "to": ["mayor"],
    }  # fmt: skip

    answer = desk.post("part_new", "inject", **data)

    part = found_in(desk.tree, "inject", "parents-at-the-counter").part
    assert answer["Location"].endswith("/msel/#parents-at-the-counter")
    assert (part["at"], part["channel"], part["to"]) == ("+0:30", "walk_in", ["mayor"])


def test_a_new_decision_is_written_with_its_options(desk: Desk) -> None:
    data = desk.form("part_new", "decision", above="dawn") | {
        "question": "Close the counter?", "decider": "mayor", "first_options": "Close it\nLeave it open",
    }  # fmt: skip

    desk.post("part_new", "decision", **data)

    options = found_in(desk.tree, "decision", "close-the-counter").part["options"]
    assert options == [{"key": "close-it", "text": "Close it"}, {"key": "leave-it-open", "text": "Leave it open"}]


def test_braces_that_cannot_be_read_are_refused_beside_the_field(desk: Desk) -> None:
    data = desk.form("part_edit", "inject", "call") | {"body": "It is {story_clock"}

    answer = desk.post("part_edit", "inject", "call", **data)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["body"]
    assert desk.draft.revision == 1


def test_two_people_who_change_different_parts_lose_nothing(desk: Desk) -> None:
    mine = desk.form("part_edit", "inject", "call") | {"title": "Mine"}
    theirs = desk.form("part_edit", "decision", "tell") | {"question": "Theirs?"}

    desk.post("part_edit", "decision", "tell", **theirs)
    answer = desk.post("part_edit", "inject", "call", **mine)

    assert answer.status_code == 302
    assert part_at(desk.tree, "inject", "call")["title"] == "Mine"
    assert part_at(desk.tree, "decision", "tell")["question"] == "Theirs?"


def test_two_people_who_change_the_same_part_see_both_texts(desk: Desk) -> None:
    mine = desk.form("part_edit", "inject", "call") | {"title": "Mine"}
    theirs = mine | {"title": "Theirs"}
    desk.post("part_edit", "inject", "call", **theirs)

    refused = desk.post("part_edit", "inject", "call", **mine)
    again = desk.post("part_edit", "inject", "call", **mine | {"seen": refused.context["seen"]})

    assert refused.status_code == 409
    assert [(each.theirs, each.mine) for each in refused.context["differs"]] == [("Theirs", "Mine")]
    assert 'value="Mine"' in refused.content.decode()
    assert again.status_code == 302
    assert part_at(desk.tree, "inject", "call")["title"] == "Mine"


def test_a_change_made_between_reading_and_writing_is_not_written_over(desk: Desk) -> None:
    turns = []

    def slow(tree: dict[str, Any]) -> dict[str, Any]:
        if not turns:
            turns.append(1)
            rewrite(desk.draft, lambda now: drop(now, "question", "who"), deed="scenario.part_removed",
                    facts={"part": "who"}, by=None, at=AT)  # fmt: skip
        return put(tree, "inject", "call", part_at(tree, "inject", "call") | {"title": "Slow"})

    rewrite(desk.draft, slow, deed="scenario.part_written", facts={"part": "call"}, by=None, at=AT)

    assert part_at(desk.tree, "inject", "call")["title"] == "Slow"
    assert "questions" not in desk.tree["phases"][0]
    assert desk.draft.revision == 3


def test_before_a_role_goes_one_is_told_what_would_be_wrong(desk: Desk) -> None:
    page = desk.get("part_remove", "role", "mayor")
    desk.post("part_remove", "role", "mayor")

    assert "The role mayor is not defined." in page.content.decode()
    assert [role["key"] for role in desk.tree["roles"]] == ["manager", "cio"]


def test_a_decision_keeps_its_last_option(desk: Desk) -> None:
    desk.post("part_remove", "option", "tell.now")

    answer = desk.post("part_remove", "option", "tell.wait")

    assert answer.status_code == 409
    assert len(found_in(desk.tree, "decision", "tell").part["options"]) == 1


def test_parts_are_moved(desk: Desk) -> None:
    desk.post("part_move", "role", "cio", to="up")

    assert [role["key"] for role in desk.tree["roles"]] == ["mayor", "cio", "manager"]


def test_texts_are_translated_side_by_side(desk: Desk) -> None:
    page = desk.get("scenario_words", "he")
    rows = {row["text"].path: row for row in page.context["rows"]}

    answer = desk.post(
        "scenario_words",
        "he",
        **{"say:roles.cio.name": "מנמר", "seen:roles.cio.name": rows["roles.cio.name"]["seen"]},
    )

    assert "title" not in rows
    assert answer.status_code == 302
    assert desk.tree["texts"]["he"]["roles.cio.name"] == "מנמר"


def test_a_translation_that_somebody_wrote_meanwhile_is_shown_and_a_broken_one_refused_while_the_rest_is_kept(
    desk: Desk,
) -> None:
    rows = {row["text"].path: row["seen"] for row in desk.get("scenario_words", "fa").context["rows"]}
    taken, broken, fine = "roles.cio.name", "roles.manager.name", "roles.mayor.name"
    seen = {f"seen:{path}": rows[path] for path in (taken, broken, fine)}
    desk.post("scenario_words", "fa", **{f"say:{taken}": "اول", f"seen:{taken}": rows[taken]})

    answer = desk.post(
        "scenario_words", "fa", **{f"say:{taken}": "دوم", f"say:{broken}": "{", f"say:{fine}": "شهردار"}, **seen
    )

    said = desk.tree["texts"]["fa"]
    assert answer.status_code == 409
    assert (said[taken], said[fine]) == ("اول", "شهردار")
    assert broken not in said
    assert {row["text"].path for row in answer.context["rows"] if row["why"]} == {taken, broken}


def test_a_draft_without_errors_is_approved_and_stays_as_it_is(desk: Desk) -> None:
    page = desk.get("scenario_check")
    answer = desk.post("scenario_approve", revision="1")

    desk.draft.refresh_from_db()
    assert "It can be approved" in page.content.decode()
    assert answer.status_code == 302
    assert (desk.draft.state, desk.draft.approved_by) == (VersionState.APPROVED, desk.cast.ada)
    assert desk.get("part_edit", "inject", "call").status_code == 404
    assert "Write the next version" in desk.get("scenario_msel").content.decode()


@pytest.mark.parametrize("revision", ["1", "nonsense"])
def test_what_was_written_after_one_looked_is_not_approved_with_it(desk: Desk, revision: str) -> None:
    desk.post("part_move", "role", "cio", to="up")

    desk.post("scenario_approve", revision=revision)

    desk.draft.refresh_from_db()
    assert desk.draft.state == VersionState.DRAFT


def test_errors_keep_a_draft_from_being_approved(desk: Desk) -> None:
    desk.post("part_remove", "role", "mayor")

    desk.post("scenario_approve", revision="2")

    desk.draft.refresh_from_db()
    assert desk.draft.state == VersionState.DRAFT
    assert desk.url("part_edit", "decision", "tell") in desk.get("scenario_check").content.decode()


def test_a_draft_of_an_approved_version_bears_the_next_number_and_is_begun_once(desk: Desk) -> None:
    desk.post("scenario_approve", revision="1")

    desk.post("scenario_draft")
    desk.post("scenario_draft")

    versions = ScenarioVersion.objects.order_by("pk").values_list("version", "state")
    assert list(versions) == [("1.0.0", "approved"), ("1.0.1", "draft")]
    assert begin_draft(desk.draft.scenario, by=None, at=AT).version == "1.0.1"


def test_a_scenario_is_begun_from_nothing_and_filled(desk: Desk) -> None:
    begun = {"title": "The flood", "language": "en", "minutes": "60", "day": "weekend", "at": "05:30"}

    answer = desk.client.post(reverse("scenario_new", args=["havn"]), begun)
    desk.draft = ScenarioVersion.objects.get(scenario__title="The flood")
    phase = desk.form("part_new", "phase") | {"title": "Water", "starts": "0:00"}
    desk.post("part_new", "phase", **phase)

    assert answer["Location"] == desk.url("scenario_parts")
    assert desk.tree["story"] == {"day": "weekend", "at": "05:30"}
    assert [one["title"] for one in desk.tree["phases"]] == ["Water"]
    assert desk.get("scenario_dry_run").status_code == 200


def test_a_copy_has_everything_and_goes_its_own_way(desk: Desk) -> None:
    desk.post("scenario_copy", title="Our own dark")

    copy = Scenario.objects.get(title="Our own dark")
    version = copy.versions.get()
    assert copy.copied_from == desk.draft.scenario
    assert version.tree["phases"] == desk.tree["phases"]
    assert version.tree["texts"]["he"].keys() == desk.tree["texts"]["he"].keys() - {"title"}
    assert version.tree["id"] != desk.tree["id"]


def test_another_citys_scenario_is_not_there(desk: Desk, client: Client) -> None:
    sign_in(client, desk.cast.chen)

    for name in ("scenario_msel", "scenario_check"):
        assert client.get(reverse(name, args=["elsewhere", desk.draft.scenario_id])).status_code == 404


def test_a_version_with_a_number_too_long_is_kept_as_often_as_it_changes(cast: Cast) -> None:
    tree = tree_of_small(decision={}) | {"version": "1.0.0-" + "long" * 20}
    kept = [keep_version(cast.havn, tree | {"licence": one}, source="yaml", by=None, at=AT)[0] for one in "abc"]

    assert [version.version for version in kept] == ["1.0.0", "1.0.1", "1.0.2"]
