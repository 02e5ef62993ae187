"""Take a seat, move it, give it back."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Max, Value, When
from django.db.models.functions import Greatest

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.playing import NotNow, playing
from lamplighter.apps.exercise.bridge.steps import Step
from lamplighter.apps.exercise.choices import Room, SeatKind
from lamplighter.apps.exercise.models import Exercise, JoinCode, Seat
from lamplighter.apps.exercise.queries.seats import can_join, code_hash, code_of, seats_taken, token_hash

DIGITS = {SeatKind.PLAYER: 6}
MORE_DIGITS = 8
MOST_ALIAS = 40


def new_code(exercise: Exercise, kind: str) -> JoinCode:
    """A fresh code for one kind of participant; ``shown`` is what people type. Earlier ones stay open."""
    length = DIGITS.get(SeatKind(kind), MORE_DIGITS)
    while True:
        code = "".join(secrets.choice("0123456789") for _ in range(length))
        made, new = JoinCode.objects.get_or_create(
            code_hash=code_hash(code), defaults={"exercise": exercise, "kind": kind, "shown": code}
        )
        if new:
            return made


def close_code(code: JoinCode, *, at: datetime) -> None:
    """Let nobody else in with it; whoever sits stays."""
    JoinCode.objects.filter(pk=code.pk, closed_at=None).update(closed_at=at)


def take(
    code: str,
    *,
    role: str = "",
    team: int = 1,
    language: str,
    room: str = Room.ROOM,
    alias: str = "",
    at: datetime,
) -> tuple[Seat, str]:
    """Sit down: the seat, and the secret for its cookie, which is not kept.

    Raises
    ------
    NotNow
        ``code_unknown``, ``code_closed``, ``role_unknown``, ``team_unknown`` or ``role_full``.
    """
    known = code_of(code)
    if known is None:
        raise NotNow("code_unknown")
    if not can_join(known):
        raise NotNow("code_closed")
    kind = SeatKind(known.kind)
    return _sit(
        known.exercise, kind, role=role, team=team, language=language, room=room, alias=alias, by=None, at=at
    )


def take_on_paper(exercise: Exercise, *, role: str, team: int = 1, by: Account | None, at: datetime) -> Seat:
    """A seat whose answers are entered from ballots."""
    seat, _token = _sit(
        exercise,
        SeatKind.PLAYER,
        role=role,
        team=team,
        language=exercise.language,
        room=Room.PAPER,
        alias="",
        by=by,
        at=at,
    )
    return seat


def move(seat: Seat, *, role: str, team: int, by: Account | None, at: datetime) -> Seat:
    """Give a seat another role or team."""
    with playing(seat.exercise_id, at=at, by=by) as play:
        seat = _there(seat)
        if seat.kind == SeatKind.PLAYER and role not in play.scenario.role_of:
            raise NotNow("role_unknown")
        if not 1 <= team <= play.exercise.teams:
            raise NotNow("team_unknown")
        if (seat.role, seat.team) == (role, team):
            return seat
        seat.role, seat.team = role, team
        seat.save(update_fields=["role", "team"])
        play.say("seat.moved", seat=seat.number, role=role, team=team)
        play.catch_up()
    return seat


def remove(seat: Seat, *, by: Account | None, at: datetime) -> None:
    """Take a seat out: its cookie and its stream end. The same for whoever leaves by themselves."""
    with playing(seat.exercise_id, at=at, by=by) as play:
        seat = _there(seat)
        seat.left_at, seat.token_hash = at, None
        seat.save(update_fields=["left_at", "token_hash"])
        play.say("seat.left", seat=seat.number)
        play.catch_up()


def reissue(seat: Seat) -> str:
    """A new secret for the same seat, on another device; the old one no longer opens it."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        if not Seat.objects.filter(pk=seat.pk, left_at=None).update(token_hash=token_hash(token)):
            raise NotNow("no_seat")
    return token


def come_back(code: str, return_code: str) -> tuple[Seat, str]:
    """Sit down in one's own seat again: the exercise's code and the seat's own."""
    known = code_of(code)
    seat = None
    if known is not None and return_code.strip():
        own = return_code.strip().upper()
        seat = Seat.objects.filter(exercise=known.exercise, return_code=own, left_at=None).first()
    if seat is None:
        raise NotNow("code_unknown")
    return seat, reissue(seat)


def _sit(
    exercise: Exercise,
    kind: SeatKind,
    *,
    role: str,
    team: int,
    language: str,
    room: str,
    alias: str,
    by: Account | None,
    at: datetime,
) -> tuple[Seat, str]:
    token = secrets.token_urlsafe(32)
    with playing(exercise.pk, at=at, by=by) as play:
        if play.state.clock.state == "ended":
            raise NotNow("over")
        if kind != SeatKind.PLAYER:
            role, team = "", 1
        elif role not in play.scenario.role_of:
            raise NotNow("role_unknown")
        elif not 1 <= team <= play.exercise.teams:
            raise NotNow("team_unknown")
        elif (limit := play.scenario.role_of[role].seats) and seats_taken(exercise.pk).get(
            (role, team), 0
        ) >= limit:
            raise NotNow("role_full")
        last = Seat.objects.filter(exercise=exercise).aggregate(last=Max("number"))["last"] or 0
        seat = Seat.objects.create(
            exercise=exercise,
            number=last + 1,
            kind=kind,
            role=role,
            team=team,
            alias=alias.replace("\x00", "").strip()[:MOST_ALIAS],
            room=room,
            language=language,
            token_hash=None if room == Room.PAPER else token_hash(token),
            return_code=secrets.token_hex(4).upper(),
            joined_at=at,
            heard_at=at,
        )
        facts = {"seat": seat.number, "role": role, "team": team, "kind": str(kind), "room": str(room)}
        play.write([Step(f"seat:{seat.number}", "seat.taken", facts, play.now_s)])
        play.catch_up()
    return seat, token


def _there(seat: Seat) -> Seat:
    """The seat as it is now, if it is in the exercise."""
    found = Seat.objects.filter(pk=seat.pk, left_at=None).first()
    if found is None:
        raise NotNow("no_seat")
    return found


def mark_seen(numbers: Mapping[int, int], *, at: datetime) -> None:
    """Write down up to which line each seat's phone has shown; a smaller number than before changes nothing."""
    shown = Case(*(When(pk=pk, then=Value(number)) for pk, number in numbers.items()), default=Value(0))
    Seat.objects.filter(pk__in=numbers).update(seen_number=Greatest("seen_number", shown), heard_at=at)
