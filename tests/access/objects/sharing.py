"""What cities offer to each other through the association: a scenario of Elsewhere's, one of Havn's, a lesson."""

from lamplighter.apps.cities.models import Affiliation, Organisation
from lamplighter.apps.exercise.actions.lessons import offer_lesson
from lamplighter.apps.exercise.actions.library import offer
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.choices import VersionState
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Lesson, Offer, ScenarioVersion
from tests.access.objects.making import Place, Values, makes
from tests.access.objects.reports import agreed


def approved(place: Place, city: Organisation) -> ScenarioVersion:
    """A scenario of ours that a city has approved."""
    version, _kept = keep_version(city, shipped()["alarm"].tree, source="yaml", by=place.cast.ada, at=place.at)
    version.state = VersionState.APPROVED
    version.approved_at, version.approved_by = place.at, place.cast.ada
    version.save()
    return version


def offered(place: Place) -> Offer:
    """One that a third city offers to the others."""
    city = Organisation.objects.create(
        slug="third", name="Third", created_at=place.at, country="DK", time_zone="Europe/Copenhagen", currency="DKK"
    )
    Affiliation.objects.create(association=place.association, city=city, since=place.today)
    return offer(approved(place, city), place.association, by=place.cast.ada, at=place.at)


def a_lesson(place: Place) -> Lesson:
    return offer_lesson(
        agreed(place),
        place.association,
        "Say early what you do not know.",
        "public_information",
        with_scenario=True,
        by=place.cast.ada,
        at=place.at,
    )


@makes("scenario_offer")
def a_scenario_to_offer(place: Place) -> Values:
    return {"pk": approved(place, place.city).scenario_id}


@makes("shared_scenario", "library_take", "library_one")
def a_scenario_of_another_city(place: Place) -> Values:
    return {"pk": offered(place).pk}


@makes("library_shipped")
def a_scenario_of_the_product(place: Place) -> Values:
    return {"slug": "alarm"}


@makes("exercise_elsewhere", "lesson_offer")
def what_was_agreed(place: Place) -> Values:
    return {"pk": agreed(place).pk}


@makes("lesson_withdraw")
def a_lesson_of_ones_own(place: Place) -> Values:
    lesson = a_lesson(place)
    return {"pk": lesson.from_exercise_id, "code": lesson.code}


@makes("lesson_approve", "lesson_decline")
def a_lesson_that_waits(place: Place) -> Values:
    return {"code": a_lesson(place).code}
