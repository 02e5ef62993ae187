"""What lets a page listen: signed by the page that was let in, asked anew while it listens."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.bridge.visible import Audience, Kind
from lamplighter.apps.exercise.choices import SeatKind
from lamplighter.apps.exercise.models import Exercise, Seat
from lamplighter.apps.exercise.queries.exercises import KINDS, listening_seats, may_listen

SALT = "exercise.live"
HOURS_S = 12 * 3600
AUDIENCES: dict[str, Kind] = {
    SeatKind.PLAYER: "seat",
    SeatKind.EVALUATOR: "watch",
    SeatKind.OBSERVER: "watch",
    SeatKind.SCREEN: "screen",
}


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who listens to what: an account at the console, or a seat.

    ``opens`` is what is stored of the secret by which the seat's page was let in: another phone has another one.
    """

    exercise: int
    audience: Audience
    seat: int | None = None
    account: int | None = None
    opens: str = ""


def ticket_for_seat(seat: Seat, language: str) -> str:
    """A ticket for the page of a seat."""
    kind = AUDIENCES[seat.kind]
    told = {"e": seat.exercise_id, "a": kind, "s": seat.pk, "l": language, "k": seat.token_hash}
    if kind == "seat":
        told |= {"r": seat.role, "m": seat.team}
    return signing.dumps(told, salt=SALT)


def ticket_for_console(exercise: Exercise, account: Account, language: str) -> str:
    """A ticket for the console; whoever asks for it has been let in by the gate."""
    return signing.dumps({"e": exercise.pk, "a": "console", "u": account.pk, "l": language}, salt=SALT)


def opened(ticket: str) -> Ticket | None:
    """What a ticket says, if it was signed here and not too long ago."""
    try:
        told = signing.loads(ticket, salt=SALT, max_age=HOURS_S)
    except signing.BadSignature:
        return None
    audience = Audience(told["a"], told.get("r", ""), told.get("m"), told["l"])
    return Ticket(told["e"], audience, told.get("s"), told.get("u"), told.get("k") or "")


def stands(ticket: Ticket) -> bool:
    """Whether it still lets in: the seat is there on the same phone, or the account still has its sight."""
    return may_listen(
        ticket.exercise,
        ticket.audience.kind,
        seat_id=ticket.seat,
        account_id=ticket.account,
        sight=Sight.EXERCISE_RUN,
        opens=ticket.opens,
        place=(ticket.audience.role, ticket.audience.team or 1) if ticket.audience.kind == "seat" else None,
    )


def fallen(exercise_id: int, tickets: Iterable[Ticket]) -> set[Ticket]:
    """Those that no longer let in; one question for all seats together."""
    seats = listening_seats(exercise_id)
    found = set()
    for ticket in set(tickets):
        if ticket.seat is None:
            there = stands(ticket)
        else:
            kind, role, team, opens = seats.get(ticket.seat, ("", "", 0, ""))
            audience = ticket.audience
            there = kind in KINDS[audience.kind] and opens == ticket.opens
            there = there and (audience.kind != "seat" or (role, team) == (audience.role, audience.team))
        if not there:
            found.add(ticket)
    return found
