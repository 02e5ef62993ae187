"""The clocks of the law that run in the story: what must be done, until when, and how much time is left."""

from dataclasses import dataclass

from lamplighter.apps.exercise.bridge.saying import Scene
from lamplighter.apps.exercise.phrases.report import CLOCKS
from lamplighter.engines.exercise import legal_clock


@dataclass(frozen=True, slots=True)
class Deadline:
    """A duty that the law sets a time for; ``ends_s`` is ``None`` where only the city's lawyer can say it."""

    key: str
    duty: str
    article: str
    begins_s: int
    ends_s: int | None
    clock: str
    left_min: int
    over: bool
    reviewed: bool


def deadlines(scene: Scene, story_s: int) -> tuple[Deadline, ...]:
    """The clocks that have been started and whose duty is not done, in the order of their start."""
    felt = [one for one in scene.state.effects if one.kind == "law" and one.clock and one.from_s <= story_s]
    done = {one.clock for one in felt if one.done}
    running = dict.fromkeys(one.clock for one in sorted(felt, key=lambda one: one.from_s) if not one.done)
    return tuple(_deadline(scene, clock, story_s) for clock in running if clock and clock not in done)


def ends_of(scene: Scene) -> tuple[int, ...]:
    """Story seconds at which a clock of the law begins or runs out."""
    clocks = {one.clock for one in scene.state.effects if one.kind == "law" and one.clock}
    known = [_deadline(scene, clock, 0) for clock in sorted(clocks) if begun_s(scene, clock) is not None]
    return tuple(second for one in known for second in (one.begins_s, one.ends_s) if second is not None)


def begun_s(scene: Scene, clock: str) -> int | None:
    """The story second at which a clock was started first."""
    started = [
        one.from_s for one in scene.state.effects if one.kind == "law" and one.clock == clock and not one.done
    ]
    return min(started, default=None)


def duty_of(clock: str) -> str:
    """What must be done, in words."""
    return str(CLOCKS.get(clock, clock))


def until_s(scene: Scene, clock: str, begins_s: int) -> int | None:
    """When the time of a clock that begins at a second runs out; at the earliest, where the law counts months."""
    known = legal_clock(scene.exercise.frozen.get("country", ""), clock)
    return None if known is None or known.hours_low is None else begins_s + known.hours_low * 3600


def is_reviewed(scene: Scene, clock: str) -> bool:
    """Whether a lawyer has confirmed the time that is shown for it."""
    known = legal_clock(scene.exercise.frozen.get("country", ""), clock)
    return known is not None and known.reviewed


def _deadline(scene: Scene, clock: str, story_s: int) -> Deadline:
    begins_s = begun_s(scene, clock) or 0
    ends_s = until_s(scene, clock, begins_s)
    known = legal_clock(scene.exercise.frozen.get("country", ""), clock)
    return Deadline(
        key=clock,
        duty=duty_of(clock),
        article=known.article if known else "",
        begins_s=begins_s,
        ends_s=ends_s,
        clock=scene.story_moment(ends_s, story_s) if ends_s is not None else "",
        left_min=max(0, ends_s - story_s) // 60 if ends_s is not None else 0,
        over=ends_s is not None and story_s >= ends_s,
        reviewed=is_reviewed(scene, clock),
    )
