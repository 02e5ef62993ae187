"""What was said of the rules of law in a city."""

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.law.models import FactReview


def latest_reviews(organisation: Organisation) -> dict[str, FactReview]:
    """The latest review of each fact, by fact id; one query."""
    latest: dict[str, FactReview] = {}
    for review in FactReview.objects.filter(organisation=organisation).order_by("at", "id"):
        latest[review.fact] = review
    return latest


def reviews_of(organisation: Organisation, fact: str) -> list[FactReview]:
    """Every review of one fact, latest first; one query."""
    return list(FactReview.objects.filter(organisation=organisation, fact=fact))
