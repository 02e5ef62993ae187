"""Actions: opened, done once, reopened, and seen by whoever may."""

from datetime import date, timedelta

import pytest

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.followup.actions import (
    AlreadyDone,
    change_action,
    close_finding,
    complete,
    open_action,
    open_finding,
    reopen,
)
from lamplighter.apps.followup.models import Action, Completion, Finding
from lamplighter.apps.followup.queries import actions_due
from lamplighter.apps.journal.models import Line
from tests.people import sign_in

DUE = date(2026, 3, 12)


@pytest.fixture
def deputy(cast, noon):
    return open_action(cast.havn, "Name a deputy", due_on=DUE, owner=cast.ben, by=cast.ada, at=noon)


def test_a_finding_raised_twice_is_one_finding(cast, noon):
    first = open_finding(cast.havn, "other", "note:1", {"note": "The gate sticks"}, by=cast.ada, at=noon)
    second = open_finding(cast.havn, "other", "note:1", {"note": "The gate sticks"}, by=cast.ada, at=noon)

    assert first == second
    assert Line.objects.filter(deed="finding.opened").count() == 1


def test_a_finding_that_was_closed_can_be_found_again(cast, noon):
    first = open_finding(cast.havn, "other", "note:1", {"note": "The gate sticks"}, by=cast.ada, at=noon)
    close_finding(first, by=cast.ada, at=noon)
    close_finding(first, by=cast.ada, at=noon)

    second = open_finding(cast.havn, "other", "note:1", {"note": "The gate sticks"}, by=cast.ada, at=noon)

    assert first != second
    assert Line.objects.filter(deed="finding.closed").count() == 1


def test_an_action_is_done_once(cast, deputy, noon):
    complete(deputy, "Letter of 11 March", by=cast.ben, at=noon)

    with pytest.raises(AlreadyDone):
        complete(deputy, "Letter of 11 March", by=cast.ada, at=noon)

    assert Completion.objects.count() == 1


def test_reopening_keeps_what_was_said(cast, deputy, noon):
    complete(deputy, "Letter of 11 March", by=cast.ben, at=noon)
    reopen(deputy, by=cast.ada, at=noon)

    complete(deputy, "Letter of 12 March", by=cast.ben, at=noon)

    assert list(Completion.objects.order_by("id").values_list("evidence", "withdrawn_at")) == [
        ("Letter of 11 March", noon),
        ("Letter of 12 March", None),
    ]


def test_reopening_what_is_open_is_refused(cast, deputy, noon):
    with pytest.raises(AlreadyDone):
        reopen(deputy, by=cast.ada, at=noon)


def test_due_within_a_week_or_late_and_not_done(cast, deputy, noon):
    today = noon.date()
    late = open_action(cast.havn, "Restore test", due_on=today - timedelta(days=2), by=cast.ada, at=noon)
    open_action(cast.havn, "Next month", due_on=today + timedelta(days=8), by=cast.ada, at=noon)
    done = open_action(cast.havn, "Done", due_on=today, by=cast.ada, at=noon)
    complete(done, "Report", by=cast.ada, at=noon)

    assert [(action, action.late) for action in actions_due(cast.havn, today)] == [(late, True), (deputy, False)]


def test_changing_nothing_writes_nothing(cast, deputy, noon):
    change_action(deputy, title="Name a deputy", due_on=DUE, owner=cast.ben, by=cast.ada, at=noon)

    assert Line.objects.filter(deed="action.changed").count() == 0


def test_ada_opens_an_action_for_a_finding(client, cast, noon):
    finding = open_finding(cast.havn, "other", "note:1", {"note": "The gate sticks"}, by=None, at=noon)
    sign_in(client, cast.ada)

    page = client.get(f"/c/havn/actions/new/?finding={finding.pk}")
    answer = client.post(
        f"/c/havn/actions/new/?finding={finding.pk}",
        {"title": "Mend the gate", "due_on": "2026-03-20", "owner": ""},
    )

    assert 'value="The gate sticks"' in page.content.decode()
    assert answer.status_code == 302
    assert Action.objects.get().finding == finding


def test_a_form_without_a_day_says_so(client, cast):
    sign_in(client, cast.ada)

    answer = client.post("/c/havn/actions/new/", {"title": "Mend the gate"})

    assert answer.status_code == 422
    assert Action.objects.count() == 0


def test_the_owner_marks_it_as_done_but_a_bystander_does_not(client, cast, deputy):
    sign_in(client, cast.of(Role.EXECUTIVE))
    refused = client.post(f"/c/havn/actions/{deputy.pk}/completion/", {"evidence": "Trust me"})
    sign_in(client, cast.ben)
    done = client.post(f"/c/havn/actions/{deputy.pk}/completion/", {"evidence": "Letter of 11 March"})

    assert (refused.status_code, done.status_code) == (403, 302)
    assert Completion.objects.get().done_by == cast.ben


def test_a_specialist_sees_their_own_action_and_no_other(client, cast, deputy, noon):
    other = open_action(cast.havn, "Not Ben's", due_on=DUE, by=cast.ada, at=noon)
    sign_in(client, cast.ben)

    assert client.get(f"/c/havn/actions/{deputy.pk}/").status_code == 200
    assert client.get(f"/c/havn/actions/{other.pk}/").status_code == 404
    assert client.get("/c/havn/actions/").status_code == 403


def test_chen_sees_nothing(client, cast, deputy):
    sign_in(client, cast.chen)

    assert client.get("/c/havn/actions/").status_code == 404
    assert client.get(f"/c/elsewhere/actions/{deputy.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(
    client, cast, noon, rows, django_assert_num_queries
):
    for row in range(rows):
        open_action(cast.havn, f"Action {row}", due_on=DUE, owner=cast.ben, by=cast.ada, at=noon)
        open_finding(cast.havn, "other", f"note:{row}", {"note": "n"}, by=None, at=noon)
    sign_in(client, cast.ada)

    with django_assert_num_queries(9):
        answer = client.get("/c/havn/actions/")

    assert answer.content.decode().count("<tr>") == rows + 1
    assert Finding.objects.count() == rows
