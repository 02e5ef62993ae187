"""Release, hold and skip what comes to the players, and think of something new."""

from datetime import datetime

from lamplighter.apps.cities.models import Account
from lamplighter.apps.exercise.actions.playing import NotNow, Play, playing
from lamplighter.apps.exercise.bridge.play import on_release
from lamplighter.apps.exercise.choices import Channel
from lamplighter.apps.exercise.models import Exercise, Line

MOST_TITLE = 200
MOST_BODY = 4000


def release(exercise: Exercise, key: str, *, by: Account | None, at: datetime) -> list[Line]:
    """Release an inject at once, whatever the clock does; its effects count from now."""
    with playing(exercise.pk, at=at, by=by) as play:
        _known(play, key)
        steps = on_release(play.scenario, play.state, key, world=play.world, story_s=play.now_s)
        if not steps:
            raise NotNow("out")
        return play.write(steps) + play.catch_up()


def hold(exercise: Exercise, key: str, *, by: Account | None, at: datetime) -> list[Line]:
    """Hold back what would come by itself, until it is freed or released."""
    with playing(exercise.pk, at=at, by=by) as play:
        _waits(play, key)
        if key in play.state.held:
            raise NotNow("held")
        return play.say("inject.held", key=key)


def free(exercise: Exercise, key: str, *, by: Account | None, at: datetime) -> list[Line]:
    """Let go what was held: if its time has come, it comes now."""
    with playing(exercise.pk, at=at, by=by) as play:
        _known(play, key)
        if key not in play.state.held:
            raise NotNow("not_held")
        return play.say("inject.freed", key=key) + play.catch_up()


def skip(exercise: Exercise, key: str, *, by: Account | None, at: datetime) -> list[Line]:
    """Leave out an inject; it can still be released by hand."""
    with playing(exercise.pk, at=at, by=by) as play:
        _waits(play, key)
        return play.say("inject.skipped", once=f"skip:{key}", key=key, why="by_hand")


def improvise(
    exercise: Exercise,
    *,
    channel: str,
    title: str,
    body: str = "",
    to: tuple[str, ...] = (),
    team: int | None = None,
    by: Account | None,
    at: datetime,
) -> list[Line]:
    """Release something that no scenario holds; ``to`` () is everybody."""
    with playing(exercise.pk, at=at, by=by) as play:
        play.needs_running()
        if channel not in Channel.values or any(role not in play.scenario.role_of for role in to):
            raise NotNow("unknown")
        if not title.strip():
            raise NotNow("empty")
        if len(title) > MOST_TITLE or len(body) > MOST_BODY:
            raise NotNow("too_long")
        key = f"improvised-{play.state.last + 1}"
        told = {"key": key, "channel": channel, "to": list(to), "title": title.strip(), "body": body.strip()}
        return play.say("inject.improvised", once=f"inject:{key}", **told, team=team) + play.catch_up()


def _known(play: Play, key: str) -> None:
    play.needs_running()
    if key not in play.scenario.item_of:
        raise NotNow("unknown")


def _waits(play: Play, key: str) -> None:
    """Refuse what is out or skipped already."""
    _known(play, key)
    if key in play.state.released or key in play.state.opened:
        raise NotNow("out")
    if key in play.state.skipped:
        raise NotNow("skipped")
