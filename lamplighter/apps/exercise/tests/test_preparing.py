"""From a scenario to an exercise that is ready: deeds and pages."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lamplighter.apps.cities.choices import Role
from lamplighter.apps.exercise.actions.exercises import (
    NotNow,
    cancel,
    change,
    fill_in,
    freeze_anew,
    prepare,
    set_ready,
    take_back,
)
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.bridge.preparing import lacking
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Exercise, ScenarioVersion
from lamplighter.apps.journal.models import Line
from lamplighter.apps.register.models import System
from lamplighter.apps.register.tests.harbour import harbour
from lamplighter.apps.roster.tests.night_desk import desk_of, published
from tests.people import Cast, sign_in

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 15)


@pytest.fixture
def alarm(cast: Cast, noon: datetime) -> ScenarioVersion:
    return keep_version(cast.havn, shipped()["alarm"].tree, source="yaml", by=cast.ada, at=noon)[0]


def begun(version: ScenarioVersion, cast: Cast, noon: datetime, **more: Any) -> Exercise:
    facts: dict[str, Any] = {
        "title": "The alarm",
        "story_starts_at": datetime.fromisoformat("2026-03-11T02:00:00+00:00"),
        "language": "en",
        "seed": 1,
    }
    return prepare(version, **facts | more, by=cast.ada, at=noon)


@pytest.fixture
def one(alarm: ScenarioVersion, cast: Cast, noon: datetime) -> Exercise:
    """Prepared on a night that nobody has; Idris is at home."""
    harbour(cast.havn, by=cast.ada, at=noon)
    desk = desk_of(cast.havn, "Mara Idris Ana", backup=True, name="Night desk")
    published(desk, FIRST, LAST, {"Idris": "BBBBBBB", "Ana": "N.NNNNN"}, at=noon)
    return begun(alarm, cast, noon)


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.ada)  # type: ignore[return-value]


def page(name: str, *args: Any) -> str:
    return reverse(name, args=["havn", *args])


def told(client: Client, name: str, *args: Any) -> str:
    return client.get(page(name, *args)).content.decode()


def journal(cast: Cast) -> list[str]:
    return list(Line.objects.filter(organisation=cast.havn).order_by("number").values_list("deed", flat=True))


def test_an_exercise_keeps_its_own_scenario_and_city(one: Exercise, cast: Cast, noon: datetime) -> None:
    before = Exercise.objects.get(pk=one.pk)

    System.objects.update(name="Renamed")
    ScenarioVersion.objects.update(tree={})

    after = Exercise.objects.get(pk=one.pk)
    assert (after.tree, after.digest, after.frozen) == (before.tree, before.digest, before.frozen)
    assert "Renamed" not in str(after.frozen)


def test_freezing_anew_reads_the_city_once_more_and_draws_the_same(
    one: Exercise, cast: Cast, noon: datetime
) -> None:
    System.objects.update(name="Renamed")

    again = freeze_anew(one, {"vital": None}, by=cast.ada, at=noon + timedelta(hours=1))

    assert "Renamed" in str(again.frozen)
    assert again.frozen["draw"] == one.frozen["draw"]
    assert "vital" in again.frozen["missing"]


def test_another_hour_freezes_anew_and_keeps_what_was_chosen(one: Exercise, cast: Cast, noon: datetime) -> None:
    one = freeze_anew(one, {"vital": None}, by=cast.ada, at=noon)
    facts = {"title": "T", "language": "he", "teams": 2, "keep_days": 60}

    same = change(one, **facts, story_starts_at=one.story_starts_at, by=cast.ada, at=noon + timedelta(hours=1))
    other = change(
        same, **facts, story_starts_at=noon + timedelta(days=9), by=cast.ada, at=noon + timedelta(hours=2)
    )

    assert (same.frozen_at, other.frozen_at) == (noon, noon + timedelta(hours=2))
    assert "vital" in other.frozen["missing"]
    assert (other.teams, other.keep_days, other.language) == (2, 60, "he")


def test_it_is_set_ready_taken_back_and_cancelled(one: Exercise, cast: Cast, noon: datetime) -> None:
    how: dict[str, Any] = {"by": cast.ada, "at": noon}

    assert set_ready(one, **how).state == ExerciseState.READY
    with pytest.raises(NotNow, match="ready"):
        fill_in(one, {}, **how)
    assert take_back(one, **how).state == ExerciseState.DRAFT
    assert cancel(one, **how).state == ExerciseState.CANCELLED
    with pytest.raises(NotNow, match="begun"):
        set_ready(one, **how)
    assert journal(cast)[-4:] == [
        "exercise.prepared",
        "exercise.set_ready",
        "exercise.taken_back",
        "exercise.cancelled",
    ]


@pytest.mark.parametrize("state", [ExerciseState.RUNNING, ExerciseState.HOT_WASH, ExerciseState.CLOSED])
def test_what_has_begun_stays_as_it_is(one: Exercise, cast: Cast, noon: datetime, state: str) -> None:
    Exercise.objects.update(state=state)
    how: dict[str, Any] = {"by": cast.ada, "at": noon}

    for deed in (set_ready, take_back):
        with pytest.raises(NotNow, match="begun"):
            deed(one, **how)
    with pytest.raises(NotNow, match="begun"):
        freeze_anew(one, {}, **how)


def test_a_blank_without_a_value_keeps_it_from_being_ready(
    alarm: ScenarioVersion, cast: Cast, noon: datetime
) -> None:
    tree = alarm.tree | {"version": "2.0.0"}
    tree["variables"] = [
        {name: part for name, part in each.items() if name != "default" or each["key"] != "paper"}
        for each in tree["variables"]
    ]
    tree["texts"] = {
        language: {path: text for path, text in texts.items() if path != "variables.paper.default"}
        for language, texts in tree["texts"].items()
    }
    version, _ = keep_version(cast.havn, tree, source="yaml", by=cast.ada, at=noon)
    one = begun(version, cast, noon)

    assert lacking(one) == ("variables",)
    with pytest.raises(NotNow) as refused:
        set_ready(one, by=cast.ada, at=noon)
    assert refused.value.lacking == ("variables",)
    assert lacking(fill_in(one, {"paper": "The Gull"}, by=cast.ada, at=noon)) == ()


def test_an_exercise_is_prepared_on_its_pages(ada: Client, alarm: ScenarioVersion, cast: Cast) -> None:
    new = f"{page('exercise_new')}?scenario={alarm.scenario_id}"
    assert 'value="The alarm that may be false"' in ada.get(new).content.decode()
    facts = {"title": "Spring", "day": "2026-05-04", "hour": "13:30", "language": "he", "teams": 1, "keep_days": 90}

    answer = ada.post(new, facts)

    one = Exercise.objects.get()
    assert answer.url == page("exercise", one.pk)
    assert str(one.story_starts_at) == "2026-05-04 11:30:00+00:00"
    assert (one.title, one.language, one.state) == ("Spring", "he", ExerciseState.DRAFT)
    ada.post(page("exercise_ready", one.pk))
    one.refresh_from_db()
    assert one.state == ExerciseState.READY
    assert "The exercise is ready." in told(ada, "exercise", one.pk)


def test_without_a_scenario_one_is_chosen_first(ada: Client) -> None:
    for asked in ("", "?scenario=x", "?scenario=999999"):
        assert ada.get(page("exercise_new") + asked).url == page("scenarios")


@pytest.mark.parametrize(
    "wrong",
    [{"day": "soon"}, {"hour": "noon"}, {"teams": "0"}, {"keep_days": "29"}, {"language": "xx"}, {"title": ""}],
)
def test_what_is_wrong_is_said_and_nothing_is_made(ada: Client, alarm: ScenarioVersion, wrong: dict) -> None:
    facts = {"title": "Spring", "day": "2026-05-04", "hour": "13:30", "language": "he", "teams": 1, "keep_days": 90}

    answer = ada.post(f"{page('exercise_new')}?scenario={alarm.scenario_id}", facts | wrong)

    assert answer.status_code == 422
    assert not Exercise.objects.exists()


def test_the_drawn_truth_is_asked_of_nobody_and_shown_to_nobody(ada: Client, one: Exercise) -> None:
    text = told(ada, "exercise_blanks", one.pk)

    assert "Name of the local newspaper" in text
    assert 'value="340"' in text
    assert "340.0" not in told(ada, "exercise", one.pk)
    assert 'name="truth"' not in text


def test_blanks_are_filled_in(ada: Client, one: Exercise) -> None:
    said = {"supplier": "Nordwind", "paper": "The Gull", "meeting_hours": "120"}

    assert ada.post(page("exercise_blanks", one.pk), said).url == page("exercise", one.pk)

    assert Exercise.objects.get().variables == {"supplier": "Nordwind", "paper": "The Gull", "meeting_hours": 120.0}
    assert "The Gull" in told(ada, "exercise", one.pk)


def test_another_thing_of_the_city_is_put_in_place(ada: Client, one: Exercise) -> None:
    other = f"system:{System.objects.get(name='Switch B').pk}"
    assert one.frozen["cast"]["controls"] != other
    said = {key: one.frozen["cast"].get(key, "") for key in ("vital", "spare", "controls", "machine")}

    ada.post(page("exercise_freeze", one.pk), said | {"controls": other})

    kept = Exercise.objects.get().frozen
    assert kept["cast"]["controls"] == other
    assert kept["cast"]["vital"] == one.frozen["cast"]["vital"]


def test_names_on_duty_are_seen_on_one_page_only_and_that_is_written_down(
    ada: Client, one: Exercise, cast: Cast
) -> None:
    assert "Idris" not in told(ada, "exercise", one.pk)
    assert "exercise.people_seen" not in journal(cast)

    text = told(ada, "exercise_people", one.pk)

    assert "Idris" in text
    assert "nobody" in text
    assert journal(cast)[-1] == "exercise.people_seen"


def test_once_names_are_forgotten_the_places_stay(ada: Client, one: Exercise, cast: Cast) -> None:
    one.frozen.pop("people")
    one.save()

    text = told(ada, "exercise_people", one.pk)

    assert "Night desk" in text
    assert "exercise.people_seen" not in journal(cast)


def test_an_empty_post_is_told_as_an_inject_that_was_added(ada: Client, one: Exercise) -> None:
    text = told(ada, "exercise", one.pk)

    assert "1 inject was added to the story for a place with nobody." in text


def test_whoever_only_sees_exercises_reads_nothing_of_the_story(
    client: Client, one: Exercise, cast: Cast, noon
) -> None:
    sign_in(client, cast.of(Role.EXECUTIVE))
    assert client.get(page("exercise", one.pk)).status_code == 404
    assert "The alarm" not in told(client, "exercises")

    set_ready(one, by=cast.ada, at=noon)

    text = told(client, "exercise", one.pk)
    assert "The alarm" in text
    assert "ready" in text
    assert not [
        word for word in ("Night desk", "Idris", "Tallowbridge", "vital", page("scenarios")) if word in text
    ]


def test_chen_finds_no_exercise_of_havn(client: Client, one: Exercise, cast: Cast) -> None:
    sign_in(client, cast.chen)

    for name in ("exercise", "exercise_edit", "exercise_freeze", "exercise_people", "exercise_blanks"):
        assert client.get(page(name, one.pk)).status_code == 404
        assert client.get(reverse(name, args=["elsewhere", one.pk])).status_code == 404
    assert client.post(reverse("exercise_cancel", args=["elsewhere", one.pk])).status_code == 404
    assert "The alarm" not in client.get(reverse("exercises", args=["elsewhere"])).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    ada: Client, alarm: ScenarioVersion, cast: Cast, noon: datetime, rows: int, django_assert_num_queries: Any
) -> None:
    for _each in range(rows):
        begun(alarm, cast, noon)
    ada.get(page("exercises"))

    with django_assert_num_queries(4):
        ada.get(page("exercises"))


def test_an_empty_list_says_what_to_do_first(ada: Client) -> None:
    assert "Take a scenario, freeze the city" in told(ada, "exercises")


def test_the_pages_read_from_right_to_left(ada: Client, one: Exercise, cast: Cast) -> None:
    type(cast.havn).objects.filter(pk=cast.havn.pk).update(language="he", calendar="hebrew")

    for name in ("exercise", "exercise_edit", "exercise_freeze", "exercise_people", "exercise_blanks"):
        assert 'dir="rtl"' in told(ada, name, one.pk)


def test_who_freezes_for_an_hour_that_another_has_changed_is_told_so(one, cast, noon):
    seen = Exercise.objects.get(pk=one.pk)
    facts = {"title": one.title, "language": "en", "teams": 1, "keep_days": 90}
    change(one, **facts, story_starts_at=noon + timedelta(hours=5), by=cast.ada, at=noon)

    with pytest.raises(NotNow, match="changed"):
        freeze_anew(seen, {}, by=cast.ada, at=noon)

    one.refresh_from_db()
    assert datetime.fromisoformat(one.frozen["at"]) == one.story_starts_at == noon + timedelta(hours=5)


def test_another_hour_does_not_undo_what_somebody_chose_meanwhile(one, cast, noon):
    seen = Exercise.objects.get(pk=one.pk)
    chosen = dict.fromkeys(one.frozen["cast"])
    freeze_anew(one, chosen, by=cast.ada, at=noon)
    facts = {"title": one.title, "language": "en", "teams": 1, "keep_days": 90}

    with pytest.raises(NotNow, match="changed"):
        change(seen, **facts, story_starts_at=noon + timedelta(hours=5), by=cast.ada, at=noon)

    one.refresh_from_db()
    assert one.frozen["chosen"] == chosen
