"""Responsibility cards: a page for each role to take home, and a participant's own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.followups import fingerprint
from lamplighter.apps.exercise.bridge.cards import Card, card_of
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.queries.evaluation import REPORTED
from lamplighter.apps.exercise.views.report import found
from lamplighter.apps.exercise.views.reporting import Told
from lamplighter.apps.followup.queries import actions_about
from lamplighter.web import clock
from lamplighter.web.gate import needs, seated


@needs(Sight.EXERCISE_RUN)
def cards(request: HttpRequest, city: Organisation, pk: int) -> HttpResponse:
    """Every role of the exercise and its card."""
    exercise = found(request, city, pk)
    told = Told(exercise)
    roles = [{"key": role.key, "name": told.say(role.name)} for role in told.scenario.roles]
    return render(request, "exercise/cards.html", {"exercise": exercise, "roles": roles})


@needs(Sight.EXERCISE_RUN)
def card_role(request: HttpRequest, city: Organisation, pk: int, role: str) -> HttpResponse:
    """The card of one role; what participants answered for themselves does not stand on it."""
    exercise = found(request, city, pk)
    told = Told(exercise)
    if role not in told.scenario.role_of:
        raise Http404(f"No role {role}")
    answered = actions_about(city, [fingerprint(exercise, area) for area in told.report.areas])
    actions = [action for group in answered.values() for action in group]
    today = clock.now().astimezone(city.zone).date()
    made = card_of(exercise, told.report, role, actions=actions, today=today)
    return render(request, "exercise/card.html", {"exercise": exercise, **words(told, made)})


@seated(SeatKind.PLAYER)
def seat_card(request: HttpRequest) -> HttpResponse:
    """A participant's own card, with their own answers; theirs from the end of the exercise on."""
    seat: Any = request.seat
    exercise = Exercise.objects.select_related("organisation").get(pk=seat.exercise_id)
    told = Told(exercise)
    if exercise.state not in REPORTED or seat.role not in told.scenario.role_of:
        raise Http404("There is no card yet.")
    today = clock.now().astimezone(exercise.organisation.zone).date()
    made = card_of(exercise, told.report, seat.role, seat=seat, actions=[], today=today)
    return render(request, "exercise/seat_card.html", {"exercise": exercise, **words(told, made)})


def words(told: Told, card: Card) -> dict[str, Any]:
    """A card in the reader's language."""
    decisions = told.scenario.decision_of

    def said(values: Any) -> list[dict[str, str]]:
        return [
            {"question": told.question(decisions[key]), "value": told.value(decisions[key], value)}
            for key, value in values.items()
            if key in decisions
        ]

    deputy = told.scenario.role_of.get(card.deputy or "")
    return {
        "role": told.say(card.name),
        "deputy": told.say(deputy.name) if deputy else "",
        "powers": [told.say(text) for text in card.powers],
        "limits": [told.say(text) for text in card.limits],
        "duties": [told.say(text) for text in card.first_duties],
        "decided": said(card.decided),
        "answered": said(card.answered),
        "actions": card.actions,
    }
