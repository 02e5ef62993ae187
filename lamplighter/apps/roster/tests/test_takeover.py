"""Duties taken over after publication: lawful at the moment of saving, or refused with the reason and a way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse

from lamplighter.apps.followup.models import Finding
from lamplighter.apps.journal.models import Line
from lamplighter.apps.roster.actions.drafts import Overtaken
from lamplighter.apps.roster.actions.leave import record_leave
from lamplighter.apps.roster.actions.takeover import take_over, withdraw_takeover
from lamplighter.apps.roster.bridge import Span, covers, worked
from lamplighter.apps.roster.bridge.takeover import question_for, standing_of
from lamplighter.apps.roster.bridge.verdict import Unlawful
from lamplighter.apps.roster.models import Duty, Takeover
from lamplighter.apps.roster.queries.takeovers import published_duties
from lamplighter.apps.roster.tests.night_desk import desk_of, published
from tests.people import sign_in

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 15)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    cache.clear()
    monkeypatch.setattr("lamplighter.web.clock.now", lambda: noon)


@pytest.fixture
def desk(cast, noon):
    """Mara has the days, Idris the nights but one: the night of Wednesday the 11th is a hole."""
    desk = desk_of(cast.havn, "Mara Idris Ana Tomas")
    published(
        desk, FIRST, LAST, {"Mara": "DDD....", "Idris": "NN.....", "Ana": "...DN..", "Tomas": "......N"}, at=noon
    )
    return desk


@pytest.fixture
def hole(desk) -> Duty:
    return published_duties(desk.city).get(on=date(2026, 3, 11), shift_type=desk.night)


def whole(duty: Duty) -> Span:
    return Span(duty.starts_at, duty.ends_at)


def seen(duty: Duty, city) -> str:
    return standing_of(duty, city).seen


def lawful(duty: Duty, span: Span, noon: datetime) -> set[str]:
    question = question_for(duty, at=noon)
    return {question.names[option.person] for option in question.options(span) if option.lawful}


def test_who_could_take_the_hole_is_judged_by_what_is_published(hole, noon):
    # Mara comes from the day, Idris from the night before to the hole in which he rests 12 hours, Ana has a day after.
    assert lawful(hole, whole(hole), noon) == {"Idris", "Tomas"}
    # Ana could come until nine in the evening and rest eleven hours before her day at eight.
    assert lawful(hole, Span(hole.starts_at, hole.starts_at + HOUR), noon) >= {"Ana", "Tomas"}


def test_the_first_named_has_carried_least(hole, noon):
    question = question_for(hole, at=noon)
    first = next(option for option in question.options(whole(hole)) if option.lawful)

    assert question.names[first.person] == "Tomas"
    assert {question.names[each.person]: each.nights for each in question.options(whole(hole))}["Idris"] == 2


def test_taken_over_it_is_on_and_written_down(desk, hole, cast, noon):
    made = take_over(hole, desk["Tomas"], whole(hole), seen=seen(hole, desk.city), by=cast.ada, at=noon)

    (cover,) = [each for each in covers(desk.city, whole(hole)) if each.assignment == str(hole.pk)]
    assert (cover.person, cover.key) == (str(desk["Tomas"].pk), f"takeover-{made.pk}")
    line = Line.objects.get(deed="duty.taken_over")
    assert line.facts["changes"] == {"person": [None, "Tomas"]}


def test_part_of_a_duty_leaves_the_rest_as_it_was(desk, hole, cast, noon):
    middle = hole.starts_at + 6 * HOUR
    take_over(hole, desk["Tomas"], Span(middle, hole.ends_at), seen=seen(hole, desk.city), by=cast.ada, at=noon)

    found = [(each.person, each.span.start) for each in covers(desk.city, whole(hole))]
    assert found == [(None, hole.starts_at), (str(desk["Tomas"].pk), middle)]


def test_the_latest_wins_and_what_was_withdrawn_stays_readable(desk, hole, cast, noon):
    take_over(hole, desk["Idris"], whole(hole), seen=seen(hole, desk.city), by=cast.ada, at=noon)
    later = noon + timedelta(minutes=1)
    last = take_over(hole, desk["Tomas"], whole(hole), seen=seen(hole, desk.city), by=cast.ada, at=later)
    assert worked(desk["Tomas"], whole(hole)) != ()
    assert worked(desk["Idris"], whole(hole)) == ()

    withdraw_takeover(last, by=cast.ada, at=later)
    withdraw_takeover(last, by=cast.ada, at=later)

    assert worked(desk["Idris"], whole(hole)) != ()
    assert Takeover.objects.count() == 2
    assert Line.objects.filter(deed="takeover.withdrawn").count() == 1


def test_what_breaks_the_law_is_refused_with_rule_and_article(desk, hole, cast, noon):
    with pytest.raises(Unlawful) as refusal:
        take_over(hole, desk["Mara"], whole(hole), seen=seen(hole, desk.city), by=cast.ada, at=noon)

    told = {(each.rule, each.pack, each.article) for each in refusal.value.hindrances}
    assert ("daily_rest", "eu-wtd-2003-88", "art. 3") in told
    assert Takeover.objects.count() == 0


def test_somebody_away_or_already_on_is_refused(desk, hole, cast, noon):
    record_leave(desk["Tomas"], date(2026, 3, 11), date(2026, 3, 11), by=cast.ada, at=noon)
    night = published_duties(desk.city).get(on=date(2026, 3, 10), shift_type=desk.night)

    with pytest.raises(Unlawful) as away:
        take_over(hole, desk["Tomas"], whole(hole), seen=seen(hole, desk.city), by=cast.ada, at=noon)
    with pytest.raises(Unlawful) as again:
        take_over(night, desk["Idris"], whole(night), seen=seen(night, desk.city), by=cast.ada, at=noon)

    assert [each.code for each in away.value.hindrances] == ["on_leave"]
    assert [each.code for each in again.value.hindrances] == ["already_on_duty"]


def test_two_newcomers_are_not_on_together_at_night(desk, hole, cast, noon):
    desk.pool.members.filter(person__in=[desk["Tomas"], desk["Ana"]]).update(newcomer=True)
    beside = Duty.objects.create(
        draft=hole.draft,
        shift_type=desk.night,
        seat=1,
        on=hole.on,
        starts_at=hole.starts_at,
        ends_at=hole.ends_at,
        person=desk["Ana"],
    )
    assert beside.pk

    question = question_for(hole, at=noon)
    option = question.option(desk["Tomas"].pk, whole(hole))

    assert option is not None
    assert [each.code for each in option.hindrances] == ["newcomer_pair"]


def test_whoever_clicks_second_is_told_that_they_were_overtaken(desk, hole, cast, noon):
    as_it_was = seen(hole, desk.city)
    take_over(hole, desk["Tomas"], whole(hole), seen=as_it_was, by=cast.ada, at=noon)

    with pytest.raises(Overtaken):
        take_over(hole, desk["Idris"], whole(hole), seen=as_it_was, by=cast.ada, at=noon)

    assert Takeover.objects.count() == 1


def test_what_changes_between_judging_and_saving_is_judged_again(desk, hole, cast, noon, monkeypatch):
    """While one is judged, the same person gets the morning after: both alone would be lawful."""
    from lamplighter.apps.roster.actions import takeover as action

    morning = published_duties(desk.city).get(on=date(2026, 3, 12), shift_type=desk.day)
    real, calls = action.refuse, []

    def slow(question, person, span):
        real(question, person, span)
        if not calls:
            calls.append(1)
            take_over(morning, desk["Tomas"], whole(morning), seen=seen(morning, desk.city), by=cast.ada, at=noon)

    monkeypatch.setattr(action, "refuse", slow)

    with pytest.raises(Unlawful):
        action.take_over(hole, desk["Tomas"], whole(hole), seen=seen(hole, desk.city), by=cast.ada, at=noon)

    assert [made.duty for made in Takeover.objects.all()] == [morning]


def test_a_time_that_is_over_or_outside_the_duty_is_refused(desk, hole, cast, noon):
    done = published_duties(desk.city).get(on=date(2026, 3, 9), shift_type=desk.day)

    with pytest.raises(ValidationError):
        take_over(done, desk["Tomas"], whole(done), seen=seen(done, desk.city), by=cast.ada, at=noon)
    longer = Span(hole.starts_at, hole.ends_at + HOUR)
    with pytest.raises(ValidationError):
        take_over(hole, desk["Tomas"], longer, seen=seen(hole, desk.city), by=cast.ada, at=noon)


def test_a_duty_of_a_replaced_version_cannot_be_taken_over(desk, hole, cast, noon):
    before = seen(hole, desk.city)
    published(desk, FIRST, LAST, {"Tomas": "..N...."}, at=noon, version=2)

    with pytest.raises(Overtaken):
        take_over(hole, desk["Idris"], whole(hole), seen=before, by=cast.ada, at=noon)


def test_a_hand_over_is_not_withdrawn_when_that_would_break_the_law(desk, cast, noon):
    """Idris gave Tuesday night away and works the Wednesday morning instead: he cannot have the night back."""
    night = published_duties(desk.city).get(on=date(2026, 3, 10), shift_type=desk.night)
    morning = published_duties(desk.city).get(on=date(2026, 3, 11), shift_type=desk.day)
    away = take_over(night, desk["Tomas"], whole(night), seen=seen(night, desk.city), by=cast.ada, at=noon)
    take_over(morning, desk["Idris"], whole(morning), seen=seen(morning, desk.city), by=cast.ada, at=noon)

    with pytest.raises(Unlawful):
        withdraw_takeover(away, by=cast.ada, at=noon)


def test_a_hand_over_that_has_begun_is_not_withdrawn(desk, hole, cast, noon):
    made = take_over(hole, desk["Tomas"], whole(hole), seen=seen(hole, desk.city), by=cast.ada, at=noon)

    with pytest.raises(ValidationError):
        withdraw_takeover(made, by=cast.ada, at=hole.starts_at + HOUR)


def test_leave_on_a_duty_is_no_finding_any_more_once_somebody_else_has_it(desk, cast, noon):
    night = published_duties(desk.city).get(on=date(2026, 3, 10), shift_type=desk.night)
    record_leave(desk["Idris"], night.on, night.on, by=cast.ada, at=noon)
    finding = Finding.objects.get(code="leave_on_duty", closed_at=None)
    assert finding.facts["duty"] == night.pk

    take_over(night, desk["Tomas"], whole(night), seen=seen(night, desk.city), by=cast.ada, at=noon)

    finding.refresh_from_db()
    assert finding.closed_at == noon


def test_the_closest_part_is_the_longest_that_is_lawful(desk, hole, noon):
    question = question_for(hole, at=noon)

    part = question.closest_part(desk["Ana"].pk)

    # Ana's day begins at eight on Thursday: eleven hours before that it is nine in the evening.
    assert part == Span(hole.starts_at, hole.starts_at + HOUR)


# --- pages -------------------------------------------------------------------------------------------------------


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def post(client, duty, person, span, city) -> object:
    sent = {
        "person": person.pk if person else "",
        "start": span.start.isoformat(),
        "end": span.end.isoformat(),
        "seen": seen(duty, city),
    }
    return client.post(reverse("takeover", args=["havn", duty.pk]), sent)


def test_the_page_names_who_could_and_why_the_others_cannot(desk, hole, cast, client):
    sign_in(client, cast.ada)

    said = text_of(client.get(reverse("takeover", args=["havn", hole.pk])))

    assert "2 people could lawfully take this duty" in said
    assert said.index("Give it to Tomas") < said.index("Give it to Idris")
    assert "<bdi>Mara</bdi> may not by law. That would leave 0 hours of rest; 11 are due." in said
    assert "Directive 2003/88/EC on working time, art. 3" in said


def test_given_on_the_page_it_is_done_and_said(desk, hole, cast, client):
    sign_in(client, cast.ada)

    answer = post(client, hole, desk["Tomas"], whole(hole), desk.city)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/c/havn/")
    assert Takeover.objects.get().made_by == cast.ada


def test_refused_on_the_page_it_says_rule_article_and_the_closest_way(desk, hole, cast, client):
    sign_in(client, cast.ada)

    answer = post(client, hole, desk["Ana"], whole(hole), desk.city)

    said = text_of(answer)
    assert answer.status_code == 409
    assert "<bdi>Ana</bdi> could take it from 20:00 to 21:00." in said
    assert "<bdi>Tomas</bdi> could take all of what was asked." in said
    assert Takeover.objects.count() == 0


def test_left_empty_it_is_dark_for_all_to_see(desk, cast, client):
    night = published_duties(desk.city).get(on=date(2026, 3, 10), shift_type=desk.night)
    sign_in(client, cast.ada)

    post(client, night, None, whole(night), desk.city)

    said = text_of(client.get(reverse("tonight", args=["havn"])))
    assert "has nobody from 20:00 to 08:00." in said


def test_the_second_of_two_who_click_reads_a_sentence(desk, hole, cast, client):
    sign_in(client, cast.ada)
    sent = {
        "person": desk["Idris"].pk,
        "start": hole.starts_at.isoformat(),
        "end": hole.ends_at.isoformat(),
        "seen": seen(hole, desk.city),
    }
    post(client, hole, desk["Tomas"], whole(hole), desk.city)

    answer = client.post(reverse("takeover", args=["havn", hole.pk]), sent)

    assert answer.status_code == 409
    assert "Somebody else has just changed who has this duty." in text_of(answer)
    assert Takeover.objects.count() == 1


def test_which_part_somebody_could_take_is_told_when_asked(desk, hole, cast, client):
    sign_in(client, cast.ada)

    said = text_of(client.get(reverse("takeover_part", args=["havn", hole.pk, desk["Ana"].pk])))

    assert "<bdi>Ana</bdi> could take it from 20:00 to 21:00" in said


def test_nobody_but_who_makes_rosters_hands_anything_over(desk, hole, cast, client, noon):
    made = take_over(hole, desk["Tomas"], whole(hole), seen=seen(hole, desk.city), by=cast.ada, at=noon)
    pages = [
        reverse("takeover", args=["havn", hole.pk]),
        reverse("takeover_part", args=["havn", hole.pk, desk["Ana"].pk]),
        reverse("takers", args=["havn", hole.pk]),
    ]
    back = reverse("takeover_withdraw", args=["havn", made.pk])
    for who, status in ((cast.ben, 403), (cast.chen, 404)):
        sign_in(client, who)
        assert [client.get(page).status_code for page in pages] == [status] * 3
        assert client.post(back).status_code == status
    # Chen's own city does not know the duty either.
    assert client.get(reverse("takeover", args=["elsewhere", hole.pk])).status_code == 404
    assert client.post(reverse("takeover_withdraw", args=["elsewhere", made.pk])).status_code == 404


def test_a_time_in_another_zone_is_no_time_and_nonsense_is_refused(desk, hole, cast, client):
    sign_in(client, cast.ada)
    page = reverse("takeover", args=["havn", hole.pk])

    assert client.get(page, {"start": "yesterday", "end": "2026-99-99T00:00Z"}).status_code == 200
    sent = {"person": desk["Tomas"].pk, "start": "nonsense", "end": "", "seen": ""}
    assert client.post(page, sent).status_code == 422
    assert client.post(page, sent | {"start": datetime(2020, 1, 1, tzinfo=UTC).isoformat()}).status_code == 422
