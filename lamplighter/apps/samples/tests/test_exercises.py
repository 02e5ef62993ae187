"""Exercises of the sample cities: held, agreed, followed up, ready, shared; and all of it goes again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.bridge.readiness import trend_of
from lamplighter.apps.exercise.choices import ExerciseState
from lamplighter.apps.exercise.models import Exercise, Lesson, Line, Offer, Share, SpreadEdition
from lamplighter.apps.followup.models import Action, Verification
from lamplighter.apps.followup.queries import unverified_done
from lamplighter.apps.journal.models import Line as JournalLine
from lamplighter.apps.samples.actions.exercises import hold_first, hold_second, is_held, set_next
from lamplighter.apps.samples.actions.members import found_further
from lamplighter.apps.samples.actions.organisations import found_association, found_city
from lamplighter.apps.samples.actions.pen import Pen, pen_for
from lamplighter.apps.samples.actions.sample import staff_city
from lamplighter.apps.samples.choices import plans

NOW = datetime(2026, 11, 10, 19, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def league(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Organisation]:
    """The first sample city with its people and exercises, without rosters, and the further members."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = found_association(NOW)
        staff_city(plans()[0], found_city(plans()[0], made), 7)
        pen = pen_of()
        hold_first(pen)
        hold_second(pen)
        set_next(pen)
        found_further(made, seed=7)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def city(league: Organisation, db: None) -> Organisation:
    return Organisation.objects.get(slug="harbourlight")


def pen_of(seed: int = 7) -> Pen:
    city = Organisation.objects.get(slug="harbourlight")
    return pen_for(city, plans()[0], "rosters", seed=seed, days_ago=370)


def test_two_exercises_are_agreed_and_one_waits_with_codes_for_everybody(city):
    agreed = Exercise.objects.filter(organisation=city, state=ExerciseState.AGREED).order_by("pk")
    ready = Exercise.objects.get(organisation=city, state=ExerciseState.READY)

    assert [(NOW - one.lines.first().at).days for one in agreed] == [92, 27]
    assert all(one.forget_on > NOW.date() for one in agreed)
    assert (ready.version.scenario.slug, ready.story_starts_at > NOW) == ("dark-supplier", True)
    assert sorted(one.kind for one in ready.codes.all()) == ["evaluator", "observer", "player", "screen"]
    assert is_held(pen_of(), 2)
    assert not is_held(pen_of(), 3)


def test_one_thing_is_done_and_not_proven_and_another_is_open(city):
    actions = Action.objects.filter(organisation=city, finding__code__startswith="exercise.")

    assert actions.count() == 2
    assert unverified_done(city).count() == 1
    assert not Verification.objects.exists()


def test_readiness_goes_over_two_exercises(city):
    trend, exercises = trend_of(city)

    assert len(exercises) == 2
    assert max(len(course.points) for course in trend.courses.values()) == 2
    assert {course.direction for course in trend.courses.values()} >= {"better", "same", None}


def test_nobody_decides_at_once_and_nobody_talks_for_ever(city):
    trend, _exercises = trend_of(city)

    minutes = [
        each for course in trend.courses.values() for point in course.points for each in point.minutes_to_decide
    ]
    assert len(minutes) >= 6
    assert 1 < min(minutes) < max(minutes) <= 16


def test_the_association_sees_five_cities_and_two_lessons_and_one_scenario(league, city):
    assert [one.cities for one in SpreadEdition.objects.all()] == [5]
    assert Share.objects.filter(association=league, withdrawn_at=None).count() == 6
    assert sorted(one.state for one in Lesson.objects.all()) == ["approved", "approved", "waiting"]
    assert Offer.objects.count() == 1


def test_making_the_further_cities_again_changes_nothing(league, city):
    before = JournalLine.objects.count()

    found_further(league, seed=7)

    assert JournalLine.objects.count() == before


def test_every_journal_and_log_holds_and_is_in_order(league, city):
    call_command("verify_journal", verbosity=0)

    for place in Organisation.objects.filter(sample=True):
        times = list(place.journal.order_by("number").values_list("at", flat=True))
        assert times == sorted(times)
        assert max(times) <= NOW


def test_the_same_seed_plays_the_same(city):
    plays = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            before = set(Exercise.objects.values_list("pk", flat=True))
            pen = pen_of(seed)
            pen.now = NOW + timedelta(days=200)
            hold_first(pen)
            made = Exercise.objects.exclude(pk__in=before).get()
            plays.append(
                list(Line.objects.filter(exercise=made).values_list("at", "story_s", "kind", "facts__key"))
            )
            transaction.set_rollback(True)

    assert plays[0] == plays[1]
    assert plays[0] != plays[2]


def test_dropping_the_sample_leaves_nothing_of_it(league, city):
    call_command("drop_sample", verbosity=0)

    ours = [model for model in apps.get_models() if model.__module__.startswith("lamplighter.")]
    assert {model.__name__: model._base_manager.count() for model in ours if model._base_manager.exists()} == {}
    transaction.set_rollback(True)
