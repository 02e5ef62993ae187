"""Nothing real is sent, unless it is switched on and the owner of the address has agreed; then once, and marked."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from lamplighter.apps.exercise.actions import answers, clock, decisions, injects, messages
from lamplighter.apps.exercise.actions.addresses import (
    add_address,
    address_of,
    confirm,
    remove_address,
    switch_mail,
    token_of,
)
from lamplighter.apps.exercise.actions.evaluation import close_survey, open_survey
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.posting import send
from lamplighter.apps.exercise.actions.report import agree
from lamplighter.apps.exercise.choices import ExerciseState, Purpose
from lamplighter.apps.exercise.models import Exercise, Line, RealAddress, RealMail
from lamplighter.apps.exercise.tests.rooms import after, ready_exercise, seated
from lamplighter.apps.journal.models import Line as JournalLine
from lamplighter.apps.work.actions import ask
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.models import Job, JobState
from lamplighter.apps.work.signals import discover
from lamplighter.engines.exercise import digest
from tests.people import Cast, sign_in

MARK = "[EXERCISE]"


@pytest.fixture
def one(cast: Cast, noon: datetime) -> Exercise:
    """The first thing that comes is an e-mail to the CIO."""
    exercise = ready_exercise(cast.havn, at=noon, story_starts_at=noon)
    exercise.tree["phases"][0]["injects"][0]["channel"] = "mail"
    exercise.digest = digest(exercise.tree)
    exercise.save()
    return exercise


def address(exercise: Exercise, name: str, role: str, confirmed: datetime | None = None) -> RealAddress:
    return RealAddress.objects.create(
        exercise=exercise, email=f"{name}@havn.example", role=role, confirmed_at=confirmed
    )


def whole(exercise: Exercise, cast: Cast, noon: datetime) -> None:
    """All of an exercise, with everything in it that could be sent to somebody."""
    clock.start(exercise, by=cast.ada, at=noon)
    sitting = seated(exercise, "mayor", "manager", "cio", at=noon)
    injects.improvise(exercise, channel="mail", title="One more", to=("cio",), by=cast.ada, at=noon)
    messages.say(exercise, 1, "Who leads?", by=cast.ada, at=noon)
    for seat in sitting:
        answers.answer(seat, "tell", "now", at=after(noon, 25))
    decisions.reveal(exercise, "tell", by=cast.ada, at=after(noon, 26))
    clock.advance(exercise.pk, at=after(noon, 70))
    clock.end(exercise, by=cast.ada, at=after(noon, 80))
    open_survey(exercise, by=cast.ada, at=after(noon, 81))
    close_survey(exercise, by=cast.ada, at=after(noon, 82))
    agree(exercise, by=cast.ada, at=after(noon, 83))


def at_work(at: datetime) -> None:
    discover()
    work_off(lambda: at)


def test_while_it_is_off_nothing_is_sent_in_a_whole_exercise(one, cast, noon):
    address(one, "cio", "cio", noon)
    address(one, "mayor", "mayor", noon)

    whole(one, cast, noon)
    at_work(noon)

    assert Exercise.objects.get(pk=one.pk).state == ExerciseState.AGREED
    assert Line.objects.filter(exercise=one, kind="inject.released", facts__key="call").exists()
    assert (mail.outbox, Job.objects.count()) == ([], 0)


def test_it_is_off_unless_somebody_switches_it_on(cast, noon):
    assert ready_exercise(cast.havn, at=noon).real_mail is False


def test_an_e_mail_of_the_story_goes_to_the_confirmed_addresses_of_its_roles(one, cast, noon):
    address(one, "cio", "cio", noon)
    address(one, "deputy", "cio", noon)
    address(one, "mayor", "mayor", noon)
    address(one, "unsure", "cio")
    switch_mail(one, True, by=cast.ada, at=noon)

    clock.start(one, by=cast.ada, at=noon)
    assert mail.outbox == []
    at_work(noon)

    assert sorted(letter.to[0] for letter in mail.outbox) == ["cio@havn.example", "deputy@havn.example"]
    letter = mail.outbox[0]
    lines = letter.body.strip().splitlines()
    assert letter.subject == f"{MARK} The desk calls"
    assert lines[0] == lines[-1] == f"{MARK} This is an exercise. Nothing in this letter is real."
    assert "Nordwind Hosting" in letter.body
    assert (letter.cc, letter.bcc, len(letter.to)) == ([], [], 1)


def test_nothing_but_e_mails_is_sent_and_nothing_that_was_improvised(one, cast, noon):
    address(one, "mayor", "mayor", noon)
    address(one, "manager", "manager", noon)
    switch_mail(one, True, by=cast.ada, at=noon)

    whole(one, cast, noon)

    assert Job.objects.count() == 0


def test_a_job_that_is_done_again_sends_nothing_again(one, cast, noon):
    address(one, "cio", "cio", noon)
    switch_mail(one, True, by=cast.ada, at=noon)
    clock.start(one, by=cast.ada, at=noon)
    at_work(noon)
    Job.objects.update(state=JobState.WAITING)

    at_work(noon)

    assert len(mail.outbox) == 1
    assert RealMail.objects.get().sent_at is not None


def test_what_a_mail_server_refuses_is_not_tried_again(one, cast, noon, monkeypatch):
    own = address(one, "cio", "cio", noon)
    switch_mail(one, True, by=cast.ada, at=noon)
    clock.start(one, by=cast.ada, at=noon)
    number = Line.objects.get(exercise=one, kind="inject.released").number

    def refuse(*_anything: Any) -> int:
        raise SMTPException("busy")

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        assert send(own, number, at=noon) is False

    assert send(own, number, at=noon) is False
    assert (mail.outbox, RealMail.objects.get().sent_at) == ([], None)


def taken_back(row: RealAddress, cast: Cast, noon: datetime) -> None:
    remove_address(row, by=cast.ada, at=noon)


def unconfirmed(row: RealAddress, cast: Cast, noon: datetime) -> None:
    RealAddress.objects.filter(pk=row.pk).update(confirmed_at=None)


def switched_off(row: RealAddress, cast: Cast, noon: datetime) -> None:
    switch_mail(row.exercise, False, by=cast.ada, at=noon)


def ended(row: RealAddress, cast: Cast, noon: datetime) -> None:
    clock.end(row.exercise, by=cast.ada, at=noon)


@pytest.mark.parametrize("meanwhile", [taken_back, unconfirmed, switched_off, ended])
def test_what_waits_to_be_sent_is_not_sent_any_more(
    one, cast, noon, meanwhile: Callable[[RealAddress, Cast, datetime], None]
):
    own = address(one, "cio", "cio", noon)
    switch_mail(one, True, by=cast.ada, at=noon)
    clock.start(one, by=cast.ada, at=noon)
    assert Job.objects.filter(state=JobState.WAITING).count() == 1

    meanwhile(own, cast, noon)
    at_work(noon)

    assert mail.outbox == []


def test_a_job_of_another_city_sends_nothing(one, cast, noon):
    own = address(one, "cio", "cio", noon)
    switch_mail(one, True, by=cast.ada, at=noon)
    clock.start(one, by=cast.ada, at=noon)
    Job.objects.all().delete()
    ask(cast.elsewhere, "exercise.mail", {"address": own.pk, "line": 1}, by=cast.chen, at=noon)

    at_work(noon)

    assert mail.outbox == []


def test_a_rehearsal_sends_nothing(one, cast, noon):
    address(one, "cio", "cio", noon)
    Exercise.objects.filter(pk=one.pk).update(purpose=Purpose.REHEARSAL, real_mail=True)

    with pytest.raises(NotNow, match="mail_over"):
        switch_mail(one, True, by=cast.ada, at=noon)
    clock.start(one, by=cast.ada, at=noon)

    assert Job.objects.count() == 0


def test_an_owner_is_asked_and_agrees_by_a_button_behind_the_link(one, cast, noon, client):
    browser: Any = sign_in(client, cast.ada)
    page = reverse("exercise_mail", args=["havn", one.pk])

    answer = browser.post(page, {"email": "cio@havn.example", "role": "cio"})

    assert answer["Location"] == page
    (question,) = mail.outbox
    assert question.subject.startswith(f"{MARK} ")
    found = re.search(r"http://testserver(/exercise-mail/\S+)", question.body)
    assert found is not None
    client.logout()
    assert client.get(found[1]).status_code == 200
    assert RealAddress.objects.get().confirmed_at is None
    client.post(found[1], {"answer": "yes"})
    assert RealAddress.objects.get().confirmed_at is not None
    client.post(found[1], {"answer": "no"})
    assert RealAddress.objects.count() == 0
    assert client.get(found[1]).status_code == 404


def test_an_unconfirmed_address_gets_its_question_and_nothing_else(one, cast, noon):
    add_address(one, "cio@havn.example", "cio", link_to=lambda token: token, by=cast.ada, at=noon)
    switch_mail(one, True, by=cast.ada, at=noon)

    whole(one, cast, noon)
    at_work(noon)

    assert len(mail.outbox) == 1


def test_a_link_is_good_for_seven_days_for_one_address_and_cannot_be_made_up(one, noon):
    own = address(one, "cio", "cio")
    token = token_of(own, at=noon)

    assert address_of(token, at=noon + timedelta(days=7)) == own
    assert address_of(token, at=noon + timedelta(days=7, seconds=1)) is None
    assert address_of(token[:-1] + ("A" if token[-1] != "A" else "B"), at=noon) is None
    RealAddress.objects.filter(pk=own.pk).update(email="other@havn.example")
    assert address_of(token, at=noon) is None


def test_a_question_that_cannot_leave_keeps_no_address(one, cast, noon, monkeypatch):
    def refuse(*_anything: Any) -> int:
        raise SMTPException("busy")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with pytest.raises(NotNow, match="letter_unsent"):
        add_address(one, "cio@havn.example", "cio", link_to=lambda token: token, by=cast.ada, at=noon)

    assert RealAddress.objects.count() == 0


def test_an_address_stands_there_once_and_for_a_role(one, cast, noon):
    address(one, "cio", "cio")

    for email, role, why in (
        ("CIO@havn.example", "mayor", "address_known"),
        ("a@b.example", "king", "role_unknown"),
    ):
        with pytest.raises(NotNow, match=why):
            add_address(one, email, role, link_to=lambda token: token, by=cast.ada, at=noon)


def test_the_journal_knows_the_role_and_no_address(one, cast, noon):
    made = add_address(one, "cio@havn.example", "cio", link_to=lambda token: token, by=cast.ada, at=noon)
    confirm(made, at=noon)
    confirm(made, at=noon)
    switch_mail(one, True, by=cast.ada, at=noon)
    remove_address(made, by=cast.ada, at=noon)

    lines = JournalLine.objects.filter(organisation=cast.havn, deed__regex="address|mail").order_by("number")
    assert [line.deed.partition(".")[2] for line in lines] == [
        "address_added",
        "address_confirmed",
        "mail_switched_on",
        "address_removed",
    ]
    assert "cio@havn.example" not in str(list(JournalLine.objects.values()))


def test_whoever_sets_it_ready_reads_to_whom_it_really_writes(one, cast, noon, client):
    Exercise.objects.filter(pk=one.pk).update(
        state=ExerciseState.DRAFT, real_mail=True, frozen={"names": {}, "cast": {}, "posts": []}
    )
    address(one, "cio", "cio", noon)
    address(one, "unsure", "mayor")
    browser: Any = sign_in(client, cast.ada)

    text = browser.get(reverse("exercise", args=["havn", one.pk])).content.decode()

    note = text[text.index("Real e-mail is on.") : text.index('class="split"')]
    assert re.findall(r"<bdi>([^<]*)</bdi>", note) == [
        "cio@havn.example",
        "Chief information officer",
        "unsure@havn.example",
        "Mayor",
    ]
    assert note.count("not confirmed: nothing is sent") == 1
    assert "note--ember" in text
