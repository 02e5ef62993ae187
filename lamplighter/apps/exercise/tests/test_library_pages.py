"""The shelf of scenarios: ours, the city's, files in and out."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.bridge.definition import define
from lamplighter.apps.exercise.imports.imported import imported_bytes
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Scenario, ScenarioVersion
from lamplighter.apps.exercise.tests.files import mail, openaev
from tests.people import Cast, sign_in

SMALL = Path(__file__).with_name("small-dark.yaml").read_bytes()


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.ada)  # type: ignore[return-value]


def page(name: str, *args: Any) -> str:
    return reverse(name, args=["havn", *args])


def upload(ada: Client, content: bytes, name: str = "small.yaml") -> Any:
    """What is answered to a file that is brought in, and kept if it can be."""
    answer = ada.post(page("scenario_import"), {"file": SimpleUploadedFile(name, content)})
    if answer.status_code == 302:
        seen = ada.get(answer["Location"])
        ada.post(page("upload_keep", seen.context["found"].pk), {"digest": seen.context["read"].digest})
    return answer


def test_the_three_scenarios_of_the_product_are_offered_first(ada: Client) -> None:
    text = ada.get(page("scenarios")).content.decode()

    assert "No scenario is on the shelf yet" in text
    assert [slug for slug in shipped() if page("scenario_shipped", slug) in text] == list(shipped())


def test_a_scenario_that_was_taken_is_ones_own_and_is_no_longer_offered(ada: Client, cast: Cast) -> None:
    answer = ada.post(page("scenario_take", "alarm"))

    kept = Scenario.objects.get(organisation=cast.havn)
    assert (answer.url, kept.title) == (page("scenario", kept.pk), "The alarm that may be false")
    assert kept.versions.get().digest == shipped()["alarm"].digest
    assert page("scenario_shipped", "alarm") not in ada.get(page("scenarios")).content.decode()


def test_taking_it_twice_keeps_it_once(ada: Client) -> None:
    ada.post(page("scenario_take", "alarm"))
    ada.post(page("scenario_take", "alarm"))

    assert ScenarioVersion.objects.count() == 1


def test_a_scenarios_page_tells_phases_roles_and_what_the_check_finds(ada: Client, cast: Cast) -> None:
    upload(ada, SMALL)
    kept = Scenario.objects.get()

    text = ada.get(page("scenario", kept.pk)).content.decode()

    assert "Before the offices open" in text
    assert "What do residents hear, and when?" in text
    assert "Chief information officer" in text
    assert "Nothing uses the target first." in text
    assert "texts are missing" in text


def test_a_text_speaks_of_the_citys_own_things_or_says_what_is_meant(ada: Client) -> None:
    text = ada.get(page("scenario_shipped", "alarm")).content.decode()

    assert "{target" not in text
    assert "a setting of ⁨a service that lives depend on⁩ changes by itself" in text


def test_what_a_file_held_besides_is_told(ada: Client, cast: Cast) -> None:
    upload(ada, openaev(injects=[mail(), mail("Other", inject_country="FR")]), "theirs.zip")

    version = ScenarioVersion.objects.get()
    text = ada.get(page("scenario", version.scenario_id)).content.decode()
    assert version.left_out
    assert "Scenarios of Lamplighter have no place for it." in text
    assert all(str(each["what"]) in text for each in version.left_out)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\x89PNG", "is no scenario"),
        (SMALL.replace(b"mode: single", b"mode: dance"), "dance"),
    ],
)
def test_a_file_that_cannot_be_read_keeps_nothing_and_says_why(ada: Client, content: bytes, said: str) -> None:
    answer = upload(ada, content)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Scenario.objects.exists()


def test_no_file_at_all_is_asked_for(ada: Client) -> None:
    assert ada.post(page("scenario_import")).status_code == 422


def test_it_goes_out_as_it_came_in(ada: Client, cast: Cast) -> None:
    upload(ada, SMALL)
    kept = Scenario.objects.get()

    answer = ada.get(page("scenario_export", kept.pk, "yaml"))

    assert answer["Content-Disposition"] == 'attachment; filename="small-dark-1.0.0.yaml"'
    assert imported_bytes(answer.content, "back.yaml").digest == kept.versions.get().digest


@pytest.mark.parametrize("form", ["xlsx", "openaev"])
def test_other_kinds_of_files_can_be_read_again_and_say_what_they_cannot_hold(ada: Client, form: str) -> None:
    upload(ada, SMALL)
    kept = Scenario.objects.get()

    answer = ada.get(page("scenario_export", kept.pk, form))

    assert imported_bytes(answer.content, "back").definition.counts()["injects"] >= 2
    assert "prices" in ada.get(page("scenario_files", kept.pk)).content.decode()


def test_there_is_no_other_kind_of_file(ada: Client) -> None:
    upload(ada, SMALL)

    assert ada.get(page("scenario_export", Scenario.objects.get().pk, "docx")).status_code == 404


def test_chen_finds_nothing_of_havns_shelf(client: Client, cast: Cast, noon: Any) -> None:
    version, _ = keep_version(
        cast.havn, define(imported_bytes(SMALL, "x").tree).tree, source="yaml", by=None, at=noon
    )
    sign_in(client, cast.chen)

    assert client.get(page("scenario", version.scenario_id)).status_code == 404
    own = reverse("scenario", args=["elsewhere", version.scenario_id])
    assert client.get(own).status_code == 404
    assert b"A supplier goes dark" not in client.get(reverse("scenarios", args=["elsewhere"])).content


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.HR, Role.EXECUTIVE, Role.AUDITOR])
def test_whoever_may_be_played_on_reads_no_script(client: Client, cast: Cast, role: str) -> None:
    sign_in(client, cast.of(role))

    assert client.get(page("scenarios")).status_code == 403
    assert client.get(page("scenario_shipped", "alarm")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_shelf_asks_as_much_for_three_as_for_one(
    ada: Client, cast: Cast, noon: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for slug in list(shipped())[:rows]:
        keep_version(cast.havn, shipped()[slug].tree, source="yaml", by=cast.ada, at=noon)
    ada.get(page("scenarios"))

    with django_assert_num_queries(5):
        ada.get(page("scenarios"))


def test_the_shelf_reads_from_right_to_left(ada: Client, cast: Cast) -> None:
    type(cast.havn).objects.filter(pk=cast.havn.pk).update(language="he")

    text = ada.get(page("scenario_shipped", "dark-supplier")).content.decode()

    assert 'dir="rtl"' in text
    assert "הספק" in text
