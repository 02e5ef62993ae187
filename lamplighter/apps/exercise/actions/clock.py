"""Start, pause, speed up and end an exercise, and let its time pass."""

from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.log import append_to, locked
from lamplighter.apps.exercise.actions.playing import NotNow, Play, playing
from lamplighter.apps.exercise.bridge.play import ClockEvent, on_end, on_jump, on_phase, on_start, refused
from lamplighter.apps.exercise.bridge.steps import Step
from lamplighter.apps.exercise.choices import AWAY_S, ExerciseState, Purpose
from lamplighter.apps.exercise.models import Exercise, Line
from lamplighter.apps.journal.actions import record


def start(exercise: Exercise, *, by: Account | None, at: datetime) -> list[Line]:
    """Start the clock and open the first phase; only an exercise that is ready starts."""
    with playing(exercise.pk, at=at, by=by) as play:
        if play.exercise.state != ExerciseState.READY:
            raise NotNow("already_running" if play.exercise.state == ExerciseState.RUNNING else "not_ready")
        steps = on_start(play.scenario, play.state, world=play.world)
        play.exercise.state = ExerciseState.RUNNING
        play.exercise.heard_at = at
        play.exercise.save(update_fields=["state", "heard_at"])
        lines = play.write(steps)
        lines += play.catch_up()
        if play.exercise.purpose == Purpose.REAL:
            record(play.exercise.organisation, "exercise.started", play.exercise, by=by, at=at)
    return lines


def pause(exercise: Exercise, *, by: Account | None, at: datetime, cause: str = "by_hand") -> list[Line]:
    """Stop the story's time; deeds by hand still work."""
    return _turn(exercise, ClockEvent("paused", at), {"cause": cause}, by=by)


def resume(exercise: Exercise, *, by: Account | None, at: datetime) -> list[Line]:
    """Let the story's time go on from where it stood."""
    return _turn(exercise, ClockEvent("resumed", at), {}, by=by)


def set_speed(exercise: Exercise, speed_pct: int, *, by: Account | None, at: datetime) -> list[Line]:
    """Change how fast the story goes; 100 is as fast as the wall."""
    return _turn(exercise, ClockEvent("speed", at, speed_pct=speed_pct), {"speed_pct": speed_pct}, by=by)


def jump(
    exercise: Exercise,
    to_s: int,
    *,
    between: Literal["release", "skip"] = "release",
    by: Account | None,
    at: datetime,
) -> list[Line]:
    """Go forward to a second of the story; what lies between comes at the arrival, or its injects are skipped."""
    with playing(exercise.pk, at=at, by=by) as play:
        _allowed(play, ClockEvent("jumped", at, to_s=to_s))
        steps = on_jump(play.scenario, play.state, to_s, world=play.world, story_s=play.now_s, between=between)
        return play.write(steps) + play.catch_up()


def open_phase(exercise: Exercise, key: str, *, by: Account | None, at: datetime) -> list[Line]:
    """Open a phase, with all that follows from it."""
    with playing(exercise.pk, at=at, by=by) as play:
        play.needs_running()
        if key not in play.scenario.phase_of:
            raise NotNow("unknown")
        steps = on_phase(play.scenario, play.state, key, world=play.world, story_s=play.now_s)
        if not steps:
            raise NotNow("phase_open")
        return play.write(steps) + play.catch_up()


def end(exercise: Exercise, *, by: Account | None, at: datetime) -> list[Line]:
    """End the exercise; people's own answers are kept for the days that were told to them."""
    with playing(exercise.pk, at=at, by=by) as play:
        play.needs_running()
        lines = play.write(on_end(play.scenario, play.state, story_s=play.now_s))
        held = play.exercise
        held.state = ExerciseState.HOT_WASH
        held.forget_on = (at + timedelta(days=held.keep_days)).astimezone(held.organisation.zone).date()
        held.save(update_fields=["state", "forget_on"])
        if held.purpose == Purpose.REAL:
            facts = {"number": held.last_number, "hash": held.last_hash}
            record(held.organisation, "exercise.ended", held, by=by, at=at, facts=facts)
    return lines


def advance(exercise_id: int, *, at: datetime) -> list[Line]:
    """Write what is due at an instant. Whoever asks and how often makes no difference."""
    with playing(exercise_id, at=at) as play:
        return list(play.fresh)


def heard(exercise_id: int, *, at: datetime) -> None:
    """Write down that somebody keeps the time of this exercise."""
    Exercise.objects.filter(pk=exercise_id).update(heard_at=at)


def away(exercise_id: int, *, at: datetime) -> list[Line]:
    """Where nobody has kept the time for long, the story stood still: pause it from when it was last kept.

    Nothing is written if it was kept a short while ago, or the clock does not run.
    """
    with transaction.atomic():
        held = locked(exercise_id)
        play = Play(held, at=at)
        since = held.heard_at
        if since is None or play.state.clock.state != "running" or at - since <= timedelta(seconds=AWAY_S):
            return []
        play.at = since
        facts = {"from": since.isoformat(), "until": at.isoformat()}
        told = [
            Step("", "server.away", facts, play.now_s),
            Step("", "clock.paused", {"cause": "away"}, play.now_s),
        ]
        lines = append_to(held, told, at=since)
        held.heard_at = at
        held.save(update_fields=["heard_at"])
    return lines


def _turn(exercise: Exercise, event: ClockEvent, facts: dict, *, by: Account | None) -> list[Line]:
    with playing(exercise.pk, at=event.wall, by=by) as play:
        _allowed(play, event)
        return play.say(f"clock.{event.kind}", **facts) + play.catch_up()


def _allowed(play: Play, event: ClockEvent) -> None:
    if (why := refused(play.state.clock, event)) is not None:
        raise NotNow(why)
