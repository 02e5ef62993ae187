"""The list of everything that comes: put in another order, narrowed, and said in whole sentences."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.forms.rows import RowForm
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.live.keeping import Keeper
from lamplighter.apps.exercise.models import ScenarioVersion
from lamplighter.apps.exercise.phrases import authoring as words
from tests.people import Cast, sign_in


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.ada)  # type: ignore[return-value]


@pytest.fixture
def draft(cast: Cast, noon: datetime) -> ScenarioVersion:
    return keep_version(cast.havn, shipped()["dark-supplier"].tree, source="yaml", by=cast.ada, at=noon)[0]


def rows(ada: Client, draft: ScenarioVersion, **asked: str) -> list[Any]:
    """The rows of all phases, in the order of the page."""
    page = ada.get(reverse("scenario_msel", args=["havn", draft.scenario_id]), asked)
    return [one["row"] for stretch in page.context["stretches"] for one in stretch["rows"]]


def test_a_channel_alone_is_shown_if_asked(ada: Client, draft: ScenarioVersion) -> None:
    every = rows(ada, draft)

    assert {row.channel for row in rows(ada, draft, channel="mail")} == {"mail"}
    assert {row.kind for row in rows(ada, draft, channel="decision")} == {"decision"}
    assert rows(ada, draft, channel="pigeon") == every


def test_a_phase_and_a_channel_narrow_together(ada: Client, draft: ScenarioVersion) -> None:
    phase = draft.tree["phases"][0]["key"]
    found = rows(ada, draft, phase=phase, channel="phone")
    inside = {part["key"] for part in draft.tree["phases"][0]["injects"] if part["channel"] == "phone"}

    assert {row.key for row in found} == inside


def test_numbers_are_put_in_order_as_people_count(ada: Client, draft: ScenarioVersion) -> None:
    phase = draft.tree["phases"][1]["key"]
    found = [row.number for row in rows(ada, draft, phase=phase, order="number") if row.number.isdecimal()]

    assert found == sorted(found, key=int)
    assert [
        row.number for row in rows(ada, draft, phase=phase, order="-number") if row.number.isdecimal()
    ] == found[::-1]


def test_times_are_put_in_order_and_what_has_none_comes_last(ada: Client, draft: ScenarioVersion) -> None:
    phase = draft.tree["phases"][1]["key"]
    found = [row.at_min for row in rows(ada, draft, phase=phase, order="time")]
    timed = [minute for minute in found if minute is not None]

    assert timed == sorted(timed)
    assert found == timed + [None] * (len(found) - len(timed))


def test_nothing_is_moved_while_the_rows_stand_in_another_order(ada: Client, draft: ScenarioVersion) -> None:
    page = reverse("scenario_msel", args=["havn", draft.scenario_id])

    assert b"Move down: Nothing opens" in ada.get(page).content
    assert b"Move down: Nothing opens" not in ada.get(page, {"order": "time"}).content


def test_a_phase_with_nothing_of_what_was_chosen_says_so(ada: Client, draft: ScenarioVersion) -> None:
    page = ada.get(reverse("scenario_msel", args=["havn", draft.scenario_id]), {"channel": "walk_in"})

    assert b"Nothing in this phase is what you chose." in page.content


@pytest.mark.parametrize(
    ("tree", "time", "said"),
    [
        ({"decided": "d"}, "", "only if this is so: D1 is decided"),
        ({"not": {"decided": "d"}}, "0:45", "only if for 0:45 this is not so: D1 is decided"),
        ({"all": [{"decided": "d"}]}, "", "only if this is so: D1 is decided"),
        (
            {"any": [{"decided": "d"}, {"not": {"released": "i"}}]},
            "",
            "only if this is so: one of these is so: D1 is decided; this is not so: 4 has come",
        ),
    ],
)
def test_what_something_waits_for_is_a_whole_sentence(tree: Any, time: str, said: str) -> None:
    assert words.only_if(tree, {"d": "D1", "i": "4"}, time) == said


def test_every_kind_of_part_that_can_be_removed_has_its_own_question() -> None:
    assert set(words.REMOVE) == set(words.KINDS) - {"scenario"}


@pytest.mark.parametrize("kind", [RowForm, Keeper])
def test_what_every_kind_must_say_for_itself_cannot_be_left_out(kind: Any) -> None:
    class Silent(kind):
        pass

    with pytest.raises(TypeError, match="abstract"):
        Silent("x")
