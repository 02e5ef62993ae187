"""The responsibility card of one role: what it may do, what it owes in the first hour, what it decided."""

from datetime import date

from lamplighter.apps.exercise.bridge.play import scenario_of, state_of
from lamplighter.apps.exercise.bridge.report import Report
from lamplighter.apps.exercise.models import Exercise, Seat
from lamplighter.apps.exercise.queries.answers import own_answers
from lamplighter.apps.followup.models import Action
from lamplighter.engines.exercise import Card, OpenAction, card

__all__ = ["Card", "OpenAction", "card_of"]


def card_of(
    exercise: Exercise, found: Report, role: str, *, seat: Seat | None = None, actions: list[Action], today: date
) -> Card:
    """The card of a role; with ``seat`` also what that seat answered, which only its owner reads.

    Raises
    ------
    KeyError
        If the scenario has no such role.
    """
    scenario = scenario_of(exercise)
    taken = {
        decision: value
        for (decision, team), value in state_of(exercise).taken.items()
        if team is None and value.value is not None and scenario.decision_of[decision].decider == role
    }
    answers = {key: answer.value for key, answer in own_answers(seat).items()} if seat is not None else {}
    waiting = [
        OpenAction(action.pk, action.title, action.due_on, action.due_on < today)
        for action in actions
        if not action.done
    ]
    return card(scenario.role_of[role], taken, answers, waiting, found.numbers)
