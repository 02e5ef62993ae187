"""Questions about exercises."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import roles_of, sights_of
from lamplighter.apps.exercise.choices import PLAYED, STREAMED, SeatKind
from lamplighter.apps.exercise.models import Exercise, Seat

# Which seats listen as which audience.
KINDS = {
    "seat": (SeatKind.PLAYER,),
    "watch": (SeatKind.EVALUATOR, SeatKind.OBSERVER),
    "screen": (SeatKind.SCREEN,),
}


def exercises_of(organisation: Organisation) -> QuerySet[Exercise]:
    """The exercises of an organisation, the newest first, without their trees."""
    return Exercise.objects.filter(organisation=organisation).defer("tree", "frozen").order_by("-made_at", "-pk")


def running() -> list[tuple[int, int, datetime | None]]:
    """Exercises whose clock may run: id, number of the last line, and when their time was last kept."""
    found = Exercise.objects.filter(state__in=PLAYED).order_by("pk")
    return list(found.values_list("pk", "last_number", "heard_at"))


def to_forget(at: datetime) -> list[Exercise]:
    """Exercises whose day of forgetting has come, by the clock on the city's walls."""
    found = Exercise.objects.filter(forgotten_at=None, forget_on__lte=(at + timedelta(days=1)).date())
    return [
        one
        for one in found.select_related("organisation").defer("tree", "frozen")
        if one.forget_on and one.forget_on <= at.astimezone(one.organisation.zone).date()
    ]


def may_listen(
    exercise_id: int,
    audience: str,
    *,
    seat_id: int | None,
    account_id: int | None,
    sight: str,
    opens: str = "",
    place: tuple[str, int] | None = None,
) -> bool:
    """Whether a stream may be listened to: the account has its sight; or the seat is there, in that role and team,
    and opened by the same secret still.
    """
    if seat_id is not None:
        there = Seat.objects.filter(
            pk=seat_id,
            exercise_id=exercise_id,
            left_at=None,
            token_hash=opens,
            kind__in=KINDS.get(audience, ()),
        )
        if place is not None:
            there = there.filter(role=place[0], team=place[1])
        return there.filter(exercise__state__in=STREAMED).exists()
    found = Exercise.objects.filter(pk=exercise_id, state__in=STREAMED).select_related("organisation")
    exercise = found.defer("tree", "frozen").first()
    account = Account.objects.filter(pk=account_id or 0, is_active=True).first()
    if audience != "console" or exercise is None or account is None:
        return False
    return sight in sights_of(roles_of(account, exercise.organisation))


def listening_seats(exercise_id: int) -> dict[int, tuple[str, str, int, str]]:
    """Kind, role, team and what opens it, of everybody who may listen to an exercise now, by the seat's id."""
    found = Seat.objects.filter(exercise_id=exercise_id, left_at=None, exercise__state__in=STREAMED)
    rows = found.values_list("pk", "kind", "role", "team", "token_hash")
    return {pk: (kind, role, team, opens or "") for pk, kind, role, team, opens in rows}
