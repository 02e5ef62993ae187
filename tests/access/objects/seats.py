"""Doors of an exercise that is ready: a code, and what may stand in the addresses of those who sit in it."""

from lamplighter.apps.exercise.tests.rooms import code, ready_exercise
from tests.access.objects.making import Place, Values, makes


@makes("join_code")
def a_code(place: Place) -> Values:
    return {"code": code(ready_exercise(place.city, at=place.at)).shown}


@makes("seat_answer", "seat_decision")
def a_decision(place: Place) -> Values:
    return {"decision": "tell"}


@makes("watch_mark")
def a_task(place: Place) -> Values:
    return {"task": "tell"}


@makes("seat_attachment")
def an_attachment_of_nothing_that_came(place: Place) -> Values:
    return {"pk": 1}
