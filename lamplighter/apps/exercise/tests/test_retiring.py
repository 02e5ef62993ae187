"""Versions that are played no more, and taken back into use."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions.authoring import approve, begin_draft
from lamplighter.apps.exercise.actions.retiring import reinstate, retire
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import ScenarioVersion
from lamplighter.apps.exercise.queries.scenarios import playable_version
from lamplighter.apps.journal.models import Line
from tests.people import Cast, sign_in


@pytest.fixture
def approved(cast: Cast, noon: datetime) -> ScenarioVersion:
    draft, _ = keep_version(cast.havn, shipped()["alarm"].tree, source="yaml", by=cast.ada, at=noon)
    return approve(draft, revision=draft.revision, by=cast.ada, at=noon)


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.ada)  # type: ignore[return-value]


def test_a_retired_version_is_played_no_more_until_it_is_taken_back(
    approved: ScenarioVersion, cast: Cast, noon: datetime
) -> None:
    before = playable_version(approved.scenario)
    retire(approved, by=cast.ada, at=noon)
    between = playable_version(approved.scenario)
    reinstate(approved, by=cast.ada, at=noon)

    assert (before, between, playable_version(approved.scenario)) == (approved, None, approved)
    assert [line.deed for line in Line.objects.filter(deed__in=("scenario.retired", "scenario.reinstated"))] == [
        "scenario.retired",
        "scenario.reinstated",
    ]


def test_the_version_before_a_retired_one_is_played(approved: ScenarioVersion, cast: Cast, noon: datetime) -> None:
    following = begin_draft(approved.scenario, by=cast.ada, at=noon)
    following = approve(following, revision=following.revision, by=cast.ada, at=noon)

    retire(following, by=cast.ada, at=noon)

    assert playable_version(approved.scenario) == approved


def test_only_what_is_approved_is_retired(approved: ScenarioVersion, cast: Cast, noon: datetime) -> None:
    draft = begin_draft(approved.scenario, by=cast.ada, at=noon)

    assert not retire(draft, by=cast.ada, at=noon)
    assert not reinstate(approved, by=cast.ada, at=noon)
    assert ScenarioVersion.objects.get(pk=draft.pk).state == VersionState.DRAFT


def test_pages_retire_a_version_and_take_it_back(ada: Client, approved: ScenarioVersion) -> None:
    page = reverse("scenario", args=["havn", approved.scenario_id])
    to = {name: reverse(name, args=["havn", approved.scenario_id, approved.pk]) for name in
          ("version_retire", "version_reinstate")}  # fmt: skip
    prepare = f"{reverse('exercise_new', args=['havn'])}?scenario={approved.scenario_id}"

    first = ada.get(page).content.decode()
    ada.post(to["version_retire"])
    second: Any = ada.get(page).content.decode()
    refused = ada.get(prepare, follow=True).content.decode()
    ada.post(to["version_reinstate"])

    assert to["version_retire"] in first
    assert prepare in first
    assert to["version_reinstate"] in second
    assert prepare not in second
    assert "Every version of this scenario is retired" in refused
    assert prepare in ada.get(page).content.decode()


def test_the_pages_of_a_retired_version_say_so(
    ada: Client, approved: ScenarioVersion, cast: Cast, noon: Any
) -> None:
    retire(approved, by=cast.ada, at=noon)

    text = ada.get(reverse("scenario_msel", args=["havn", approved.scenario_id])).content.decode()

    assert "It is retired: no new exercise plays it." in text
