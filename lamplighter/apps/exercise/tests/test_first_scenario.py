"""Somebody who has never written a scenario follows the way that each page shows, to one that is approved."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.models import ScenarioVersion
from tests.people import Cast, sign_in


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.ada)  # type: ignore[return-value]


def write(ada: Client, address: str, **typed: Any) -> Any:
    """Fill in the form of a new part as far as it is not filled in already."""
    form = ada.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {
        name: field.choices[0][0]
        for name, field in form.fields.items()
        if data[name] == "" and getattr(field, "required", False) and getattr(field, "choices", None)
    }
    data = {name: value for name, value in data.items() if value != ""}
    data |= {f"{name}-rows": 0 for name in form.rows} | typed
    return ada.post(address, data)


def next_of(ada: Client, version: ScenarioVersion) -> tuple[str, str, str]:
    page = ada.get(reverse("scenario_msel", args=["havn", version.scenario_id]))
    step = page.context["next"]
    assert step[1] in page.content.decode()
    return step


def test_the_pages_lead_from_a_title_to_an_approved_scenario(ada: Client, cast: Cast) -> None:
    ada.post(
        reverse("scenario_new", args=["havn"]),
        {"title": "The harbour at night", "language": "en", "minutes": 60, "day": "workday", "at": "22:30"},
    )
    version = ScenarioVersion.objects.get()
    said = []

    for typed in ({"name": "Mayor"}, {"title": "The call"}, {"title": "A call from the port"}):
        why, address, _label = next_of(ada, version)
        said.append(why)
        assert write(ada, address, **typed).status_code == 302
        version.refresh_from_db()
    why, check, _label = next_of(ada, version)
    ada.post(reverse("scenario_approve", args=["havn", version.scenario_id]), {"revision": version.revision})
    version.refresh_from_db()

    assert said == [
        "Begin with those who sit in the room.",
        "Now the first phase: a stretch of the story.",
        "Now what reaches the room in it.",
    ]
    assert (why, check) == (
        "Nothing keeps it from being approved.",
        reverse("scenario_check", args=["havn", version.scenario_id]),
    )
    assert version.state == VersionState.APPROVED


def test_a_mistake_is_the_next_thing(ada: Client, cast: Cast) -> None:
    test_the_pages_lead_from_a_title_to_an_approved_scenario(ada, cast)
    version = ScenarioVersion.objects.get()
    ada.post(reverse("scenario_draft", args=["havn", version.scenario_id]))
    draft = ScenarioVersion.objects.exclude(pk=version.pk).get()
    phase = draft.tree["phases"][0]["key"]

    address = reverse("part_new", args=["havn", draft.scenario_id, "inject"])
    write(ada, f"{address}?above={phase}", title="Second", body="It is {nobody}.")

    assert next_of(ada, draft)[0] == "Something must be mended before it can be approved."


def test_what_cannot_be_written_yet_says_what_comes_first(ada: Client, cast: Cast) -> None:
    ada.post(
        reverse("scenario_new", args=["havn"]),
        {"title": "Empty", "language": "en", "minutes": 60, "day": "workday", "at": "08:00"},
    )

    text = ada.get(
        reverse("scenario_parts", args=["havn", ScenarioVersion.objects.get().scenario_id])
    ).content.decode()

    assert "Write an objective first" in text
    assert "Write a task first" in text
