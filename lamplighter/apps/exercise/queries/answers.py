"""Questions about people's own answers. Values are for counting, and for the seat whose they are."""

from typing import Any

from lamplighter.apps.exercise.models import Answer, Seat


def values_of(exercise_id: int, decision: str, seats: frozenset[int]) -> dict[int, Any]:
    """What these seats (numbers) answer to a decision; only for counting and for taking."""
    found = Answer.objects.filter(
        exercise_id=exercise_id, decision=decision, seat__number__in=seats, forgotten_at=None
    )
    return dict(found.values_list("seat__number", "value"))


def own_answers(seat: Seat) -> dict[str, Answer]:
    """A seat's own answers by decision."""
    return {answer.decision: answer for answer in Answer.objects.filter(seat=seat, forgotten_at=None)}
