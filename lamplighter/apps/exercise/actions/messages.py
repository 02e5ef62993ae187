"""What control and a team say to each other."""

import secrets
from datetime import datetime
from typing import Any

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.playing import NotNow, playing
from lamplighter.apps.exercise.models import Exercise, Line, Message, Note, Seat

MOST_SIGNS = 1000
CONTROL = "control"


def say(
    exercise: Exercise, team: int, text: str, *, seat: Seat | None = None, by: Account | None = None, at: datetime
) -> list[Line]:
    """Say something to one team, or as one of its seats to control; the log holds that, and not what, was said."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise NotNow("empty")
    if len(text) > MOST_SIGNS:
        raise NotNow("too_long")
    with playing(exercise.pk, at=at, by=by) as play:
        if seat is not None and seat.number not in play.state.seats:
            raise NotNow("no_seat")
        if not 1 <= team <= play.exercise.teams:
            raise NotNow("team_unknown")
        number = seat.number if seat else None
        said = Message.objects.create(exercise=play.exercise, text=text, salt=secrets.token_hex(16), at=at)
        whose: dict[str, Any] = {"team": team, "by": "seat" if seat else CONTROL, "seat": number}
        return play.say("message.said", **whose, message=said.pk, digest=said.digest())


def note(exercise: Exercise, text: str, *, about: str = "", by: Account | None, at: datetime) -> Note:
    """Write a private note; the log says only that there is one."""
    if not text.strip():
        raise NotNow("empty")
    with playing(exercise.pk, at=at, by=by) as play:
        made = Note.objects.create(exercise=exercise, by=by, at=at, text=text.strip(), about=about[:80])
        play.say("note.written", note=made.pk)
    return made
