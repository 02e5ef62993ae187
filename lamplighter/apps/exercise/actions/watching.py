"""Deeds of those who watch: mark a task, write down what they saw."""

from collections.abc import Sequence
from datetime import datetime

from lamplighter.apps.exercise.actions.playing import NotNow, Play, playing
from lamplighter.apps.exercise.choices import ExerciseState, Mark, Observed, SeatKind
from lamplighter.apps.exercise.models import Observation, Rating, Seat

LONGEST = 2000
WATCHED = (ExerciseState.READY, ExerciseState.RUNNING, ExerciseState.HOT_WASH, ExerciseState.EVALUATING)


def rate(seat: Seat, task: str, mark: str, *, cause: str = "", at: datetime) -> None:
    """Keep one evaluator's mark for a task; the latest stands, and the same again changes nothing.

    Raises
    ------
    NotNow
        ``no_seat``, ``closed``, ``unknown`` or ``too_long``.
    """
    with playing(seat.exercise_id, at=at) as play:
        _watches(play, seat)
        if task not in play.scenario.task_of or mark not in Mark.values:
            raise NotNow("unknown")
        cause = _fitting(cause)
        kept = Rating.objects.filter(exercise=play.exercise, task=task, seat=seat).first()
        if kept is not None and (kept.mark, kept.cause) == (mark, cause):
            return
        said = {"mark": mark, "cause": cause, "at": at}
        Rating.objects.update_or_create(exercise=play.exercise, task=task, seat=seat, defaults=said)
        if kept is None or kept.mark != mark:
            play.say("rating.given", task=task, mark=mark, watcher=seat.number)
        play.catch_up()


def observe(seat: Seat, task: str, kind: str, text: str, *, lines: Sequence[int] = (), at: datetime) -> Observation:
    """Keep what an evaluator saw, with the numbers of the lines that show it.

    Raises
    ------
    NotNow
        ``no_seat``, ``closed``, ``unknown``, ``empty`` or ``too_long``.
    """
    with playing(seat.exercise_id, at=at) as play:
        _watches(play, seat)
        if task not in play.scenario.task_of or kind not in Observed.values:
            raise NotNow("unknown")
        text = _fitting(text)
        if not text:
            raise NotNow("empty")
        if any(not 1 <= line <= play.state.last for line in lines):
            raise NotNow("unknown")
        made = Observation.objects.create(
            exercise=play.exercise, seat=seat, task=task, kind=kind, text=text, lines=sorted(lines), at=at
        )
        play.say("observation.made", observation=made.pk)
        play.catch_up()
    return made


def _watches(play: Play, seat: Seat) -> None:
    """Refuse whoever is no evaluator of this exercise any more, and whatever comes too late."""
    if not Seat.objects.filter(pk=seat.pk, left_at=None, kind=SeatKind.EVALUATOR).exists():
        raise NotNow("no_seat")
    if play.exercise.state not in WATCHED:
        raise NotNow("closed")


def _fitting(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if len(text) > LONGEST:
        raise NotNow("too_long")
    return text
