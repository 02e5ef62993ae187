"""The report and the cards as files: opened again, and compared with the page and with the log."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from lamplighter.apps.exercise.actions.evaluation import close_survey, set_mark
from lamplighter.apps.exercise.actions.followups import open_area
from lamplighter.apps.exercise.actions.report import agree, write_text
from lamplighter.apps.exercise.bridge.play import scenario_of
from lamplighter.apps.exercise.bridge.report import dark_of, report_of
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Answer, Exercise, Observation
from lamplighter.apps.exercise.phrases.report import FINDINGS, FOUND
from lamplighter.apps.exercise.tests.played import played
from lamplighter.apps.exercise.tests.test_impressions import seat_as, sitting
from lamplighter.apps.exercise.views.front import front_of
from lamplighter.apps.exercise.views.paper_details import detail_blocks
from lamplighter.apps.exercise.views.paper_front import DARK, front_blocks
from lamplighter.apps.exercise.views.papers import paper_of
from lamplighter.apps.exercise.views.reporting import Told
from lamplighter.web.paper import Heading, Paragraph, Table
from lamplighter.web.pdf import pdf
from lamplighter.web.reader import Reader, read_as
from tests.people import Cast, sign_in

LANGUAGES = ("en", "he", "fa", "ar")


@pytest.fixture
def ended(cast: Cast, noon: datetime) -> Exercise:
    return played(cast.havn, by=cast.ada, at=noon)


def at(name: str, *args: object) -> str:
    return reverse(name, args=["havn", *args])


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def cells(exercise: Exercise, heading: str) -> tuple[tuple[str, ...], ...]:
    """Rows of the table that stands under this heading of the paper."""
    blocks = paper_of(exercise).blocks
    place = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading)
    return next(block.rows for block in blocks[place:] if isinstance(block, Table))


def test_the_file_holds_every_number_of_the_page_beside_its_label(ended, cast, client):
    browser: Any = sign_in(client, cast.ada)
    page = browser.get(at("report", ended.pk))
    answer = browser.get(at("report_pdf", ended.pk))

    told = " ".join(pages(answer.content))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert answer["Content-Disposition"].endswith(f'"report-havn-{ended.pk}.pdf"')
    assert len(page.context["told"].figures) > 15
    missing = [
        figure.label for figure in page.context["told"].figures if f"{figure.label} {figure.value}" not in told
    ]
    assert missing == []


def test_the_numbers_on_paper_name_the_lines_that_they_follow_from(ended):
    rows = cells(ended, "Numbers")

    found = report_of(ended).numbers
    assert len(rows) == len(found)
    for (_label, _value, lines), number in zip(rows, found.values(), strict=True):
        spans = [
            [int(end) for end in part.strip("\u2066\u2069").split("–")] for part in lines.split(", ") if part != "–"
        ]
        told = [line for span in spans for line in range(span[0], span[-1] + 1)]
        assert told == list(number.lines), number.key


def test_the_log_on_paper_is_the_log(ended):
    rows = cells(ended, "The log, line by line")

    assert [int(row[0]) for row in rows] == [line.number for line in report_of(ended).timeline]


def test_what_was_dark_agrees_with_the_numbers(ended):
    found, dark = report_of(ended).numbers, dark_of(ended)

    assert len({one.service for one in dark}) == found["out.count"].value == 1
    assert len({one.service for one in dark if one.past_s is not None}) == found["out.past"].value
    assert max(one.residents or 0 for one in dark) == found["residents.dark.max"].value
    until = scenario_of(ended).horizon_s
    hours = sum((one.back_s if one.back_s is not None else until) - one.fell_s for one in dark) / 3600
    assert found["service_hours"].value == pytest.approx(Decimal(hours), abs=Decimal("0.05"))
    ((name, residents, stopped, _past, _back),) = cells(ended, "What was dark, and for whom")
    assert (name, residents) == ("Counter", "9,000")
    assert stopped == Told(ended).story(dark[0].fell_s)


def test_the_first_pages_say_what_was_decided_and_what_is_done_about_what_was_found(ended, cast, noon):
    area = next(area for area in report_of(ended).areas if area.code == "exercise.post_empty")
    open_area(
        ended, area, "Night desk", title="Fill it", owner=cast.ben, due_on=date(2026, 5, 1), by=cast.ada, at=noon
    )

    told = Told(ended).decisions
    decided = cells(ended, "What was decided, and when")
    improved = cells(ended, "What to improve, and what is done about it")

    assert [(row[0], row[1], row[2]) for row in decided] == [
        (one.question, one.taken or "nobody decided", one.decided or "–") for one in told
    ]
    first = improved[0]
    assert first[:2] == ("Nobody on duty", "Night desk")
    assert first[2].startswith("Fill it – Ben")
    assert "1 May 2026" in first[2]
    assert ("Out for longer than tolerable", "Counter", "No action yet") in improved


def test_every_table_of_the_paper_has_a_name_of_its_own(ended):
    captions = [block.caption for block in paper_of(ended).blocks if isinstance(block, Table)]

    assert len(set(captions)) == len(captions)
    assert all(captions)


def test_where_more_stopped_than_fit_the_first_pages_the_details_hold_all(ended):
    front = front_of(Told(ended))
    many = replace(front, dark=front.dark * (DARK + 2))

    first = front_blocks(ended, many, [])
    behind = detail_blocks(Told(ended), many)

    (short,) = [one for one in first if isinstance(one, Table) and one.caption == "What was dark, and for whom"]
    (whole,) = [one for one in behind if isinstance(one, Table) and one.caption == "Details: what was dark"]
    assert (len(short.rows), len(whole.rows)) == (DARK, DARK + 2)
    assert Paragraph("2 more stand in the details.", quiet=True) in first


def test_everything_that_can_be_found_wanting_has_few_words_for_the_first_pages():
    assert set(FOUND) == set(FINDINGS)


def test_a_report_says_on_its_first_page_who_agreed_or_that_nobody_has(ended, cast, client, noon):
    browser: Any = sign_in(client, cast.ada)
    before = pages(browser.get(at("report_pdf", ended.pk)).content)[0]
    close_survey(ended, by=cast.ada, at=noon + timedelta(hours=3))
    ended.refresh_from_db()
    agree(ended, by=cast.ada, at=noon + timedelta(hours=3))

    after = pages(browser.get(at("report_pdf", ended.pk)).content)[0]

    assert "Nobody has agreed to this report yet." in before
    assert f"Agreed by {cast.ada}" in after
    assert "Nobody has agreed" not in after


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_speaks_the_readers_language_and_bears_the_mark_on_every_page(ended, cast, client, language):
    cast.ada.language = language
    cast.ada.save()

    answer = sign_in(client, cast.ada).get(at("report_pdf", ended.pk))

    file = PdfReader(BytesIO(answer.content))
    with translation.override(language):
        mark = translation.gettext("EXERCISE – %(title)s").split(" ")[0]
    root: Any = file.trailer["/Root"]
    assert (root["/Lang"].split("-")[0], bool(root["/MarkInfo"]["/Marked"])) == (language, True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert len(file.pages) > 2
    if language in ("en", "he"):
        # Joined letters come back from a file in the shapes in which they stand.
        shown = mark if language == "en" else mark[::-1]
        assert all(mark in text or shown in text for text in pages(answer.content))


@pytest.mark.parametrize("slug", ["alarm", "dark-supplier", "holiday-night"])
def test_two_pages_come_first_and_the_details_behind(cast, noon, slug):
    exercise = played(cast.havn, by=cast.ada, at=noon, tree=shipped()[slug].tree, players=12)
    tasks = [task for found in report_of(exercise).objectives for task in found.mark.unseen]
    for place, task in enumerate(tasks):
        set_mark(exercise, task, "PSMU"[place % 4], "", by=cast.ada, at=noon)
        exercise.refresh_from_db()
    Observation.objects.create(exercise=exercise, task=tasks[0], kind="area", text="Two spoke at once", at=noon)
    write_text(exercise, "summary", "en", "We told residents late. " * 12, by=cast.ada, at=noon)

    ends = {}
    for language in LANGUAGES:
        read_as(Reader(language=language))
        with translation.override(language):
            paper = paper_of(exercise)
            behind = next(block.text for block in paper.blocks if isinstance(block, Heading) and block.fresh)
        file = PdfReader(BytesIO(pdf(paper)))
        # The outline of the file says on which page each heading stands.
        ends[language] = next(
            file.get_destination_page_number(one) for one in _flat(file.outline) if one.title == behind
        )
    read_as(Reader())

    assert ends == dict.fromkeys(LANGUAGES, 2)


def _flat(outline: Any) -> list[Any]:
    return [each for one in outline for each in (_flat(one) if isinstance(one, list) else [one])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_every_role_is_one_page(cast, noon, client, language):
    exercise = played(cast.havn, by=cast.ada, at=noon, tree=shipped()["holiday-night"].tree, players=12)
    cast.ada.language = language
    cast.ada.save()
    browser: Any = sign_in(client, cast.ada)

    listed = browser.get(at("cards", exercise.pk))

    assert len(listed.context["roles"]) > 5
    for role in listed.context["roles"]:
        where = at("card_pdf", exercise.pk, role["key"])
        assert where in listed.content.decode()
        assert len(PdfReader(BytesIO(browser.get(where).content)).pages) == 1


def test_a_card_as_a_file_holds_ones_own_answers_and_nobody_elses(ended, cast, noon, client):
    mayor, cio = seat_as(ended, "mayor"), seat_as(ended, "cio")
    for seat, value in ((mayor, "now"), (cio, "wait")):
        Answer.objects.create(exercise=ended, decision="tell", seat=seat, value=value, given_at=noon)

    (own,) = pages(sitting(cio).get(reverse("seat_card_pdf")).content)
    (of_role,) = pages(sign_in(client, cast.ada).get(at("card_pdf", ended.pk, "cio")).content)

    assert "What you answered for yourself" in own
    assert "Wait until the supplier explains" in own
    assert "Say now what we know" not in own
    assert "What you answered for yourself" not in of_role
    assert "Wait until the supplier explains" not in of_role
    assert own.startswith("EXERCISE")


def test_a_card_of_nobody_and_one_before_the_end_are_no_file(ended, cast, noon, client):
    seat = seat_as(ended, "cio")
    Exercise.objects.filter(pk=ended.pk).update(state="running")

    assert sitting(seat).get(reverse("seat_card_pdf")).status_code == 404
    Exercise.objects.filter(pk=ended.pk).update(state="hot_wash")
    assert sign_in(client, cast.ada).get(at("card_pdf", ended.pk, "nobody")).status_code == 404


def test_pages_and_files_lead_to_each_other(ended, cast, client):
    browser: Any = sign_in(client, cast.ada)

    for page, file in (
        (at("report", ended.pk), at("report_pdf", ended.pk)),
        (at("report", ended.pk), at("report_docx", ended.pk)),
        (at("report_paper", ended.pk), at("report_pdf", ended.pk)),
        (at("cards", ended.pk), at("card_pdf", ended.pk, "mayor")),
        (at("card_role", ended.pk, "mayor"), at("card_pdf", ended.pk, "mayor")),
    ):
        assert f'href="{file}"' in browser.get(page).content.decode(), page
    assert (
        f'href="{reverse("seat_card_pdf")}"'
        in sitting(seat_as(ended, "cio")).get(reverse("seat_card")).content.decode()
    )
