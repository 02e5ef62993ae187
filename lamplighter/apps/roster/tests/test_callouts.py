"""Call-outs: the evidence for rest and pay."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lamplighter.apps.followup.models import Finding
from lamplighter.apps.journal.models import Line
from lamplighter.apps.roster.actions.callouts import record_callout, withdraw_callout
from lamplighter.apps.roster.actions.takeover import take_over
from lamplighter.apps.roster.bridge import Span, worked
from lamplighter.apps.roster.bridge.takeover import standing_of
from lamplighter.apps.roster.models import CallOut, Duty
from lamplighter.apps.roster.queries.takeovers import published_duties
from lamplighter.apps.roster.tests.night_desk import desk_of, published
from tests.people import sign_in

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 15)
HOUR = timedelta(hours=1)
# Wednesday 11 March, six in the morning in Havn.
MORNING = datetime(2026, 3, 11, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: MORNING)


@pytest.fixture
def desk(cast, noon):
    """Ana, who is Ben's account, is on standby from Tuesday to Wednesday at eight, and on duty at eight that day."""
    desk = desk_of(cast.havn, "Mara Idris Ana Tomas", backup=True, account=("Ana", cast.ben))
    rows = {"Mara": "DD.D...", "Idris": "NN.....", "Ana": ".BD....", "Tomas": "B...N.."}
    published(desk, FIRST, LAST, rows, at=noon)
    return desk


@pytest.fixture
def standby(desk) -> Duty:
    return published_duties(desk.city).get(on=date(2026, 3, 10), shift_type=desk.backup)


def at(hour: int, minute: int = 0, day: int = 11) -> datetime:
    """In Havn's winter."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - HOUR


def test_a_call_at_two_makes_the_duty_at_eight_a_finding(desk, standby, cast):
    made, found = record_callout(standby, desk["Ana"], Span(at(2), at(4)), "Pump 4", by=cast.ada, at=MORNING)

    day = Duty.objects.get(on=date(2026, 3, 11), shift_type=desk.day)
    assert [(each.duty, each.hindrance.rule) for each in found] == [(day, "daily_rest")]
    finding = Finding.objects.get(closed_at=None, code="duty_after_callout")
    assert (finding.fingerprint, finding.facts["duty"]) == (f"callout-{made.pk}-duty-{day.pk}", day.pk)
    assert "Ana" not in str(finding.facts)
    assert Line.objects.filter(deed="callout.recorded").count() == 1


def test_somebody_else_on_that_duty_settles_the_finding(desk, standby, cast):
    record_callout(standby, desk["Ana"], Span(at(2), at(4)), "Pump 4", by=cast.ada, at=MORNING)
    day = published_duties(desk.city).get(on=date(2026, 3, 11), shift_type=desk.day)

    take_over(
        day,
        desk["Tomas"],
        Span(day.starts_at, day.ends_at),
        seen=standing_of(day, desk.city).seen,
        by=cast.ada,
        at=MORNING,
    )

    assert not Finding.objects.filter(code="duty_after_callout", closed_at=None).exists()


def test_a_call_on_tuesday_afternoon_leaves_rest_enough(desk, standby, cast):
    span = Span(at(14, day=10), at(15, day=10))

    assert record_callout(standby, desk["Ana"], span, "Pump 4", by=cast.ada, at=MORNING)[1] == []


def test_withdrawn_it_counts_for_nothing_and_stays_readable(desk, standby, cast):
    made, _found = record_callout(standby, desk["Ana"], Span(at(2), at(4)), "Pump 4", by=cast.ada, at=MORNING)

    withdraw_callout(made, by=cast.ada, at=MORNING)
    withdraw_callout(made, by=cast.ada, at=MORNING)

    assert [one.kind for one in worked(desk["Ana"], Span(at(2), at(4)))] == ["standby_home"]
    assert CallOut.objects.get().withdrawn_at == MORNING
    assert not Finding.objects.filter(code="duty_after_callout", closed_at=None).exists()
    assert Line.objects.filter(deed="callout.withdrawn").count() == 1


@pytest.mark.parametrize(
    ("span", "allowed"),
    [
        (Span(at(8, day=10), at(9, day=10)), True),
        # It may begin before the standby if it goes on into it, or touches it.
        (Span(at(7, day=10), at(8, day=10)), True),
        (Span(at(6, day=10), at(7, 59, day=10)), False),
        (Span(at(3), at(4)), True),
    ],
)
def test_a_call_out_lies_in_the_standby_or_touches_it(desk, standby, cast, span, allowed):
    if allowed:
        assert record_callout(standby, desk["Ana"], span, "Pump 4", by=cast.ada, at=MORNING)
    else:
        with pytest.raises(ValidationError):
            record_callout(standby, desk["Ana"], span, "Pump 4", by=cast.ada, at=MORNING)


def test_two_call_outs_do_not_overlap_but_may_touch(desk, standby, cast):
    record_callout(standby, desk["Ana"], Span(at(2), at(4)), "Pump 4", by=cast.ada, at=MORNING)

    with pytest.raises(ValidationError):
        record_callout(standby, desk["Ana"], Span(at(3), at(5)), "Pump 5", by=cast.ada, at=MORNING)
    assert record_callout(standby, desk["Ana"], Span(at(4), at(5)), "Pump 5", by=cast.ada, at=MORNING)


def test_what_is_not_over_not_theirs_or_no_standby_is_refused(desk, standby, cast):
    worked_shift = published_duties(desk.city).get(on=date(2026, 3, 10), shift_type=desk.night)

    for duty, who, span in (
        (standby, desk["Ana"], Span(at(5), at(7))),
        (standby, desk["Mara"], Span(at(2), at(4))),
        (worked_shift, desk["Idris"], Span(at(2), at(4))),
    ):
        with pytest.raises(ValidationError):
            record_callout(duty, who, span, "Pump 4", by=cast.ada, at=MORNING)
    assert CallOut.objects.count() == 0


# --- pages -------------------------------------------------------------------------------------------------------


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


SAID = {"on": "2026-03-11", "called_at": "02:00", "ended_at": "04:00", "reason": "Pump 4"}


def test_ben_records_his_own_and_reads_what_comes_of_it(desk, standby, cast, client):
    sign_in(client, cast.ben)

    answer = client.post(reverse("callout_new", args=["havn", standby.pk]), SAID | {"person": desk["Ana"].pk})

    said = text_of(answer)
    assert "1 duty now comes too soon" in said
    assert "art. 3" in said
    assert "takeover" not in said
    assert CallOut.objects.get().recorded_by == cast.ben


def test_a_call_over_midnight_ends_the_next_day(desk, standby, cast, client):
    sign_in(client, cast.ada)

    client.post(
        reverse("callout_new", args=["havn", standby.pk]),
        SAID | {"on": "2026-03-10", "called_at": "23:30", "ended_at": "00:30", "person": desk["Ana"].pk},
    )

    made = CallOut.objects.get()
    assert (made.starts_at, made.ends_at) == (at(23, 30, day=10), at(0, 30))


def test_ben_records_nothing_on_the_standby_of_others(desk, cast, client):
    others = published_duties(desk.city).get(on=date(2026, 3, 9), shift_type=desk.backup)
    sign_in(client, cast.ben)

    assert client.get(reverse("callout_new", args=["havn", others.pk])).status_code == 404
    assert client.post(reverse("callout_new", args=["havn", others.pk]), SAID).status_code == 404


def test_each_sees_their_own_call_outs_and_who_makes_rosters_everybodys(desk, standby, cast, client):
    earlier = published_duties(desk.city).get(on=date(2026, 3, 9), shift_type=desk.backup)
    record_callout(earlier, desk["Tomas"], Span(at(9, day=9), at(10, day=9)), "Lift", by=cast.ada, at=MORNING)
    mine, _found = record_callout(standby, desk["Ana"], Span(at(2), at(4)), "Pump 4", by=cast.ada, at=MORNING)
    page = reverse("callouts", args=["havn"])

    sign_in(client, cast.ada)
    assert "2 call-outs in the last five weeks" in text_of(client.get(page))
    sign_in(client, cast.ben)
    said = text_of(client.get(page))
    assert "1 call-out in the last five weeks" in said
    assert "Lift" not in said
    others = CallOut.objects.exclude(pk=mine.pk).get()
    assert client.post(reverse("callout_withdraw", args=["havn", others.pk])).status_code == 404
    assert client.post(reverse("callout_withdraw", args=["havn", mine.pk])).status_code == 302


def test_chen_sees_and_changes_nothing(desk, standby, cast, client):
    made, _found = record_callout(standby, desk["Ana"], Span(at(2), at(4)), "Pump 4", by=cast.ada, at=MORNING)
    sign_in(client, cast.chen)

    for city in ("havn", "elsewhere"):
        assert client.get(reverse("callout_new", args=[city, standby.pk])).status_code == 404
        assert client.post(reverse("callout_withdraw", args=[city, made.pk])).status_code == 404
    assert "Pump" not in text_of(client.get(reverse("callouts", args=["elsewhere"])))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_questions(desk, standby, cast, client, django_assert_num_queries, count):
    for number in range(count):
        span = Span(at(9 + number, day=10), at(10 + number, day=10))
        record_callout(standby, desk["Ana"], span, "Pump", by=cast.ada, at=MORNING)
    sign_in(client, cast.ada)
    client.get(reverse("callouts", args=["havn"]))

    with django_assert_num_queries(10):
        client.get(reverse("callouts", args=["havn"]))
