"""Drafts that time went past: what had begun, what was pinned, whose leave came, is judged as it is by now."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from lamplighter.apps.roster.actions import publishing
from lamplighter.apps.roster.actions.changes import give, pin
from lamplighter.apps.roster.actions.drafts import ask_to_fill, make_draft
from lamplighter.apps.roster.actions.leave import record_leave
from lamplighter.apps.roster.actions.pools import change_member
from lamplighter.apps.roster.actions.publishing import publish
from lamplighter.apps.roster.actions.takeover import take_over
from lamplighter.apps.roster.bridge import Span
from lamplighter.apps.roster.bridge.problem import problem_for, seat_key
from lamplighter.apps.roster.bridge.takeover import standing_of
from lamplighter.apps.roster.bridge.verdict import Unlawful, closest_way, judged
from lamplighter.apps.roster.models import Draft, Duty
from lamplighter.apps.roster.tests.night_desk import Desk, desk_of, published
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.models import JobState
from lamplighter.apps.work.signals import discover
from tests.people import Cast, sign_in

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)
DAY = timedelta(days=1)


@pytest.fixture
def desk(cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    discover()
    return desk_of(cast.havn, "Mara Idris Ana Tomas", backup=True)


@pytest.fixture
def ada(cast: Cast, client: Client, desk: Desk) -> Client:
    return sign_in(client, cast.ada)


def duty(draft: Draft, shift: object, on: date) -> Duty:
    return draft.duties.get(shift_type=shift, on=on)


def sought(draft: Draft, cast: Cast, at: datetime, *, holes_only: bool = False) -> Draft:
    ask_to_fill(draft, seconds=2, holes_only=holes_only, by=cast.ada, at=at)
    work_off(lambda: at)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def stale(desk: Desk, cast: Cast, noon: datetime) -> Draft:
    """Mara has Monday's night by what is published; a draft made before gives it to Idris, and Mara the day after."""
    published(desk, MONDAY, TUESDAY, {"Mara": "N.", "Ana": "D.", "Tomas": "B."}, at=noon)
    draft = make_draft(desk.pool, MONDAY, TUESDAY, by=cast.ada, at=noon)
    give(duty(draft, desk.night, MONDAY), desk["Idris"], by=cast.ada, at=noon)
    give(duty(draft, desk.day, TUESDAY), desk["Mara"], by=cast.ada, at=noon)
    return draft


def test_who_was_on_by_what_was_published_must_rest_whatever_a_draft_says(stale, desk, cast):
    night = duty(stale, desk.night, MONDAY)
    begun = night.starts_at + timedelta(hours=2)

    with pytest.raises(Unlawful) as refusal:
        publish(stale, holes_known=2, by=cast.ada, at=begun)

    assert {one.person for one in refusal.value.hindrances} == {desk["Mara"].pk}
    assert "daily_rest" in {one.rule for one in refusal.value.hindrances}
    assert problem_for(stale, at=begun).holder(seat_key(night)) == desk["Mara"].pk


def test_a_search_writes_into_the_draft_who_was_on(stale, desk, cast, monkeypatch):
    night = duty(stale, desk.night, MONDAY)
    begun = night.starts_at + timedelta(hours=2)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: begun)

    sought(stale, cast, begun)

    assert duty(stale, desk.night, MONDAY).person == desk["Mara"]
    assert duty(stale, desk.day, TUESDAY).person not in {None, desk["Mara"]}
    assert publish(stale, holes_known=0, by=cast.ada, at=begun).starts_at == begun


def test_a_hand_over_since_then_counts_each_part_for_whoever_has_it(stale, desk, cast):
    night = duty(stale, desk.night, MONDAY)
    begun = night.starts_at + timedelta(hours=2)
    told = Duty.objects.get(shift_type=desk.night, on=MONDAY, draft__publication__isnull=False)
    half = Span(night.starts_at + timedelta(hours=6), night.ends_at)
    take_over(told, desk["Idris"], half, seen=standing_of(told, desk.city).seen, by=cast.ada, at=begun)

    asked = problem_for(stale, at=begun)

    work = {person.key: [each.span for each in person.fixed] for person in asked.problem.people}
    assert Span(night.starts_at, half.start) in work[str(desk["Mara"].pk)]
    assert half in work[str(desk["Idris"].pk)]
    assert asked.problem.pins[[pin.seat for pin in asked.problem.pins].index(seat_key(night))].person is None
    assert asked.holder(seat_key(night)) in {desk["Mara"].pk, desk["Idris"].pk}
    assert seat_key(night) not in {hole for hole, who in judged(asked, ()).placed.items() if who is None}


def test_what_has_begun_is_given_to_nobody_else(stale, desk, cast, ada, monkeypatch):
    night = duty(stale, desk.night, MONDAY)
    begun = night.starts_at + timedelta(hours=2)
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: begun)

    for person in (desk["Ana"], None):
        with pytest.raises(ValidationError, match="has begun"):
            give(night, person, by=cast.ada, at=begun)
    shown = ada.get(reverse("duty", args=["havn", night.pk])).content.decode()
    answer = ada.post(reverse("duty_give", args=["havn", night.pk]), {"person": desk["Ana"].pk}, follow=True)

    assert "This has begun" in shown
    assert "Give it to" not in shown
    assert "who was on is not rewritten" in answer.content.decode()
    assert duty(stale, desk.night, MONDAY).person == desk["Idris"]


def test_a_pin_that_cannot_stay_is_named_and_let_go(desk, cast, noon, ada):
    draft = sought(make_draft(desk.pool, MONDAY, TUESDAY, by=cast.ada, at=noon), cast, noon)
    night = duty(draft, desk.night, MONDAY)
    pin(night, True, by=cast.ada, at=noon)
    record_leave(night.person, MONDAY, MONDAY, by=cast.ada, at=noon)

    sought(draft, cast, noon)
    page = ada.get(reverse("roster", args=["havn", draft.pk])).content.decode()

    assert draft.job.state == JobState.FAILED
    assert "Somebody is pinned to a duty that they cannot have any more." in page
    assert f"<bdi>{night.person}</bdi> is away that day." in page
    ada.post(reverse("duty_pin", args=["havn", night.pk]))
    sought(draft, cast, noon)
    assert draft.job.state == JobState.DONE
    assert duty(draft, desk.night, MONDAY).person != night.person


def test_filling_the_holes_lets_go_whoever_cannot_come(desk, cast, noon):
    draft = sought(make_draft(desk.pool, MONDAY, WEDNESDAY, by=cast.ada, at=noon), cast, noon)
    night = duty(draft, desk.night, TUESDAY)
    before = dict(draft.duties.values_list("pk", "person"))
    record_leave(night.person, TUESDAY, TUESDAY, by=cast.ada, at=noon)

    sought(draft, cast, noon, holes_only=True)

    after = dict(draft.duties.values_list("pk", "person"))
    assert draft.job.state == JobState.DONE
    assert after[night.pk] not in {None, night.person_id}
    stayed = [pk for pk, person in before.items() if person != night.person_id]
    assert [after[pk] for pk in stayed] == [before[pk] for pk in stayed]


def test_two_who_became_newcomers_since_are_not_published_together_at_night(desk, cast, noon):
    draft = make_draft(desk.pool, MONDAY, MONDAY, by=cast.ada, at=noon)
    give(duty(draft, desk.night, MONDAY), desk["Mara"], by=cast.ada, at=noon)
    give(duty(draft, desk.backup, MONDAY), desk["Ana"], by=cast.ada, at=noon)
    for name in ("Mara", "Ana"):
        change_member(desk.pool.members.get(person=desk[name]), {"newcomer": True}, by=cast.ada, at=noon)

    with pytest.raises(Unlawful) as refusal:
        publish(draft, holes_known=1, by=cast.ada, at=noon)

    assert [one.code for one in refusal.value.hindrances] == ["newcomer_pair"]


def test_no_way_is_found_past_a_pin_of_the_same_person(desk, cast, noon):
    draft = make_draft(desk.pool, MONDAY, MONDAY, by=cast.ada, at=noon)
    backup, night = (duty(draft, each, MONDAY) for each in (desk.backup, desk.night))
    give(backup, desk["Mara"], by=cast.ada, at=noon)
    pin(backup, True, by=cast.ada, at=noon)
    asked = problem_for(draft, at=noon)

    assert closest_way(asked, seat_key(night), desk["Mara"].pk, seconds=2) is None
    assert closest_way(asked, seat_key(backup), desk["Ana"].pk, seconds=2) is None


def test_what_is_published_four_weeks_later_binds_as_well(desk, cast, noon):
    later = MONDAY + 26 * DAY
    published(desk, later, later, {"Mara": "D"}, at=noon)
    draft = make_draft(desk.pool, MONDAY, MONDAY, by=cast.ada, at=noon)

    asked = problem_for(draft, at=noon)

    (mara,) = [each for each in asked.problem.people if each.key == str(desk["Mara"].pk)]
    assert [work.span.start.date() for work in mara.fixed] == [later]


@pytest.mark.parametrize("times", [1, 9])
def test_leave_recorded_while_a_draft_is_judged_stops_its_publishing(desk, cast, noon, monkeypatch, times):
    draft = make_draft(desk.pool, MONDAY, TUESDAY, by=cast.ada, at=noon)
    give(duty(draft, desk.night, MONDAY), desk["Mara"], by=cast.ada, at=noon)
    held = []

    def slowly(asked, placed):
        answer = judged(asked, placed)
        if len(held) < times:
            held.append(record_leave(desk["Mara"], MONDAY, MONDAY, by=cast.ada, at=noon))
        return answer

    monkeypatch.setattr(publishing, "judged", slowly)
    with pytest.raises(Unlawful) as refusal:
        publish(draft, holes_known=5, by=cast.ada, at=noon)

    assert {one.code for one in refusal.value.hindrances} == {"on_leave"}


def test_a_city_that_never_stands_still_is_waited_for_once(desk, cast, noon, monkeypatch):
    draft = make_draft(desk.pool, MONDAY, TUESDAY, by=cast.ada, at=noon)
    days = iter(range(99))

    def slowly(asked, placed):
        if (on := next(days)) < publishing.TRIES:
            record_leave(desk["Tomas"], MONDAY - (9 + on) * DAY, MONDAY - (9 + on) * DAY, by=cast.ada, at=noon)
        return judged(asked, placed)

    monkeypatch.setattr(publishing, "judged", slowly)

    assert publish(draft, holes_known=6, by=cast.ada, at=noon).holes == 6
