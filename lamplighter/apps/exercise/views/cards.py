"""Responsibility cards: a page for each role to take home, and a participant's own."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.actions.followups import fingerprint
from lamplighter.apps.exercise.bridge.cards import Card, OpenAction, card_of
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.models import Exercise
from lamplighter.apps.exercise.queries.evaluation import REPORTED
from lamplighter.apps.exercise.views.papers import handed_out, paper_about
from lamplighter.apps.exercise.views.report import found
from lamplighter.apps.exercise.views.reporting import Told, aside
from lamplighter.apps.followup.queries import actions_about
from lamplighter.web import clock, pdf
from lamplighter.web.gate import needs, seated
from lamplighter.web.paper import Block, Bullets, Heading, Paper
from lamplighter.web.templatetags.words import day


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
    return render(request, "exercise/card.html", {"exercise": exercise, "key": role, **of_role(exercise, role)})


@needs(Sight.EXERCISE_RUN)
def card_pdf(request: HttpRequest, city: Organisation, pk: int, role: str) -> HttpResponse:
    """The card of one role as a file of one page."""
    exercise = found(request, city, pk)
    content = pdf.pdf(paper_of_card(exercise, of_role(exercise, role)))
    return handed_out(content, pdf.MEDIA_TYPE, f"card-{city.slug}-{exercise.pk}-{role}.pdf")


@seated(SeatKind.PLAYER)
def seat_card(request: HttpRequest) -> HttpResponse:
    """A participant's own card, with their own answers; theirs from the end of the exercise on."""
    exercise, card = of_seat(request)
    return render(request, "exercise/seat_card.html", {"exercise": exercise, **card})


@seated(SeatKind.PLAYER)
def seat_card_pdf(request: HttpRequest) -> HttpResponse:
    """A participant's own card as a file of one page."""
    exercise, card = of_seat(request)
    return handed_out(pdf.pdf(paper_of_card(exercise, card)), pdf.MEDIA_TYPE, f"card-{exercise.pk}.pdf")


def of_role(exercise: Exercise, role: str) -> dict[str, Any]:
    """The card of a role in the reader's language, with what is still open from the exercise."""
    told = Told(exercise)
    if role not in told.scenario.role_of:
        raise Http404(f"No role {role}")
    city = exercise.organisation
    answered = actions_about(city, [fingerprint(exercise, area) for area in told.report.areas])
    actions = [action for group in answered.values() for action in group]
    return words(told, card_of(exercise, told.report, role, actions=actions, today=_today(city)))


def of_seat(request: HttpRequest) -> tuple[Exercise, dict[str, Any]]:
    """The exercise of the reader's seat, and the card of that seat in the reader's language."""
    seat: Any = request.seat
    exercise = Exercise.objects.select_related("organisation").get(pk=seat.exercise_id)
    told = Told(exercise)
    if exercise.state not in REPORTED or seat.role not in told.scenario.role_of:
        raise Http404("There is no card yet.")
    today = _today(exercise.organisation)
    return exercise, words(told, card_of(exercise, told.report, seat.role, seat=seat, actions=[], today=today))


def _today(city: Organisation) -> date:
    return clock.now().astimezone(city.zone).date()


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


def paper_of_card(exercise: Exercise, card: dict[str, Any]) -> Paper:
    """A card on paper, in letters as small as it takes to be one page."""
    held = exercise.organisation.name
    deputy = _("Deputy: %(deputy)s.") % {"deputy": aside(card["deputy"])} if card["deputy"] else ""
    lists: tuple[tuple[str, list[str], bool], ...] = (
        (_("The first hour"), card["duties"], True),
        (_("May do"), card["powers"], False),
        (_("May not do"), card["limits"], False),
        (_("Decided in this exercise"), [_answer(row) for row in card["decided"]], False),
        (_("What you answered for yourself"), [_answer(row) for row in card["answered"]], False),
        (_("Still open from this exercise"), [_open(one) for one in card["actions"]], False),
    )
    blocks: list[Block] = []
    for heading, items, numbered in lists:
        if items:
            blocks += [Heading(heading), Bullets(tuple(map(aside, items)), numbered)]
    subtitle = " ".join(part for part in (f"{aside(held)}.", deputy) if part)
    return paper_about(exercise, card["role"], subtitle, blocks, one_page=True)


def _answer(row: dict[str, str]) -> str:
    # Translators: A question of an exercise and what was answered to it, on a card.
    return _("%(question)s – %(answer)s") % {"question": row["question"], "answer": aside(row["value"])}


def _open(action: OpenAction) -> str:
    due = day(action.due)
    late = _("late") if action.overdue else ""
    return ", ".join(part for part in (aside(action.title), due, late) if part)
