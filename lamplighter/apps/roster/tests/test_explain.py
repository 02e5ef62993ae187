"""Rosters that explain themselves: why this person, why nobody, what would help; as pages, parts and sentences."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from lamplighter.apps.journal.models import Line
from lamplighter.apps.register.models import Skill
from lamplighter.apps.roster.actions.changes import give
from lamplighter.apps.roster.actions.drafts import Busy, Overtaken, ask_to_fill, make_draft
from lamplighter.apps.roster.actions.explain import ask_why_empty
from lamplighter.apps.roster.actions.leave import record_leave, wish
from lamplighter.apps.roster.bridge.explain import because, clash_of
from lamplighter.apps.roster.bridge.problem import problem_for, seat_key
from lamplighter.apps.roster.models import Duty, PoolMember
from lamplighter.apps.roster.tests.night_desk import desk_of, member
from lamplighter.apps.work.jobs import work_off
from lamplighter.apps.work.models import Job
from lamplighter.apps.work.signals import discover
from tests.people import sign_in

FIRST, LAST = date(2026, 3, 16), date(2026, 3, 17)


@pytest.fixture
def desk(cast, noon, monkeypatch):
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)
    discover()
    return desk_of(cast.havn, "Ana Idris Mara")


@pytest.fixture
def draft(desk, cast, noon):
    """Day and night of two days: Ana has the first day, Idris the first night, nobody what follows."""
    made = make_draft(desk.pool, FIRST, LAST, by=cast.ada, at=noon)
    give(of(made, desk.day, FIRST), desk["Ana"], by=cast.ada, at=noon)
    give(of(made, desk.night, FIRST), desk["Idris"], by=cast.ada, at=noon)
    made.refresh_from_db()
    return made


@pytest.fixture
def hole(draft, desk, cast, noon) -> Duty:
    """The second day, which only Ana could take, if she were not on leave; Idris rests, Mara has left the pool."""
    record_leave(desk["Ana"], kind="leave", first=LAST, last=date(2026, 3, 25), by=cast.ada, at=noon)
    PoolMember.objects.filter(person=desk["Mara"]).update(until=FIRST)
    return of(draft, desk.day, LAST)


def of(draft, shift, on: date) -> Duty:
    return draft.duties.get(shift_type=shift, on=on)


def at(name: str, *args: object, city: str = "havn") -> str:
    return reverse(name, args=[city, *args])


def read(answer) -> str:
    """The page as it is read: without marks, spaces as one."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", answer.content.decode())))


def explained(hole: Duty, cast, noon) -> Duty:
    ask_why_empty(hole, by=cast.ada, at=noon)
    work_off(lambda: noon)
    return Duty.objects.get(pk=hole.pk)


def test_a_duty_says_what_it_costs_and_what_everybody_else_would_cost(draft, desk, noon):
    found = because(problem_for(draft, at=noon), seat_key(of(draft, desk.day, FIRST)))

    assert found.cost == sum(part.cost for part in found.parts)
    assert [each.person for each in found.lawful] == [desk["Mara"].pk]
    assert found.lawful[0].more == sum(part.cost for part in found.lawful[0].parts)
    assert [(each.person, each.hindrances[0].rule) for each in found.unlawful] == [
        (desk["Idris"].pk, "daily_hours")
    ]
    assert [(each.person, each.duty.person_id) for each in found.swaps] == [(desk["Idris"].pk, desk["Idris"].pk)]


def test_the_page_of_a_duty_leads_to_why_and_why_reads_as_sentences(draft, desk, client, cast):
    ada, duty = sign_in(client, cast.ada), of(draft, desk.day, FIRST)
    assert f'href="{at("duty_why", duty.pk)}"' in ada.get(at("duty", duty.pk)).content.decode()

    page = read(ada.get(at("duty_why", duty.pk)))

    assert "Monday 16 March, Day: why Ana" in page
    assert "What it costs that Ana has this duty" in page
    assert "Mara could take it at the same cost." in page
    assert "Idris and Ana could swap: Ana would then have Night on 16 March." in page
    assert "Idris may not by law." in page
    assert "(length of the working day: Policy of the city as employer)" in page


def test_a_wish_not_met_is_a_named_part_of_what_somebody_else_would_cost(draft, desk, client, cast, noon):
    wish(desk["Mara"], on=FIRST, wants=False, weight=1, by=cast.ada, at=noon)

    page = read(sign_in(client, cast.ada).get(at("duty_why", of(draft, desk.day, FIRST).pk)))

    assert "Mara could take it: 100 points more." in page
    assert "more wishes not met" in page


def test_htmx_gets_the_part_alone_and_is_led_to_it_but_not_while_it_waits(draft, desk, client, cast):
    ada, address = sign_in(client, cast.ada), at("duty_why", of(draft, desk.day, FIRST).pk)

    part = ada.get(address, headers={"HX-Request": "true"}).content.decode()
    again = ada.get(address, headers={"HX-Request": "true", "HX-Trigger": "why-poll"}).content.decode()

    assert "<html" not in part
    assert 'id="why-said" tabindex="-1" autofocus' in part
    assert "autofocus" not in again


def test_a_hole_is_explained_by_a_smallest_set_and_the_cheapest_ways_out(hole, desk, cast, noon):
    clash = clash_of(problem_for(hole.draft, at=noon), seat_key(hole), seconds=5)

    assert (clash["status"], clash["minimal"]) == ("clash", True)
    assert {each["kind"] for each in clash["elements"]} == {"seat", "leave", "not_here", "law"}
    leave = next(each for each in clash["elements"] if each["kind"] == "leave")
    assert (leave["people"], leave["days"]) == ([desk["Ana"].pk], [["2026-03-17", "2026-03-25"]])
    assert clash["ways"][0]["steps"][0]["kind"] in {"leave", "not_here"}


def test_the_worker_finds_out_and_the_pages_tell_it(hole, client, cast, noon):
    ada = sign_in(client, cast.ada)
    assert "Find out why" in read(ada.get(at("duty", hole.pk)))

    assert ada.post(at("duty_why_empty", hole.pk)).url == at("duty_why", hole.pk)
    assert "This waits for a worker" in read(ada.get(at("duty_why", hole.pk)))
    work_off(lambda: noon)

    for page in (read(ada.get(at("duty", hole.pk))), read(ada.get(at("duty_why", hole.pk)))):
        assert "It cannot be filled: what follows cannot all be kept." in page
        assert "This duty has to be filled." in page
        assert "Ana is on leave: 17 March 2026 to 25 March 2026." in page
        assert "Mara has no contract or is not a member of this pool:" in page
        assert "At least 11 hours of rest in each 24 hours. This rule applies to Idris." in page
        assert "It could be filled if leave of Ana moved: 17 March 2026 to 25 March 2026." in page
        assert "Find out again" in page
    assert Line.objects.filter(deed="duty.explained").count() == 1


def test_where_nobody_has_the_skill_one_more_person_with_it_would_help(cast, noon, client, desk):
    radio = Skill.objects.create(organisation=cast.havn, name="Radio")
    other = desk_of(cast.havn, "Lena", name="Radio desk")
    other.pool.skill = radio
    other.pool.save()
    draft = make_draft(other.pool, FIRST, FIRST, by=cast.ada, at=noon)
    hole = explained(of(draft, other.day, FIRST), cast, noon)

    page = read(sign_in(client, cast.ada).get(at("duty_why", hole.pk)))

    assert "Day on 16 March asks for Radio." in page
    assert "It could be filled if one more person with Radio could take Day on 16 March." in page


def test_what_can_be_filled_by_moving_others_says_so(draft, desk, client, cast, noon):
    hole = explained(of(draft, desk.day, LAST), cast, noon)

    assert hole.reasons["clash"]["status"] == "fillable"
    assert "if others may move" in read(sign_in(client, cast.ada).get(at("duty_why", hole.pk)))


def test_an_explanation_of_another_draft_than_this_one_now_says_so(hole, desk, client, cast, noon):
    explained(hole, cast, noon)
    give(of(hole.draft, desk.night, FIRST), None, by=cast.ada, at=noon)

    assert "The draft has changed since" in read(sign_in(client, cast.ada).get(at("duty_why", hole.pk)))


def test_asking_twice_is_once(hole, cast, noon):
    assert ask_why_empty(hole, by=cast.ada, at=noon) == ask_why_empty(hole, by=cast.ada, at=noon)
    assert Job.objects.filter(kind="roster.explain").count() == 1


def test_nothing_is_asked_while_a_search_runs_or_of_what_somebody_has(hole, desk, cast, noon):
    with pytest.raises(Overtaken):
        ask_why_empty(of(hole.draft, desk.day, FIRST), by=cast.ada, at=noon)
    ask_to_fill(hole.draft, by=cast.ada, at=noon)
    with pytest.raises(Busy):
        ask_why_empty(hole, by=cast.ada, at=noon)


def test_a_duty_that_somebody_has_by_then_is_not_looked_at(hole, desk, cast, noon):
    ask_why_empty(hole, by=cast.ada, at=noon)
    Duty.objects.filter(pk=hole.pk).update(person=desk["Ana"])
    work_off(lambda: noon)

    assert (
        Job.objects.get(kind="roster.explain").failure == "Somebody was put on this duty before it was looked at."
    )
    assert Duty.objects.get(pk=hole.pk).reasons == {}


def test_chen_and_who_makes_no_rosters_see_no_explanation(hole, client, cast):
    for name in ("duty_why", "duty_why_empty"):
        ask = client.post if name == "duty_why_empty" else client.get
        sign_in(client, cast.chen)
        assert ask(at(name, hole.pk)).status_code == 404
        assert ask(at(name, hole.pk, city="elsewhere")).status_code == 404
        sign_in(client, cast.ben)
        assert ask(at(name, hole.pk)).status_code == 403


def test_a_published_duty_is_explained_to_nobody(hole, client, cast):
    hole.draft.state = "published"
    hole.draft.save()

    assert sign_in(client, cast.ada).get(at("duty_why", hole.pk)).status_code == 404


def test_names_stand_apart_and_numbers_are_the_readers(hole, client, cast, noon):
    explained(hole, cast, noon)
    cast.ada.language, cast.ada.digits = "fa", "local"
    cast.ada.save()

    with translation.override("fa"):
        page = sign_in(client, cast.ada).get(at("duty_why", hole.pk)).content.decode()

    assert "<bdi>Ana</bdi>" in page
    assert "2026" not in re.sub(r"<[^>]*>", "", page.split('id="why"')[1].split("<footer")[0])


@pytest.mark.parametrize("people", [1, 3])
def test_a_why_page_asks_the_same_however_many_people(draft, desk, client, cast, django_assert_num_queries, people):
    for number in range(people - 1):
        member(desk.pool, f"New {number}")
    ada, address = sign_in(client, cast.ada), at("duty_why", of(draft, desk.day, FIRST).pk)
    ada.get(address)

    with django_assert_num_queries(18):
        ada.get(address)
