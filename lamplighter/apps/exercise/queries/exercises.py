"""Questions about exercises."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import roles_of, sights_of
from lamplighter.apps.exercise.choices import PLAYED, STREAMED, SeatKind
from lamplighter.apps.exercise.models import Exercise, Seat


def exercises_of(organisation: Organisation) -> QuerySet[Exercise]:
    """The exercises of an organisation, the newest first, without their trees."""
    return Exercise.objects.filter(organisation=organisation).defer("tree", "frozen").order_by("-made_at", "-pk")


def running() -> list[tuple[int, datetime | None]]:
    """Exercises whose clock may run, and when their time was last kept."""
    return list(Exercise.objects.filter(state__in=PLAYED).order_by("pk").values_list("pk", "heard_at"))


def to_forget(at: datetime) -> list[Exercise]:
    """Exercises whose day of forgetting has come, by the clock on the city's walls."""
    found = Exercise.objects.filter(forgotten_at=None, forget_on__lte=(at + timedelta(days=1)).date())
    return [
        one
        for one in found.select_related("organisation").defer("tree", "frozen")
        if one.forget_on and one.forget_on <= at.astimezone(one.organisation.zone).date()
    ]


def may_listen(exercise_id: int, audience: str, *, seat_id: int | None, account_id: int | None, sight: str) -> bool:
    """Whether a stream may still be listened to: the seat is there, or the account has its sight."""
    streamed = Exercise.objects.filter(pk=exercise_id).filter(Q(state__in=STREAMED))
    if seat_id is not None:
        kinds = {
            "seat": [SeatKind.PLAYER],
            "watch": [SeatKind.EVALUATOR, SeatKind.OBSERVER],
            "screen": [SeatKind.SCREEN],
        }.get(audience, [])
        there = Seat.objects.filter(pk=seat_id, exercise_id=exercise_id, left_at=None, kind__in=kinds)
        return there.filter(exercise__state__in=STREAMED).exists()
    found = streamed.select_related("organisation").defer("tree", "frozen").first()
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if audience != "console" or found is None or account is None:
        return False
    return sight in sights_of(roles_of(account, found.organisation))
