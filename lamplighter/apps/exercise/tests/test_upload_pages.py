"""Files with scenarios are looked at before anything is kept: what they hold, what is left out, what columns mean."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions.uploads import take_in
from lamplighter.apps.exercise.models import Scenario, ScenarioVersion, Upload
from lamplighter.apps.exercise.tests.files import SMALL, mail, openaev, workbook
from lamplighter.apps.journal.models import Line
from tests.people import Cast, sign_in

BARE = (
    ("0:00", "phone", "It is dark", "Somebody calls: it is dark in the whole street and nobody knows why."),
    ("0:20", "mail", "It stays dark", "The supplier writes: it will stay dark until the evening, at the least."),
    ("0:40", "phone", "Light again", "Somebody calls: there is light again in some of the streets near the port."),
)


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.ada)  # type: ignore[return-value]


def page(name: str, *args: Any) -> str:
    return reverse(name, args=["havn", *args])


def bring(ada: Client, content: bytes, name: str) -> Any:
    return ada.post(page("scenario_import"), {"file": SimpleUploadedFile(name, content)})


def test_a_file_is_shown_first_and_kept_when_its_reader_says_so(ada: Client) -> None:
    answer = bring(ada, SMALL.read_bytes(), "small.yaml")
    found = Upload.objects.get()
    before = Scenario.objects.count()
    seen = ada.get(answer["Location"])

    kept = ada.post(page("upload_keep", found.pk), {"digest": seen.context["read"].digest})

    assert answer["Location"] == page("scenario_upload", found.pk)
    assert (before, Scenario.objects.count(), Upload.objects.count()) == (0, 1, 0)
    assert kept["Location"] == page("scenario", Scenario.objects.get().pk)
    assert Line.objects.get(deed="scenario.imported").facts["sha256"] == found.sha256


def test_the_page_counts_what_the_command_counts_and_says_what_is_left_out(ada: Client) -> None:
    bring(ada, openaev(injects=[mail(), mail("Other", inject_country="FR")]), "theirs.zip")

    seen = ada.get(page("scenario_upload", Upload.objects.get().pk))

    report = seen.context["read"].report()
    shown = [number for _label, number in seen.context["counts"]]
    names = ["phases", "injects", "roles", "decisions", "options", "objectives", "expected_actions", "conditions"]
    names += ["variables", "questions", "survey_questions", "attachments"]
    assert shown == [report[name] for name in names]
    assert report["left_out"]
    assert all(str(each["what"]) in seen.content.decode() for each in report["left_out"])


def test_what_is_thrown_away_is_gone(ada: Client) -> None:
    bring(ada, SMALL.read_bytes(), "small.yaml")

    answer = ada.post(page("upload_drop", Upload.objects.get().pk))

    assert answer["Location"] == page("scenarios")
    assert (Upload.objects.count(), Scenario.objects.count()) == (0, 0)


def test_a_file_that_cannot_be_read_is_not_stored(ada: Client) -> None:
    assert bring(ada, b"%PDF-1.7", "plan.pdf").status_code == 422
    assert not Upload.objects.exists()


def test_a_chronogram_without_headings_is_asked_what_its_columns_mean(ada: Client) -> None:
    answer = bring(ada, workbook(*BARE), "meeting.xlsx")
    found = Upload.objects.get()
    form = ada.get(answer["Location"]).context["form"]
    chosen = {one.letter: one.meaning or "nothing" for one in form.looked}

    ada.post(answer["Location"], chosen | {"C": "from", "D": "body"})
    seen = ada.get(page("scenario_upload", found.pk))

    assert answer["Location"] == page("upload_columns", found.pk)
    assert [len(one.samples) for one in form.looked] == [3, 2, 3, 3]
    assert chosen == {"A": "offset", "B": "channel", "C": "to", "D": "title"}
    inject = seen.context["read"].tree["phases"][0]["injects"][0]
    assert (inject["from"], inject["title"]) == ("It is dark", BARE[0][3])


def test_a_table_of_which_nothing_is_known_can_still_be_told(ada: Client) -> None:
    answer = bring(ada, workbook((1, 2), (2, 3), (3, 4)), "numbers.xlsx")

    assert answer["Location"] == page("upload_columns", Upload.objects.get().pk)
    assert ada.get(page("scenario_upload", Upload.objects.get().pk))["Location"] == answer["Location"]
    assert ada.post(answer["Location"], {"A": "nothing", "B": "title"})["Location"] == page(
        "scenario_upload", Upload.objects.get().pk
    )


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"A": "offset", "B": "title", "C": "title", "D": "nothing"}, "More than one column is"),
        (
            {"A": "offset", "B": "channel", "C": "nothing", "D": "nothing"},
            "which column holds the title or the text",
        ),
        ({"A": "offset", "B": "channel", "C": "dance", "D": "body"}, "dance"),
    ],
)
def test_meanings_that_do_not_fit_are_refused_with_a_sentence(ada: Client, chosen: Any, said: str) -> None:
    columns = bring(ada, workbook(*BARE), "meeting.xlsx")["Location"]

    answer = ada.post(columns, chosen)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Upload.objects.get().columns == {}


def test_what_was_not_seen_is_not_kept(ada: Client) -> None:
    """The columns get other meanings in another window while the page lies open."""
    columns = bring(ada, workbook(*BARE), "meeting.xlsx")["Location"]
    one = Upload.objects.get()
    seen = ada.get(page("scenario_upload", one.pk)).context["read"].digest
    ada.post(columns, {"A": "offset", "B": "channel", "C": "nothing", "D": "body"})

    answer = ada.post(page("upload_keep", one.pk), {"digest": seen})

    assert answer["Location"] == page("scenario_upload", one.pk)
    assert not Scenario.objects.exists()


def test_the_page_says_that_the_same_is_kept_already(ada: Client) -> None:
    for _again in range(2):
        bring(ada, SMALL.read_bytes(), "small.yaml")
        one = Upload.objects.get()
        seen = ada.get(page("scenario_upload", one.pk))
        ada.post(page("upload_keep", one.pk), {"digest": seen.context["read"].digest})

    assert "kept already as version 1.0.0" in seen.content.decode()
    assert ScenarioVersion.objects.count() == 1


def test_a_file_that_waits_is_listed_and_goes_after_a_week(ada: Client, cast: Cast, noon: Any) -> None:
    old = take_in(cast.havn, "old.yaml", SMALL.read_bytes(), by=cast.ada, at=noon)
    listed = ada.get(page("scenario_import")).content.decode()

    take_in(cast.havn, "new.yaml", SMALL.read_bytes(), by=cast.ada, at=noon + timedelta(days=8))

    assert page("scenario_upload", old.pk) in listed
    assert list(Upload.objects.values_list("file_name", flat=True)) == ["new.yaml"]


def test_chen_finds_no_file_of_havn(client: Client, cast: Cast, noon: Any) -> None:
    one = take_in(cast.havn, "small.yaml", SMALL.read_bytes(), by=cast.ada, at=noon)
    sign_in(client, cast.chen)

    assert client.get(reverse("scenario_upload", args=["elsewhere", one.pk])).status_code == 404
    assert client.get(page("scenario_upload", one.pk)).status_code == 404
