"""What an exercise showed: numbers from lines, marks, texts, agreement, and what is done about it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions.evaluation import answer_survey, close_survey, open_survey, set_mark
from lamplighter.apps.exercise.actions.followups import fingerprint, open_area
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.report import agree, write_text
from lamplighter.apps.exercise.bridge.report import digest_of, lines_of, report_of
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.models import Exercise, Line, Observation, Rating, SurveyAnswer, SurveyToken
from lamplighter.apps.exercise.queries.evaluation import reports_visible_to
from lamplighter.apps.exercise.queries.log import first_broken
from lamplighter.apps.exercise.tests.played import played
from lamplighter.apps.exercise.views.front import GATHERED, front_of
from lamplighter.apps.exercise.views.reporting import Told
from lamplighter.apps.followup.models import Action, Finding
from tests.people import Cast, sign_in


@pytest.fixture
def ended(cast: Cast, noon: datetime) -> Exercise:
    return played(cast.havn, by=cast.ada, at=noon)


@pytest.fixture
def later(noon: datetime) -> datetime:
    return noon + timedelta(hours=3)


def at(name: str, *args: object) -> str:
    return reverse(name, args=["havn", *args])


def evaluated(exercise: Exercise, cast: Cast, later: datetime) -> Exercise:
    close_survey(exercise, by=cast.ada, at=later)
    exercise.refresh_from_db()
    return exercise


def agreed(exercise: Exercise, cast: Cast, later: datetime) -> Exercise:
    evaluated(exercise, cast, later)
    agree(exercise, by=cast.ada, at=later)
    exercise.refresh_from_db()
    return exercise


def test_every_number_names_lines_that_stand_in_the_log(ended):
    numbers = {line.number for line in lines_of(ended)}

    for number in report_of(ended).numbers.values():
        assert set(number.lines) <= numbers, number.key


def test_how_many_answered_is_counted_from_the_lines_it_names(ended):
    found = report_of(ended).numbers["answered.tell"]

    told = Line.objects.filter(exercise=ended, number__in=found.lines)
    assert {line.kind for line in told} <= {"answer.given", "answer.changed", "answer.paper"}
    assert found.value == len({line.facts["seat"] for line in told})


def test_the_minutes_until_a_decision_lie_between_its_two_lines(ended):
    found = report_of(ended).numbers["minutes_to_decide.tell"]

    opened, taken = (Line.objects.get(exercise=ended, number=number) for number in found.lines)
    spent = Decimal((taken.at - opened.at).total_seconds()) / 60
    assert (opened.kind, taken.kind) == ("decision.opened", "decision.taken")
    assert found.value is not None
    assert abs(Decimal(found.value) - spent) <= Decimal("0.05")


def test_the_map_of_today_changes_nothing_in_the_report(ended):
    before = digest_of(ended, report_of(ended))
    again = Exercise.objects.get(pk=ended.pk)

    assert digest_of(again, report_of(again)) == before
    assert report_of(ended).numbers["out.count"].value == 1


def test_a_post_that_was_empty_is_something_to_improve(ended):
    codes = {(area.code, area.subject) for area in report_of(ended).areas}

    assert ("exercise.post_empty", "pool:3") in codes
    assert ("exercise.past_tolerance", "service:1") in codes


def test_what_is_found_of_one_service_after_another_is_one_thing_to_improve(ended):
    front = front_of(Told(ended))

    gathered = [row for sort in front.gathered for row in sort.rows]
    assert {row.code for row in gathered} <= set(GATHERED)
    assert "exercise.past_tolerance" in {row.code for row in gathered}
    assert sorted(row.code for row in (*gathered, *front.single)) == sorted(row.code for row in front.improvements)
    assert front.things == len(front.single) + len({row.code for row in gathered})


def test_a_mark_of_an_evaluator_leads_to_its_line_and_an_official_one_stands_over_it(ended, cast, later):
    seat = ended.seats.get(number=1)
    Rating.objects.create(exercise=ended, task="tell", mark="P", seat=seat, at=later)
    evaluated(ended, cast, later)
    before = report_of(ended)

    (line,) = set_mark(ended, "tell", "M", "Too late", by=cast.ada, at=later)

    after = report_of(Exercise.objects.get(pk=ended.pk))
    assert before.overview.mark == "P"
    assert after.overview.mark == "M"
    assert after.numbers["marks.M"].lines == (line.number,)
    assert first_broken(Exercise.objects.get(pk=ended.pk)) is None


def test_a_mark_of_an_unknown_task_is_refused_and_nothing_is_written(ended, cast, later):
    lines = ended.lines.count()

    with pytest.raises(NotNow, match="unknown"):
        set_mark(ended, "no_such_task", "M", "", by=cast.ada, at=later)

    assert (ended.lines.count(), Rating.objects.count()) == (lines, 0)


def test_what_was_agreed_stays_as_it_is(ended, cast, later):
    agreed(ended, cast, later)

    with pytest.raises(NotNow, match="report_fixed"):
        set_mark(ended, "tell", "P", "", by=cast.ada, at=later)
    with pytest.raises(NotNow, match="report_fixed"):
        write_text(ended, "summary", "en", "Better than it was", by=cast.ada, at=later)
    with pytest.raises(NotNow, match="report_fixed"):
        agree(ended, by=cast.ada, at=later)


def test_the_digest_of_an_agreement_notices_every_text_behind_it(ended, cast, later):
    write_text(ended, "summary", "en", "We were slow.", by=cast.ada, at=later)
    agreed(ended, cast, later)
    signed = ended.sign_offs.get().digest
    assert digest_of(ended, report_of(ended)) == signed

    ended.report_texts.update(text="We were quick.")

    assert digest_of(ended, report_of(ended)) != signed


def test_nobody_agrees_while_participants_are_still_asked(ended, cast, later):
    with pytest.raises(NotNow, match="survey_open"):
        agree(ended, by=cast.ada, at=later)


def test_whoever_does_not_run_exercises_reads_a_report_once_it_is_agreed(ended, cast, later):
    mayor, dana = cast.of("executive"), cast.of("duty_manager")
    assert not reports_visible_to(mayor, cast.havn).exists()
    assert reports_visible_to(dana, cast.havn).exists()

    agreed(ended, cast, later)

    assert reports_visible_to(mayor, cast.havn).exists()
    assert not reports_visible_to(cast.ben, cast.havn).exists()


def test_a_rehearsal_is_read_only_by_those_who_run_exercises(ended, cast, later):
    agreed(ended, cast, later)
    Exercise.objects.filter(pk=ended.pk).update(purpose="trial")

    assert not reports_visible_to(cast.of("executive"), cast.havn).exists()
    assert reports_visible_to(cast.ada, cast.havn).exists()


def test_an_answer_afterwards_is_not_linked_to_its_seat_unless_that_is_wanted(ended, cast, later):
    open_survey(ended, by=cast.ada, at=later)
    first, second = ended.seats.all()[:2]

    answer_survey(first, {"ready": 4, "missing": "A list of telephones"}, named=False, at=later)
    answer_survey(second, {"ready": 2}, named=True, at=later)

    assert set(SurveyAnswer.objects.filter(scale__isnull=False).values_list("scale", "seat")) == {
        (4, None),
        (2, second.pk),
    }
    assert SurveyToken.objects.count() == 2
    told = [line.facts for line in ended.lines.filter(kind="survey.answered").order_by("number")]
    assert told == [{}, {"seat": second.number}]


def test_nobody_answers_twice_and_the_second_try_leaves_nothing(ended, cast, later):
    open_survey(ended, by=cast.ada, at=later)
    seat = ended.seats.first()
    answer_survey(seat, {"ready": 4}, named=False, at=later)

    with pytest.raises(NotNow, match="taken"):
        answer_survey(seat, {"ready": 5}, named=False, at=later)

    assert SurveyAnswer.objects.count() == 1
    assert ended.lines.filter(kind="survey.answered").count() == 1


def test_nobody_answers_before_being_asked_or_out_of_the_scale(ended, cast, later):
    seat = ended.seats.first()
    with pytest.raises(NotNow, match="closed"):
        answer_survey(seat, {"ready": 4}, named=False, at=later)
    open_survey(ended, by=cast.ada, at=later)

    for value, code in ((6, "out_of_bounds"), (0, "out_of_bounds")):
        with pytest.raises(NotNow, match=code):
            answer_survey(seat, {"ready": value}, named=False, at=later)
    with pytest.raises(NotNow, match="unknown"):
        answer_survey(seat, {"nonsense": 3}, named=False, at=later)
    assert not SurveyToken.objects.exists()


def test_a_mean_of_few_answers_is_not_told(ended, cast, later):
    open_survey(ended, by=cast.ada, at=later)
    seats = list(ended.seats.order_by("number"))
    for seat in seats[:4]:
        answer_survey(seat, {"ready": 4}, named=False, at=later)
    few = report_of(ended).numbers["survey.ready.mean"].value
    answer_survey(seats[4], {"ready": 5}, named=False, at=later)

    enough = report_of(Exercise.objects.get(pk=ended.pk)).numbers["survey.ready.mean"].value

    assert (few, enough) == (None, Decimal("4.2"))


def test_what_was_found_becomes_one_finding_however_many_actions_answer_it(ended, cast, later):
    area = next(area for area in report_of(ended).areas if area.code == "exercise.post_empty")

    for title in ("Fill the desk", "Fill it for good"):
        open_area(
            ended, area, "Night desk", title=title, owner=cast.ben, due_on=date(2026, 5, 1), by=cast.ada, at=later
        )

    finding = Finding.objects.get()
    assert finding.fingerprint == fingerprint(ended, area)
    assert finding.facts["subject"] == "Night desk"
    assert Action.objects.filter(finding=finding).count() == 2


def test_the_report_page_tells_numbers_and_leads_each_to_its_lines(ended, cast, client, later):
    browser = sign_in(client, cast.ada)

    page = browser.get(at("report", ended.pk)).content.decode()

    for key, number in report_of(ended).numbers.items():
        where = at("report_number", ended.pk, key)
        assert f'href="{where}"' in page, key
        answer = browser.get(where)
        assert answer.status_code == 200
        assert [row.line.number for row in answer.context["lines"]] == list(number.lines), key


def test_the_page_of_a_number_that_does_not_exist_does_not_either(ended, cast, client):
    assert sign_in(client, cast.ada).get(at("report_number", ended.pk, "answered.nothing")).status_code == 404


def test_every_page_of_an_exercise_says_that_it_is_one(ended, cast, client):
    browser = sign_in(client, cast.ada)

    for where in (
        at("report", ended.pk),
        at("report_number", ended.pk, "seats"),
        at("report_edit", ended.pk, "summary"),
        at("rating_official", ended.pk, "tell"),
        at("report_paper", ended.pk),
        at("area_action", ended.pk, "post-empty-pool-3"),
    ):
        answer = browser.get(where)
        assert (answer.status_code, "EXERCISE" in answer.content.decode()) == (200, True), where


def test_a_report_is_written_marked_agreed_and_followed_up_by_hand(ended, cast, client, later):
    browser: Any = sign_in(client, cast.ada)

    browser.post(at("hot_wash_open", ended.pk))
    browser.post(at("hot_wash_close", ended.pk))
    browser.post(at("report_edit", ended.pk, "summary"), {"text": "We told residents late."})
    browser.post(at("rating_official", ended.pk, "tell"), {"mark": "M", "cause": "Nobody knew who speaks"})
    answer = browser.post(
        at("area_action", ended.pk, "post-empty-pool-3"), {"title": "Fill the desk", "due_on": "2026-05-01"}
    )
    assert answer["Location"] == at("action", Action.objects.get().pk)
    browser.post(at("report_agree", ended.pk))

    ended.refresh_from_db()
    assert ended.state == ExerciseState.AGREED
    page = sign_in(Client(), cast.of("executive")).get(at("report", ended.pk)).content.decode()
    assert "We told residents late." in page
    assert "Fill the desk" in page
    assert "Numbers and texts are those that were agreed to." in page
    assert at("report_edit", ended.pk, "summary") not in page


def test_the_finding_says_in_words_what_the_exercise_showed(ended, cast, client, later):
    area = next(area for area in report_of(ended).areas if area.code == "exercise.post_empty")
    action = open_area(
        ended, area, "Night desk", title="Fill it", owner=None, due_on=date(2026, 5, 1), by=cast.ada, at=later
    )

    page = sign_in(client, cast.ada).get(at("action", action.pk)).content.decode()

    assert "nobody was on duty for Night desk" in page


def test_the_document_holds_the_numbers_and_the_mark_on_every_page(ended, cast, client):
    answer = sign_in(client, cast.ada).get(at("report_docx", ended.pk))

    with ZipFile(BytesIO(answer.content)) as archive:
        body = archive.read("word/document.xml").decode()
        header = archive.read("word/header1.xml").decode()
    assert answer["Content-Disposition"].endswith(f'"report-havn-{ended.pk}.docx"')
    assert "EXERCISE" in header
    assert "Hours that services stood still, together" in body
    assert "w:bidi/" not in body


def test_in_hebrew_the_document_is_read_from_the_right(ended, cast, client):
    cast.ada.language = "he"
    cast.ada.save()

    answer = sign_in(client, cast.ada).get(at("report_docx", ended.pk))

    with ZipFile(BytesIO(answer.content)) as archive:
        body = archive.read("word/document.xml").decode()
    assert "<w:bidi/>" in body
    assert "<w:bidiVisual/>" in body


def test_what_an_evaluator_wrote_stands_in_the_report_with_its_lines(ended, cast, client, later):
    Observation.objects.create(
        exercise=ended, task="tell", kind="area", text="Two people spoke at once", lines=[1, 2], at=later
    )

    page = sign_in(client, cast.ada).get(at("report", ended.pk)).content.decode()

    assert "An exercise showed what to improve: Two people spoke at once" in page


def test_readiness_counts_agreed_exercises_only_and_tells_what_got_better(cast, noon, client, later):
    for days, mark, title in ((0, "U", "First"), (30, "P", "Second")):
        one = played(cast.havn, by=cast.ada, at=noon + timedelta(days=days), title=title)
        evaluated(one, cast, later + timedelta(days=days))
        set_mark(one, "tell", mark, "", by=cast.ada, at=later + timedelta(days=days))
        agree(one, by=cast.ada, at=later + timedelta(days=days))
    played(cast.havn, by=cast.ada, at=noon + timedelta(days=60), title="Third")

    answer = sign_in(client, cast.of("executive")).get(at("readiness"))

    (course,) = answer.context["courses"]
    assert [(point["exercise"].title, point["mark_key"]) for point in course["points"]] == [
        ("First", "U"),
        ("Second", "P"),
    ]
    assert course["direction"] == "better"
    assert len(answer.context["never"]) == 7
    assert "Third" not in answer.content.decode()
