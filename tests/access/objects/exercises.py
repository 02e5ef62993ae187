"""Scenarios on the shelf of a city, and exercises that it prepares."""

from datetime import timedelta

from lamplighter.apps.exercise.actions.addresses import token_of
from lamplighter.apps.exercise.actions.exercises import prepare, set_ready
from lamplighter.apps.exercise.actions.scenarios import keep_version
from lamplighter.apps.exercise.imports.shipped import shipped
from lamplighter.apps.exercise.models import Exercise, RealAddress, ScenarioVersion
from lamplighter.apps.exercise.tests.rooms import code, ready_exercise, seated
from lamplighter.apps.followup.actions import complete, open_action
from tests.access.objects.making import Place, Values, makes


def the_alarm(place: Place) -> ScenarioVersion:
    """A scenario of ours, kept by the city."""
    version, _already = keep_version(
        place.city, shipped()["alarm"].tree, source="yaml", by=place.cast.ada, at=place.at
    )
    return version


@makes("scenario_shipped", "scenario_take")
def a_scenario_of_ours(place: Place) -> Values:
    return {"slug": "alarm"}


@makes("scenario", "scenario_files")
def a_scenario(place: Place) -> Values:
    return {"pk": the_alarm(place).scenario_id}


@makes("scenario_export")
def a_file_of_a_scenario(place: Place) -> Values:
    return {"pk": the_alarm(place).scenario_id, "form": "yaml"}


def a_draft(place: Place) -> Exercise:
    return prepare(
        the_alarm(place),
        title="The alarm",
        story_starts_at=place.at + timedelta(days=7),
        language="en",
        seed=1,
        by=place.cast.ada,
        at=place.at,
    )


@makes(
    "exercise_edit",
    "exercise_blanks",
    "exercise_freeze",
    "exercise_people",
    "exercise_mail",
    "exercise_mail_switch",
    "exercise_ready",
    "exercise_cancel",
)
def an_exercise_in_preparation(place: Place) -> Values:
    return {"pk": a_draft(place).pk}


@makes("exercise_retest")
def a_finished_action_and_the_next_exercise(place: Place) -> Values:
    action = open_action(place.city, "Name who speaks", due_on=place.at.date(), by=place.cast.ada, at=place.at)
    complete(action, "Decided on 2 March", by=place.cast.ada, at=place.at)
    return {"pk": a_draft(place).pk, "action": action.pk}


def an_address(place: Place) -> RealAddress:
    return RealAddress.objects.create(exercise=a_draft(place), email="mayor@havn.example", role="mayor")


@makes("exercise_mail_remove")
def an_address_of_an_exercise(place: Place) -> Values:
    address = an_address(place)
    return {"pk": address.exercise_id, "address": address.pk}


@makes("address_confirm")
def a_question_to_the_owner_of_an_address(place: Place) -> Values:
    return {"token": token_of(an_address(place), at=place.at)}


@makes("exercise", "exercise_back")
def an_exercise_that_is_ready(place: Place) -> Values:
    return {"pk": set_ready(a_draft(place), by=place.cast.ada, at=place.at).pk}


@makes(
    "exercise_codes",
    "code_new",
    "exercise_poster",
    "exercise_ballots",
    "console",
    "clock_speed",
    "clock_jump",
    "inject_improvise",
    "message_say",
    "note_new",
    "seat_paper",
)
def a_room(place: Place) -> Values:
    return {"pk": ready_exercise(place.city, at=place.at).pk}


@makes("code_close")
def a_code_of_a_room(place: Place) -> Values:
    one = ready_exercise(place.city, at=place.at)
    return {"pk": one.pk, "code": code(one).pk}


@makes("clock_turn")
def a_clock(place: Place) -> Values:
    return a_room(place) | {"turn": "start"}


@makes("phase_open")
def a_phase(place: Place) -> Values:
    return a_room(place) | {"key": "dawn"}


@makes("inject_deed")
def an_inject(place: Place) -> Values:
    return a_room(place) | {"key": "post_empty:pool:3", "deed": "release"}


@makes("decision_deed")
def a_decision_of_a_room(place: Place) -> Values:
    return a_room(place) | {"key": "tell", "deed": "reveal"}


@makes("ballot_new")
def a_ballot(place: Place) -> Values:
    return a_room(place) | {"key": "tell"}


@makes("seat_deed")
def a_seat_of_a_room(place: Place) -> Values:
    one = ready_exercise(place.city, at=place.at)
    (seat,) = seated(one, "mayor", at=place.at)
    return {"pk": one.pk, "seat": seat.number, "deed": "again"}
