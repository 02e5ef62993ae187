"""Questions about what one evaluator marked and noted."""

from django.db.models import QuerySet

from lamplighter.apps.exercise.models import Observation, Rating, Seat


def own_marks(seat: Seat) -> dict[str, Rating]:
    """A seat's own marks by task."""
    return {rating.task: rating for rating in Rating.objects.filter(seat=seat, official=False)}


def own_observations(seat: Seat) -> QuerySet[Observation]:
    """What a seat wrote down, the latest first."""
    return Observation.objects.filter(seat=seat).order_by("-at", "-pk")
