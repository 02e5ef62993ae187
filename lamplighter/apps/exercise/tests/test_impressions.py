"""What participants find on their own seat after the exercise: questions, and their card."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.exercise.actions.evaluation import answer_survey, close_survey, open_survey
from lamplighter.apps.exercise.models import Answer, Exercise, Seat, SurveyAnswer
from lamplighter.apps.exercise.queries.seats import token_hash
from lamplighter.apps.exercise.tests.played import played, prepared
from tests.people import Cast, sign_in


@pytest.fixture
def ended(cast: Cast, noon: datetime) -> Exercise:
    return played(cast.havn, by=cast.ada, at=noon)


def sitting(seat: Seat) -> Any:
    """A browser with the seat's cookie, and no account."""
    seat.token_hash = token_hash(f"secret of {seat.pk}")
    seat.save()
    client = Client()
    client.cookies["seat"] = f"secret of {seat.pk}"
    return client


def seat_as(exercise: Exercise, role: str) -> Seat:
    return exercise.seats.filter(role=role).order_by("number").first()


def test_a_participant_answers_once_without_a_name_and_is_thanked(ended, cast, noon):
    open_survey(ended, by=cast.ada, at=noon + timedelta(hours=3))
    browser = sitting(seat_as(ended, "cio"))
    asked = browser.get(reverse("seat_survey"))
    assert "What are your first impressions?" in asked.content.decode()

    answer = browser.post(reverse("seat_survey"), {"ask-ready": "4", "ask-missing": "A telephone list"})

    assert answer.status_code == 302
    assert set(SurveyAnswer.objects.values_list("question", "scale", "text", "seat")) == {
        ("ready", 4, "", None),
        ("missing", None, "A telephone list", None),
    }
    assert "Thank you" in browser.get(reverse("seat_survey")).content.decode()
    assert browser.post(reverse("seat_survey"), {"ask-ready": "1"}).status_code == 422


def test_nobody_is_asked_before_and_after(ended, cast, noon):
    browser = sitting(seat_as(ended, "cio"))
    assert "Nobody is being asked now" in browser.get(reverse("seat_survey")).content.decode()
    open_survey(ended, by=cast.ada, at=noon + timedelta(hours=3))
    close_survey(ended, by=cast.ada, at=noon + timedelta(hours=4))

    assert browser.post(reverse("seat_survey"), {"ask-ready": "4"}).status_code == 422
    assert not SurveyAnswer.objects.exists()


def test_a_card_holds_ones_own_answers_and_nobody_elses(ended, noon):
    mayor, cio = seat_as(ended, "mayor"), seat_as(ended, "cio")
    for seat, value in ((mayor, "now"), (cio, "wait")):
        Answer.objects.create(exercise=ended, decision="tell", seat=seat, value=value, given_at=noon)

    page = sitting(cio).get(reverse("seat_card"))

    assert [row["value"] for row in page.context["answered"]] == ["Wait until the supplier explains"]
    assert "Say now what we know" not in page.content.decode()
    assert "Switches systems off" in page.content.decode()


def test_there_is_no_card_before_the_end_and_none_without_a_seat(cast, noon):
    exercise = prepared(cast.havn, by=cast.ada, at=noon)
    seat = Seat.objects.create(exercise=exercise, number=1, role="cio", language="en", joined_at=noon)

    assert sitting(seat).get(reverse("seat_card")).status_code == 404
    assert Client().get(reverse("seat_card")).status_code == 404
    assert sign_in(Client(), cast.ada).get(reverse("seat_survey")).status_code == 404


def test_the_card_of_a_role_tells_no_private_answer(ended, cast, noon, client):
    for seat in ended.seats.all():
        Answer.objects.create(exercise=ended, decision="tell", seat=seat, value="wait", given_at=noon)
    browser: Any = sign_in(client, cast.ada)
    listed = browser.get(reverse("cards", args=["havn", ended.pk])).content.decode()
    where = reverse("card_role", args=["havn", ended.pk, "mayor"])
    assert where in listed

    page = browser.get(where)

    assert page.context["answered"] == []
    assert "Declares a state of emergency" in page.content.decode()
    assert browser.get(reverse("card_role", args=["havn", ended.pk, "nobody"])).status_code == 404


def test_what_participants_wrote_is_shown_from_five_answers_on_to_those_who_run_it(ended, cast, noon, client):
    later = noon + timedelta(hours=3)
    open_survey(ended, by=cast.ada, at=later)
    seats = list(ended.seats.order_by("number"))
    browser: Any = sign_in(client, cast.ada)
    for seat in seats[:4]:
        answer_survey(seat, {"missing": f"Wish {seat.number}"}, named=False, at=later)
    assert "Wish" not in browser.get(reverse("report", args=["havn", ended.pk])).content.decode()

    answer_survey(seats[4], {"missing": "Wish 0"}, named=False, at=later)

    (row,) = browser.get(reverse("report", args=["havn", ended.pk])).context["impressions"]
    assert row["texts"] == ["Wish 0", "Wish 1", "Wish 2", "Wish 3", "Wish 4"]
