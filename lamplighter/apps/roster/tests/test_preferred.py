"""More people preferred than needed: put there where that can be, missed by nobody where it cannot."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from lamplighter.apps.followup.models import Finding
from lamplighter.apps.journal.models import Line
from lamplighter.apps.journal.queries import tell
from lamplighter.apps.roster.actions.changes import give
from lamplighter.apps.roster.actions.drafts import Overtaken, ask_to_fill, make_draft
from lamplighter.apps.roster.actions.explain import ask_why_empty
from lamplighter.apps.roster.actions.publishing import publish
from lamplighter.apps.roster.actions.shifts import forget_date, want_on_date, want_on_weekdays
from lamplighter.apps.roster.bridge import covers, holes_among
from lamplighter.apps.roster.bridge.days import period
from lamplighter.apps.roster.models import Draft
from lamplighter.apps.roster.queries.drafts import with_counts
from lamplighter.apps.roster.tests.night_desk import Desk, desk_of
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.signals import discover
from tests.people import Cast, sign_in

MONDAY = date(2026, 3, 16)
TUESDAY = MONDAY + timedelta(days=1)
EVERY_DAY = range(1, 8)


@pytest.fixture
def desk(cast: Cast, noon, monkeypatch) -> Desk:
    """Three people for a day and a night: two at night are preferred, and rarely to be had."""
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    discover()
    made = desk_of(cast.havn, "Mara Idris Ana")
    want_on_weekdays(made.night, EVERY_DAY, 1, 3, by=cast.ada, at=noon)
    return made


@pytest.fixture
def filled(desk: Desk, cast: Cast, noon) -> Draft:
    """One day: Mara, Idris and Ana have a duty each, and a seat at night stays empty."""
    draft = make_draft(desk.pool, MONDAY, MONDAY, by=cast.ada, at=noon)
    ask_to_fill(draft, seconds=2, by=cast.ada, at=noon)
    work_off(lambda: noon)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.ada)


def url(name: str, *key: object) -> str:
    return reverse(name, args=["havn", *key])


def test_who_is_preferred_is_put_there_and_whoever_is_not_to_be_had_is_no_hole(filled):
    nights = filled.duties.filter(shift_type__code="N")

    assert [(duty.needed, duty.person_id is None) for duty in nights] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert filled.answer["holes"] == 0
    assert filled.answer["parts"]["preferred"][0] == 1
    assert with_counts(Draft.objects.filter(pk=filled.pk)).get().holes == 0


def test_a_needed_seat_is_filled_before_any_that_is_only_preferred(desk, cast, noon):
    want_on_date(desk.night, MONDAY, 0, 3, by=cast.ada, at=noon)
    draft = make_draft(desk.pool, MONDAY, MONDAY, by=cast.ada, at=noon)
    ask_to_fill(draft, seconds=2, by=cast.ada, at=noon)
    work_off(lambda: noon)

    assert draft.duties.get(shift_type__code="D").person is not None
    assert draft.duties.filter(shift_type__code="N").exclude(person=None).count() == 2


def test_once_published_an_empty_seat_that_was_preferred_is_no_duty(filled, cast, noon):
    publication = publish(filled, by=cast.ada, at=noon)
    found = covers(cast.havn, period(cast.havn, MONDAY, MONDAY))

    assert publication.holes == 0
    assert not Finding.objects.filter(code="hole_in_roster").exists()
    assert [cover for cover in holes_among(found) if cover.assignment] == []
    assert len({cover.person for cover in found if cover.person}) == 3


def test_demand_that_nothing_is_published_for_is_what_is_needed(desk, cast):
    dark = holes_among(covers(cast.havn, period(cast.havn, MONDAY, MONDAY)))

    assert max(cover.seat for cover in dark) == 1


def test_nobody_is_asked_to_explain_a_seat_that_may_be_empty(filled, ada, cast, noon):
    empty = filled.duties.get(person=None)

    with pytest.raises(Overtaken):
        ask_why_empty(empty, by=cast.ada, at=noon)
    for page in (url("duty", empty.pk), url("duty_why", empty.pk)):
        shown = ada.get(page).content.decode()
        assert "while nobody has it, nobody is missing" in shown
        assert "Find out why" not in shown


def test_the_board_shows_it_apart_from_holes_and_somebody_can_still_be_put_there(filled, desk, ada, cast, noon):
    shown = ada.get(url("roster", filled.pk)).content.decode()

    assert "3 duties, all filled" in shown
    assert "shift--spare" in shown
    assert re.search(r"Night, [^<]*, free and not needed", shown)
    assert "shift--hole" not in shown

    day, empty = filled.duties.get(shift_type__code="D"), filled.duties.get(person=None)
    sitter = day.person
    give(day, None, by=cast.ada, at=noon)
    empty.refresh_from_db()
    empty.draft.refresh_from_db()
    give(empty, sitter, by=cast.ada, at=noon)

    shown = ada.get(url("roster", filled.pk)).content.decode()
    assert "shift--hole" in shown
    assert "shift--spare" not in shown


def test_the_file_has_a_line_for_each_duty_and_none_for_the_free_seat(filled, ada):
    lines = ada.get(url("roster_file", filled.pk, "csv")).content.decode("utf-8-sig").splitlines()

    assert len(lines) == 1 + 3


def test_an_empty_seat_that_is_published_is_not_handed_over(filled, ada, cast, noon):
    publish(filled, by=cast.ada, at=noon)
    empty = filled.duties.get(person=None)

    assert "Hand over" not in ada.get(url("duty", empty.pk)).content.decode()
    assert ada.get(url("takeover", empty.pk)).status_code == 404


def test_the_page_asks_for_it_and_refuses_fewer_than_are_needed(desk, ada):
    page = url("shift_demand", desk.day.pk)
    refused = ada.post(page, {"people": "2", "preferred": "1", "weekdays": [1, 2]})
    ada.post(page, {"people": "2", "preferred": "3", "weekdays": [1, 2]})
    ada.post(page, {"on": TUESDAY.isoformat(), "people": "1", "preferred": "1"})

    assert refused.status_code == 422
    assert "Fewer than are needed" in refused.content.decode()
    rows = desk.day.demand.order_by("pk")
    assert [(row.people, row.preferred, row.on) for row in rows] == [(2, 3, None), (1, None, TUESDAY)]
    shown = ada.get(url("pool", desk.pool.pk)).content.decode()
    assert "2 people on Monday, Tuesday" in shown
    assert "(preferred: 3)" in shown


def test_fewer_than_are_needed_are_refused_below_the_page_too(desk, cast, noon):
    with pytest.raises(ValidationError):
        want_on_weekdays(desk.day, EVERY_DAY, 2, 1, by=cast.ada, at=noon)
    with pytest.raises(ValidationError):
        want_on_date(desk.day, MONDAY, 2, 1, by=cast.ada, at=noon)


def test_the_journal_says_what_was_asked_for_before_and_after(desk, cast, noon):
    want_on_weekdays(desk.night, [6, 7], 2, 3, by=cast.ada, at=noon)
    told = tell([Line.objects.filter(deed="demand.changed").latest("number")], [])[0]

    assert {(one.label, one.old, one.new) for one in told.changes} == {
        ("People", "1", "2"),
        (
            "Days of the week",
            "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday",
            "Saturday, Sunday",
        ),
    }


def test_what_a_date_asked_for_is_told_until_it_is_forgotten_and_the_same_again_is_no_change(desk, cast, noon):
    lines = Line.objects.filter(deed="demand.changed").order_by("number")
    before = lines.count()
    for _twice in range(2):
        asked = want_on_date(desk.night, MONDAY, 2, 4, by=cast.ada, at=noon)
        want_on_weekdays(desk.night, EVERY_DAY, 1, 3, by=cast.ada, at=noon)
    forget_date(asked, by=cast.ada, at=noon)

    asked_for, forgotten = tell(lines[before:], [])
    assert [(one.label, one.old, one.new) for one in asked_for.changes] == [
        ("People", "", "2"),
        ("Preferred number of people", "", "4"),
    ]
    assert [(one.label, one.old, one.new) for one in forgotten.changes] == [
        ("People", "2", ""),
        ("Preferred number of people", "4", ""),
    ]
