"""Questions about what people wrote to each other while they played."""

from collections.abc import Iterable

from lamplighter.apps.exercise.models import Message


def texts_of(messages: Iterable[int]) -> dict[int, str]:
    """What was said, by the number that stands in the log; without those that were forgotten; one query."""
    found = Message.objects.filter(pk__in=list(messages), forgotten_at=None)
    return dict(found.values_list("pk", "text"))
