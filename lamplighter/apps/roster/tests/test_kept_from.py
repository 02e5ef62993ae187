"""Shifts that a member is never given, and members who are never on together: searched, judged, told, taken over."""

from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lamplighter.apps.journal.models import Line
from lamplighter.apps.journal.queries import tell
from lamplighter.apps.roster.actions.changes import give
from lamplighter.apps.roster.actions.drafts import ask_to_fill, make_draft
from lamplighter.apps.roster.actions.pools import add_member, change_member, end_member
from lamplighter.apps.roster.actions.publishing import publish
from lamplighter.apps.roster.actions.takeover import take_over
from lamplighter.apps.roster.bridge import Span
from lamplighter.apps.roster.bridge.takeover import standing_of
from lamplighter.apps.roster.bridge.verdict import Unlawful
from lamplighter.apps.roster.models import Draft, Duty, PoolMember
from lamplighter.apps.roster.queries.pools import others_for
from lamplighter.apps.roster.queries.takeovers import published_duties
from lamplighter.apps.roster.tests.night_desk import Desk, desk_of, published
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.signals import discover
from tests.people import Cast, sign_in

MONDAY = date(2026, 3, 30)
TUESDAY = date(2026, 3, 31)


@pytest.fixture
def desk(cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Desk:
    cache.clear()
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    discover()
    return desk_of(cast.havn, "Mara Idris Ana", backup=True)


@pytest.fixture
def ada(cast: Cast, client: Client, desk: Desk) -> Client:
    return sign_in(client, cast.ada)


def member(desk: Desk, name: str) -> PoolMember:
    return desk.pool.members.get(person=desk[name])


def filled(desk: Desk, cast: Cast, noon: datetime, last: date = MONDAY) -> Draft:
    draft = make_draft(desk.pool, MONDAY, last, by=cast.ada, at=noon)
    ask_to_fill(draft, seconds=2, by=cast.ada, at=noon)
    work_off(lambda: noon)
    draft.refresh_from_db()
    return draft


def test_a_search_never_gives_a_shift_to_whoever_is_not_to_have_it(desk, cast, noon):
    for name in ("Mara", "Ana"):
        change_member(member(desk, name), {"barred": [desk.night]}, by=cast.ada, at=noon)

    draft = filled(desk, cast, noon)

    assert draft.duties.get(shift_type=desk.night).person == desk["Idris"]
    assert draft.answer["holes"] == 0


def test_whoever_is_left_out_is_named_beside_the_hole(desk, cast, noon, ada):
    for name in ("Mara", "Idris", "Ana"):
        change_member(member(desk, name), {"barred": [desk.night]}, by=cast.ada, at=noon)

    night = filled(desk, cast, noon).duties.get(shift_type=desk.night)

    assert night.person is None
    page = ada.get(reverse("duty", args=["havn", night.pk])).content.decode()
    assert page.count("is not to be given this duty") == 3


def test_two_who_are_kept_apart_are_never_on_at_the_same_time(desk, cast, noon):
    mara = member(desk, "Mara")
    change_member(mara, {"apart": [member(desk, "Idris"), member(desk, "Ana")]}, by=cast.ada, at=noon)

    draft = filled(desk, cast, noon)

    on = [(duty.person.name, Span(duty.starts_at, duty.ends_at)) for duty in draft.duties.exclude(person=None)]
    assert len(on) >= 2
    for name, span in on:
        assert name != "Mara" or not [other for other, at in on if other != name and at.overlaps(span)]
    assert list(member(desk, "Ana").apart.all()) == [mara]


def test_a_hand_puts_nobody_there_either_and_is_told_why(desk, cast, noon):
    change_member(member(desk, "Mara"), {"barred": [desk.night]}, by=cast.ada, at=noon)
    change_member(member(desk, "Idris"), {"apart": [member(desk, "Ana")]}, by=cast.ada, at=noon)
    draft = make_draft(desk.pool, MONDAY, MONDAY, by=cast.ada, at=noon)
    night, backup = (draft.duties.get(shift_type=each) for each in (desk.night, desk.backup))
    give(backup, desk["Ana"], by=cast.ada, at=noon)

    refused = {}
    for name in ("Mara", "Idris"):
        with pytest.raises(Unlawful) as refusal:
            give(night, desk[name], by=cast.ada, at=noon)
        refused[name] = {each.code for each in refusal.value.hindrances}

    assert refused == {"Mara": {"barred"}, "Idris": {"forbidden_pair"}}


def test_a_draft_made_before_is_not_published_against_it(desk, cast, noon):
    draft = make_draft(desk.pool, MONDAY, MONDAY, by=cast.ada, at=noon)
    give(draft.duties.get(shift_type=desk.night), desk["Mara"], by=cast.ada, at=noon)
    give(draft.duties.get(shift_type=desk.backup), desk["Ana"], by=cast.ada, at=noon)
    mara = change_member(
        member(desk, "Mara"), {"barred": [desk.night], "apart": [member(desk, "Ana")]}, by=cast.ada, at=noon
    )

    with pytest.raises(Unlawful) as both:
        publish(draft, holes_known=1, by=cast.ada, at=noon)
    change_member(mara, {"barred": []}, by=cast.ada, at=noon)
    with pytest.raises(Unlawful) as one:
        publish(draft, holes_known=1, by=cast.ada, at=noon)
    change_member(mara, {"apart": []}, by=cast.ada, at=noon)

    assert {each.code for each in both.value.hindrances} == {"barred", "forbidden_pair"}
    assert {each.code for each in one.value.hindrances} == {"forbidden_pair"}
    assert publish(draft, holes_known=1, by=cast.ada, at=noon).holes == 1


def test_the_board_of_a_draft_shows_what_stands_against_it_to_who_makes_it(desk, cast, noon, ada):
    draft = make_draft(desk.pool, MONDAY, TUESDAY, by=cast.ada, at=noon)
    monday, tuesday = draft.duties.filter(shift_type=desk.night).order_by("on")
    give(monday, desk["Mara"], by=cast.ada, at=noon)
    give(tuesday, desk["Idris"], by=cast.ada, at=noon)
    give(draft.duties.get(shift_type=desk.backup, on=TUESDAY), desk["Ana"], by=cast.ada, at=noon)
    board = reverse("roster", args=["havn", draft.pk])
    before = ada.get(board).content.decode()
    change_member(member(desk, "Idris"), {"apart": [member(desk, "Ana")]}, by=cast.ada, at=noon)
    together = ada.get(board).content.decode()
    change_member(member(desk, "Mara"), {"barred": [desk.night]}, by=cast.ada, at=noon)
    both = ada.get(board).content.decode()

    assert "wrong" not in before
    assert together.count(", never together with Ana") == together.count(", never together with Idris") == 1
    assert "<bdi>Ana</bdi> and <bdi>Idris</bdi> are on together on" in together
    assert both.count(", a shift never given to this person</span>") == 1
    assert "<bdi>Mara</bdi> has" in both


def test_a_published_board_stays_as_it_is(desk, cast, noon, ada):
    version = published(desk, MONDAY, TUESDAY, {"Idris": "NN"}, at=noon)
    change_member(member(desk, "Idris"), {"barred": [desk.night]}, by=cast.ada, at=noon)

    page = ada.get(reverse("roster", args=["havn", version.draft_id])).content.decode()

    assert "<bdi>Idris</bdi>" in page
    assert "never given to this person" not in page


def test_a_published_duty_is_not_handed_over_against_it(desk, cast, noon):
    published(desk, MONDAY, TUESDAY, {"Idris": "B."}, at=noon)
    change_member(member(desk, "Mara"), {"barred": [desk.night]}, by=cast.ada, at=noon)
    change_member(member(desk, "Ana"), {"apart": [member(desk, "Idris")]}, by=cast.ada, at=noon)
    tonight, tomorrow = published_duties(desk.city).filter(shift_type=desk.night).order_by("on")

    def refused(duty: Duty, name: str) -> set[str]:
        span, seen = Span(duty.starts_at, duty.ends_at), standing_of(duty, desk.city).seen
        with pytest.raises(Unlawful) as refusal:
            take_over(duty, desk[name], span, seen=seen, by=cast.ada, at=noon)
        return {one.code for one in refusal.value.hindrances}

    assert refused(tonight, "Mara") == refused(tomorrow, "Mara") == {"barred"}
    assert refused(tonight, "Ana") == {"forbidden_pair"}
    span = Span(tomorrow.starts_at, tomorrow.ends_at)
    seen = standing_of(tomorrow, desk.city).seen
    assert take_over(tomorrow, desk["Ana"], span, seen=seen, by=cast.ada, at=noon).person == desk["Ana"]


def test_it_is_written_down_on_the_members_page_and_told_there(desk, ada):
    mara = member(desk, "Mara")
    address = reverse("member_edit", args=["havn", mara.pk])

    shown = ada.get(address).content.decode()
    saved = ada.post(
        address, {"primary": "on", "backup": "on", "barred": [desk.night.pk], "apart": [member(desk, "Ana").pk]}
    )
    page = ada.get(saved.headers["Location"]).content.decode()

    assert "Shifts never given" in shown
    assert "Mara" not in shown.split("Never on together with")[1].split("</fieldset>")[0]
    assert (list(mara.barred.all()), list(mara.apart.all())) == ([desk.night], [member(desk, "Ana")])
    assert "never: " in page
    assert page.count("not together with: ") == 2


def test_whoever_only_sees_rosters_is_not_told_who_is_kept_from_what(desk, cast, client, noon):
    change_member(member(desk, "Mara"), {"barred": [desk.night]}, by=cast.ada, at=noon)

    page = sign_in(client, cast.ben).get(reverse("pool", args=["havn", desk.pool.pk])).content.decode()

    assert "Mara" in page
    assert "never: " not in page
    assert "N Night" not in page
    assert "not yours to see" in page


def test_the_journal_says_what_was_before_and_is(desk, cast, noon):
    mara = member(desk, "Mara")
    change_member(mara, {"barred": [desk.night], "apart": [member(desk, "Ana")]}, by=cast.ada, at=noon)
    change_member(mara, {"barred": [desk.night], "apart": [member(desk, "Ana")]}, by=cast.ada, at=noon)

    (line,) = tell(Line.objects.filter(deed="member.changed"), ["roster_edit"])

    assert {(one.label, one.old, one.new) for one in line.changes} == {
        ("Shifts never given", "", "N Night"),
        ("Never on together with", "", "Ana"),
    }


def test_whoever_comes_back_is_kept_from_the_same(desk, cast, noon):
    mara, ana = member(desk, "Mara"), member(desk, "Ana")
    change_member(mara, {"barred": [desk.night], "apart": [ana]}, by=cast.ada, at=noon)
    end_member(mara, date(2026, 3, 1), by=cast.ada, at=noon)
    end_member(ana, date(2026, 3, 1), by=cast.ada, at=noon)

    back, beside = (add_member(desk.pool, desk[name], MONDAY, by=cast.ada, at=noon) for name in ("Mara", "Ana"))

    assert list(back.barred.all()) == [desk.night]
    assert beside in back.apart.all()
    assert list(others_for(back, MONDAY)) == [beside, member(desk, "Idris")]


def test_a_shift_of_another_pool_is_no_choice(desk, cast, ada):
    other = desk_of(cast.havn, "Zoe", name="Other")

    refused = ada.post(
        reverse("member_edit", args=["havn", member(desk, "Mara").pk]),
        {"primary": "on", "barred": [other.night.pk], "apart": [other.pool.members.get().pk]},
    )

    assert refused.status_code == 422
    assert list(member(desk, "Mara").barred.all()) == []
