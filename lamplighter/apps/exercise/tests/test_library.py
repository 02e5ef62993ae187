"""The library of an association: scenarios that members offer and take, lessons, and what nobody learns from them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.models import Affiliation, Organisation
from lamplighter.apps.exercise.actions.authoring import Faulty, begin_draft, rewrite
from lamplighter.apps.exercise.actions.lessons import (
    approve_lesson,
    decline_lesson,
    offer_lesson,
    withdraw_lesson,
)
from lamplighter.apps.exercise.actions.library import offer, take_offered, withdraw_offer
from lamplighter.apps.exercise.actions.playing import NotNow
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.bridge.defined import defined
from lamplighter.apps.exercise.choices import LessonState, VersionState
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Lesson, Offer, Scenario, ScenarioVersion
from lamplighter.apps.exercise.queries.sharing import newer_offers
from lamplighter.apps.exercise.tests.files import small
from lamplighter.apps.exercise.tests.played import played
from lamplighter.apps.exercise.tests.test_spread import agreed, member
from tests.people import Cast, sign_in

SAID = "Say early what you do not know."


def approved(city: Organisation, cast: Cast, at: datetime) -> ScenarioVersion:
    version, _kept = keep_version(city, shipped()["alarm"].tree, source="yaml", by=cast.ada, at=at)
    return approve(version)


def approve(version: ScenarioVersion) -> ScenarioVersion:
    version.state = VersionState.APPROVED
    version.save()
    return version


def lesson(cast: Cast, at: datetime, text: str = SAID, **more: Any) -> Lesson:
    one = more.pop("exercise", None) or agreed(cast.havn, cast, at)
    said = {"with_scenario": False} | more
    return offer_lesson(one, cast.association, text, "public_information", by=cast.ada, at=at, **said)


def page(cast: Cast, role: str, name: str, *args: Any) -> Any:
    return sign_in(Client(), cast.of(role)).get(reverse(name, args=args))


def test_a_city_offers_an_approved_scenario_and_another_takes_it_as_its_own(cast, noon, client):
    source = approved(member(cast, 1, noon), cast, noon)
    given = offer(source, cast.association, by=cast.ada, at=noon)
    browser: Any = sign_in(client, cast.ada)
    listed = browser.get(reverse("shared_scenarios", args=["havn"])).content.decode()

    browser.post(reverse("library_take", args=["havn", given.pk]))

    copy = Scenario.objects.get(organisation=cast.havn)
    assert source.scenario.title in listed
    assert (copy.uuid, copy.copied_from) == (source.scenario.uuid, source.scenario)
    assert [(one.source, one.digest) for one in copy.versions.all()] == [("copy", source.digest)]


def test_a_scenario_is_offered_only_by_whoever_has_ticked_that_nobody_stands_in_it(cast, noon, client):
    version = approved(cast.havn, cast, noon)
    browser: Any = sign_in(client, cast.ada)
    where = reverse("scenario_offer", args=["havn", version.scenario_id])

    unticked = browser.post(where, {"association": cast.association.pk})
    assert (unticked.status_code, Offer.objects.count()) == (422, 0)

    browser.post(where, {"association": cast.association.pk, "nobody": "on"})
    assert Offer.objects.get().version == version


def test_neither_a_draft_nor_a_faulty_scenario_is_offered_nor_one_to_strangers(cast, noon):
    draft, _kept = keep_version(cast.havn, shipped()["alarm"].tree, source="yaml", by=cast.ada, at=noon)
    with pytest.raises(NotNow, match="not_approved"):
        offer(draft, cast.association, by=cast.ada, at=noon)
    with pytest.raises(NotNow, match="unknown"):
        offer(approved(cast.elsewhere, cast, noon), cast.association, by=cast.chen, at=noon)
    tree = {**small().tree, "summary": "In {nowhere} nothing happens."}
    faulty, _kept = keep_version(cast.havn, tree, source="yaml", by=cast.ada, at=noon)
    with pytest.raises(Faulty):
        offer(approve(faulty), cast.association, by=cast.ada, at=noon)


def test_an_offer_taken_back_is_gone_and_its_copies_stay(cast, noon):
    given = offer(approved(member(cast, 1, noon), cast, noon), cast.association, by=cast.ada, at=noon)
    take_offered(given, cast.havn, by=cast.ada, at=noon)

    withdraw_offer(given, by=cast.ada, at=noon)

    assert page(cast, "cio", "shared_scenarios", "havn").context["rows"] == []
    assert page(cast, "staff", "library_one", "harbours", given.pk).status_code == 404
    assert Scenario.objects.filter(organisation=cast.havn).count() == 1


def test_whoever_took_a_scenario_learns_of_a_newer_version_until_it_is_taken(cast, noon):
    first = approved(member(cast, 1, noon), cast, noon)
    copy, _already = take_offered(
        offer(first, cast.association, by=cast.ada, at=noon), cast.havn, by=cast.ada, at=noon
    )
    assert newer_offers(cast.havn) == {}

    draft = begin_draft(first.scenario, by=cast.ada, at=noon + timedelta(days=1))
    second = approve(rewritten(draft, cast, noon + timedelta(days=1)))
    later = offer(second, cast.association, by=cast.ada, at=noon + timedelta(days=1))

    assert newer_offers(cast.havn) == {copy.scenario_id: later}
    said = page(cast, "cio", "scenario", "havn", copy.scenario_id).content.decode()
    assert "A newer version is there." in said
    assert list(Offer.objects.filter(withdrawn_at=None)) == [later]
    take_offered(later, cast.havn, by=cast.ada, at=noon + timedelta(days=2))
    assert newer_offers(cast.havn) == {}


def rewritten(draft: ScenarioVersion, cast: Cast, at: datetime) -> ScenarioVersion:
    """The same scenario for another audience."""
    deed = "scenario.part_written"
    return rewrite(
        draft, lambda tree: {**tree, "minutes": 61}, deed=deed, facts={"part": "scenario"}, by=cast.ada, at=at
    )


def test_a_version_that_says_the_same_is_not_offered_as_a_newer_one(cast, noon):
    first = approved(cast.havn, cast, noon)
    offer(first, cast.association, by=cast.ada, at=noon)

    with pytest.raises(NotNow, match="nothing_new"):
        offer(approve(begin_draft(first.scenario, by=cast.ada, at=noon)), cast.association, by=cast.ada, at=noon)


def test_the_association_reads_no_question_of_a_scenario_and_whoever_runs_exercises_does(cast, noon):
    given = offer(approved(member(cast, 1, noon), cast, noon), cast.association, by=cast.ada, at=noon)

    outside = page(cast, "delegate", "library_one", "harbours", given.pk).content.decode()
    inside = page(cast, "cio", "shared_scenario", "havn", given.pk).context["outline"]

    asked = [each for phase in inside.phases for each in phase.decisions]
    assert len(asked) == 5
    assert not [each for each in asked if each in outside]
    injects = defined(given.version).scenario.inject_of.values()
    assert not [each.key for each in injects if each.body["en"][:40] in outside]


def test_the_page_of_a_member_reads_the_same_number_of_times_however_much_is_offered(
    cast, noon, django_assert_num_queries
):
    browser: Any = sign_in(Client(), cast.of("staff"))
    where = reverse("library", args=["harbours"])
    for number in (1, 2, 3):
        offer(approved(member(cast, number, noon), cast, noon), cast.association, by=cast.ada, at=noon)
        if number == 1:
            browser.get(where)
            with django_assert_num_queries(4):
                browser.get(where)
    with django_assert_num_queries(4):
        assert len(browser.get(where).context["rows"]) == 3


def test_a_lesson_is_read_by_members_once_the_association_has_approved_it(cast, noon, client):
    waiting = lesson(cast, noon)
    assert SAID not in page(cast, "board", "lessons", "harbours").content.decode()
    assert SAID not in page(cast, "executive", "city_lessons", "havn").content.decode()
    staff: Any = sign_in(client, cast.of("staff"))
    assert SAID in staff.get(reverse("lessons", args=["harbours"])).content.decode()

    staff.post(reverse("lesson_approve", args=["harbours", waiting.code]))

    seen = staff.get(reverse("lessons", args=["harbours"])).content.decode()
    assert SAID in seen
    assert reverse("lesson_approve", args=["harbours", waiting.code]) not in seen
    assert SAID in page(cast, "board", "lessons", "harbours").content.decode()
    assert SAID in page(cast, "executive", "city_lessons", "havn").content.decode()


def test_neither_city_nor_exercise_nor_day_stands_beside_a_lesson(cast, noon):
    city = member(cast, 1, noon)
    one = agreed(city, cast, noon)
    lesson(cast, noon, exercise=one, with_scenario=True)
    approve_lesson(lesson(cast, noon, "Keep paper.", exercise=one), by=cast.of("staff"), at=noon)

    for name, role in (("lessons", "staff"), ("lessons", "delegate")):
        said = page(cast, role, name, "harbours").content.decode()
        assert "Keep paper." in said
        assert not [word for word in ("Secretville", "town-1", one.title, "2026", "March") if word in main_of(said)]


def main_of(said: str) -> str:
    """What a page says besides its frame."""
    return said.partition("<main")[2].partition("</main>")[0]


def test_lessons_stand_in_an_order_that_tells_nothing_of_their_arrival(cast, noon):
    one = agreed(cast.havn, cast, noon)
    for number, text in enumerate(("C", "A", "B")):
        made = lesson(cast, noon + timedelta(hours=number), text, exercise=one)
        approve_lesson(made, by=cast.of("staff"), at=noon + timedelta(days=9 - number))

    rows = page(cast, "board", "lessons", "harbours").context["rows"]

    assert [row["lesson"].text for row in rows] == ["A", "B", "C"]


def test_a_scenario_that_few_members_keep_is_not_named_beside_a_lesson(cast, noon):
    approve_lesson(lesson(cast, noon, with_scenario=True), by=cast.of("staff"), at=noon)

    (row,) = page(cast, "board", "lessons", "harbours").context["rows"]

    assert (row["lesson"].scenario is not None, row["scenario"]) == (True, "")


def test_why_a_lesson_is_not_taken_is_read_by_its_city_alone(cast, noon, client):
    waiting = lesson(cast, noon)
    staff: Any = sign_in(client, cast.of("staff"))

    staff.post(reverse("lesson_decline", args=["harbours", waiting.code]), {"reason": "Names a street."})

    assert "Names a street." in page(cast, "cio", "lesson_offer", "havn", waiting.from_exercise_id).content.decode()
    assert "Names a street." not in page(cast, "staff", "lessons", "harbours").content.decode()
    with pytest.raises(NotNow, match="lesson_decided"):
        approve_lesson(waiting, by=cast.of("staff"), at=noon)


def test_a_lesson_taken_back_is_read_by_nobody_and_cannot_be_approved(cast, noon):
    shown, waits = lesson(cast, noon), lesson(cast, noon, "Second.")
    approve_lesson(shown, by=cast.of("staff"), at=noon)

    withdraw_lesson(shown, by=cast.ada, at=noon)
    withdraw_lesson(waits, by=cast.ada, at=noon)

    assert page(cast, "board", "lessons", "harbours").context["rows"] == []
    assert {one.state for one in Lesson.objects.all()} == {LessonState.WITHDRAWN}
    with pytest.raises(NotNow, match="lesson_decided"):
        decline_lesson(waits, "Late.", by=cast.of("staff"), at=noon)


def test_lessons_come_only_from_agreed_reports_of_members(cast, noon):
    stranger = agreed(cast.elsewhere, cast, noon)
    with pytest.raises(NotNow, match="unknown"):
        lesson(cast, noon, exercise=stranger)
    with pytest.raises(NotNow, match="not_agreed"):
        lesson(cast, noon, exercise=played(cast.havn, by=cast.ada, at=noon))


def test_lessons_are_looked_for_by_what_they_are_about(cast, noon):
    one = agreed(cast.havn, cast, noon)
    approve_lesson(lesson(cast, noon, exercise=one), by=cast.of("staff"), at=noon)
    where = reverse("lessons", args=["harbours"])
    browser: Any = sign_in(Client(), cast.of("board"))

    assert len(browser.get(where, {"capability": "public_information"}).context["rows"]) == 1
    assert browser.get(where, {"capability": "command"}).context["rows"] == []
    assert browser.get(where, {"scenario": "none"}).context["rows"] == []


def test_members_alone_offer_and_read(cast, noon):
    Affiliation.objects.all().delete()

    with pytest.raises(NotNow, match="unknown"):
        lesson(cast, noon)
    assert page(cast, "cio", "shared_scenarios", "havn").context["member"] is False
