"""Exercises that have been held: one whose report is agreed, and one that is still being written."""

from lamplighter.apps.exercise.actions.evaluation import close_survey
from lamplighter.apps.exercise.actions.report import agree
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.tests.played import played
from lamplighter.apps.followup.actions import complete, open_action
from tests.access.objects.making import Place, Values, makes


def held(place: Place) -> Exercise:
    """An exercise that has just ended."""
    return played(place.city, by=place.cast.ada, at=place.at)


def written(place: Place) -> Exercise:
    """An exercise that is being evaluated."""
    one = held(place)
    close_survey(one, by=place.cast.ada, at=place.at)
    return one


def agreed(place: Place) -> Exercise:
    """An exercise whose report everybody may read who may see exercises."""
    one = written(place)
    agree(one, by=place.cast.ada, at=place.at)
    return one


@makes("report", "report_paper", "report_pdf", "report_docx", "exercise_share", "exercise_close", "cards")
def a_report(place: Place) -> Values:
    return {"pk": agreed(place).pk}


@makes("card_role", "card_pdf")
def a_card(place: Place) -> Values:
    return {"pk": agreed(place).pk, "role": "mayor"}


@makes("report_number")
def a_number_of_a_report(place: Place) -> Values:
    return {"pk": agreed(place).pk, "number": "answered.tell"}


@makes("hot_wash_open", "hot_wash_close")
def what_has_just_ended(place: Place) -> Values:
    return {"pk": held(place).pk}


@makes("report_agree")
def a_report_to_agree_to(place: Place) -> Values:
    return {"pk": written(place).pk}


@makes("report_edit")
def a_part_of_a_report(place: Place) -> Values:
    return {"pk": written(place).pk, "section": "summary"}


@makes("rating_official")
def a_task(place: Place) -> Values:
    return {"pk": written(place).pk, "task": "tell"}


@makes("area_action")
def something_to_improve(place: Place) -> Values:
    return {"pk": written(place).pk, "area": "post-empty-pool-3"}


@makes("retest_new")
def something_done(place: Place) -> Values:
    action = open_action(place.city, "Name who speaks", due_on=place.today, by=place.cast.ada, at=place.at)
    complete(action, "Decided", by=place.cast.ada, at=place.at)
    return {"pk": action.pk}
