"""Pictures and papers beside injects: given, carried, kept while they are played, and shown to nobody else."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions import clock, seats
from lamplighter.apps.exercise.actions.attachments import attach, detach
from lamplighter.apps.exercise.actions.authoring import begin_draft, copy_scenario, rewrite
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.actions.uploads import keep_imported
from lamplighter.apps.exercise.bridge.definition import define
from lamplighter.apps.exercise.bridge.editing import drop, part_at
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.imports.attaching import Unfit, attached, clean_name
from lamplighter.apps.exercise.imports.contracts import MOST_ATTACHED
from lamplighter.apps.exercise.imports.imported import imported_bytes
from lamplighter.apps.exercise.models import Attachment, Exercise, ScenarioVersion
from lamplighter.apps.exercise.tests.files import SMALL, small
from lamplighter.apps.exercise.tests.rooms import after, code, ready_exercise
from lamplighter.apps.exercise.views.library import exported
from lamplighter.web.gate import SEAT_COOKIE
from tests.people import Cast, sign_in

PNG = b"\x89PNG\r\n\x1a\n" + b"the harbour in the dark"
PDF = b"%PDF-1.7 a letter"
PICTURE, PAPER = attached("harbour.png", PNG), attached("letter.pdf", PDF)


@pytest.fixture
def draft(cast: Cast, noon: datetime) -> ScenarioVersion:
    """The small scenario; the call to the CIO at its first minute carries a picture."""
    made, _ = keep_version(cast.havn, small().tree, source="yaml", by=cast.ada, at=noon)
    return attach(made, "call", PICTURE, by=cast.ada, at=noon)


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.ada)  # type: ignore[return-value]


def keys(version: ScenarioVersion) -> list[str]:
    return sorted(Attachment.objects.filter(version=version).values_list("key", flat=True))


# --- What may be shown -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("harbour.png", "harbour.png"),
        ("../../etc/harbour.PNG", "harbour.PNG"),
        ("C:\\mine\\harbour", "harbour.png"),
        ("page.html", "page.html.png"),
        ("\u202egnp.exe", "gnp.exe.png"),
        ("", "attachment.png"),
        ("נמל.png", "נמל.png"),
    ],
)
def test_a_name_is_a_name_and_ends_as_what_the_file_is(name: str, clean: str) -> None:
    assert clean_name(name, "image/png") == clean


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"<svg/>", "attachment_kind"), (b"", "attachment_kind"), (PNG.ljust(MOST_ATTACHED + 1), "attachment_size")],
)
def test_bytes_say_what_a_file_is(content: bytes, code: str) -> None:
    with pytest.raises(Unfit) as refused:
        attached("harbour.png", content)

    assert refused.value.code == code


def test_two_megabytes_are_not_too_much() -> None:
    assert attached("harbour.png", PNG.ljust(MOST_ATTACHED)).media_type == "image/png"


# --- Written ---------------------------------------------------------------------------------------------------
def test_a_picture_is_added_looked_at_and_taken_away_on_pages(
    ada: Client, cast: Cast, draft: ScenarioVersion
) -> None:
    page = reverse("inject_attachment", args=["havn", draft.scenario_id, "press"])
    ada.post(page, {"file": SimpleUploadedFile("../letter.pdf", PDF)})
    there = Attachment.objects.get(key=PAPER.key)
    address = reverse("scenario_attachment", args=["havn", draft.scenario_id, there.pk])
    shown = ada.get(page).content.decode()
    sent = ada.get(address)
    ada.post(reverse("inject_detach", args=["havn", draft.scenario_id, "press"]))

    assert address in shown
    assert (sent.content, sent["Content-Type"], sent["X-Content-Type-Options"]) == (
        PDF,
        "application/pdf",
        "nosniff",
    )
    assert sent["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert keys(draft) == [PICTURE.key]


@pytest.mark.parametrize("content", [b"<html>", b"", PNG.ljust(MOST_ATTACHED + 1)])
def test_what_may_not_be_shown_is_refused_with_a_sentence(
    ada: Client, draft: ScenarioVersion, content: bytes
) -> None:
    page = reverse("inject_attachment", args=["havn", draft.scenario_id, "press"])

    answer = ada.post(page, {"file": SimpleUploadedFile("harbour.png", content)})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert keys(draft) == [PICTURE.key]


def test_the_form_of_an_inject_keeps_its_attachment(ada: Client, draft: ScenarioVersion) -> None:
    answer = ada.get(reverse("part_edit", args=["havn", draft.scenario_id, "inject", "call"]))
    data = {
        name: field.value() for name in answer.context["form"].fields if (field := answer.context["form"][name])
    }
    data = {name: value for name, value in data.items() if value not in (None, False)}
    data |= {"seen": answer.context["seen"], "title": "The desk calls again", "when-rows": 0, "effects-rows": 0}

    answer = ada.post(reverse("part_edit", args=["havn", draft.scenario_id, "inject", "call"]), data)

    draft.refresh_from_db()
    part = part_at(draft.tree, "inject", "call")
    assert (part["title"], part["attachment"]["key"]) == ("The desk calls again", PICTURE.key)


def test_nobody_of_another_city_opens_it(client: Client, cast: Cast, draft: ScenarioVersion) -> None:
    sign_in(client, cast.chen)
    one = Attachment.objects.get().pk

    for city in ("havn", "elsewhere"):
        assert client.get(reverse("scenario_attachment", args=[city, draft.scenario_id, one])).status_code == 404


# --- Carried ---------------------------------------------------------------------------------------------------
def test_copies_and_the_next_version_carry_it(draft: ScenarioVersion, cast: Cast, noon: datetime) -> None:
    ScenarioVersion.objects.filter(pk=draft.pk).update(state="approved")

    following = begin_draft(draft.scenario, by=cast.ada, at=noon)
    copy = copy_scenario(draft.scenario, "A copy", by=cast.ada, at=noon)

    assert [keys(each) for each in (draft, following, copy)] == [[PICTURE.key]] * 3


def test_it_goes_when_nothing_names_it_and_stays_while_something_does(
    draft: ScenarioVersion, cast: Cast, noon: datetime
) -> None:
    attach(draft, "press", PICTURE, by=cast.ada, at=noon)
    detach(draft, "call", by=cast.ada, at=noon)
    while_named = keys(draft)

    rewrite(draft, lambda tree: drop(tree, "inject", "press"), deed="scenario.part_removed", facts={"part": "press"},
            by=cast.ada, at=noon)  # fmt: skip

    assert (while_named, keys(draft)) == ([PICTURE.key], [])


def test_an_exercise_keeps_what_the_version_it_plays_showed(
    draft: ScenarioVersion, cast: Cast, noon: datetime
) -> None:
    Exercise.objects.create(
        organisation=cast.havn, version=draft, title="Tonight", tree=draft.tree, digest=draft.digest, language="en",
        made_at=noon,
    )  # fmt: skip

    attach(draft, "call", PAPER, by=cast.ada, at=noon)

    assert keys(draft) == sorted([PICTURE.key, PAPER.key])


@pytest.mark.parametrize("form", ["yaml", "openaev"])
def test_files_carry_it_out_and_in_again(draft: ScenarioVersion, cast: Cast, noon: datetime, form: str) -> None:
    made = exported(draft, form)

    found = imported_bytes(made.content, f"back{made.ending}")

    assert made.ending == ".zip"
    assert [(each.name, each.media_type, each.content) for each in found.attached] == [
        ("harbour.png", "image/png", PNG)
    ]


def test_a_scenario_that_comes_back_is_the_same(draft: ScenarioVersion, cast: Cast, noon: datetime) -> None:
    found = imported_bytes(exported(draft, "yaml").content, "back.zip")

    version, already = keep_imported(cast.havn, found, by=cast.ada, at=noon)

    assert (version, already) == (draft, True)


def test_an_attachment_that_the_file_lacks_is_told_and_one_that_does_not_fit_is_left_out(
    draft: ScenarioVersion,
) -> None:
    packed = ZipFile(BytesIO(exported(draft, "yaml").content))
    text = packed.read("scenario.yaml")
    made = BytesIO()
    with ZipFile(made, "w") as other:
        other.writestr("scenario.yaml", text)
        other.writestr(f"attachments/{PICTURE.key}.png", b"<html>")

    alone, unfit = imported_bytes(text, "alone.yaml"), imported_bytes(made.getvalue(), "unfit.zip")

    assert [each.code for each in alone.notices] == ["attachment_missing"]
    assert [each.code for each in unfit.left_out] == ["attachment_kind"]
    assert unfit.definition.counts()["attachments"] == 0


def test_a_workbook_says_that_it_has_no_place_for_it(draft: ScenarioVersion) -> None:
    assert "attachment_content" in [each.what for each in exported(draft, "xlsx").left_out]


# --- In the room -----------------------------------------------------------------------------------------------
@pytest.fixture
def room(cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """The call carries a picture from the first minute; the press, for everybody, carries a letter much later."""
    exercise = ready_exercise(cast.havn, at=noon, story_starts_at=noon)
    attach(exercise.version, "call", PICTURE, by=cast.ada, at=noon)
    kept = attach(exercise.version, "press", PAPER, by=cast.ada, at=noon)
    Exercise.objects.filter(pk=exercise.pk).update(tree=kept.tree, digest=kept.digest)
    exercise.refresh_from_db()
    clock.start(exercise, by=cast.ada, at=noon)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: after(noon, 1))
    return exercise


def phone(exercise: Exercise, at: datetime, role: str = "", kind: str = SeatKind.PLAYER) -> Any:
    _seat, secret = seats.take(code(exercise, kind).shown, role=role, language="en", at=at)
    client = Client()
    client.cookies[SEAT_COOKIE] = secret
    return client


def address(key: str) -> str:
    return reverse("seat_attachment", args=[Attachment.objects.get(key=key).pk])


def test_a_phone_shows_the_picture_of_its_own_inject_and_sends_it(room: Exercise, noon: datetime) -> None:
    cio = phone(room, noon, "cio")
    shown, sent = cio.get(reverse("seat")).content.decode(), cio.get(address(PICTURE.key))

    assert f'<img src="{address(PICTURE.key)}" alt="harbour.png"' in shown
    assert (sent.status_code, sent.content, sent["X-Content-Type-Options"]) == (200, PNG, "nosniff")
    assert sent["Content-Disposition"] == 'inline; filename="harbour.png"'


def test_whoever_does_not_see_the_inject_does_not_see_its_picture(room: Exercise, noon: datetime) -> None:
    mayor, screen = phone(room, noon, "mayor"), phone(room, noon, kind=SeatKind.SCREEN)
    evaluator, observer = phone(room, noon, kind=SeatKind.EVALUATOR), phone(room, noon, kind=SeatKind.OBSERVER)

    found = [each.get(address(PICTURE.key)).status_code for each in (mayor, screen, evaluator, observer, Client())]

    assert found == [404, 404, 200, 200, 404]


@pytest.mark.parametrize("kind", SeatKind.values)
def test_an_attachment_of_what_is_still_to_come_is_nowhere(room: Exercise, noon: datetime, kind: str) -> None:
    seat = phone(room, noon, "cio" if kind == SeatKind.PLAYER else "", kind)

    assert seat.get(address(PAPER.key)).status_code == 404


def test_an_attachment_of_another_exercise_is_nowhere(room: Exercise, cast: Cast, noon: datetime) -> None:
    other, _ = keep_version(
        cast.havn, imported_bytes(SMALL.read_bytes().replace(b"slug: small-dark", b"slug: other").replace(
            b"0c7f1c1e", b"1c7f1c1e"), "other.yaml").tree, source="yaml", by=None, at=noon
    )  # fmt: skip
    attach(other, "call", attached("other.png", PNG + b"2"), by=cast.ada, at=noon)

    theirs = Attachment.objects.get(version=other).pk
    assert phone(room, noon, "cio").get(reverse("seat_attachment", args=[theirs])).status_code == 404


def test_the_console_shows_it_by_an_address_of_the_city(room: Exercise, ada: Client) -> None:
    shown = ada.get(reverse("console", args=["havn", room.pk])).content.decode()

    one = Attachment.objects.get(key=PICTURE.key).pk
    assert reverse("scenario_attachment", args=["havn", room.version.scenario_id, one]) in shown


def test_what_is_for_the_facilitator_reaches_no_player_and_no_screen(room: Exercise, noon: datetime) -> None:
    """A note that comes by itself is for those who run and watch the exercise; so is its picture."""
    tree = dict(room.tree)
    (call,) = [part for part in tree["phases"][0]["injects"] if part["key"] == "call"]
    call |= {"kind": "facilitation", "to": []}
    kept = define(tree)
    Exercise.objects.filter(pk=room.pk).update(tree=kept.tree, digest=kept.digest)
    inside = [phone(room, noon, "cio"), phone(room, noon, kind=SeatKind.SCREEN)]
    evaluator = phone(room, noon, kind=SeatKind.EVALUATOR)

    told = [each.get(reverse(name)).content.decode() for each, name in zip(inside, ("seat", "screen"), strict=True)]

    assert ["The desk calls" in text for text in told] == [False, False]
    assert [each.get(address(PICTURE.key)).status_code for each in (*inside, evaluator)] == [404, 404, 200]
    assert "The desk calls" in evaluator.get(reverse("watch")).content.decode()
